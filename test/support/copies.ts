/** Copies of a test's database, for tests that do damage: the story is told once, each damage done to a copy. */
import { randomBytes } from 'node:crypto';
import { type Db, openDb } from '../../src/platform/db.ts';
import type { TestDatabase } from './database.ts';
import { asSuperuser, testServer, urlTo } from './server.ts';

/**
 * Runs `work` on a copy, as the service and as the superuser, and drops the copy. Nobody may use the original
 * meanwhile: its idle connections are closed.
 */
export async function onCopy(
  original: Pick<TestDatabase, 'name'>,
  work: (copy: { readonly db: Db; readonly superDb: Db }) => Promise<void>,
): Promise<void> {
  const server = await testServer();
  const name = `openphb_test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(
    server,
    'postgres',
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${original.name}'`,
    `create database ${name} template ${original.name} strategy file_copy owner openphb_owner`,
  );
  const [db, superDb] = [openDb(urlTo(server, 'openphb_app', name), 2), openDb(urlTo(server, 'postgres', name), 1)];
  try {
    await work({ db, superDb });
  } finally {
    await Promise.all([db.close(), superDb.close()]);
    await asSuperuser(server, 'postgres', `drop database ${name} with (force)`);
  }
}
