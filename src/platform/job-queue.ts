/**
 * Asking for work in the background: one row in the transaction of the act that needs it (migration 0011).
 * Handing it over and doing it is the business of jobs.ts.
 */
import type { PlainDate } from '../values/dates.ts';
import type { Tx } from './db.ts';
import { sql } from './sql.ts';
import type { Job } from './tools.ts';

/** Where the job queue keeps its own tables. */
export const JOBS_SCHEMA = 'jobs';

/**
 * Leaves a job behind that exists exactly when the transaction is committed. With a key that already waits, the
 * earlier of the two dates stands.
 */
export async function leaveJob(tx: Tx, job: Job, today: PlainDate): Promise<void> {
  await tx.query(sql`
    insert into waiting_job (icb_code, name, data, start_on, singleton_key)
    values (${tx.icbCode}, ${job.name}, ${JSON.stringify(job.data)}, ${job.startOn ?? today}, ${job.singletonKey ?? null})
        on conflict (icb_code, name, singleton_key)
        do update set start_on = least(waiting_job.start_on, excluded.start_on)`);
}
