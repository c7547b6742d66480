/** What has to follow where an organisation changes: money in an account that it gave up, and contracts that end. */
import { z } from 'zod';
import type { Queryable } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import type { PlainDate } from '../../values/dates.ts';

const LeftRow = z
  .object({
    budget_id: z.string(),
    stream: z.string(),
    from_id: z.string(),
    to_id: z.string(),
    pence: z.bigint(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    stream: row.stream,
    fromAccountId: row.from_id,
    toAccountId: row.to_id,
    pence: row.pence,
  }));
/** Money of one budget that the ledger still has in an account which its holder gave up, and the account that followed. */
export type LeftBehind = z.output<typeof LeftRow>;

/** Everything that lies in accounts which holders gave up for another of theirs: of one organisation, or of all. */
export async function loadLeftBehind(db: Queryable, icbCode: string, thirdPartyId?: string): Promise<LeftBehind[]> {
  const rows = await db.query(sql`
    with held as (
      select a.payment_account_id, a.budget_id, h.third_party_id,
             first_value(a.payment_account_id) over newest as now_id, first_value(h.third_party_id) over newest as now_with
        from payment_account a join third_party_account h using (third_party_account_id)
       where a.icb_code = ${icbCode} and a.option = 'THIRD_PARTY'
      window newest as (partition by a.budget_id order by a.version desc))
    select g.budget_id, g.stream, held.payment_account_id as from_id, held.now_id as to_id, b.balance_pence as pence
      from held
      join ledger_account g on g.budget_id = held.budget_id and g.kind = 'held' and g.party = held.payment_account_id::text
      join ledger_balance b using (ledger_account_id)
     where held.payment_account_id <> held.now_id and held.third_party_id = held.now_with and b.balance_pence <> 0
       and (${thirdPartyId ?? null}::uuid is null or held.third_party_id = ${thirdPartyId ?? null}::uuid)
     order by g.budget_id, g.stream, from_id`);
  return rows.map(row => LeftRow.parse(row));
}

const EndingRow = z
  .object({
    budget_id: z.string(),
    budget_reference: z.string(),
    reference: z.string(),
    to_on: z.instanceof(Temporal.PlainDate),
    coordinator: z.string().nullable(),
  })
  .transform(row => ({
    budgetId: row.budget_id,
    budgetReference: row.budget_reference,
    reference: row.reference,
    toOn: row.to_on as PlainDate,
    coordinatorName: row.coordinator ?? undefined,
  }));
/** A contract that has an end, of a budget that is paid. */
export type EndingContract = z.output<typeof EndingRow>;

/** The contracts of an organisation that end or have ended while the budget goes on, the first to end first; at most `limit`. */
export async function loadEndingContracts(db: Queryable, thirdPartyId: string, limit = 200): Promise<EndingContract[]> {
  const rows = await db.query(sql`
    select c.budget_id, b.reference as budget_reference, c.reference, c.to_on, s.name as coordinator
      from third_party_contract_now c
      join budget b using (budget_id)
      left join staff_user s on s.staff_user_id = b.care_coordinator_id
     where c.third_party_id = ${thirdPartyId} and c.to_on is not null
       and (select z.state from budget_state z where z.budget_id = c.budget_id order by z.sequence desc limit 1)
           in ('AGREED', 'SET_UP', 'ACTIVE')
     order by c.to_on, b.reference limit ${limit}`);
  return rows.map(row => EndingRow.parse(row));
}
