/** Copies of a test's database: for tests that do damage, and for what is done twice to the same board. */
import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { type Db, openDb } from '../../src/platform/db.ts';
import type { TestDatabase } from './database.ts';
import { asSuperuser, testServer, urlTo } from './server.ts';

/** What is still to be dropped. A hook that is asked for in another hook would run at its end. */
const drops: (() => Promise<void>)[] = [];
after(async () => {
  for (const drop of drops) await drop();
});

export type Copy = { readonly name: string; readonly db: Db; readonly superDb: Db };

/**
 * A copy, as the service and as the superuser, until the file's tests are done. Nobody may use the original meanwhile:
 * its idle connections are closed.
 */
export async function copyOf(original: Pick<TestDatabase, 'name'>): Promise<Copy> {
  const { drop, ...copy } = await makeCopy(original, 6);
  drops.push(drop);
  return copy;
}

/** Runs `work` on a copy, and drops it. */
export async function onCopy(original: Pick<TestDatabase, 'name'>, work: (copy: Copy) => Promise<void>): Promise<void> {
  const { drop, ...copy } = await makeCopy(original, 2);
  try {
    await work(copy);
  } finally {
    await drop();
  }
}

async function makeCopy(
  original: Pick<TestDatabase, 'name'>,
  connections: number,
): Promise<Copy & { drop(): Promise<void> }> {
  const server = await testServer();
  const name = `openphb_test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(
    server,
    'postgres',
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${original.name}'`,
    `create database ${name} template ${original.name} strategy file_copy owner openphb_owner`,
  );
  const [db, superDb] = [
    openDb(urlTo(server, 'openphb_app', name), connections),
    openDb(urlTo(server, 'postgres', name), 1),
  ];
  for (const { pool } of [db, superDb]) pool.options.allowExitOnIdle = true;
  return {
    name,
    db,
    superDb,
    async drop() {
      await Promise.all([db.close(), superDb.close()]);
      await asSuperuser(server, 'postgres', `drop database ${name} with (force)`);
    },
  };
}
