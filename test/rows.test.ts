/**
 * Row-level security and append-only, on every table there is, also those that come later: the tables are read from
 * the catalogue, and each gets a row of the first board made up from its column types.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Db, errorCode, type Tx } from '../src/platform/db.ts';
import { type Sql, sql } from '../src/platform/sql.ts';
import { SYSTEM_ID } from '../src/values/actor.ts';
import { ICB, OTHER_ICB, testDatabase } from './support/database.ts';

/** Tables that belong to no board. Each with the reason. */
const OF_NO_BOARD: Readonly<Record<string, string>> = {
  installation: 'one row for the whole database: demonstration or not, and its date',
  migration: 'which migrations were applied',
};

/** What the service reads and writes by functions of the owner only: somebody's session is known by its secret alone. */
const BY_FUNCTIONS: ReadonlySet<string> = new Set(['session']);

/** Money and trail: nobody changes or removes a row, the owner included. */
const NEVER_CHANGED = [
  'ledger_account',
  'journal',
  'posting',
  'ledger_balance',
  'ledger_month',
  'audit_event',
  'audit_link',
];

const database = await testDatabase();
const { db, ownerDb, superDb } = database;
const raw = (text: string): Sql => ({ text, values: [] });
const as = <T>(connection: Db, icbCode: string, work: (tx: Tx) => Promise<T>) =>
  connection.transaction({ icbCode, id: SYSTEM_ID }, work);

const tables = (
  await superDb.query(sql`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'icb_code' and not a.attisdropped) as has_board
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
).map(row => ({ name: row.name as string, forced: row.forced as boolean, hasBoard: row.has_board as boolean }));
const ofBoards = tables.filter(table => table.hasBoard);

/** Some value of a type, as SQL. */
function someValue(type: string): string {
  if (type.endsWith('[]')) return `'{}'`;
  const value = VALUES[type];
  assert.ok(value, `no value for the type ${type}: add one`);
  return value;
}
const VALUES: Readonly<Record<string, string>> = {
  text: `'x'`,
  uuid: 'gen_random_uuid()',
  bigint: '1',
  integer: '1',
  smallint: '1',
  boolean: 'true',
  date: `'2026-12-01'`,
  'timestamp with time zone': 'now()',
  json: `'{}'`,
  jsonb: `'{}'`,
  bytea: `'\\x00'`,
  xid8: `'1'`,
};

/**
 * A row of the first board in every table, with the checks, keys and triggers off that would want a true one. Made before any
 * test is named: what goes wrong here is said as it is, where a hook would only have every test cancelled.
 */
async function fillTables(): Promise<void> {
  const checks = await superDb.query(sql`
    select conrelid::regclass::text as name, quote_ident(conname) as constraint_name from pg_constraint
     where contype = 'c' and connamespace = 'public'::regnamespace and conparentid = 0`);
  const columns = await superDb.query(sql`
    select c.relname as name, quote_ident(a.attname) as column_name, format_type(a.atttypid, null) as type
      from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' and a.attidentity = ''
     order by c.relname, a.attnum`);
  await superDb.transaction({ icbCode: ICB, id: SYSTEM_ID }, async tx => {
    await tx.query(sql`set local session_replication_role = replica`);
    for (const { name, constraint_name } of checks)
      await tx.query(raw(`alter table ${name} drop constraint ${constraint_name}`));
    for (const { name } of ofBoards) {
      const own = columns.filter(column => column.name === name);
      const values = own.map(({ column_name, type }) =>
        column_name === 'icb_code' ? `'${ICB}'` : someValue(type as string),
      );
      await tx.query(
        raw(`insert into ${name} (${own.map(column => column.column_name)}) values (${values}) on conflict do nothing`),
      );
    }
  });
}
await fillTables();

describe('S1  Nobody sees or changes a row of another board', () => {
  test('every table of a board has row-level security, forced on its owner too', () => {
    const open = tables.filter(table => !table.forced).map(table => table.name);
    assert.deepEqual(
      open.filter(name => !(name in OF_NO_BOARD)),
      [],
    );
    assert.ok(ofBoards.length >= 50, `${ofBoards.length} tables`);
  });

  test('every view looks with the eyes of whoever asks', async () => {
    const views = await superDb.query(sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
         and not coalesce(reloptions @> '{security_invoker=true}', false)`);
    assert.deepEqual(views, []);
  });

  for (const { name } of ofBoards)
    test(name, async () => {
      const count = (tx: Tx) =>
        tx.query(raw(`select from ${name} where icb_code = '${ICB}'`)).then(rows => rows.length);
      // Its own board sees it: else the rest would prove nothing.
      const own = await attempt(() => as(db, ICB, count));
      if (BY_FUNCTIONS.has(name)) assert.equal(own, 'refused');
      else assert.ok(own !== 'refused' && own > 0, 'the board’s own row is there');
      for (const board of [OTHER_ICB, '', 'Q%%', `${ICB}' or true --`]) {
        const seen = await attempt(() => as(db, board, count));
        assert.ok(seen === 0 || seen === 'refused', `as "${board}" sees ${seen}`);
      }
      const crimes = [
        `update ${name} set icb_code = '${OTHER_ICB}'`,
        `update ${name} set icb_code = icb_code where icb_code = '${ICB}'`,
        `delete from ${name} where icb_code = '${ICB}'`,
        `truncate ${name} cascade`,
      ];
      const before = await everyRow(name);
      for (const crime of crimes) {
        const changed = await attempt(() =>
          as(
            db,
            OTHER_ICB,
            async tx =>
              (await tx.query(raw(`${crime.startsWith('truncate') ? crime : `${crime} returning 1`}`))).length,
          ),
        );
        assert.ok(changed === 0 || changed === 'refused', `${crime}: ${changed}`);
      }
      assert.equal(await everyRow(name), before);
    });
});

describe('L2  Nobody changes or removes a row of the ledger or the trail, its owner included', () => {
  for (const name of NEVER_CHANGED)
    for (const what of ['update', 'delete', 'truncate'] as const)
      test(`${what} ${name}`, async () => {
        const statement = {
          update: `update ${name} set icb_code = icb_code`,
          delete: `delete from ${name}`,
          truncate: `truncate ${name} cascade`,
        }[what];
        const before = await everyRow(name);
        assert.notEqual(before, '0');
        for (const [who, connection, codes] of [
          ['service', db, ['42501', 'PB002']],
          ['owner', ownerDb, ['PB002']],
        ] as const)
          await assert.rejects(
            as(connection, ICB, tx => tx.query(raw(statement))),
            error => codes.includes(errorCode(error) as never) || assert.fail(`${who}: ${error}`),
          );
        assert.equal(await everyRow(name), before);
      });

  test('the head of the audit chain goes nowhere but to its last link', async () => {
    for (const statement of [`update audit_head set position = 99`, 'delete from audit_head', 'truncate audit_head'])
      await assert.rejects(
        as(ownerDb, ICB, tx => tx.query(raw(statement))),
        error => errorCode(error) === 'PB002',
      );
  });
});

/** What the superuser finds in a table: the number of rows and a hash of them all. */
async function everyRow(name: string): Promise<string> {
  const [row] = await superDb.query(
    raw(`select count(*) || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as said from ${name} t`),
  );
  return row!.said as string;
}

/** What the work answers, or that the database refused it: no right, or against the policy. */
async function attempt<T>(work: () => Promise<T>): Promise<T | 'refused'> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === '42501' || code.startsWith('PB')) return 'refused';
    throw error;
  }
}
