import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import {
  MigrationRefused,
  migrate,
  refusePowerfulRole,
  refuseUnmigrated,
} from '../../src/platform/postgres/migrate.ts';
import { testDatabase } from '../support/database.ts';
import { asSuperuser, testServer, urlTo } from '../support/server.ts';
import { withFolder } from './processes.ts';

const server = await testServer();
const made: string[] = [];
after(async () => {
  for (const name of made) await asSuperuser(server, 'postgres', `drop database ${name} with (force)`);
});

/** An empty database and a folder with two small migrations. */
async function withTwo(work: (given: { ownerUrl: string; appUrl: string; folder: string }) => Promise<void>) {
  const name = `openphb_migrate_${randomBytes(4).toString('hex')}`;
  await asSuperuser(server, 'postgres', `create database ${name} owner openphb_owner template template0`);
  made.push(name);
  await withFolder(async folder => {
    await writeFile(join(folder, '0001_one.sql'), 'create table one (n int); insert into one values (1);');
    await writeFile(join(folder, '0002_two.sql'), 'create table two (n int);');
    await work({ ownerUrl: urlTo(server, 'openphb_owner', name), appUrl: urlTo(server, 'openphb_app', name), folder });
  });
}

async function query(connectionString: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const refusal = (words: RegExp) => (error: unknown) => error instanceof MigrationRefused && words.test(error.message);

describe('migrate', () => {
  test('applies in order, once; two at the same time take turns', () =>
    withTwo(async given => {
      const both = await Promise.all([migrate(given), migrate(given)]);
      assert.deepEqual(both.flat().sort(), ['0001_one', '0002_two']);
      assert.deepEqual(await migrate(given), []);
      assert.deepEqual(await query(given.ownerUrl, 'select n from one'), [{ n: 1 }]);
    }));

  test('refuses a migration that was changed, or is gone, after it had been applied', () =>
    withTwo(async given => {
      await migrate(given);
      await writeFile(join(given.folder, '0002_two.sql'), 'create table two (n int); ');
      await assert.rejects(migrate(given), refusal(/0002_two was changed after it had been applied/));
      await rename(join(given.folder, '0001_one.sql'), join(given.folder, '0003_three.sql'));
      await assert.rejects(migrate(given), refusal(/0001_one, which is missing from this code/));
    }));

  test('refuses a database that is newer than the code, and a number that comes too late', () =>
    withTwo(async given => {
      await migrate(given);
      await writeFile(join(given.folder, '0004_four.sql'), 'select 1');
      await migrate(given);
      await writeFile(join(given.folder, '0003_three.sql'), 'select 1');
      await assert.rejects(migrate(given), refusal(/0003_three comes before 0004_four, which is applied already/));
      await rm(join(given.folder, '0003_three.sql'));
      await rm(join(given.folder, '0004_four.sql'));
      await assert.rejects(migrate(given), refusal(/newer than this code: it has 0004_four/));
    }));

  test('keeps nothing of a migration that fails, and goes on from there', () =>
    withTwo(async given => {
      await writeFile(join(given.folder, '0003_three.sql'), 'create table three (n int); select 1/0;');
      await assert.rejects(migrate(given), refusal(/0003_three failed, and nothing of it was kept: division by zero/));
      assert.deepEqual(
        await query(given.ownerUrl, "select to_regclass('three') as three, to_regclass('two')::text as two"),
        [{ three: null, two: 'two' }],
      );
      await writeFile(join(given.folder, '0003_three.sql'), 'create table three (n int);');
      assert.deepEqual(await migrate(given), ['0003_three']);
    }));
});

describe('what the service refuses', () => {
  test('a database that lacks a migration', () =>
    withTwo(async given => {
      await migrate(given);
      const pool = new pg.Pool({ connectionString: given.appUrl });
      try {
        await refuseUnmigrated(pool, given.folder);
        await writeFile(join(given.folder, '0003_three.sql'), 'select 1');
        await assert.rejects(refuseUnmigrated(pool, given.folder), refusal(/lacks 0003_three. Run openphb migrate/));
      } finally {
        await pool.end();
      }
    }));

  test('a role that is a superuser, or owns the tables; never the service’s own', async () => {
    const { db, ownerDb, superDb } = await testDatabase();
    await refusePowerfulRole(db.pool);
    await assert.rejects(refusePowerfulRole(superDb.pool), refusal(/will not run as postgres, which is a superuser/));
    await assert.rejects(refusePowerfulRole(ownerDb.pool), refusal(/openphb_owner, which owns tables \(/));
  });

  test('a role that may pass by row-level security', async () => {
    const database = await testDatabase();
    const role = `openphb_bypass_${randomBytes(4).toString('hex')}`;
    await asSuperuser(server, 'postgres', `create role ${role} bypassrls`);
    const client = await database.superDb.pool.connect();
    try {
      await client.query(`set session authorization ${role}`);
      await assert.rejects(refusePowerfulRole(client), refusal(/may bypass row-level security/));
    } finally {
      await client.query('reset session authorization');
      client.release();
      await asSuperuser(server, 'postgres', `drop role ${role}`);
    }
  });
});
