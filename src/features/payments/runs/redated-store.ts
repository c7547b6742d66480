/** Runs whose days changed with a bank holiday: table `payment_run_redated`, and the days of the run itself. */
import { z } from 'zod';
import type { Queryable, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { BacsDays, Timing } from '../../../rules/payment/payment.ts';
import { loadRun, type PaymentRun } from '../store.ts';

/** The Bacs runs of this ICB whose files are not written, locked. */
export async function lockUnsentRuns(tx: Tx): Promise<PaymentRun[]> {
  const rows = await tx.query(sql`
    select run_id from payment_run r
     where icb_code = ${tx.icbCode} and rail = 'BACS'
       and (select s.status from payment_run_status s where s.run_id = r.run_id order by s.sequence desc limit 1) in ('PREPARED', 'RELEASED')
     order by run_id for no key update`);
  const runs = await Promise.all(rows.map(row => loadRun(tx, tx.icbCode, row.run_id as string)));
  // Whoever wrote a file while we waited for the lock was first.
  return runs.filter(run => run?.status === 'PREPARED' || run?.status === 'RELEASED') as PaymentRun[];
}

/** Gives a locked run other days, and writes down which it had and which change of a bank holiday did it. */
export async function saveRunRedated(
  tx: Tx,
  run: PaymentRun,
  days: BacsDays & { readonly timing: Timing },
  changeId: bigint,
): Promise<void> {
  await tx.query(sql`
    insert into payment_run_redated (bank_holiday_change_id, run_id, icb_code, old_input_on, old_processing_on, old_credit_on,
                                     input_on, processing_on, credit_on, timing)
    values (${changeId}, ${run.runId}, ${tx.icbCode}, ${run.inputOn}, ${run.processingOn}, ${run.creditOn},
            ${days.inputOn}, ${days.processingOn}, ${days.creditOn}, ${days.timing})`);
  await tx.query(sql`
    update payment_run set input_on = ${days.inputOn}, processing_on = ${days.processingOn}, credit_on = ${days.creditOn}, timing = ${days.timing}
     where run_id = ${run.runId}`);
}

const plainDate = z.instanceof(Temporal.PlainDate);
const RedatedRow = z
  .object({
    old_credit_on: plainDate,
    credit_on: plainDate,
    holiday_on: plainDate,
    is_holiday: z.boolean(),
    reason: z.string(),
    by_name: z.string(),
    changed_on: plainDate,
  })
  .transform(row => ({
    oldCreditOn: row.old_credit_on,
    creditOn: row.credit_on,
    day: row.holiday_on,
    isHoliday: row.is_holiday,
    reason: row.reason,
    byName: row.by_name,
    changedOn: row.changed_on,
  }));

/** How the days of a run changed, oldest first. */
export async function loadRunRedated(db: Queryable, runId: string): Promise<z.output<typeof RedatedRow>[]> {
  const rows = await db.query(sql`
    select d.old_credit_on, d.credit_on, c.holiday_on, c.is_holiday, c.reason, c.by_name, c.changed_on
      from payment_run_redated d join bank_holiday_change c using (bank_holiday_change_id)
     where d.run_id = ${runId} order by bank_holiday_change_id`);
  return rows.map(row => RedatedRow.parse(row));
}
