/** Records of bank reports that no payment of a run fits, for whoever else may have paid what they name: table `bank_report_record`. */
import { z } from 'zod';
import type { Queryable } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';

const UnfittedRow = z
  .object({
    name: z.string(),
    amount_pence: z.bigint().nullable(),
    reason: z.string(),
    report_id: z.string(),
    received_on: z.instanceof(Temporal.PlainDate),
  })
  .transform(row => ({
    /** As it was asked for: a reference, or our own id. */
    name: row.name,
    amountPence: row.amount_pence ?? undefined,
    reason: row.reason,
    reportId: row.report_id,
    receivedOn: row.received_on,
  }));
export type Unfitted = z.output<typeof UnfittedRow>;

/** What the bank says did not arrive, of these names: the newest record of each. Names in capitals. */
export async function loadUnfitted(db: Queryable, icbCode: string, names: readonly string[]): Promise<Unfitted[]> {
  const rows = await db.query(sql`
    select distinct on (n.name) n.name, r.amount_pence, r.reason, r.report_id, b.received_on
      from unnest(${names}::text[]) n (name)
      join bank_report_record r on upper(trim(r.reference)) = n.name
      join bank_report b using (report_id)
     where b.icb_code = ${icbCode} and r.outcome = 'NOT_FOUND' and r.says in ('RETURNED', 'REJECTED')
     order by n.name, b.recorded_at desc, r.place`);
  return rows.map(row => UnfittedRow.parse(row));
}
