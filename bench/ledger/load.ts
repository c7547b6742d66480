/**
 * Tables filled as a large history is: keys, constraints and indexes taken off, the rows brought in by COPY, and what was
 * taken off built again. Foreign keys come back unproved: the rows stand for people and plans that are not there.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Rows of one table: a query for each part of them, so that no part is larger than a month's. */
export type Load = {
  readonly table: string;
  readonly columns: string;
  readonly parts: number;
  readonly rows: (part: number) => string;
};

/** Fills these tables of a database as its superuser; triggers and foreign keys do not look. */
export async function loadByCopy(url: string, loads: readonly Load[], after: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'openphb-bench-'));
  chmodSync(folder, 0o777); // the server writes and reads there, perhaps as another user
  const file = join(folder, 'rows');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "set session_replication_role = 'replica'; set work_mem = '128MB'; set maintenance_work_mem = '1GB'",
    );
    const build = await takeOff(client, [...new Set(loads.map(({ table }) => table))]);
    for (const { table, columns, parts, rows } of loads)
      for (let part = 0; part < parts; part++) {
        await client.query(`copy (${rows(part)}) to '${file}' (format binary)`);
        await client.query(`copy ${table} (${columns}) from '${file}' (format binary)`);
      }
    for (const statement of [...build, ...after]) await client.query(statement);
  } finally {
    await client.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes keys, constraints between tables and indexes off; answers what builds them again, in that order. */
async function takeOff(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const constraints = await client.query<{ on: string; name: string; words: string; foreign: boolean }>(
    `select conrelid::regclass::text as on, quote_ident(conname) as name, pg_get_constraintdef(oid) as words, contype = 'f' as foreign
       from pg_constraint
      where contype in ('p', 'u', 'f') and (conrelid = any ($1::regclass[]) or confrelid = any ($1::regclass[]))
      order by contype = 'f' desc, contype, conname`,
    [tables],
  );
  const indexes = await client.query<{ name: string; words: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as words from pg_index
      where indrelid = any ($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
      order by 1`,
    [tables],
  );
  for (const { on, name } of constraints.rows) await client.query(`alter table ${on} drop constraint ${name}`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  const add = (foreign: boolean, more: string) =>
    constraints.rows
      .filter(one => one.foreign === foreign)
      .map(({ on, name, words }) => `alter table ${on} add constraint ${name} ${words}${more}`);
  return [...add(false, ''), ...indexes.rows.map(({ words }) => words), ...add(true, ' not valid')];
}
