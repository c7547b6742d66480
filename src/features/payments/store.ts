/**
 * Payments and payment runs: tables `obligation`, `payment_run`, `payment_run_status`, `payment`, `payment_snapshot`,
 * `payment_hold`, `payment_returned`. (`payment_file` is in files/store.ts, the writing of a run in prepare/store.ts.)
 *
 * Writing a run is a handful of statements over all budgets of the ICB, whatever their number. A payment moves with its run; only what ends early is written on the payment itself.
 */
import { z } from 'zod';
import type { Queryable, Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { OnlyPays, RunStatus, Timing } from '../../rules/payment/payment.ts';
import type { Rail } from '../../rules/payment/rails.ts';
import { type Actor, SYSTEM_ID } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);
const aMonth = plainDate.transform(day => day.toPlainYearMonth());
const aStatus = z.custom<RunStatus>();

const RunRow = z
  .object({
    run_id: z.string(),
    reference: z.string(),
    month: aMonth,
    number: z.number(),
    input_on: plainDate,
    processing_on: plainDate,
    credit_on: plainDate,
    timing: z.custom<Timing>(),
    rail: z.custom<Rail>(),
    prepared_on: plainDate,
    prepared_by: z.string(),
    prepared_by_name: z.string(),
    payments_count: z.number(),
    total_pence: z.bigint(),
    held_count: z.number(),
    held_pence: z.bigint(),
    released_by: z.string().nullable(),
    released_by_name: z.string().nullable(),
    released_on: plainDate.nullable(),
    only_pays: z.custom<OnlyPays>().nullable(),
    taken_up_by: z.string().nullable(),
    taken_up_by_name: z.string().nullable(),
    status: aStatus,
  })
  .transform(row => ({
    runId: row.run_id,
    reference: row.reference,
    month: row.month,
    number: row.number,
    inputOn: row.input_on,
    processingOn: row.processing_on,
    creditOn: row.credit_on,
    timing: row.timing,
    rail: row.rail,
    preparedOn: row.prepared_on,
    preparedById: row.prepared_by,
    preparedByName: row.prepared_by_name,
    paymentsCount: row.payments_count,
    totalPence: row.total_pence,
    heldCount: row.held_count,
    heldPence: row.held_pence,
    releasedById: row.released_by,
    releasedByName: row.released_by_name,
    releasedOn: row.released_on,
    onlyPays: row.only_pays ?? undefined,
    /** Nobody pressed a button for it: somebody has to take it up. */
    isByService: row.prepared_by === SYSTEM_ID,
    takenUpById: row.taken_up_by ?? undefined,
    takenUpByName: row.taken_up_by_name ?? undefined,
    status: row.status,
  }));
/** A payment run with its control totals and where it stands. */
export type PaymentRun = z.output<typeof RunRow>;

const selectRun = sql`
  select r.*, s.status, t.by_id as taken_up_by, t.by_name as taken_up_by_name
    from payment_run r join payment_run_now s using (run_id) left join payment_run_taken_up t using (run_id)`;

/** One run of this ICB, or undefined. */
export async function loadRun(db: Queryable, icbCode: string, runId: string): Promise<PaymentRun | undefined> {
  const [row] = await db.query(sql`${selectRun} where r.run_id = ${runId} and r.icb_code = ${icbCode}`);
  return row && RunRow.parse(row);
}

/** The run with this reference, or undefined. */
export async function findRun(db: Queryable, icbCode: string, reference: string): Promise<PaymentRun | undefined> {
  const [row] = await db.query(sql`${selectRun} where r.reference = ${reference} and r.icb_code = ${icbCode}`);
  return row && RunRow.parse(row);
}

/** The same as loadRun, locked until the transaction ends: acts on one run queue up. */
export async function lockRun(tx: Tx, runId: string): Promise<PaymentRun | undefined> {
  const [held] = await tx.query(sql`
    select run_id from payment_run where run_id = ${runId} and icb_code = ${tx.icbCode} for no key update`);
  return held && (await loadRun(tx, tx.icbCode, runId));
}

