/** Lines that nobody placed on the plan, as far as they may be money that a person moved between accounts of theirs. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { SYSTEM_ID } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const UnknownRow = z
  .object({
    budget_id: z.string(),
    statement_line_id: z.string(),
    amount_pence: z.bigint(),
    posted_on: z.instanceof(Temporal.PlainDate),
    counterparty: z.string(),
    narrative: z.string(),
    is_told_so: z.boolean(),
    option: z.enum(['DIRECT_PAYMENT', 'THIRD_PARTY']),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    lineId: row.statement_line_id,
    amountPence: row.amount_pence,
    postedOn: row.posted_on,
    counterparty: row.counterparty,
    narrative: row.narrative,
    isToldSo: row.is_told_so,
    /** In whose account it is: the person's, or the third party's. */
    option: row.option,
  }));
export type UnknownLine = z.output<typeof UnknownRow>;

/**
 * The whole lines of these budgets, from `days` before a day of each on, that the service could place nowhere, and those of
 * which the person said that they were moved and whose other side was not seen. Lateral, so that each budget's are looked up by
 * key whatever the planner believes: else it reads all that nobody knows, of every budget.
 */
export async function loadUnknownLines(
  tx: Tx,
  since: ReadonlyMap<string, PlainDate>,
  days: number,
): Promise<UnknownLine[]> {
  const rows = await tx.query(sql`
    select l.budget_id, l.statement_line_id, l.amount_pence, l.posted_on, l.counterparty, l.narrative, p.what = 'TRANSFER' as is_told_so,
           a.option
      from unnest(${[...since.keys()]}::uuid[], ${[...since.values()]}::date[]) as b (budget_id, since)
     cross join lateral (
        select p.statement_line_id, p.what, p.amount_pence from placement_now p
         where p.budget_id = b.budget_id
           and (p.what in ('UNPLACED', 'RECEIVED') and p.by_id = ${SYSTEM_ID} or p.what = 'TRANSFER' and p.transfer_of is null) offset 0) p
      join statement_line l on l.statement_line_id = p.statement_line_id and l.amount_pence = p.amount_pence
       and l.posted_on >= b.since - ${days}::integer
      join payment_account a on a.payment_account_id = l.payment_account_id
     where not exists (select from contribution_now c where c.statement_line_id = l.statement_line_id)
       and not exists (select from money_back_line m where m.statement_line_id = l.statement_line_id)
     order by l.budget_id, l.posted_on, l.statement_line_id`);
  return rows.map(row => UnknownRow.parse(row));
}

/** Every line of these budgets that nobody knows: of one person or one organisation there are few. */
export function sinceEver(budgetIds: readonly string[]): ReadonlyMap<string, PlainDate> {
  return new Map(budgetIds.map(budgetId => [budgetId, Temporal.PlainDate.from('2000-01-01')]));
}

const OwnRow = z.object({ budget_id: z.string(), name: z.string(), accounts: z.array(z.string()) });

/** By what a bank may name the people of these budgets: their names, and the numbers of the accounts that we know of them. */
export async function loadOwn(
  tx: Tx,
  budgetIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly accounts: readonly string[] }>> {
  const rows = await tx.query(sql`
    select b.budget_id, n.given_name || ' ' || n.family_name as name,
           coalesce((select array_agg(distinct a.account_number) from budget o join payment_account a using (budget_id)
                      where o.person_id = b.person_id and a.kind not in ('MANAGED', 'WORKER')), '{}') as accounts
      from budget b join person n using (person_id) where b.budget_id = any (${budgetIds}::uuid[])`);
  return new Map(
    rows.map(row => OwnRow.parse(row)).map(({ budget_id, name, accounts }) => [budget_id, { name, accounts }]),
  );
}

/** The people of the board whose budgets have lines that the service could place nowhere in more than one, with these budgets. */
export async function loadPeopleToPair(db: Queryable, icbCode: string): Promise<(readonly string[])[]> {
  const rows = await db.query(sql`
    with several as (
      select b.budget_id, b.person_id, count(*) over (partition by b.person_id) as budgets
        from budget b where b.icb_code = ${icbCode} and exists (select from payment_account a where a.budget_id = b.budget_id))
    select array_agg(s.budget_id::text order by s.budget_id) as budget_ids
      from several s
     where s.budgets > 1
       and exists (select from placement_now p where p.budget_id = s.budget_id
                      and (p.what in ('UNPLACED', 'RECEIVED') and p.by_id = ${SYSTEM_ID} or p.what = 'TRANSFER' and p.transfer_of is null))
     group by s.person_id having count(*) > 1`);
  return rows.map(row => row.budget_ids as string[]);
}

/** The budgets that these lines are of. */
export async function loadBudgetsOf(db: Queryable, lineIds: readonly string[]): Promise<string[]> {
  const rows = await db.query(sql`
    select distinct budget_id from statement_line where statement_line_id = any (${lineIds}::uuid[])`);
  return rows.map(row => row.budget_id as string);
}

/** The budgets of a line and of the other side of its transfer, where it has one that was seen. */
export async function loadBudgetsOfPair(db: Queryable, lineId: string): Promise<string[]> {
  const rows = await db.query(
    sql`select p.transfer_of from placement_now p where p.statement_line_id = ${lineId} and p.transfer_of is not null`,
  );
  return loadBudgetsOf(db, [lineId, ...rows.map(row => row.transfer_of as string)]);
}

/** The organisations of the board that hold the money of several people, in whose lines there is more than one that nobody knows. */
export async function loadHoldersToPair(db: Queryable, icbCode: string): Promise<string[]> {
  const rows = await db.query(sql`
    select c.third_party_id
      from third_party_contract_now c
     where c.icb_code = ${icbCode}
       and exists (select from placement_now p join statement_line l using (statement_line_id) join payment_account a using (payment_account_id)
                    where p.budget_id = c.budget_id and a.option = 'THIRD_PARTY' and p.what in ('UNPLACED', 'RECEIVED') and p.by_id = ${SYSTEM_ID})
     group by c.third_party_id having count(*) > 1 order by 1`);
  return rows.map(row => row.third_party_id as string);
}
