/** What the bank lines alone say was spent, without the ledger: for tests that hold the two together. */
import type { Queryable } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';

/** Payments less refunds on each plan line, in pence. */
export async function spentByBankLines(db: Queryable, budgetId: string): Promise<ReadonlyMap<string, bigint>> {
  const rows = await db.query(sql`
    select p.plan_item_id, (-sum(p.amount_pence))::bigint as spent
      from placement_now p
     where p.budget_id = ${budgetId} and p.plan_item_id is not null group by p.plan_item_id`);
  return new Map(rows.map(row => [row.plan_item_id as string, row.spent as bigint]));
}
