/** Whose account a line is, what of the plan it may be for, and where its money lies: for many budgets at once. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { PlaceFor } from '../../../rules/payment/matching-score.ts';
import { SYSTEM_ID } from '../../../values/actor.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const AccountRow = z
  .object({
    budget_id: z.string(),
    payment_account_id: z.string(),
    sort_code: z.string(),
    account_number: z.string(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    accountId: row.payment_account_id,
    sortCode: row.sort_code,
    accountNumber: row.account_number,
  }));
export type KnownAccount = z.output<typeof AccountRow>;

/**
 * The accounts of the ICB with these numbers (sort code and account number, fourteen digits) that are verified, the
 * newest of their budget, and of one budget only: of a pooled account nothing says whose a line is.
 */
export async function loadAccountsNumbered(db: Queryable, numbers: readonly string[]): Promise<KnownAccount[]> {
  const rows = await db.query(sql`
    select budget_id, payment_account_id, sort_code, account_number from (
      select a.*, count(*) over (partition by a.sort_code, a.account_number) as budgets
        from unnest(${numbers.map(number => number.slice(0, 6))}::text[], ${numbers.map(number => number.slice(6))}::text[])
             as n (sort_code, account_number)
        join payment_account a using (account_number, sort_code)
        join account_verification v on v.payment_account_id = a.payment_account_id and v.outcome = 'VERIFIED'
       where not exists (select from payment_account newer where newer.budget_id = a.budget_id and newer.option = a.option and newer.role = a.role and newer.worker = a.worker and newer.version > a.version)
         and a.option = 'DIRECT_PAYMENT' and a.role <> 'WORKER' -- whoever holds money for several people sends statements that name each
         and exists (select from final_budget f where f.budget_id = a.budget_id)) found
     where budgets = 1`);
  return rows.map(row => AccountRow.parse(row));
}

const PlaceRow = z
  .object({
    budget_id: z.string(),
    plan_item_id: z.string(),
    label: z.string(),
    provider: z.string(),
    category: z.string(),
    unit_pence: z.bigint(),
    starts_on: plainDate.nullable(),
    ends_on: plainDate.nullable(),
    past_payees: z.array(z.string()),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    place: {
      planItemId: row.plan_item_id,
      label: row.label,
      provider: row.provider,
      category: row.category,
      unitPence: row.unit_pence,
      startsOn: row.starts_on ?? undefined,
      endsOn: row.ends_on ?? undefined,
      pastPayees: row.past_payees,
    } satisfies PlaceFor,
  }));

/**
 * The plan lines that these budgets' accounts pay for, the person's or the third party's, with the payees that somebody,
 * not the service, placed on each.
 */
export async function loadPlaces(
  db: Queryable,
  budgetIds: readonly string[],
  option: 'DIRECT_PAYMENT' | 'THIRD_PARTY' = 'DIRECT_PAYMENT',
): Promise<ReadonlyMap<string, PlaceFor[]>> {
  const rows = await db.query(sql`
    with past as (
      select p.plan_item_id, array_agg(distinct l.counterparty) as payees
        from placement_now p join statement_line l using (statement_line_id)
       where p.budget_id = any (${budgetIds}::uuid[]) and p.what = 'SPENT' and p.by_id <> ${SYSTEM_ID} and l.counterparty <> ''
       group by p.plan_item_id),
    approved as (
      select distinct on (p.budget_id) p.budget_id, p.plan_id from plan p join plan_decision d using (plan_id)
       where p.budget_id = any (${budgetIds}::uuid[]) and d.decision = 'APPROVED' order by p.budget_id, p.version desc)
    select a.budget_id, i.plan_item_id, i.label, i.provider, i.category, i.unit_pence, i.starts_on, i.ends_on,
           coalesce(past.payees, '{}') as past_payees
      from approved a
      join plan_item i on i.plan_id = a.plan_id and i.removed_at is null and i.option = ${option}
      left join past using (plan_item_id)
     where not exists (select from plan_item_refusal r where r.plan_item_id = i.plan_item_id) -- R-065
     order by i.sequence`);
  return new Map(
    [
      ...Map.groupBy(
        rows.map(row => PlaceRow.parse(row)),
        row => row.budgetId,
      ),
    ].map(([budgetId, found]) => [budgetId, found.map(({ place }) => place)]),
  );
}
