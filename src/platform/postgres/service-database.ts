/**
 * The database as the service meets it: started or reached, migrated, refused when it is not safe, and marked as a
 * demonstration or not.
 */
import pg from 'pg';
import { CannotStart } from '../cannot-start.ts';
import type { Config } from '../config.ts';
import { type Db, openDb } from '../db.ts';
import { sql } from '../sql.ts';
import type { Purpose } from './data-folder.ts';
import { type EmbeddedPostgres, recreateDatabase, startEmbeddedPostgres } from './embedded-postgres.ts';
import { MigrationRefused, migrate, refusePowerfulRole, refuseUnmigrated } from './migrate.ts';

export type ServiceDatabase = {
  readonly db: Db;
  /** The service's own connection string, for the job queue. */
  readonly url: string;
  /** The folder of the embedded server; undefined with a server of the user's own. */
  readonly folder: string | undefined;
  /** Resolves, with words, when the embedded server ends by itself. */
  readonly died: Promise<string>;
  close(): Promise<void>;
};

export type OpenOptions = {
  readonly purpose: Purpose;
  /** What this process is doing, for the words that another start prints. */
  readonly doing: string;
  readonly say: (line: string) => void;
};

/** Opens the database that the settings name, up to date. */
export async function openServiceDatabase(config: Config, options: OpenOptions): Promise<ServiceDatabase> {
  return config.database ? openOutside(config.database) : openEmbedded(config, options);
}

/** Opens the same database as its owner, up to date: for what is done before anybody can sign in. */
export async function openOwnerDatabase(config: Config, options: OpenOptions): Promise<ServiceDatabase> {
  if (config.database) {
    const owner = ownerOf(config.database);
    await reach('DATABASE_OWNER_URL', owner.ownerUrl);
    await migrate(owner);
    const db = openDb(owner.ownerUrl, 2);
    return { db, url: owner.ownerUrl, folder: undefined, died: new Promise(() => {}), close: () => db.close() };
  }
  const postgres = await startEmbeddedPostgres({ ...options, folder: config.dataFolder });
  try {
    const url = postgres.url('openphb_owner');
    if (!postgres.adopted) await migrate({ ownerUrl: url });
    const db = openDb(url, 2);
    return {
      db,
      url,
      folder: postgres.folder,
      died: postgres.died,
      async close() {
        await db.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Migrates only; answers the names of what was applied. */
export async function migrateDatabase(config: Config, options: OpenOptions): Promise<readonly string[]> {
  if (config.database) {
    const owner = ownerOf(config.database);
    await reach('DATABASE_OWNER_URL', owner.ownerUrl);
    return migrate(owner);
  }
  const postgres = await startEmbeddedPostgres({ ...options, folder: config.dataFolder });
  try {
    return await migrate({ ownerUrl: postgres.url('openphb_owner') });
  } finally {
    await postgres.stop();
  }
}

async function openEmbedded(config: Config, options: OpenOptions): Promise<ServiceDatabase> {
  const postgres = await startEmbeddedPostgres({ ...options, folder: config.dataFolder });
  try {
    const db = await prepare(postgres, options);
    return {
      db,
      url: postgres.url('openphb_app'),
      folder: postgres.folder,
      died: postgres.died,
      async close() {
        await db.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function prepare(postgres: EmbeddedPostgres, { say }: OpenOptions): Promise<Db> {
  if (!postgres.adopted) {
    await migrate({ ownerUrl: postgres.url('openphb_owner') });
    if (await isHalfLoaded(postgres.url('openphb_app'))) {
      say('The demonstration was interrupted while it was loaded: beginning again.');
      await recreateDatabase(postgres);
      await migrate({ ownerUrl: postgres.url('openphb_owner') });
    }
  }
  return openSafely(postgres.url('openphb_app'));
}

async function openOutside(database: NonNullable<Config['database']>): Promise<ServiceDatabase> {
  if (database.ownerUrl) {
    await reach('DATABASE_OWNER_URL', database.ownerUrl);
    await migrate(ownerOf(database));
  }
  await reach('DATABASE_URL', database.url);
  const db = await openSafely(database.url);
  return { db, url: database.url, folder: undefined, died: new Promise(() => {}), close: () => db.close() };
}

/** Connects once, to say in words what keeps us out: the variable and the server's reason, never the password. */
async function reach(variable: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new CannotStart(`The database of ${variable} cannot be reached: ${(error as Error).message || 'no answer'}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Opens the pool and refuses a database or a role that the service must not work with. */
async function openSafely(url: string): Promise<Db> {
  const db = openDb(url);
  try {
    await refuseUnmigrated(db.pool);
    await refusePowerfulRole(db.pool);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

function ownerOf({ url, ownerUrl }: NonNullable<Config['database']>) {
  if (!ownerUrl) {
    throw new MigrationRefused(
      'DATABASE_OWNER_URL is missing: the service itself may change no table, so this needs the owner of the database.',
    );
  }
  const service = URL.canParse(url) ? new URL(url) : undefined;
  const password = service?.username === 'openphb_app' ? decodeURIComponent(service.password) : '';
  return { ownerUrl, ...(password ? { servicePassword: password } : {}) };
}

// --- demonstration or not -------------------------------------------------------------------

/** What a database is for, once and for ever. */
export type Installation = {
  readonly demonstration: boolean;
  readonly loaded: boolean;
  /** What tells this database from every other one, copies restored from it not. */
  readonly mark: string;
};

/**
 * Decides whether this is a demonstration, and marks a new database so. A database that holds anything and is not
 * marked never starts without an identity provider; a demonstration never starts with one.
 */
export async function settleInstallation(db: Db, config: Config): Promise<Installation> {
  const found = await readInstallation(db);
  if (found) {
    if (!found.demonstration && !config.identity) {
      throw new MigrationRefused(
        'This database is not a demonstration, so that people must sign in with an identity provider: set OPENPHB_OIDC_ISSUER.',
      );
    }
    if (found.demonstration && config.identity) {
      throw new MigrationRefused(
        'This database is a demonstration and stays one. For real use, start with an empty database.',
      );
    }
    return found;
  }
  const empty = (await db.query(sql`select icb_codes()`)).length === 0;
  if (!empty && !config.identity) {
    throw new MigrationRefused(
      'This database holds a board and is not marked as a demonstration: set OPENPHB_OIDC_ISSUER.',
    );
  }
  const demonstration = config.identity === undefined;
  await db.query(sql`insert into installation (demonstration) values (${demonstration}) on conflict do nothing`);
  const made = await readInstallation(db);
  if (made?.demonstration !== demonstration) throw new Error('the installation was marked otherwise meanwhile');
  return made;
}

/** Says that the demonstration is loaded, whole. */
export async function markLoaded(db: Db): Promise<void> {
  await db.query(sql`update installation set demonstration_loaded_at = now() where demonstration_loaded_at is null`);
}

export async function readInstallation(db: Db): Promise<Installation | undefined> {
  const [row] = await db.query(sql`select demonstration, demonstration_loaded_at, installed_at from installation`);
  return (
    row && {
      demonstration: row.demonstration as boolean,
      loaded: row.demonstration_loaded_at !== null,
      mark: (row.installed_at as Temporal.Instant).toString(),
    }
  );
}

/** A demonstration that has a board but was never finished. */
async function isHalfLoaded(url: string): Promise<boolean> {
  const db = openDb(url, 1);
  try {
    const found = await readInstallation(db);
    const boards = await db.query(sql`select icb_codes()`);
    return found?.demonstration === true && !found.loaded && boards.length > 0;
  } finally {
    await db.close();
  }
}
