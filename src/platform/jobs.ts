/**
 * Work in the background.
 *
 * Acts leave jobs behind in `waiting_job` (job-queue.ts); here those whose London date has come are handed to the
 * queue (pg-boss), done in the name of the system of their board, and tried again when they fail. What fails for
 * good is kept under `given-up`, and said in the log. Daily work is sent at the start and at every change of date,
 * also when a demonstration's date is moved on; it looks for what is due, so that a day left out is caught up.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Db as BossDb, type JobWithMetadata, PgBoss } from 'pg-boss';
import { type Actor, SYSTEM_ID, systemActor } from '../values/actor.ts';
import type { PlainDate } from '../values/dates.ts';
import { icbCodes } from './boards.ts';
import type { Db, Tx } from './db.ts';
import { JOBS_SCHEMA, leaveJob } from './job-queue.ts';
import { describeFault } from './log.ts';
import { sql } from './sql.ts';
import type { Tools } from './tools.ts';

/** Work that a feature does in the background, always for one board and as its system. May run twice: do what is due. */
export type JobHandler = {
  /** `feature.what-it-does`. */
  readonly name: string;
  /** `day`: at the start and at each change of the London date. `second`: again and again. Neither: when it was sent. */
  readonly every?: 'day' | 'second';
  run(tools: Tools, actor: Actor, data: Readonly<Record<string, string>>): Promise<void>;
};

export type Worker = {
  /** Ends after the jobs that are being done now, at most five seconds. */
  stop(): Promise<void>;
};

export type WorkerOptions = {
  readonly tools: Tools;
  /** The service's own connection string. */
  readonly url: string;
  readonly handlers: readonly JobHandler[];
  /** How long between two looks for what is due, in milliseconds. */
  readonly lookEvery?: number;
};

/** Where jobs end that failed for good. */
const GIVEN_UP = 'given-up';
const TEN_YEARS = 315_360_000;

/** Tried again after about 2, 4, 8, 16, 32 seconds, then given up. */
const TRIES = { retryLimit: 5, retryDelay: 2, retryBackoff: true };

/** Starts doing the work of these handlers. */
export async function startWorker({ tools, url, handlers, lookEvery = 500 }: WorkerOptions): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: url,
    schema: JOBS_SCHEMA,
    // The owner makes the queue's tables (migrate.ts); the service may not.
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    max: 3,
    application_name: 'openphb jobs',
    // A worker that was killed beside others is noticed by its heartbeat, within a minute or so.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', error => tools.log.error('jobs.fault', describeFault(error)));
  await boss.start();

  const sent = handlers.filter(handler => handler.every !== 'second');
  await boss.createQueue(GIVEN_UP, { retentionSeconds: TEN_YEARS });
  // Before any work is begun here: afterwards some of what is begun is our own.
  const names = sent.map(({ name }) => name);
  const alive = await comeAlive(tools, url, () => takeUpAbandoned(tools.db, boss, names));
  const workers = new Map<string, string>();
  for (const handler of sent) {
    await boss.createQueue(handler.name, {
      deadLetter: GIVEN_UP,
      heartbeatSeconds: 10,
      expireInSeconds: 3_600,
      ...TRIES,
    });
    // One board's work of one kind waits for the one before. A group is asked for in the fetching statement itself; the queue's
    // own policy `singleton` goes by what it saw being done up to a minute ago, and leaves what is due lying for as long.
    const options = { includeMetadata: true, pollingIntervalSeconds: 2, groupConcurrency: 1 } as const;
    const doIt = (jobs: JobWithMetadata<JobData>[]) => doJobs(tools, handler, jobs);
    workers.set(handler.name, await boss.work<JobData, void, typeof options>(handler.name, options, doIt));
  }

  const stopping = new AbortController();
  const loops = [
    repeat(tools, 'jobs.hand-over', lookEvery, stopping.signal, dueWork(tools, boss, handlers, workers)),
    ...handlers
      .filter(handler => handler.every === 'second')
      .map(handler =>
        repeat(tools, handler.name, 1_000, stopping.signal, async () => {
          for (const icbCode of await icbCodes(tools.db)) await handler.run(tools, systemActor(icbCode), {});
        }),
      ),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all([...loops, boss.stop({ graceful: true, timeout: 5_000 })]);
      await alive.end();
    },
  };
}

type JobData = { readonly icbCode: string; readonly data: Readonly<Record<string, string>> };

async function doJobs(tools: Tools, handler: JobHandler, jobs: readonly JobWithMetadata<JobData>[]): Promise<void> {
  for (const { id, data, retryCount, retryLimit } of jobs) {
    try {
      await handler.run(tools, systemActor(data.icbCode), data.data);
    } catch (error) {
      const event = retryCount >= retryLimit ? 'job.given-up' : 'job.failed';
      tools.log.error(event, {
        job: handler.name,
        id,
        icbCode: data.icbCode,
        attempt: retryCount + 1,
        ...describeFault(error),
      });
      // The queue keeps this as the reason: nothing that a person typed may get there.
      throw new Error(JSON.stringify(describeFault(error)), { cause: undefined });
    }
  }
}

