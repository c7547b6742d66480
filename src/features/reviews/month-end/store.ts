/**
 * Planned and spent of all budgets in one month: one statement, from the month totals of the ledger.
 *
 * Planned is the month's share of what the final budget pays the person, without the money for emergencies; spent is what
 * was placed on lines of the plan or is on its way there. The sums that R-149 needs come from the same rows as the lists.
 */
import { z } from 'zod';
import type { Tx } from '../../../platform/db.ts';
import { type Sql, sql } from '../../../platform/sql.ts';
import type { Policy } from '../../../rules/policy/policy.ts';

export type MonthFilter = {
  readonly month: Temporal.PlainYearMonth;
  /** Of one group of people only (CL-02). */
  readonly group?: string | undefined;
};

/** Every budget that pays the person something in the month: expected and spent. */
const budgetsIn = (icbCode: string, { month, group }: MonthFilter): Sql => sql`
  select f.budget_id, planned.expected, (coalesce(-spent.moved, 0) - coalesce(bought.pence, 0))::bigint as actual
    from (select distinct on (budget_id) budget_id, greatest(direct_payment_pence - contingency_pence - start_up_pence, 0) as yearly,
                 ${placeIn(sql`starts_on`, sql`${firstOf(month)}::date`)}
            from final_budget where icb_code = ${icbCode} and starts_on < ${firstOf(month)}::date + interval '1 month'
           order by budget_id, version desc) f
   cross join lateral (select instalment_of(f.yearly, f.day, f.length, f.place) as expected) planned
    left join (select a.budget_id, sum(m.moved_pence) as moved
                 from ledger_month m join ledger_account a using (ledger_account_id)
                where m.month = ${firstOf(month)}::date and a.icb_code = ${icbCode} and a.kind in ('used', 'pending')
                  -- What an organisation that holds the money spent was not spent by the person either.
                  and not exists (select from plan_item i where i.plan_item_id = a.plan_line_id and i.option = 'THIRD_PARTY')
                group by a.budget_id) spent using (budget_id)
    -- What the NHS bought itself in the month was not spent by the person.
    left join (select n.budget_id, sum(case n.kind when 'CREDIT' then -n.pence else n.pence end) as pence
                 from invoice_answer a join invoice n using (invoice_id)
                where a.icb_code = ${icbCode} and a.outcome = 'ACCEPTED' and a.answered_on >= ${firstOf(month)}::date
                  and a.answered_on < ${firstOf(month)}::date + interval '1 month'
                group by n.budget_id) bought using (budget_id)
   where (planned.expected > 0 or coalesce(-spent.moved, 0) <> coalesce(bought.pence, 0))
         ${group === undefined ? sql`` : sql`and f.budget_id in (select budget_id from budget where claimed_group = ${group})`}`;

/** What `instalment_of` needs to know of a year's first day and of the month that is asked for. */
export const placeIn = (startsOn: Sql, month: Sql): Sql => sql`
  extract(day from ${startsOn})::integer as day,
  extract(day from date_trunc('month', ${startsOn}::timestamp) + interval '1 month - 1 day')::integer as length,
  (extract(year from ${month}) * 12 + extract(month from ${month}) - extract(year from ${startsOn}) * 12
    - extract(month from ${startsOn}))::integer as place`;

const firstOf = (month: Temporal.PlainYearMonth) => month.toPlainDate({ day: 1 });

const Listed = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    coordinator: z.string().nullable(),
    expected: z.number(),
    actual: z.number(),
    flagged: z.boolean(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    coordinator: row.coordinator ?? undefined,
    expectedPence: BigInt(row.expected),
    actualPence: BigInt(row.actual),
    flagged: row.flagged,
  }));
/** One budget of the month, in sums: no line of anybody's account. */
export type MonthBudget = z.output<typeof Listed>;

const MonthEnd = z
  .object({
    budgets: z.bigint(),
    expected: z.bigint(),
    actual: z.bigint(),
    flagged: z.bigint(),
    all_pence: z.bigint(),
    few_pence: z.bigint(),
    flagged_pence: z.bigint(),
    over: z.array(Listed),
    under: z.array(Listed),
  })
  .transform(row => ({
    budgets: Number(row.budgets),
    expectedPence: row.expected,
    actualPence: row.actual,
    flagged: Number(row.flagged),
    netPence: row.actual - row.expected,
    allPence: row.all_pence,
    byFewPence: row.few_pence,
    byFlaggedPence: row.flagged_pence,
    over: row.over,
    under: row.under,
  }));
/** A month of all budgets: its sums, and the furthest from their plan, over and under, the furthest first. */
export type MonthEnd = z.output<typeof MonthEnd>;

/** The month over all budgets of the ICB, each list at most `listed` long. */
export async function loadMonthEnd(
  tx: Tx,
  filter: MonthFilter,
  policy: Policy['variance'],
  listed: number,
): Promise<MonthEnd> {
  // The planner knows nothing of how many rows a month has, and would look each account up in turn.
  await tx.query(
    sql`select set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)`,
  );
  const [row] = await tx.query(sql`
    with one as materialized (
      select *, actual - expected as pence,
             abs(actual - expected) > ${policy.pence} and abs(actual - expected) * 100 > ${policy.pct}::bigint * expected as flagged
        from (${budgetsIn(tx.icbCode, filter)}) b
    ),
    few as (select floor(count(*) * ${policy.fewLargeBudgetsPct}::numeric / 100)::bigint as many from one),
    over as (select * from one where pence > 0 order by pence desc, budget_id limit ${listed}),
    under as (select * from one where pence < 0 order by pence, budget_id limit ${listed})
    select count(*) as budgets, coalesce(sum(expected), 0)::bigint as expected, coalesce(sum(actual), 0)::bigint as actual,
           count(*) filter (where flagged) as flagged, coalesce(sum(abs(pence)), 0)::bigint as all_pence,
           coalesce(sum(abs(pence)) filter (where flagged), 0)::bigint as flagged_pence,
           (select coalesce(sum(size), 0)::bigint from (select abs(pence) as size from one order by 1 desc limit (select many from few)) s) as few_pence,
           (select ${listOf(sql`pence desc`)} from over l) as over,
           (select ${listOf(sql`pence`)} from under l) as under
      from one`);
  await tx.query(
    sql`select set_config(name, reset_val, true) from pg_settings where name in ('work_mem', 'enable_nestloop', 'jit')`,
  );
  return MonthEnd.parse(row);
}

const listOf = (order: Sql): Sql => sql`
  coalesce(json_agg(json_build_object('budget_id', budget_id,
    'reference', (select reference from budget b where b.budget_id = l.budget_id), 'expected', expected, 'actual', actual, 'flagged', flagged,
    'coordinator', (select s.name from budget b join staff_user s on s.staff_user_id = b.care_coordinator_id where b.budget_id = l.budget_id)) order by ${order}, budget_id), '[]')`;
