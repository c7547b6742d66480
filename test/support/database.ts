/**
 * A database of its own for a test file: a clone of the migrated template, with two boards in it and nobody else.
 *
 * `const { tools, db } = await testDatabase();` at the top of a test file is all that is needed: it is closed and
 * dropped when the file's tests are done.
 */
import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { anchorsInMemory } from '../../src/platform/anchors.ts';
import { type Db, openDb } from '../../src/platform/db.ts';
import { leaveJob } from '../../src/platform/job-queue.ts';
import { type Sql, sql } from '../../src/platform/sql.ts';
import type { Job, Tools } from '../../src/platform/tools.ts';
import { ENGLAND_AND_WALES } from '../../src/values/bank-holidays.ts';
import type { PlainDate } from '../../src/values/dates.ts';
import { asSuperuser, cloneTemplate, ICB, OTHER_ICB, testServer, urlTo } from './server.ts';

export { ICB, OTHER_ICB } from './server.ts';

/** Tools whose date the test moves, and which remember the jobs that were sent. */
export type TestTools = Tools & {
  /** From now on it is this date (ISO). */
  moveTo(date: string): void;
  /** The jobs that wait in the database for one board (QTA unless told), oldest first. */
  waitingJobs(icbCode?: string): Promise<readonly Job[]>;
};

export type TestDatabase = {
  readonly tools: TestTools;
  /** As the service: no superuser, no owner, bound by row-level security. */
  readonly db: Db;
  /** As the owner of the tables, who migrates: bound by row-level security and by the append-only triggers. */
  readonly ownerDb: Db;
  /** As the superuser, to look at everything and to plant damage. */
  readonly superDb: Db;
  /** The board that tests act in, and another one whose rows must never be seen. */
  readonly icbCode: string;
  readonly otherIcbCode: string;
  readonly name: string;
  /** Connection strings, for tests that start processes of their own. */
  readonly urls: { readonly app: string; readonly owner: string; readonly superuser: string };
  close(): Promise<void>;
};

/** The Monday on which tests begin unless they say otherwise. */
export const FIRST_DAY = '2026-11-23';

const open = new Set<TestDatabase>();
after(async () => {
  for (const database of open) await database.close();
});

/** Clones the template. `today` is the date (ISO) that its tools begin with. */
export async function testDatabase(today = FIRST_DAY): Promise<TestDatabase> {
  const server = await testServer();
  const name = `openphb_test_${randomBytes(6).toString('hex')}`;
  await cloneTemplate(server, name);
  const urls = {
    app: urlTo(server, 'openphb_app', name),
    owner: urlTo(server, 'openphb_owner', name),
    superuser: urlTo(server, 'postgres', name),
  };
  const [db, ownerDb, superDb] = [openDb(urls.app), openDb(urls.owner, 4), openDb(urls.superuser, 4)];
  // An idle pool must not keep the test process alive.
  for (const { pool } of [db, ownerDb, superDb]) pool.options.allowExitOnIdle = true;
  const database: TestDatabase = {
    tools: fixedToday(db, today),
    db,
    ownerDb,
    superDb,
    icbCode: ICB,
    otherIcbCode: OTHER_ICB,
    name,
    urls,
    async close() {
      if (!open.delete(database)) return;
      await Promise.all([db.close(), ownerDb.close(), superDb.close()]);
      await asSuperuser(server, 'postgres', `drop database ${name} with (force)`);
    },
  };
  open.add(database);
  return database;
}

/** Tools on a database, on a fixed date that the test may move. */
export function fixedToday(db: Db, date: string): TestTools {
  let today: PlainDate = Temporal.PlainDate.from(date);
  return {
    db,
    today: () => today,
    refreshToday: async () => {},
    moveTo(next) {
      today = Temporal.PlainDate.from(next);
    },
    bankHolidays: ENGLAND_AND_WALES,
    sendJob: (tx, job) => leaveJob(tx, job, today),
    waitingJobs: (icbCode = ICB) =>
      db.transaction({ icbCode, id: '00000000-0000-0000-0000-000000000000' }, async tx => {
        const rows = await tx.query(sql`
          select name, data, start_on, singleton_key from waiting_job order by waiting_job_id`);
        return rows.map(row => ({
          name: row.name as string,
          data: row.data as Record<string, string>,
          startOn: row.start_on as PlainDate,
          ...(row.singleton_key === null ? {} : { singletonKey: row.singleton_key as string }),
        }));
      }),
    crashPoint: async () => {},
    anchors: anchorsInMemory(),
    log: { info() {}, error() {} },
  };
}

/** How many rows a statement finds as the superuser, who sees every board's. */
export async function countRows({ superDb }: TestDatabase, statement: Sql): Promise<number> {
  return (await superDb.query(statement)).length;
}
