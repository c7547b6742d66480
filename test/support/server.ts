/**
 * One PostgreSQL for a run of tests, with a migrated template that each test file clones.
 *
 * `npm test` starts it and passes it on in OPENPHB_TEST_SERVER; a lone `node --test file` starts its own and stops it
 * when the process ends. With OPENPHB_TEST_DATABASE_URL (a superuser's, to a server that is thrown away afterwards)
 * the same tests run there.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type DatabaseRole, startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';

/** How to reach the server: connection strings per role, with DATABASE where the database's name goes. */
export type TestServer = {
  readonly urls: Readonly<Record<DatabaseRole, string>>;
  readonly template: string;
};

/** The two boards of every test database. They exist nowhere but here. */
export const ICB = 'QTA';
export const OTHER_ICB = 'QTB';

const VARIABLE = 'OPENPHB_TEST_SERVER';
const SPARES = Number(process.env.OPENPHB_TEST_SPARES ?? 1);

let here: Promise<TestServer> | undefined;

/** The server of this run: the one that was passed on, or one of our own. */
export function testServer(): Promise<TestServer> {
  const passedOn = process.env[VARIABLE];
  if (passedOn) return Promise.resolve(JSON.parse(passedOn) as TestServer);
  here ??= startTestServer({ flushes: false }).then(({ server }) => server);
  return here;
}

/**
 * Starts a server (or prepares the outside one) and its template. Pass `environment` to the processes of the tests.
 * Without `flushes` nothing is forced to disk: what is thrown away at the end need not outlive the machine.
 */
export async function startTestServer({ flushes = true } = {}): Promise<{
  server: TestServer;
  environment: Record<string, string>;
  stopNow(): void;
}> {
  const outside = process.env.OPENPHB_TEST_DATABASE_URL;
  const { urls, stopNow } = outside ? await prepareOutside(outside) : await startOwn(flushes);
  // Whoever is told to end, by Ctrl-C or a time-out, must not leave the server behind.
  process.once('exit', stopNow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
  try {
    const template = `openphb_template_${randomBytes(4).toString('hex')}`;
    await makeTemplate(urls, template);
    const server = { urls, template };
    return { server, environment: { [VARIABLE]: JSON.stringify(server) }, stopNow };
  } catch (error) {
    stopNow();
    throw error;
  }
}

/** The connection string of a role to one database of the test server. */
export function urlTo(server: TestServer, role: DatabaseRole, database: string): string {
  return server.urls[role].replace('DATABASE', database);
}

/** Runs statements as the superuser, for instance to make and drop databases. */
export async function asSuperuser(server: Pick<TestServer, 'urls'>, database: string, ...statements: string[]) {
  const client = new pg.Client({ connectionString: server.urls.postgres.replace('DATABASE', database) });
  client.on('error', () => {});
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * A clone of the template under this name. To make a database the server writes out all that other tests have just
 * written, so a whole run makes several at a time (OPENPHB_TEST_SPARES) and the next tests find theirs ready.
 */
export async function cloneTemplate(server: TestServer, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlTo(server, 'postgres', 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [server.template]);
    const prefix = `${server.template}_spare_`;
    const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1) limit 1', [
      prefix,
    ]);
    for (let made = 0; rows.length === made && made < SPARES; made += 1) {
      const spare = `${prefix}${randomBytes(4).toString('hex')}`;
      await client.query(`create database ${spare} template ${server.template} strategy file_copy owner openphb_owner`);
      rows.push({ datname: spare });
    }
    await client.query(`alter database ${rows[0].datname} rename to ${name}`);
  } finally {
    await client.end();
  }
}

type Started = { urls: TestServer['urls']; stopNow(): void };

const NOT_FLUSHED = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' };

async function startOwn(flushes: boolean): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'openphb-test-'));
  const postgres = await startEmbeddedPostgres({
    folder,
    purpose: 'service',
    doing: 'tests',
    say: () => {},
    settings: { max_connections: 400, ...(flushes ? {} : NOT_FLUSHED) },
  }).catch(async error => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    urls: {
      postgres: postgres.url('postgres', 'DATABASE'),
      openphb_owner: postgres.url('openphb_owner', 'DATABASE'),
      openphb_app: postgres.url('openphb_app', 'DATABASE'),
    },
    stopNow() {
      // Nothing in it is worth a checkpoint: end it at once and take the folder away.
      try {
        process.kill(postgres.pid, 'SIGQUIT');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
      for (const place of new Set([folder, postgres.folder])) removeNow(place);
    },
  };
}

/** Removes a folder in which a server that is about to end may still write and remove for some milliseconds. */
function removeNow(folder: string): void {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      // Where a file goes away meanwhile, this stops half-way and says nothing: so we look.
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (attempt === 99) throw error;
    }
    if (!existsSync(folder)) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** Makes the two roles on a server of somebody else's, with passwords of this run. */
async function prepareOutside(superuserUrl: string): Promise<Started> {
  const passwords = { openphb_owner: randomBytes(16).toString('hex'), openphb_app: randomBytes(16).toString('hex') };
  const to = (role?: 'openphb_owner' | 'openphb_app') => {
    const url = new URL(superuserUrl);
    url.pathname = '/DATABASE';
    if (role) {
      url.username = role;
      url.password = passwords[role];
    }
    return url.href;
  };
  const urls = { postgres: to(), openphb_owner: to('openphb_owner'), openphb_app: to('openphb_app') };
  for (const role of ['openphb_owner', 'openphb_app'] as const) {
    await asSuperuser(
      { urls },
      'postgres',
      `do $$ begin create role ${role} login; exception when duplicate_object then null; end $$`,
      `alter role ${role} login nosuperuser nobypassrls password '${passwords[role]}'`,
    );
  }
  return { urls, stopNow() {} };
}

async function makeTemplate(urls: TestServer['urls'], template: string): Promise<void> {
  await asSuperuser(
    { urls },
    'postgres',
    `create database ${template} owner openphb_owner template template0 encoding 'UTF8'`,
  );
  await migrate({ ownerUrl: urls.openphb_owner.replace('DATABASE', template) });
  await asSuperuser(
    { urls },
    template,
    'insert into installation (demonstration) values (true)',
    `insert into icb (icb_code, name, service_user_number, bank_sort_code, bank_account_number, contact_phone, contact_email)
     values ('${ICB}', 'NHS Testshire ICB', '123456', '200000', '12345678', '01632 960001', 'phb@testshire.example'),
            ('${OTHER_ICB}', 'NHS Otherland ICB', '654321', '200001', '87654321', '01632 960002', 'phb@otherland.example')`,
    'analyze',
  );
}