/** The runs of this ICB, newest first. */
export async function loadRuns(db: Queryable, icbCode: string): Promise<PaymentRun[]> {
  const rows = await db.query(sql`
    ${selectRun} where r.icb_code = ${icbCode} order by r.month desc, r.number desc`);
  return rows.map(row => RunRow.parse(row));
}

/** The sent runs of this ICB whose credit day has come and that nobody has counted as credited. */
export async function loadRunsToCredit(db: Queryable, icbCode: string, today: PlainDate): Promise<string[]> {
  const rows = await db.query(sql`
    select run_id from payment_run r join payment_run_now s using (run_id)
     where r.icb_code = ${icbCode} and s.status = 'SENT' and r.credit_on <= ${today} order by r.credit_on, run_id`);
  return rows.map(row => row.run_id as string);
}

/** Moves a locked run on. The caller's rule has already said that it may. */
export async function saveRunStatus(
  tx: Tx,
  actor: Actor,
  move: { readonly runId: string; readonly status: RunStatus; readonly happenedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    insert into payment_run_status (run_id, sequence, icb_code, status, by_id, by_name, happened_on)
    select ${move.runId}, 1 + coalesce(max(sequence), 0), ${tx.icbCode}, ${move.status}, ${actor.id}, ${actor.name}, ${move.happenedOn}::date
      from payment_run_status where run_id = ${move.runId}`);
}

/** Writes down who released a run (R-085: the database refuses its preparer). */
export async function saveReleased(
  tx: Tx,
  actor: Actor,
  release: { readonly runId: string; readonly releasedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`
    update payment_run set released_by = ${actor.id}, released_by_name = ${actor.name}, released_on = ${release.releasedOn}
     where run_id = ${release.runId}`);
  await saveRunStatus(tx, actor, { runId: release.runId, status: 'RELEASED', happenedOn: release.releasedOn });
}

const PostRow = z
  .object({
    payment_id: z.string(),
    budget_id: z.string(),
    stream: z.string(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
    year_starts_on: plainDate,
    amount_pence: z.bigint(),
    payment_account_id: z.string(),
  })
  .transform(row => ({
    paymentId: row.payment_id,
    budgetId: row.budget_id,
    stream: row.stream,
    option: row.option,
    budgetYear: row.year_starts_on,
    pence: row.amount_pence,
    accountId: row.payment_account_id,
  }));
/** What the ledger needs to know of a payment. */
export type PaymentToPost = z.output<typeof PostRow>;

/** The live payments of a run as the ledger knows them, in the order of its file. For runs of few payments. */
export async function loadPaymentsToPost(tx: Tx, runId: string): Promise<PaymentToPost[]> {
  const rows = await tx.query(sql`
    select p.payment_id, o.budget_id, o.stream, o.option, o.year_starts_on, p.amount_pence, p.payment_account_id
      from payment p join obligation o using (obligation_id)
     where p.run_id = ${runId} and p.ended is null order by p.place`);
  return rows.map(row => PostRow.parse(row));
}

/**
 * Posts one journal for each live payment of a run, in one call whatever their number: the events of the same names in
 * rules/payment/journals.ts, by the command of each payment.
 */
export async function postPayments(
  tx: Tx,
  actor: Actor,
  order: {
    readonly runId: string;
    readonly event: 'payment-released' | 'payment-credited' | 'run-cancelled';
    readonly rail: string;
    readonly happenedOn: PlainDate;
  },
): Promise<Decision<true>> {
  const [short] = await tx.query(sql`
    select budget_id, short_by_pence
      from post_payments(${order.runId}, ${order.event}, ${order.rail}, ${order.happenedOn}, ${actor.id})`);
  if (!short) return accepted(true);
  const { budget_id, short_by_pence } = z.object({ budget_id: z.string(), short_by_pence: z.bigint() }).parse(short);
  return refused({ code: 'not-enough-undrawn', budgetId: budget_id, shortByPence: short_by_pence });
}

/** The budgets that may start today: set up, their day reached, and a payment released where one is paid (T16). */
export async function loadBudgetsToStart(db: Queryable, icbCode: string, today: PlainDate): Promise<string[]> {
  const rows = await db.query(sql`
    select a.budget_id
      from (select distinct on (budget_id) budget_id, agreement_id, starts_on from agreement
             where icb_code = ${icbCode} order by budget_id, version desc) a
      join budget_now n on n.budget_id = a.budget_id and n.state = 'SET_UP'
     where a.starts_on <= ${today}
       and (not exists (select from agreed_payment q where q.agreement_id = a.agreement_id)
            or exists (select 1 from payment p join payment_run r using (run_id)
                        where p.budget_id = a.budget_id and p.ended is null and r.released_by is not null))
     order by a.starts_on, a.budget_id`);
  return rows.map(row => row.budget_id as string);
}

/** Ends every live payment of a run that is given up; their obligations can be paid by another run. */
export async function saveRunCancelled(
  tx: Tx,
  actor: Actor,
  cancel: { readonly runId: string; readonly happenedOn: PlainDate },
): Promise<void> {
  await tx.query(sql`update payment set ended = 'CANCELLED' where run_id = ${cancel.runId} and ended is null`);
  await saveRunStatus(tx, actor, { ...cancel, status: 'CANCELLED' });
}

const PaymentRow = z
  .object({
    payment_id: z.string(),
    obligation_id: z.string(),
    run_id: z.string(),
    payment_account_id: z.string(),
    stream: z.string(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
    purpose: z.string(),
    period: aMonth,
    amount_pence: z.bigint(),
    credit_on: plainDate,
    status: z.custom<RunStatus | 'RETURNED' | 'SUPERSEDED' | 'OVERPAID'>(),
    reference: z.string(),
    worker: z.string(),
  })
  .transform(row => ({
    paymentId: row.payment_id,
    obligationId: row.obligation_id,
    runId: row.run_id,
    paymentAccountId: row.payment_account_id,
    stream: row.stream,
    option: row.option,
    purpose: row.purpose,
    period: row.period,
    amountPence: row.amount_pence,
    creditOn: row.credit_on,
    status: row.status,
    reference: row.reference,
    /** Whom a wage was paid straight to. */
    worker: row.worker || undefined,
  }));
/** A payment as its person sees it: where its run stands, unless it came back or was given up. */
export type Payment = z.output<typeof PaymentRow>;

const selectPayment = sql`
  select p.payment_id, p.obligation_id, p.run_id, p.payment_account_id, o.stream, o.option, o.purpose, o.period, p.amount_pence, r.credit_on,
         coalesce(p.ended, s.status) as status, p.reference, a.worker
    from payment p
    join obligation o using (obligation_id)
    join payment_account a using (payment_account_id)
    join payment_run r using (run_id)
    join payment_run_now s using (run_id)`;

/** Every payment of a budget, also those that ended early, oldest first; one that was cut by its pieces. */
export async function loadPayments(db: Queryable, budgetId: string): Promise<Payment[]> {
  const rows = await db.query(sql`
    ${selectPayment} where p.budget_id = ${budgetId} and p.ended is distinct from 'SPLIT' order by r.credit_on, o.period, o.purpose desc, p.part, p.payment_id`);
  return rows.map(row => PaymentRow.parse(row));
}

/** One payment of this ICB, or undefined. */
export async function loadPayment(db: Queryable, icbCode: string, paymentId: string): Promise<Payment | undefined> {
  const [row] = await db.query(sql`${selectPayment} where p.payment_id = ${paymentId} and p.icb_code = ${icbCode}`);
  return row && PaymentRow.parse(row);
}

/** The credit date of a budget's first payment that was released and lives, or undefined. */
export async function firstCreditOn(db: Queryable, budgetId: string): Promise<PlainDate | undefined> {
  return (await firstCreditsOn(db, [budgetId])).get(budgetId);
}

/** The same of many budgets, by their ids. */
export async function firstCreditsOn(
  db: Queryable,
  budgetIds: readonly string[],
): Promise<ReadonlyMap<string, PlainDate>> {
  const rows = await db.query(sql`
    select p.budget_id, min(r.credit_on) as first_on from payment p join payment_run r using (run_id)
     where p.budget_id = any (${budgetIds}::uuid[]) and p.ended is null and r.released_by is not null group by p.budget_id`);
  return new Map(rows.map(row => [row.budget_id as string, plainDate.parse(row.first_on)]));
}

const RunPaymentRow = z
  .object({
    payment_id: z.string(),
    budget_id: z.string(),
    budget_reference: z.string(),
    person_name: z.string(),
    purpose: z.string(),
    period: aMonth,
    amount_pence: z.bigint(),
    reference: z.string(),
    sort_code: z.string(),
    account_number: z.string(),
    modulus_result: z.string(),
    worker: z.string(),
    ended: z.string().nullable(),
    facts_hash: z.string().nullable(),
  })
  .transform(row => ({
    paymentId: row.payment_id,
    budgetId: row.budget_id,
    budgetReference: row.budget_reference,
    personName: row.person_name,
    purpose: row.purpose,
    period: row.period,
    amountPence: row.amount_pence,
    reference: row.reference,
    sortCode: row.sort_code,
    accountNumber: row.account_number,
    modulusResult: row.modulus_result,
    /** Whose wage it is, where it goes straight to them. */
    worker: row.worker || undefined,
    ended: row.ended,
    /** Of the frozen facts behind it; null only in a preview. */
    factsHash: row.facts_hash,
  }));
export type RunPayment = z.output<typeof RunPaymentRow>;

/** The payments of a run in the order of its file, at most `limit` after `after`. */
export async function loadRunPayments(db: Queryable, runId: string, after = 0, limit = 200): Promise<RunPayment[]> {
  const rows = await db.query(sql`
    select p.payment_id, p.budget_id, b.reference as budget_reference, o.purpose, o.period, p.amount_pence, p.reference,
           coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name,
           a.sort_code, a.account_number, a.modulus_result, a.worker, p.ended, f.facts_hash
      from payment p
      join obligation o using (obligation_id)
      join budget b on b.budget_id = p.budget_id
      join person n using (person_id)
      join payment_account a using (payment_account_id)
      left join payment_snapshot f using (payment_id)
     where p.run_id = ${runId} and p.place > ${after} and p.piece_of is null order by p.place limit ${limit}`);
  return rows.map(row => RunPaymentRow.parse(row));
}

const HoldRow = z
  .object({
    obligation_id: z.string(),
    budget_id: z.string(),
    budget_reference: z.string(),
    person_name: z.string(),
    purpose: z.string(),
    period: aMonth,
    amount_pence: z.bigint(),
    reason: z.string(),
    words: z.string(),
    owner_role: z.string(),
    act_by: plainDate,
  })
  .transform(row => ({
    obligationId: row.obligation_id,
    budgetId: row.budget_id,
    budgetReference: row.budget_reference,
    personName: row.person_name,
    purpose: row.purpose,
    period: row.period,
    amountPence: row.amount_pence,
    reason: row.reason,
    words: row.words,
    ownerRole: row.owner_role,
    actBy: row.act_by,
  }));
/** Why one payment was left out of a run. */
export type Hold = z.output<typeof HoldRow>;

/** Reasons that a page of a run shows. */
export const HOLDS_ON_A_PAGE = 500;

/** What a run left out and why, in the order of the budgets' references; at most `limit`. */
export async function loadRunHolds(db: Queryable, runId: string, limit = HOLDS_ON_A_PAGE): Promise<Hold[]> {
  const rows = await db.query(sql`
    select h.obligation_id, h.budget_id, b.reference as budget_reference, o.purpose, o.period, coalesce(k.amount_pence, o.amount_pence) as amount_pence,
           coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name,
           h.reason, h.words, h.owner_role, h.act_by
      from payment_hold h
      join obligation o using (obligation_id)
      left join obligation_part k using (obligation_id, part)
      join budget b on b.budget_id = h.budget_id
      join person n using (person_id)
     where h.run_id = ${runId} order by b.reference, o.period, o.purpose, h.part, h.reason limit ${limit}`);
  return rows.map(row => HoldRow.parse(row));
}

/** A payment with what deciding on its return needs, its run locked. */
export async function lockPayment(
  tx: Tx,
  paymentId: string,
): Promise<(PaymentToPost & { readonly ended: string | null; readonly run: PaymentRun }) | undefined> {
  const [row] = await tx.query(sql`
    select p.payment_id, o.budget_id, o.stream, o.option, o.year_starts_on, p.amount_pence, p.payment_account_id, p.run_id
      from payment p join obligation o using (obligation_id)
     where p.payment_id = ${paymentId} and p.icb_code = ${tx.icbCode}`);
  if (!row) return undefined;
  const run = await lockRun(tx, row.run_id as string);
  // Read again under the lock: another return may have ended it meanwhile.
  const [now] = await tx.query(sql`select ended from payment where payment_id = ${paymentId}`);
  return run && { ...PostRow.parse(row), ended: z.string().nullable().parse(now!.ended), run };
}

export type NewReturn = {
  readonly paymentId: string;
  readonly reason: 'ACCOUNT_CLOSED' | 'NO_ACCOUNT' | 'ACCOUNT_TRANSFERRED' | 'PAYEE_REFUSED' | 'OTHER';
  readonly words: string;
  readonly afterCredit: boolean;
  readonly returnedOn: PlainDate;
};

/** Ends a payment that the bank sent back. */
export async function savePaymentReturned(tx: Tx, actor: Actor, back: NewReturn): Promise<void> {
  await tx.query(sql`update payment set ended = 'RETURNED' where payment_id = ${back.paymentId}`);
  await tx.query(sql`
    insert into payment_returned (payment_id, icb_code, reason, words, after_credit, by_id, by_name, returned_on)
    values (${back.paymentId}, ${tx.icbCode}, ${back.reason}, ${back.words}, ${back.afterCredit}, ${actor.id}, ${actor.name}, ${back.returnedOn})`);
}

const LatestHoldRow = z
  .object({ purpose: z.string(), period: aMonth, amount_pence: z.bigint(), words: z.array(z.string()) })
  .transform(row => ({ purpose: row.purpose, period: row.period, amountPence: row.amount_pence, words: row.words }));

/** What is owed to a budget and was held out of the last run that looked at it, with the words of each reason. */
export async function loadHeldNow(db: Queryable, budgetId: string): Promise<z.output<typeof LatestHoldRow>[]> {
  const rows = await db.query(sql`
    select o.purpose, o.period, coalesce(k.amount_pence, o.amount_pence) as amount_pence, array_agg(h.words order by h.reason) as words
      from obligation o left join obligation_part k using (obligation_id)
      join lateral (select g.run_id from payment_hold g join payment_run r using (run_id)
                     where g.obligation_id = o.obligation_id and g.part = coalesce(k.part, 0) order by r.recorded_at desc limit 1) latest on true
      join payment_hold h on h.run_id = latest.run_id and h.obligation_id = o.obligation_id and h.part = coalesce(k.part, 0)
     where o.budget_id = ${budgetId}
       and not exists (select 1 from payment p where p.obligation_id = o.obligation_id and p.part = coalesce(k.part, 0) and p.ended is null)
     group by o.obligation_id, k.part, o.purpose, o.period, k.amount_pence, o.amount_pence
     order by o.period, o.purpose desc`);
  return rows.map(row => LatestHoldRow.parse(row));
}
