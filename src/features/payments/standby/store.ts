/**
 * What the bank said of payments, and what is paid another way: tables `payment_confirmed`, `payment_run_heard`,
 * `rail_outage`, `payment_overpaid`, `overpayment_settled`, and the ends of payments that follow.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { type Sql, sql } from '../../../platform/sql.ts';
import { EARLY_DAYS, LATE_DAYS } from '../../../rules/payment/matching.ts';
import type { RunStatus } from '../../../rules/payment/payment.ts';
import type { Change, PaymentEnd, Touched } from '../../../rules/payment/standby.ts';
import { type Actor, SYSTEM_ID } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const StandingRow = z
  .object({
    payment_id: z.string(),
    obligation_id: z.string(),
    run_id: z.string(),
    budget_id: z.string(),
    stream: z.string(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
    year_starts_on: plainDate,
    payment_account_id: z.string(),
    amount_pence: z.bigint(),
    period: plainDate,
    purpose: z.string(),
    part: z.number(),
    piece_of: z.string().nullable(),
    rail: z.string(),
    status: z.custom<RunStatus>(),
    ended: z.custom<PaymentEnd>().nullable(),
    is_confirmed: z.boolean(),
    is_settled: z.boolean(),
  })
  .transform(row => ({
    paymentId: row.payment_id,
    obligationId: row.obligation_id,
    runId: row.run_id,
    budgetId: row.budget_id,
    period: row.period.toPlainYearMonth(),
    purpose: row.purpose,
    /** 0: the whole of what is owed. */
    part: row.part,
    /** The payment that was sent whole, and cut. */
    pieceOf: row.piece_of ?? undefined,
    ended: row.ended,
    status: row.status,
    isConfirmed: row.is_confirmed,
    isSettled: row.is_settled,
    ledger: {
      budgetId: row.budget_id,
      stream: row.stream,
      option: row.option,
      budgetYear: row.year_starts_on,
      accountId: row.payment_account_id,
      pence: row.amount_pence,
      rail: row.rail,
      isCredited: row.status === 'CREDITED',
    },
  }));
/** A payment as the rules on the bank's word judge it. */
export type PaymentStanding = z.output<typeof StandingRow>;

/** What at most one live payment pays: something that is owed, or a part of it. */
export function partOf({ obligationId, part }: Pick<PaymentStanding, 'obligationId' | 'part'>): string {
  return `${obligationId} ${part}`;
}

/** With the day on which it happens, as the rules take it. */
export function touched(payment: PaymentStanding, happenedOn: PlainDate): Touched {
  const { paymentId, ended, status, ledger } = payment;
  return { paymentId, ended, status, money: { ...ledger, happenedOn } };
}

/**
 * These payments and all others of the same obligations. Their runs are locked first, in one order, so that nothing is
 * released, written or credited meanwhile.
 */
export async function lockStandings(tx: Tx, paymentIds: readonly string[]): Promise<PaymentStanding[]> {
  const same = sql`select obligation_id from payment where payment_id = any (${paymentIds}::uuid[]) and icb_code = ${tx.icbCode}`;
  await lockRuns(tx, sql`select run_id from payment where obligation_id in (${same})`);
  return loadStandings(tx, sql`p.obligation_id in (${same})`);
}

/** Every payment of these obligations, their runs locked as above. */
export async function lockObligations(tx: Tx, obligations: Sql): Promise<PaymentStanding[]> {
  await lockRuns(tx, sql`select run_id from payment where obligation_id in (${obligations})`);
  return loadStandings(tx, sql`p.obligation_id in (${obligations})`);
}

/** The live payments of a run that nobody confirmed one by one, and beside them every over-payment and what else is in doubt. */
export async function lockUnsettled(tx: Tx, runId: string): Promise<PaymentStanding[]> {
  const unsettled = sql`
    select u.obligation_id from payment u
     where u.run_id = ${runId} and u.ended is null
       and not exists (select from payment_confirmed c where c.payment_id = u.payment_id)`;
  await lockRuns(tx, sql`select run_id from payment where obligation_id in (${unsettled})`);
  return loadStandings(
    tx,
    sql`p.obligation_id in (${unsettled}) and (p.run_id = ${runId} and p.ended is null or p.ended in ('OVERPAID', 'SUPERSEDED'))`,
  );
}

async function lockRuns(tx: Tx, runIds: Sql): Promise<void> {
  await tx.query(sql`select run_id from payment_run where run_id in (${runIds}) order by run_id for no key update`);
}

