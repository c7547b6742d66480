/**
 * What lies in the data folder of the embedded PostgreSQL: the cluster, made whole or not at all, and the passwords
 * of its roles.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import type { Binaries, Runner } from './embedded-binaries.ts';

/** The roles of the database: who migrates and owns, who serves, and the server's own superuser. */
export type DatabaseRole = 'openphb_owner' | 'openphb_app' | 'postgres';

export type Secrets = Readonly<Record<DatabaseRole, string>>;

export async function writable(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new CannotStart(
      `The data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}): it may belong to another user. ` +
        'Run as that user, or set OPENPHB_DATA to a folder of your own.',
    );
  }
}

export async function makeSecrets(folder: string): Promise<Secrets> {
  const one = () => randomBytes(24).toString('hex');
  const secrets: Secrets = { postgres: one(), openphb_owner: one(), openphb_app: one() };
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

export async function readSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Secrets;
  } catch (error) {
    throw new CannotStart(`The passwords of the database cannot be read from ${file}: ${(error as Error).message}`);
  }
}

/** Makes the cluster beside its place and moves it there when it is whole, so that a kill leaves no half of one. */
export async function initialise(folder: string, binaries: Binaries, as: Runner, secrets: Secrets): Promise<void> {
  const draft = join(folder, 'pg.new');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (as) await chown(draft, as.uid, as.gid);
  const passwordFile = join(draft, '..', 'pg.password');
  await writeFile(passwordFile, secrets.postgres, { mode: 0o600 });
  if (as) await chown(passwordFile, as.uid, as.gid);
  try {
    const arguments_ = [
      ...['-D', draft, '-U', 'postgres', '-E', 'UTF8', '-k', `--pwfile=${passwordFile}`],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--auth=scram-sha-256'],
    ];
    const child = spawn(join(binaries.folder, 'bin', 'initdb'), arguments_, {
      ...(as ?? {}),
      cwd: '/',
      env: environment(binaries),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', piece => {
      output += piece;
    });
    child.stderr.on('data', piece => {
      output += piece;
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', error => reject(cannotSpawn(error, as)));
      child.on('close', resolve);
    });
    if (output.includes('could not look up effective user ID')) {
      throw new CannotStart(
        'PostgreSQL will not run as a user who has no entry in /etc/passwd. Run as one who has, or set DATABASE_URL ' +
          'to a server of your own.',
      );
    }
    if (code !== 0) throw new CannotStart(`PostgreSQL could not make its data folder:\n${output.trim()}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, join(folder, 'pg'));
}

export function cannotSpawn(error: Error, as: Runner): Error {
  return new CannotStart(
    as
      ? `PostgreSQL will not run as root, and this system does not let root start it as another user (${error.message}). ` +
          'Run as an ordinary user, or set DATABASE_URL to a server of your own.'
      : `PostgreSQL could not be started: ${error.message}`,
  );
}

export function environment(binaries: Binaries): NodeJS.ProcessEnv {
  // Nothing of ours (PGDATA, PGPORT, locale) may leak in; the libraries lie beside the programs.
  return { PATH: process.env.PATH, LD_LIBRARY_PATH: join(binaries.folder, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
}
