/** What came back, or was never taken in, and nobody has paid again yet: table `payment_returned`. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const ReturnedRow = z
  .object({
    payment_id: z.string(),
    budget_id: z.string(),
    budget_reference: z.string(),
    person_name: z.string(),
    period: plainDate,
    amount_pence: z.bigint(),
    reason: z.string(),
    words: z.string(),
    returned_on: plainDate,
    new_account: z.boolean(),
  })
  .transform(row => ({
    paymentId: row.payment_id,
    budgetId: row.budget_id,
    budgetReference: row.budget_reference,
    personName: row.person_name,
    period: row.period.toPlainYearMonth(),
    amountPence: row.amount_pence,
    reason: row.reason,
    words: row.words,
    returnedOn: row.returned_on,
    /** Somebody has entered another account since. */
    hasNewAccount: row.new_account,
  }));
/** A payment that did not arrive and is owed again. */
export type ReturnedPayment = z.output<typeof ReturnedRow>;

/** What is owed again because it came back, by its latest return; the one that waits longest first. */
export async function loadReturned(db: Queryable, icbCode: string): Promise<ReturnedPayment[]> {
  const rows = await db.query(sql`
    select x.*, b.reference as budget_reference, coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name,
           exists (select from payment_account a where a.budget_id = x.budget_id and a.recorded_at > x.recorded_at) as new_account
      from (select distinct on (p.obligation_id, p.part) p.payment_id, p.budget_id, o.period, p.amount_pence, t.reason, t.words, t.returned_on, t.recorded_at
              from payment_returned t join payment p using (payment_id) join obligation o using (obligation_id)
             where t.icb_code = ${icbCode} and p.ended = 'RETURNED'
               and not exists (select from payment l where l.obligation_id = p.obligation_id and l.part = p.part and l.ended is null)
             order by p.obligation_id, p.part, t.recorded_at desc) x
      join budget b using (budget_id)
      join person n using (person_id)
     order by x.returned_on, b.reference, x.period`);
  return rows.map(row => ReturnedRow.parse(row));
}