async function loadStandings(tx: Tx, which: Sql): Promise<PaymentStanding[]> {
  const rows = await tx.query(sql`
    select p.payment_id, p.obligation_id, p.run_id, p.budget_id, o.stream, o.option, o.year_starts_on, p.payment_account_id,
           p.amount_pence, o.period, o.purpose, p.part, p.piece_of, r.rail, s.status, p.ended, c.payment_id is not null as is_confirmed, t.payment_id is not null as is_settled
      from payment p
      join obligation o using (obligation_id)
      join payment_run r using (run_id)
      join payment_run_now s using (run_id)
      left join payment_confirmed c using (payment_id)
      left join overpayment_settled t using (payment_id)
     where ${which} order by p.run_id, p.place`);
  return rows.map(row => StandingRow.parse(row));
}

/** Ends payments, each as its change says. */
export async function saveEnds(tx: Tx, changes: readonly Change[]): Promise<void> {
  const ended = changes.filter(({ to }) => to !== null);
  if (ended.length === 0) return;
  await tx.query(sql`
    update payment p set ended = e.ended
      from unnest(${ended.map(({ paymentId }) => paymentId)}::uuid[], ${ended.map(({ to }) => to)}::text[]) as e (payment_id, ended)
     where p.payment_id = e.payment_id`);
}

/** Lets payments live again. The database refuses one whose obligation has another that lives. */
export async function saveRevived(tx: Tx, changes: readonly Change[]): Promise<void> {
  const revived = changes.filter(({ to }) => to === null).map(({ paymentId }) => paymentId);
  if (revived.length > 0)
    await tx.query(sql`update payment set ended = null where payment_id = any (${revived}::uuid[])`);
}

/** The job that takes what stands on people's statements for the bank's word. */
export const HEAR_STATEMENTS_JOB = 'payments.hear-statements';

/**
 * Payments that a line of a statement shows and that nobody confirmed, at most `limit`: those of runs since `since` of which
 * the bank gave no word, and all that were given up as not known. Not one where the same line could be another payment of
 * the same obligation that no line shows: then nobody knows which of the two arrived.
 */
export async function loadPaidByStatement(
  db: Queryable,
  icbCode: string,
  { since, limit }: { readonly since: PlainDate; readonly limit: number },
): Promise<string[]> {
  const rows = await db.query(sql`
    select p.payment_id
      from (select p.* from payment p join payment_run r using (run_id)
             where p.icb_code = ${icbCode} and p.ended is null and r.credit_on >= ${since}
               and not exists (select from payment_run_heard h where h.run_id = r.run_id and h.says = 'TAKEN')
            union all
            select * from payment where icb_code = ${icbCode} and ended in ('SUPERSEDED', 'SPLIT')) p
      join payment_run_now s on s.run_id = p.run_id and s.status in ('SENT', 'CREDITED')
      join placement_now c on c.payment_id = p.payment_id
      join statement_line l on l.statement_line_id = c.statement_line_id
     where not exists (select from payment_confirmed k where k.payment_id = p.payment_id)
       and not exists (
         select from payment o
           join payment_run r on r.run_id = o.run_id
           join payment_run_now t on t.run_id = o.run_id and t.status in ('SENT', 'CREDITED')
          where o.obligation_id = p.obligation_id and o.payment_id <> p.payment_id and (o.ended is null or o.ended = 'SUPERSEDED')
            and o.amount_pence = p.amount_pence and o.piece_of is null
            and l.posted_on between r.credit_on - ${EARLY_DAYS}::integer and r.credit_on + ${LATE_DAYS}::integer
            and not exists (select from placement_now d where d.payment_id = o.payment_id))
     order by p.payment_id limit ${limit}`);
  return rows.map(row => row.payment_id as string);
}

/** Writes down that payments arrived; the first time counts. */
export async function saveConfirmed(tx: Tx, actor: Actor, paymentIds: readonly string[], on: PlainDate): Promise<void> {
  if (paymentIds.length === 0) return;
  await tx.query(sql`
    insert into payment_confirmed (payment_id, icb_code, confirmed_on, by_id, by_name)
    select payment_id, ${tx.icbCode}, ${on}::date, ${actor.id}, ${actor.name} from unnest(${paymentIds}::uuid[]) as payment_id
        on conflict do nothing`);
}

/**
 * These lines are taken out again, and with them what they alone confirmed: a payment that the bank itself spoke of stays
 * confirmed.
 */
