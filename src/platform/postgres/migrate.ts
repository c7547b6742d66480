/**
 * Brings a database to the form that this code needs: forward only, each step in a transaction, recorded with the
 * hash of its text. Runs as the role that owns the database; the service itself can change no table.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import { CannotStart } from '../cannot-start.ts';
import { JOBS_SCHEMA } from '../job-queue.ts';

/** The role that the service's login is, or is a member of: every grant names it. */
export const SERVICE_ROLE = 'openphb_app';

/** The oldest PostgreSQL that serves. */
const OLDEST = 15;

const FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** One number for all of us: two that migrate at once take turns. */
const TURN = 7_402_201;

/** The database cannot be brought up to date, or is not what it should be; the message says why and what to do. */
export class MigrationRefused extends CannotStart {}

type Migration = { readonly version: number; readonly name: string; readonly hash: string; readonly text: string };

export type MigrateOptions = {
  readonly ownerUrl: string;
  /** The service's password, used only when its role has to be made. */
  readonly servicePassword?: string;
  readonly folder?: string;
};

/** Applies what is missing, in order. Answers the names of what was applied. */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const migrations = await readMigrations(options.folder ?? FOLDER);
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'openphb migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query('select pg_advisory_lock($1)', [TURN]);
    await client.query(`create table if not exists migration (
      version integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())`);
    const missing = whatIsMissing(migrations, await appliedTo(client));
    if (missing.length > 0) await makeServiceRole(client, options.servicePassword);
    await client.query(`grant select on migration to ${SERVICE_ROLE}`);
    for (const migration of missing) await apply(client, migration);
    await migrateJobs(client);
    return missing.map(migration => migration.name);
  } finally {
    await client.end();
  }
}

/** Refuses a database that this code cannot serve: not migrated as far as this code, or further. */
export async function refuseUnmigrated(client: pg.Pool | pg.ClientBase, folder = FOLDER): Promise<void> {
  const found = await client.query("select to_regclass('migration') is not null as there");
  const missing = whatIsMissing(await readMigrations(folder), found.rows[0].there ? await appliedTo(client) : []);
  if (missing.length > 0) {
    throw new MigrationRefused(
      `The database lacks ${missing.map(migration => migration.name).join(', ')}. Run openphb migrate with DATABASE_OWNER_URL first.`,
    );
  }
}

/** Refuses to serve as a role that could pass by the database's own defences. */
export async function refusePowerfulRole(client: pg.Pool | pg.ClientBase): Promise<void> {
  const { rows } = await client.query(`
    select current_user as role, rolsuper, rolbypassrls,
           (select string_agg(relname, ', ') from (
              select relname from pg_class
               where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                 and pg_has_role(current_user, relowner, 'member') order by relname limit 3) as owned) as owns
      from pg_roles where rolname = current_user`);
  const { role, rolsuper, rolbypassrls, owns } = rows[0];
  const reason = rolsuper
    ? 'is a superuser'
    : rolbypassrls
      ? 'may bypass row-level security'
      : owns
        ? `owns tables (${owns})`
        : '';
  if (reason) {
    throw new MigrationRefused(
      `The service will not run as ${role}, which ${reason}: a slip in the code could then show one board's people to another. ` +
        `Let DATABASE_URL log in as ${SERVICE_ROLE}, and DATABASE_OWNER_URL as the owner.`,
    );
  }
}

// --- the steps ------------------------------------------------------------------------------

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort();
  const migrations: Migration[] = [];
  for (const name of names) {
    const match = /^(\d{4})_[a-z0-9-_]+\.sql$/.exec(name);
    if (!match) throw new MigrationRefused(`${name} is no name for a migration: four digits, _, then words.`);
    const version = Number(match[1]);
    if (migrations.at(-1)?.version === version)
      throw new MigrationRefused(`Two migrations have the number ${match[1]}.`);
    const text = await readFile(join(folder, name), 'utf8');
    const hash = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
    migrations.push({ version, name: name.replace('.sql', ''), hash, text });
  }
  return migrations;
}

