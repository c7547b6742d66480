/**
 * Preparing a payment run: what is due, what holds it back, and what is paid, each for all budgets in one statement.
 *
 * `duePayments` judges in SQL what `holdsOf` in rules/payment/payment.ts and `payeeBars` in rules/representation/payee.ts say in words;
 * parity.test.ts and payee.test.ts run both over every combination. Facts behind each payment are frozen beside it, so that years later it can be shown why it was paid.
 */
import { z } from 'zod';
import { forMany, type Queryable, type Tx } from '../../../../platform/db.ts';
import { type Sql, sql } from '../../../../platform/sql.ts';
import {
  type BacsDays,
  HOLDS,
  type HoldReason,
  type OnlyPays,
  type Timing,
} from '../../../../rules/payment/payment.ts';
import { MOST_BY_RAIL, type Rail } from '../../../../rules/payment/rails.ts';
import type { Actor } from '../../../../values/actor.ts';
import type { PlainDate } from '../../../../values/dates.ts';

/** What a run is prepared by: one for all its statements. */
export type RunOrder = {
  readonly runId: string;
  readonly month: Temporal.PlainYearMonth;
  /** The way it goes. By the standby rail wages go first. */
  readonly rail: Rail;
  readonly today: PlainDate;
  /** Policy (R-085): a changed account waits for one run unless it was confirmed by telephone. */
  readonly coolingOff: boolean;
  /** What alone it pays: what was given up as not known, or what is asked for at once. Undefined: everything that is owed. */
  readonly onlyPays?: OnlyPays | undefined;
  /** The day by which holds are to be cleared. */
  readonly actBy: PlainDate;
};