export async function giveConfirmationsBack(tx: Tx, actor: Actor, lineIds: readonly string[]): Promise<void> {
  await tx.query(sql`
    with back as (
      delete from payment_confirmed k using placement_now p
       where p.statement_line_id = any (${lineIds}::uuid[]) and p.what = 'PAYMENT' and k.payment_id = p.payment_id
         and k.by_id = ${SYSTEM_ID}
         and not exists (select from bank_report_record r where r.payment_id = k.payment_id and r.says = 'PAID')
      returning k.payment_id, p.statement_line_id, k.confirmed_on)
    insert into payment_unconfirmed (payment_id, statement_line_id, icb_code, confirmed_on, by_id, by_name)
    select payment_id, statement_line_id, ${tx.icbCode}, confirmed_on, ${actor.id}, ${actor.name} from back`);
}

export type Overpaid = { readonly paymentId: string; readonly budgetId: string; readonly pence: bigint };

export async function saveOverpaid(tx: Tx, overpaid: readonly Overpaid[], foundOn: PlainDate): Promise<void> {
  for (const { paymentId, budgetId, pence } of overpaid)
    await tx.query(sql`
      insert into payment_overpaid (payment_id, icb_code, budget_id, pence, found_on)
      values (${paymentId}, ${tx.icbCode}, ${budgetId}, ${pence}, ${foundOn})`);
}

export type Returned = {
  readonly paymentId: string;
  readonly reason: string;
  readonly words: string;
  readonly afterCredit: boolean;
};

/** Writes down why payments did not arrive. */
export async function saveReturned(tx: Tx, actor: Actor, back: readonly Returned[], on: PlainDate): Promise<void> {
  if (back.length === 0) return;
  await tx.query(sql`
    insert into payment_returned (payment_id, icb_code, reason, words, after_credit, by_id, by_name, returned_on)
    select b.payment_id, ${tx.icbCode}, b.reason, b.words, b.after_credit, ${actor.id}, ${actor.name}, ${on}::date
      from unnest(${back.map(one => one.paymentId)}::uuid[], ${back.map(one => one.reason)}::text[], ${back.map(one => one.words)}::text[],
                  ${back.map(one => one.afterCredit)}::boolean[]) as b (payment_id, reason, words, after_credit)`);
}

