/** What an organisation holds for people: one line a person, from the ledger and from its statements. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { PlainDate } from '../../../values/dates.ts';

const plainDate = z.instanceof(Temporal.PlainDate);

const ClientRow = z
  .object({
    budget_id: z.string(),
    reference: z.string(),
    person_name: z.string(),
    held_pence: z.bigint(),
    spent_pence: z.bigint(),
    last_on: plainDate.nullable(),
    to_explain: z.number(),
    paid_on: plainDate.nullable(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    reference: row.reference,
    personName: row.person_name,
    heldPence: row.held_pence,
    /** In the month of the day asked about. */
    spentPence: row.spent_pence,
    /** The last day that a statement covers. */
    lastOn: row.last_on ?? undefined,
    toExplain: row.to_explain,
    /** The first day on which money came. */
    paidOn: row.paid_on ?? undefined,
  }));
/** Somebody whose money an organisation holds. */
export type HeldClient = z.output<typeof ClientRow>;

/** Everybody whose money this organisation holds, by name; at most `limit`. One statement, whatever their number. */
export async function loadHeldClients(
  db: Queryable,
  thirdPartyId: string,
  today: PlainDate,
  limit = 1_000,
): Promise<HeldClient[]> {
  const monthStart = today.with({ day: 1 });
  const rows = await db.query(sql`
    with own as (select c.budget_id from third_party_contract_now c where c.third_party_id = ${thirdPartyId}),
    account as (select a.payment_account_id, a.budget_id from payment_account a join own using (budget_id) where a.option = 'THIRD_PARTY'),
    placed as (
      select a.budget_id, p.what, p.amount_pence, l.posted_on
        from account a join statement_line l using (payment_account_id) join placement_now p using (statement_line_id))
    select o.budget_id, b.reference, coalesce(nullif(q.preferred_name, ''), q.given_name || ' ' || q.family_name) as person_name,
           coalesce((select sum(n.balance_pence) from account a
                       join ledger_account g on g.budget_id = a.budget_id and g.kind = 'held' and g.party = a.payment_account_id::text
                       join ledger_balance n using (ledger_account_id) where a.budget_id = o.budget_id), 0)::bigint as held_pence,
           coalesce((select -sum(p.amount_pence) from placed p
                      where p.budget_id = o.budget_id and p.what in ('SPENT', 'REFUND') and p.posted_on >= ${monthStart}::date), 0)::bigint as spent_pence,
           (select max(i.to_on) from account a join statement_import i using (payment_account_id) where a.budget_id = o.budget_id and not i.undone) as last_on,
           (select count(*)::integer from placed p where p.budget_id = o.budget_id and p.what in ('UNPLACED', 'RECEIVED')) as to_explain,
           (select min(r.credit_on) from account a join payment y using (payment_account_id) join payment_run r using (run_id)
             where a.budget_id = o.budget_id and y.ended is null and r.released_by is not null and r.credit_on <= ${today}::date) as paid_on
      from own o
      join budget b using (budget_id)
      join person q on q.person_id = b.person_id
     order by person_name, b.reference limit ${limit}`);
  return rows.map(row => ClientRow.parse(row));
}

/** What an organisation paid for this person until a day, and nobody has said yet what for. */
export async function loadHolderUnplaced(db: Queryable, budgetId: string, until: PlainDate): Promise<bigint> {
  const [row] = await db.query(sql`
    select coalesce(-sum(p.amount_pence), 0)::bigint as pence
      from placement_now p join statement_line l using (statement_line_id) join payment_account a using (payment_account_id)
     where p.budget_id = ${budgetId} and a.option = 'THIRD_PARTY' and l.posted_on <= ${until}::date
       and (p.what = 'UNPLACED' or p.what = 'TRANSFER' and (p.amount_pence < 0 or p.transfer_of is not null))`);
  return row!.pence as bigint;
}