/** Lets one prepare at a time in this ICB: the second finds what the first has left. */
export async function takeTurnToPrepare(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('pay-run.prepare ' || ${tx.icbCode}, 0))`);
}

/** Does some work and takes every row of it back: a dry run of the real thing. */
export async function undone<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.query(sql`savepoint dry_run`);
  const answer = await work();
  await tx.query(sql`rollback to savepoint dry_run`);
  return answer;
}

/** Writes what the signed agreements make due up to this month. What is there already stays: each is owed once (R-084). */
export async function saveObligations(tx: Tx, order: Pick<RunOrder, 'month'>): Promise<void> {
  await forMany(tx, () =>
    tx.query(sql`
    insert into obligation (icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to, year_starts_on, amount_pence)
    select p.icb_code, p.budget_id, p.agreement_id, p.stream, p.option, p.purpose, p.period, p.sequence, p.covers_from, p.covers_to, a.starts_on, p.amount_pence
      from (select distinct on (g.budget_id) g.agreement_id, g.budget_id, g.starts_on
              from agreement g join agreement_signature s on s.agreement_id = g.agreement_id and s.side = 'ICB'
             where g.icb_code = ${tx.icbCode} order by g.budget_id, g.version desc) a
      join owed_payment p using (agreement_id)
     where p.period <= ${firstOf(order)}::date and ${stateOf(sql`a.budget_id`)} in ('AGREED', 'SET_UP', 'ACTIVE')
       and not exists (select from obligation o
                        where o.budget_id = p.budget_id and o.stream = p.stream and o.option = p.option and o.purpose = p.purpose
                          and o.period = p.period and o.sequence = p.sequence)
     order by p.budget_id, p.period, p.purpose
        on conflict on constraint obligation_once do nothing`),
  );
}

/**
 * Pays what nothing holds back and writes down the rest with its reasons, in one statement, so that what is paid and
 * what is held are judged on the same facts.
 */
export async function savePaymentsAndHolds(tx: Tx, order: RunOrder): Promise<void> {
  const reasons = Object.keys(HOLDS) as HoldReason[];
  await forMany(tx, () =>
    tx.query(sql`
    with due as materialized (${duePayments(tx, order)}),
    paid as (
      insert into payment (icb_code, obligation_id, part, budget_id, run_id, place, amount_pence, payment_account_id, reference)
      select ${tx.icbCode}, obligation_id, part, budget_id, ${order.runId}, row_number() over (order by ${order.rail === 'BACS' ? sql`true` : paysWages}, reference, period, purpose desc, obligation_id, part),
             amount_pence, payment_account_id,
             payment_reference(reference, case when part > 1 then 'WAGES' else purpose end, period, case when part > 1 then part else sequence end, stream, option)
        from due where cardinality(reasons) = 0)
    insert into payment_hold (run_id, obligation_id, part, reason, icb_code, budget_id, payment_account_id, words, owner_role, act_by)
    select ${order.runId}, d.obligation_id, d.part, w.reason, ${tx.icbCode}, d.budget_id, d.payment_account_id, w.words, w.owner, ${order.actBy}::date
      from due d
     cross join unnest(d.reasons) as h (reason)
      join unnest(${reasons}::text[], ${reasons.map(reason => HOLDS[reason].words)}::text[], ${reasons.map(reason => HOLDS[reason].owner)}::text[])
           as w (reason, words, owner) using (reason)`),
  );
}

/** Freezes the facts behind each payment of the run by their names, with their hash. They are put together once: `offset` keeps it so. */
export async function saveSnapshots(tx: Tx, order: RunOrder, policyVersion: string): Promise<void> {
  await forMany(tx, () =>
    tx.query(sql`
    insert into payment_snapshot (payment_id, icb_code, facts, facts_hash)
    select payment_id, ${tx.icbCode}, facts, encode(sha256(convert_to(facts::text, 'UTF8')), 'hex')
      from (select p.payment_id, json_object(array[
                     'preparedOn', ${order.today}::date::text, 'policyVersion', ${policyVersion}::text, 'budget', b.reference, 'state', ${stateOf(sql`b.budget_id`)},
                     'obligation.id', o.obligation_id::text, 'obligation.stream', o.stream, 'obligation.option', o.option, 'obligation.purpose', o.purpose,
                     'obligation.period', to_char(o.period, 'YYYY-MM'), 'obligation.coversFrom', o.covers_from::text, 'obligation.coversTo', o.covers_to::text,
                     'obligation.amountPence', o.amount_pence::text,
                     'agreement.id', g.agreement_id::text, 'agreement.version', g.version::text, 'agreement.hash', g.content_hash,
                     'finalBudget.id', g.final_budget_id::text, 'finalBudget.hash', g.final_budget_hash, 'plan.id', g.plan_id::text, 'plan.hash', g.plan_hash,
                     'consent.id', c.consent_id::text, 'consent.givenOn', c.happened_on::text, 'consent.by', c.by_name,
                     'account.id', a.payment_account_id::text, 'account.payee', a.payee_kind, 'account.version', a.version::text, 'account.sortCode', a.sort_code,
                     'account.accountNumber', a.account_number, 'account.name', a.name, 'account.modulus', a.modulus_result,
                     'account.modulusTable', a.modulus_table_version, 'account.enteredBy', a.entered_by_name, 'account.verifiedBy', v.by_name,
                     'account.verifiedOn', v.verified_on::text, 'account.method', v.method]
                     || case when p.part = 0 then '{}'::text[]
                             else array['part.number', p.part::text, 'part.worker', a.worker, 'part.amountPence', p.amount_pence::text] end) as facts
              from payment p
              join obligation o using (obligation_id)
              join agreement g using (agreement_id)
              join budget b on b.budget_id = p.budget_id
              join payment_account a using (payment_account_id)
              join account_verification v using (payment_account_id)
              left join (${latestYeses(order)}) c on c.person_id = b.person_id and o.option = 'DIRECT_PAYMENT'
             where p.run_id = ${order.runId} offset 0) f`),
  );
}

export type NewRun = RunOrder &
  BacsDays & { readonly timing: Timing; readonly policyVersion: string; readonly counted: Counted };

/** Writes the run itself with its control totals, and that it is prepared. Answers its reference. */
export async function saveRun(tx: Tx, actor: Actor, run: NewRun): Promise<string> {
  const month = run.month.toString();
  const [row] = await tx.query(sql`
    insert into payment_run (run_id, icb_code, reference, month, number, rail, input_on, processing_on, credit_on, timing, policy_version,
                             prepared_on, prepared_by, prepared_by_name, payments_count, total_pence, held_count, held_pence, only_pays)
    select ${run.runId}, ${tx.icbCode}, ${`RUN-${tx.icbCode}-${month}-`} || n.number, ${firstOf(run)}::date, n.number, ${run.rail}, ${run.inputOn}::date,
           ${run.processingOn}::date, ${run.creditOn}::date, ${run.timing}, ${run.policyVersion}, ${run.today}::date, ${actor.id}, ${actor.name},
           ${run.counted.paymentsCount}::integer, ${run.counted.totalPence}::bigint, ${run.counted.heldCount}::integer, ${run.counted.heldPence}::bigint,
           ${run.onlyPays ?? null}
      from (select 1 + coalesce(max(number), 0) as number from payment_run where icb_code = ${tx.icbCode} and month = ${firstOf(run)}::date) n
    returning reference`);
  await tx.query(sql`
    insert into payment_run_status (run_id, sequence, icb_code, status, by_id, by_name, happened_on)
    values (${run.runId}, 1, ${tx.icbCode}, 'PREPARED', ${actor.id}, ${actor.name}, ${run.today})`);
  return row!.reference as string;
}

const CountedRow = z
  .object({
    payments_count: z.number(),
    total_pence: z.bigint(),
    held_count: z.number(),
    held_pence: z.bigint(),
  })
  .transform(row => ({
    paymentsCount: row.payments_count,
    totalPence: row.total_pence,
    heldCount: row.held_count,
    heldPence: row.held_pence,
  }));
/** Control totals, counted from the rows that were written. */
export type Counted = z.output<typeof CountedRow>;

/** Counts a run's payments and what it holds out, each held obligation or part of one once whatever its reasons. */
export async function countRun(db: Queryable, runId: string): Promise<Counted> {
  const [row] = await db.query(sql`
    select (select count(*)::integer from payment where run_id = ${runId}) as payments_count,
           (select coalesce(sum(amount_pence), 0)::bigint from payment where run_id = ${runId}) as total_pence,
           count(*)::integer as held_count, coalesce(sum(coalesce(k.amount_pence, o.amount_pence)), 0)::bigint as held_pence
      from (select distinct obligation_id, part from payment_hold where run_id = ${runId}) h join obligation o using (obligation_id)
      left join obligation_part k using (obligation_id, part)`);
  return CountedRow.parse(row);
}

const JudgedRow = z.object({ barred: z.number(), start_days: z.array(z.string()).nullable() }).transform(row => ({
  barredCount: row.barred,
  startDays: (row.start_days ?? []).map(day => Temporal.PlainDate.from(day)),
}));

/**
 * How many payments of a prepared run would be held if it were prepared now, go to another account, or were stopped; and the
 * days on which budgets of the run begin that are set up and not yet active.
 */
export async function judgeAgain(tx: Tx, order: Omit<RunOrder, 'actBy'>): Promise<z.output<typeof JudgedRow>> {
  const [row] = await forMany(tx, () =>
    tx.query(sql`
    select count(*) filter (where cardinality(j.reasons) > 0 or j.paid_to is distinct from j.payment_account_id)::integer
             + (select count(*)::integer from payment s where s.run_id = ${order.runId} and s.ended is not null) as barred,
           array_agg(distinct j.year_starts_on::text) filter (where j.state = 'SET_UP') as start_days
      from (${judged(order, sql`select o.*, p.part, p.payment_account_id as paid_to from payment p join obligation o using (obligation_id) where p.run_id = ${order.runId} and p.ended is null`)}) j`),
  );
  return JudgedRow.parse(row);
}

/** How many payments of a run go to an account that this person entered (R-085). */
export async function countAccountsOf(tx: Tx, of: { runId: string; enteredById: string }): Promise<number> {
  const [row] = await forMany(tx, () =>
    tx.query(sql`
      select count(*)::integer as own from payment p join payment_account a using (payment_account_id)
       where p.run_id = ${of.runId} and p.ended is null and a.entered_by_id = ${of.enteredById}`),
  );
  return z.number().parse(row!.own);
}

/**
 * How many payments of a run go to somebody who may no longer be paid on this day (R-028 to R-030, R-035), or to an account
 * that another has taken the place of since (R-085), whatever its state: asked before its file is written.
 */
export async function countStopped(tx: Tx, { runId, today }: Pick<RunOrder, 'runId' | 'today'>): Promise<number> {
  const [row] = await forMany(tx, () =>
    tx.query(sql`
    select count(*)::integer as stopped
      from payment p
      join payment_account a using (payment_account_id)
      join payee_standing(${today}::date) s on s.budget_id = p.budget_id
      left join acting_payees(${today}::date) y on y.payee_id = a.payee_id
      left join payment_account n on n.budget_id = a.budget_id and n.option = a.option and n.role = a.role and n.worker = a.worker
           and n.version = a.version + 1
     where p.run_id = ${runId} and p.ended is null
       and (n.version is not null
            or a.option = 'DIRECT_PAYMENT'
               and (not s.speaks or not s.consented or s.schedule_barred
                    or case a.payee_kind when 'PERSON' then false
                                         when 'NOMINEE' then a.payee_id is distinct from s.nominee_id or not s.nominee_agreed
                                         else y.payee_id is null end
                    or not coalesce(y.dbs_in_order, true)))`),
  );
  return z.number().parse(row!.stopped);
}

/** First the wages that go straight to workers, then whoever has wages to pay out of it: a budget whose plan has none comes last. */
const paysWages = sql`
  due.part < 2, not exists (select from agreement g join plan_item i using (plan_id)
               where g.budget_id = due.budget_id and i.removed_at is null and i.option = 'DIRECT_PAYMENT' and i.category = 'PA_WAGES')`;

/** Everything owed up to this month that no live payment pays, judged. */
function duePayments(tx: Tx, order: Omit<RunOrder, 'actBy'>): Sql {
  const which = sql`
    select o.*, coalesce(k.part, 0) as part, null::uuid as paid_to from obligation o left join obligation_part k using (obligation_id)
     where o.icb_code = ${tx.icbCode} and o.period <= ${firstOf(order)}::date
       and ${onlyOf(order.onlyPays)}
       and not exists (select 1 from payment p where p.obligation_id = o.obligation_id and p.part = coalesce(k.part, 0) and p.ended is null)`;
  return sql`select * from (${judged(order, which)}) j where state in ('AGREED', 'SET_UP', 'ACTIVE')`;
}

function onlyOf(onlyPays: OnlyPays | undefined): Sql {
  switch (onlyPays) {
    case undefined:
      return sql`true`;
    case 'URGENT':
      return sql`o.speed = 'FASTEST'`;
    case 'GIVEN_UP':
      return sql`exists (select from payment g where g.obligation_id = o.obligation_id and g.part = coalesce(k.part, 0) and g.ended = 'SUPERSEDED')`;
  }
}

/** Where a budget stands, looked up by key for each row: sorting the whole history of states would cost more. */
function stateOf(budgetId: Sql): Sql {
  return sql`(select s.state from budget_state s where s.budget_id = ${budgetId} order by s.sequence desc limit 1)`;
}

/**
 * The obligations that `which` selects, or the parts of them, with the account that a payment of each goes to, where there is
 * one, and with every reason that holds it back; `holdsOf` says the same.
 * They are found before anything is joined to them, which `offset` keeps so: of the obligations of years few are not paid.
 */
function judged(order: Omit<RunOrder, 'actBy'>, which: Sql): Sql {
  return sql`
    select f.*, array_remove(array[
             case when state = 'AGREED' then 'not-set-up' end,
             case when suspended then 'suspended' end,
             case when direct and is_unclear then 'capacity-not-assessed' end,
             case when direct and not is_unclear and not speaks then 'no-representative' end,
             case when direct and speaks and not consented then 'no-consent' end,
             case when direct and schedule_barred then 'schedule-bar' end,
             case when direct and nominee_id is not null and not nominee_agreed and coalesce(payee_kind, 'NOMINEE') = 'NOMINEE'
                  then 'nominee-not-agreed' end,
             case when direct and payee_acts and not dbs_in_order then 'dbs-missing' end,
             case when direct and not payee_acts then 'payee-ended' end,
             case when payment_account_id is null then 'no-account' end,
             case when payment_account_id is not null and outcome is null then 'account-not-verified' end,
             case when outcome = 'REFUSED' then 'account-refused' end,
             case when ${order.coolingOff}::boolean and outcome = 'VERIFIED' and changed and method <> 'CALL_BACK' and not waited_one_run
                  then 'account-cooling-off' end,
             case when contract_over then 'contract-over' end,
             case when amount_pence > undrawn_pence then 'not-enough-undrawn' end,
             case when amount_pence > ${MOST_BY_RAIL[order.rail]}::bigint then 'over-bacs-limit' end], null) as reasons
      from (
        select o.obligation_id, o.part, o.paid_to, o.budget_id, coalesce(cut.amount_pence, o.amount_pence) as amount_pence, o.purpose, o.period, o.sequence, o.stream, o.option, o.year_starts_on, b.reference,
               o.option = 'DIRECT_PAYMENT' as direct, -- who is paid is judged of a direct payment alone
               ${stateOf(sql`o.budget_id`)} as state,
               -- R-105: the part that is held back, and where it is the whole also what was owed before and not paid.
               h.number is not null and case o.purpose when 'ADVANCE' then false when 'ARREARS' then o.sequence = h.number
                    else h.scope = 'WHOLE' and o.covers_to >= h.starts_on end as suspended,
               s.is_unclear, s.speaks, s.consented, s.schedule_barred, s.nominee_id, s.nominee_agreed, a.payee_kind,
               case coalesce(a.payee_kind, 'PERSON') when 'PERSON' then true when 'NOMINEE' then a.payee_id is not distinct from s.nominee_id
                    else y.payee_id is not null end as payee_acts,
               coalesce(y.dbs_in_order, true) as dbs_in_order,
               coalesce(o.option = 'THIRD_PARTY' and k.to_on < o.covers_from, false) as contract_over, -- R-093
               a.payment_account_id, a.version > 1 as changed, v.outcome, v.method,
               a.version > 1 and exists (select 1 from payment_run r
                        where r.icb_code = o.icb_code and r.released_by is not null and r.month < ${firstOf(order)}::date
                          and r.recorded_at > a.recorded_at) as waited_one_run,
               -- A credit account stands at or below nought. What other runs have prepared is as good as gone.
               coalesce(-l.balance_pence, 0) - coalesce(e.pence, 0)
                 - coalesce(sum(coalesce(cut.amount_pence, o.amount_pence)) over (partition by o.budget_id, o.stream, o.option, o.year_starts_on
                     order by o.period, o.purpose desc, o.sequence, o.part rows between unbounded preceding and 1 preceding), 0) as undrawn_pence
          from (${which} offset 0) o
          left join obligation_part cut on cut.obligation_id = o.obligation_id and cut.part = o.part
          -- A wage that is agreed no more, or whose worker left, is the person's to pay.
          left join wage_now g on cut.worker <> '' and g.budget_id = o.budget_id and g.worker = cut.worker
           and (g.works_until is null or g.works_until >= ${order.today}::date)
          join budget b on b.budget_id = o.budget_id
          join payee_standing(${order.today}::date) s on s.budget_id = o.budget_id
          left join suspension_now h on h.budget_id = o.budget_id
          left join obligation_second_card c on c.obligation_id = o.obligation_id
          left join (select distinct on (budget_id, option, role, worker) * from payment_account order by budget_id, option, role, worker, version desc) a
            on a.budget_id = o.budget_id and a.option = o.option
           and a.role = case when g.worker is not null then 'WORKER' when c.obligation_id is null then 'MAIN' else 'SECOND_CARD' end
           and a.worker = coalesce(g.worker, '')
          left join third_party_contract_now k on k.budget_id = o.budget_id
          left join acting_payees(${order.today}::date) y on y.payee_id = a.payee_id
          left join account_verification v on v.payment_account_id = a.payment_account_id
          left join ledger_account la on la.kind = 'undrawn' and la.budget_id = o.budget_id and la.stream = o.stream and la.option = o.option
               and la.budget_year = o.year_starts_on
          left join ledger_balance l on l.ledger_account_id = la.ledger_account_id and l.kind = 'undrawn'
          left join (
            select q.budget_id, q.stream, q.option, q.year_starts_on, sum(p.amount_pence) as pence
              from payment_run r join payment p using (run_id) join obligation q using (obligation_id)
             where r.released_by is null and p.ended is null and p.run_id <> ${order.runId}
             group by 1, 2, 3, 4) e on e.budget_id = o.budget_id and e.stream = o.stream and e.option = o.option and e.year_starts_on = o.year_starts_on
      ) f`;
}

/** The latest yes of each person to direct payments up to and on the day of the run, whose it was (R-027); that one stands is judged before. */
function latestYeses({ today }: Pick<RunOrder, 'today'>): Sql {
  return sql`
    select distinct on (c.person_id) c.person_id, c.consent_id, c.happened_on, c.by_name from consent c
     where c.kind = 'DIRECT_PAYMENT' and c.given and c.happened_on <= ${today}::date
     order by c.person_id, c.recorded_at desc`;
}

function firstOf({ month }: Pick<RunOrder, 'month'>): PlainDate {
  return month.toPlainDate({ day: 1 });
}