/** What the bank said of a run's file. Answers whether it is new. */
export async function saveHeard(
  tx: Tx,
  actor: Actor,
  heard: {
    readonly runId: string;
    readonly says: 'TAKEN' | 'REJECTED';
    readonly reportId: string | null;
    readonly words: string;
    readonly heardOn: PlainDate;
  },
): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into payment_run_heard (run_id, says, icb_code, report_id, words, heard_on, by_id, by_name)
    values (${heard.runId}, ${heard.says}, ${tx.icbCode}, ${heard.reportId}, ${heard.words}, ${heard.heardOn}, ${actor.id}, ${actor.name})
        on conflict do nothing returning run_id`);
  return rows.length > 0;
}

const RailStateRow = z
  .object({
    sent_on: plainDate.nullable(),
    taken_on: plainDate.nullable(),
    outage_on: plainDate.nullable(),
    outage_cause: z.enum(['DECLARED', 'NO_CONFIRMATION']).nullable(),
    outage_words: z.string().nullable(),
    outage_by: z.string().nullable(),
    outage_count: z.number().nullable(),
    outage_pence: z.bigint().nullable(),
    not_known: z.number(),
    confirmed: z.number(),
    unsettled: z.number(),
  })
  .transform(row => ({
    sentOn: row.sent_on,
    takenOn: row.taken_on,
    outage:
      row.outage_on === null
        ? null
        : {
            declaredOn: row.outage_on,
            cause: row.outage_cause!,
            words: row.outage_words!,
            byName: row.outage_by!,
            count: row.outage_count!,
            pence: row.outage_pence!,
          },
    /** Paid another way, and nobody knows yet whether these arrived. */
    notKnownCount: row.not_known,
    confirmedCount: row.confirmed,
    /** Live payments that nobody confirmed one by one. */
    unsettledCount: row.unsettled,
  }));
/** How far the bank has answered for a run. */
export type RailState = z.output<typeof RailStateRow>;

export async function loadRailState(db: Queryable, runId: string): Promise<RailState> {
  const [row] = await db.query(sql`
    select (select s.happened_on from payment_run_status s where s.run_id = r.run_id and s.status = 'SENT') as sent_on,
           (select h.heard_on from payment_run_heard h where h.run_id = r.run_id and h.says = 'TAKEN') as taken_on,
           x.declared_on as outage_on, x.cause as outage_cause, x.words as outage_words, x.by_name as outage_by,
           x.payments_count as outage_count, x.total_pence as outage_pence,
           count(distinct coalesce(p.piece_of, p.payment_id)) filter (where p.ended = 'SUPERSEDED')::integer as not_known,
           count(c.payment_id) filter (where p.piece_of is null)::integer as confirmed,
           count(*) filter (where p.ended is null and c.payment_id is null)::integer as unsettled
      from payment_run r
      left join rail_outage x using (run_id)
      left join payment p using (run_id)
      left join payment_confirmed c using (payment_id)
     where r.run_id = ${runId}
     group by r.run_id, x.run_id`);
  return RailStateRow.parse(row);
}

/** Whether money of these months is to go another way now: a rail is down and something it carried is owed again. */
export async function isStandbyNeeded(db: Queryable, icbCode: string): Promise<boolean> {
  const [row] = await db.query(sql`
    select exists (select from payment p
                    where p.icb_code = ${icbCode} and p.ended = 'SUPERSEDED'
                      and not exists (select from payment l where l.obligation_id = p.obligation_id and l.part = p.part and l.ended is null)) as needed`);
  return z.boolean().parse(row!.needed);
}

export type NewOutage = {
  readonly runId: string;
  readonly cause: 'DECLARED' | 'NO_CONFIRMATION';
  readonly words: string;
  readonly count: number;
  readonly pence: bigint;
  readonly declaredOn: PlainDate;
};

export async function saveOutage(tx: Tx, actor: Actor, outage: NewOutage): Promise<void> {
  await tx.query(sql`
    insert into rail_outage (run_id, icb_code, cause, words, payments_count, total_pence, declared_on, by_id, by_name)
    values (${outage.runId}, ${tx.icbCode}, ${outage.cause}, ${outage.words}, ${outage.count}, ${outage.pence}, ${outage.declaredOn},
            ${actor.id}, ${actor.name})`);
}

const OverpaymentRow = z
  .object({
    payment_id: z.string(),
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    period: plainDate,
    pence: z.bigint(),
    found_on: plainDate,
    how: z.enum(['PAID_BACK', 'SET_OFF']).nullable(),
    settled_on: plainDate.nullable(),
  })
  .transform(row => ({
    paymentId: row.payment_id,
    budgetId: row.budget_id,
    budgetReference: row.reference,
    personName: row.person_name,
    period: row.period.toPlainYearMonth(),
    pence: row.pence,
    foundOn: row.found_on,
    how: row.how,
    settledOn: row.settled_on,
  }));
export type Overpayment = z.output<typeof OverpaymentRow>;

/** Over-payments that stand and nobody has decided about, the oldest first. */
export async function loadOpenOverpayments(db: Queryable, icbCode: string): Promise<Overpayment[]> {
  const rows = await db.query(sql`
    select v.payment_id, v.budget_id, b.reference, coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name,
           o.period, v.pence, v.found_on, null::text as how, null::date as settled_on
      from payment_overpaid v
      join payment p on p.payment_id = v.payment_id and p.ended = 'OVERPAID'
      join obligation o using (obligation_id)
      join budget b on b.budget_id = v.budget_id
      join person n using (person_id)
     where v.icb_code = ${icbCode} and not exists (select from overpayment_settled t where t.payment_id = v.payment_id)
     order by v.found_on, b.reference`);
  return rows.map(row => OverpaymentRow.parse(row));
}

export async function saveSettled(
  tx: Tx,
  actor: Actor,
  settled: {
    readonly paymentId: string;
    readonly how: 'PAID_BACK' | 'SET_OFF';
    readonly words: string;
    readonly settledOn: PlainDate;
  },
): Promise<void> {
  await tx.query(sql`
    insert into overpayment_settled (payment_id, icb_code, how, words, settled_on, by_id, by_name)
    values (${settled.paymentId}, ${tx.icbCode}, ${settled.how}, ${settled.words}, ${settled.settledOn}, ${actor.id}, ${actor.name})`);
}

/**
 * The payments of a run that live, or ended as not known, in the order of the file, and of what each is a piece. What was moved
 * because an issuer of cards is down is not among them: the bank that took the file in knows nothing of the issuer.
 */
export async function loadEndedAs(
  db: Queryable,
  runId: string,
  which: readonly ('LIVE' | 'SUPERSEDED')[],
): Promise<{ readonly paymentId: string; readonly pieceOf: string | undefined }[]> {
  const rows = await db.query(sql`
    select payment_id, piece_of from payment where run_id = ${runId} and coalesce(ended, 'LIVE') = any (${which})
       and not (ended is not null and (exists (select from obligation_second_card c where c.obligation_id = payment.obligation_id)
            or exists (select from obligation_part k where k.obligation_id = payment.obligation_id and k.card_outage_id is not null))) order by place`);
  return rows.map(row => ({
    paymentId: row.payment_id as string,
    pieceOf: (row.piece_of as string | null) ?? undefined,
  }));
}
