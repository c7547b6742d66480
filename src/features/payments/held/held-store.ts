/** What is owed, was held out of the last run that looked at it, and is still not paid: table `payment_hold`. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { HoldOwner } from '../../../rules/payment/payment.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const HeldRow = z
  .object({
    budget_id: z.string(),
    budget_reference: z.string(),
    person_name: z.string(),
    purpose: z.string(),
    period: plainDate,
    amount_pence: z.bigint(),
    reason: z.string(),
    words: z.string(),
    owner_role: z.custom<HoldOwner>(),
    act_by: plainDate,
    held_since: plainDate,
  })
  .transform(row => ({
    budgetId: row.budget_id,
    budgetReference: row.budget_reference,
    personName: row.person_name,
    purpose: row.purpose,
    period: row.period.toPlainYearMonth(),
    amountPence: row.amount_pence,
    reason: row.reason,
    words: row.words,
    ownerRole: row.owner_role,
    actBy: row.act_by,
    heldSince: row.held_since,
  }));
export type HeldPayment = z.output<typeof HeldRow>;

/** What waits for one of these roles, the first run that held it and the day to act by with it; the earliest day first. */
export async function loadHeldFor(db: Queryable, icbCode: string, roles: readonly string[]): Promise<HeldPayment[]> {
  const rows = await db.query(sql`
    select h.budget_id, b.reference as budget_reference, o.purpose, o.period, coalesce(k.amount_pence, o.amount_pence) as amount_pence, h.reason, h.words, h.owner_role,
           coalesce(nullif(n.preferred_name, ''), n.given_name || ' ' || n.family_name) as person_name, f.act_by, f.held_since
      from (select h.obligation_id, h.part, h.reason, min(h.act_by) as act_by, min(r.prepared_on) as held_since,
                   (array_agg(h.run_id order by r.recorded_at desc))[1] as last_run_id
              from payment_hold h join payment_run r using (run_id)
             where h.icb_code = ${icbCode} and h.owner_role = any (${roles}::text[])
               and not exists (select from payment p where p.obligation_id = h.obligation_id and p.part = h.part and p.ended is null)
               -- What was held whole and cut since is asked about by its parts.
               and (h.part > 0 or not exists (select from obligation_part k where k.obligation_id = h.obligation_id))
             group by h.obligation_id, h.part, h.reason) f
      join payment_hold h on h.run_id = f.last_run_id and h.obligation_id = f.obligation_id and h.part = f.part and h.reason = f.reason
      join obligation o on o.obligation_id = h.obligation_id
      left join obligation_part k on k.obligation_id = h.obligation_id and k.part = h.part
      join budget b on b.budget_id = h.budget_id
      join person n using (person_id)
     -- A reason that a later run did not find again is cleared, though another may still hold the payment.
     where not exists (select from payment_hold later join payment_run lr using (run_id) join payment_run lastr on lastr.run_id = f.last_run_id
                        where later.obligation_id = f.obligation_id and later.part = f.part and lr.recorded_at > lastr.recorded_at)
     order by f.act_by, b.reference, o.period, h.reason`);
  return rows.map(row => HeldRow.parse(row));
}
