/** Money that came in and that the service placed itself, beside the payments that it may be money back of. */
import { z } from 'zod';
import type { Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { SYSTEM_ID } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

/** So many payments that are alike are looked at for one credit, as at the import: the latest may have come back already. */
const LATEST = 3;

const PairRow = z
  .object({
    budget_id: z.string(),
    statement_line_id: z.string(),
    posted_on: plainDate,
    amount_pence: z.bigint(),
    counterparty: z.string(),
    narrative: z.string(),
    bank_ref: z.string().nullable(),
    fingerprint: z.string(),
    refund_of: z.string().nullable(),
    paid_line_id: z.string(),
    paid_plan_item_id: z.string(),
    paid_pence: z.bigint(),
    returned_pence: z.bigint(),
    paid_on: plainDate,
    paid_to: z.string(),
    paid_ref: z.string().nullable(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    lineId: row.statement_line_id,
    postedOn: row.posted_on,
    amountPence: row.amount_pence,
    counterparty: row.counterparty,
    narrative: row.narrative,
    bankRef: row.bank_ref,
    fingerprint: row.fingerprint,
    refundOf: row.refund_of,
    paid: {
      lineId: row.paid_line_id,
      planItemId: row.paid_plan_item_id,
      paidPence: row.paid_pence,
      leftPence: row.paid_pence - row.returned_pence,
      postedOn: row.paid_on,
      counterparty: row.paid_to,
      bankRef: row.paid_ref,
    },
  }));
/** A credit that nobody answered about, and one payment that it may be money back of. */
export type SettlePair = z.output<typeof PairRow>;

/**
 * The credits from a day on that no person answered about, each with the payments of its budget up to `days` before it: to
 * the same payee or with the same reference, and not smaller. What came back of a payment before that day is taken off it.
 */
export async function loadCreditsToSettle(
  tx: Tx,
  since: ReadonlyMap<string, PlainDate>,
  days: number,
): Promise<SettlePair[]> {
  const rows = await tx.query(sql`
    with credit as (
      select l.statement_line_id, l.budget_id, l.posted_on, l.amount_pence, l.counterparty, l.narrative, l.bank_ref, l.fingerprint,
             p.refund_of, b.since
        from unnest(${[...since.keys()]}::uuid[], ${[...since.values()]}::date[]) as b (budget_id, since)
       cross join lateral (
          select p.statement_line_id, p.refund_of from placement_now p
           where p.budget_id = b.budget_id and p.what in ('RECEIVED', 'REFUND') and p.by_id = ${SYSTEM_ID} offset 0) p
        join statement_line l on l.statement_line_id = p.statement_line_id and l.posted_on >= b.since
       where not exists (select from contribution_now k where k.statement_line_id = l.statement_line_id)),
    paid as (
      select l.statement_line_id, l.budget_id, p.plan_item_id, l.amount_pence, l.posted_on, l.counterparty, l.bank_ref
        from (select budget_id, min(posted_on) as first_on from credit group by budget_id) c
       cross join lateral (select * from statement_line l
                            where l.budget_id = c.budget_id and l.posted_on >= c.first_on - ${days}::integer and l.amount_pence < 0 offset 0) l
       cross join lateral (select p.plan_item_id from placement_now p
                            where p.statement_line_id = l.statement_line_id and p.what = 'SPENT' and p.amount_pence = l.amount_pence offset 0) p)
    select pair.*,
           coalesce((select sum(b.amount_pence) from placement_now b join statement_line e using (statement_line_id)
                      where b.refund_of = pair.paid_line_id and e.posted_on < pair.since), 0)::bigint as returned_pence
      from (
        select c.*, p.statement_line_id as paid_line_id, p.plan_item_id as paid_plan_item_id, -p.amount_pence as paid_pence,
               p.posted_on as paid_on, p.counterparty as paid_to, p.bank_ref as paid_ref,
               row_number() over (partition by c.statement_line_id, p.plan_item_id, p.counterparty, p.bank_ref = c.bank_ref,
                                               -p.amount_pence = c.amount_pence
                                      order by p.posted_on desc, p.statement_line_id) as nth
          from credit c
          join paid p on p.budget_id = c.budget_id and -p.amount_pence >= c.amount_pence
           and p.posted_on between c.posted_on - ${days}::integer and c.posted_on
           and (lower(p.counterparty) = lower(c.counterparty) or p.bank_ref = c.bank_ref)) pair
     where nth <= ${LATEST}`);
  return rows.map(row => PairRow.parse(row));
}