type Applied = { readonly version: number; readonly name: string; readonly hash: string };

async function appliedTo(client: pg.Pool | pg.ClientBase): Promise<readonly Applied[]> {
  return (await client.query('select version, name, hash from migration order by version')).rows;
}

/** What is still to be applied; refuses when what was applied is not what the folder holds. */
function whatIsMissing(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const known = new Map(migrations.map(migration => [migration.version, migration]));
  const newest = applied.at(-1)?.version ?? 0;
  for (const { version, name, hash } of applied) {
    const ours = known.get(version);
    if (!ours) {
      throw new MigrationRefused(
        version > (migrations.at(-1)?.version ?? 0)
          ? `The database is newer than this code: it has ${name}. Run the version of OpenPHB that made it, or a newer one.`
          : `The database has the migration ${name}, which is missing from this code.`,
      );
    }
    if (ours.hash !== hash) {
      throw new MigrationRefused(
        `The migration ${ours.name} was changed after it had been applied. Put it back, and add the change as a new migration.`,
      );
    }
  }
  const missing = migrations.filter(migration => !applied.some(({ version }) => version === migration.version));
  const late = missing.find(migration => migration.version < newest);
  if (late) {
    throw new MigrationRefused(
      `The migration ${late.name} comes before ${applied.at(-1)!.name}, which is applied already. Give it the next free number.`,
    );
  }
  return missing;
}

async function apply(client: pg.Client, { version, name, hash, text }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migration (version, name, hash) values ($1, $2, $3)', [version, name, hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationRefused(
      `The migration ${name} failed, and nothing of it was kept: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select current_setting('server_version_num')::int as number");
  const major = Math.floor(rows[0].number / 10_000);
  if (major < OLDEST) {
    throw new MigrationRefused(`The server is PostgreSQL ${major}; OpenPHB needs ${OLDEST} or newer.`);
  }
}

async function makeServiceRole(client: pg.Client, password: string | undefined): Promise<void> {
  const found = await client.query('select from pg_roles where rolname = $1', [SERVICE_ROLE]);
  if (found.rowCount === 1) return;
  try {
    const login = password === undefined ? 'nologin' : `login password ${client.escapeLiteral(password)}`;
    await client.query(`create role ${SERVICE_ROLE} ${login}`);
  } catch (error) {
    throw new MigrationRefused(
      `The role ${SERVICE_ROLE}, as which the service logs in, is missing, and this owner may not make it. ` +
        `Let an administrator of the server run: create role ${SERVICE_ROLE} login password '…';`,
      { cause: error },
    );
  }
}

/** The job queue's own tables, made and kept up by the owner, so that the service needs no right to change tables. */
async function migrateJobs(client: pg.Client): Promise<void> {
  const there = await client.query(`select to_regclass('${JOBS_SCHEMA}.version') is not null as there`);
  if (!there.rows[0].there) {
    await client.query(getConstructionPlans(JOBS_SCHEMA));
  } else {
    const { rows } = await client.query(`select version from ${JOBS_SCHEMA}.version`);
    const plans = newerJobPlans(rows[0].version);
    if (plans) await client.query(plans);
  }
  await client.query(`
    grant usage on schema ${JOBS_SCHEMA} to ${SERVICE_ROLE};
    grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to ${SERVICE_ROLE};
    grant usage, select on all sequences in schema ${JOBS_SCHEMA} to ${SERVICE_ROLE};
    grant execute on all functions in schema ${JOBS_SCHEMA} to ${SERVICE_ROLE}`);
}

/** The statements that bring the queue's tables from this version on; undefined when there is nothing to do. */
function newerJobPlans(version: number): string | undefined {
  try {
    return getMigrationPlans(JOBS_SCHEMA, version);
  } catch (error) {
    // The library answers "already at the newest" with an exception.
    if (/not found|up to date|already/i.test((error as Error).message)) return undefined;
    throw error;
  }
}