/**
 * Holds a lock for as long as this worker lives. Who finds that nobody holds it is the first since a crash: what the
 * queue believes to be in somebody's hands is in nobody's, and `whenAlone` takes it up. People wait for their money,
 * so not even a minute is given to a worker that is known to be dead.
 */
async function comeAlive(tools: Tools, url: string, whenAlone: () => Promise<void>): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'openphb worker' });
  client.on('error', error => tools.log.error('jobs.fault', describeFault(error)));
  await client.connect();
  const lock = "hashtextextended('openphb worker', 0)";
  const { rows } = await client.query(`select pg_try_advisory_lock(${lock}) as alone`);
  if (rows[0].alone) await whenAlone();
  // Others may come from now on; until they go, they are not alone.
  await client.query(`select pg_advisory_lock_shared(${lock})`);
  if (rows[0].alone) await client.query(`select pg_advisory_unlock(${lock})`);
  return client;
}

/** Gives back what dead workers had begun: each of these jobs is tried again within seconds. */
async function takeUpAbandoned(db: Db, boss: PgBoss, names: readonly string[]): Promise<void> {
  const jobs = await db.query(
    sql`select name, id::text as id from jobs.job where state = 'active' and name = any(${names}::text[])`,
  );
  for (const { name, id } of jobs) await boss.fail(name as string, id as string, { message: 'its worker died' });
}

/** One look: the day's work when the date has changed, then everything that is due. */
function dueWork(tools: Tools, boss: PgBoss, handlers: readonly JobHandler[], workers: ReadonlyMap<string, string>) {
  const daily = handlers.filter(handler => handler.every === 'day');
  const names = [...workers.keys()];
  let day: PlainDate | undefined;
  return async () => {
    const today = tools.today();
    if (!day?.equals(today)) {
      await sendDaily(tools.db, daily, today);
      day = today;
    }
    const due = await tools.db.query(sql`select icb_codes_with_jobs(${today}) as icb_code`);
    for (const row of due) {
      const scope = { icbCode: row.icb_code as string, id: SYSTEM_ID };
      const handedOver = await tools.db.transaction(scope, tx => handOver(tx, boss, names, daily, today));
      for (const name of handedOver) boss.notifyWorker(workers.get(name)!);
    }
  };
}

async function sendDaily(db: Db, daily: readonly JobHandler[], today: PlainDate): Promise<void> {
  for (const icbCode of await icbCodes(db)) {
    await db.transaction({ icbCode, id: SYSTEM_ID }, async tx => {
      for (const { name } of daily) await leaveJob(tx, { name, data: {}, singletonKey: 'day' }, today);
    });
  }
}

/** Gives what is due of one board to the queue, in one transaction. What nobody here can do is left for who can. */
async function handOver(
  tx: Tx,
  boss: PgBoss,
  names: readonly string[],
  daily: readonly JobHandler[],
  today: PlainDate,
): Promise<ReadonlySet<string>> {
  const jobs = await tx.query(sql`
    delete from waiting_job
     where waiting_job_id in (select waiting_job_id from waiting_job
                               where start_on <= ${today} and name = any(${names})
                               order by start_on, waiting_job_id limit 1000 for update skip locked)
    returning waiting_job_id, name, data`);
  jobs.sort((a, b) => Number((a.waiting_job_id as bigint) - (b.waiting_job_id as bigint)));
  const here: BossDb = { executeSql: (text, values) => tx.client.query(text, values) };
  for (const job of jobs) {
    const name = job.name as string;
    const data: JobData = { icbCode: tx.icbCode, data: job.data as Record<string, string> };
    const isDaily = daily.some(handler => handler.name === name);
    await boss.send(name, data, { db: here, ...(isDaily ? { group: { id: tx.icbCode } } : {}) });
  }
  return new Set(jobs.map(job => job.name as string));
}

/** Does `work` again and again; after a failure it waits longer, up to a minute, and says so. */
async function repeat(tools: Tools, name: string, every: number, stopping: AbortSignal, work: () => Promise<void>) {
  let failures = 0;
  while (!stopping.aborted) {
    try {
      await work();
      failures = 0;
    } catch (error) {
      if (stopping.aborted) return;
      failures += 1;
      tools.log.error('job.failed', { job: name, attempt: failures, ...describeFault(error) });
    }
    await pause(Math.min(every * 2 ** failures, 60_000), undefined, { signal: stopping }).catch(() => {});
  }
}
