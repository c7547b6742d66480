/**
 * The PostgreSQL that comes with us: started, adopted, stopped.
 *
 * A service starts it and stops it. A command beside a running service uses the service's server as it is.
 * A server whose owner was killed is taken over by the next one who needs it. Every commit is flushed to disk
 * (fsync stays on): a demonstration that loses what it acknowledged demonstrates nothing.
 *
 * It listens on a Unix socket in a folder that only its user may enter; where such a path would be too long,
 * on the loopback address. Either way each role has a password of its own, kept in the data folder.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CannotStart } from '../cannot-start.ts';
import { DataFolderHeld, leaveFolder, ownerOf, type Purpose, placeOfData, takeFolder } from './data-folder.ts';
import { type Binaries, exists, findBinaries, type Runner, runner } from './embedded-binaries.ts';
import {
  cannotSpawn,
  type DatabaseRole,
  environment,
  initialise,
  makeSecrets,
  readSecrets,
  type Secrets,
  writable,
} from './embedded-cluster.ts';

export type { DatabaseRole } from './embedded-cluster.ts';

export type EmbeddedPostgres = {
  /** The folder where the data lies, which may be another than the one asked for. */
  readonly folder: string;
  /** The connection string of a role to a database of this server (`openphb` unless told). */
  url(role: DatabaseRole, database?: string): string;
  /** True when another process owns the server and `stop` leaves it running. */
  readonly adopted: boolean;
  /** Resolves when the server ends without having been told to; never for an adopted one. */
  readonly died: Promise<string>;
  /** Stops the server within ten seconds (clients are disconnected, everything is on disk) and gives the folder back. */
  stop(): Promise<void>;
  /** The pid of the server, for tests that kill it. */
  readonly pid: number;
};

export type EmbeddedOptions = {
  readonly folder: string;
  readonly purpose: Purpose;
  /** What the owner is doing, for the words that another start prints. */
  readonly doing: string;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Settings of PostgreSQL on top of ours, for servers that are thrown away. */
  readonly settings?: Readonly<Record<string, string | number>>;
};

/** How long one waits for a command that holds the folder, in milliseconds. */
const PATIENCE = 30_000;

/** Starts the server of a data folder, or adopts the one that runs there. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const as = runner();
  const folder = await placeOfData(options.folder, as, options.say);
  await writable(folder);
  for (let waited = 0; ; waited += 100) {
    if (await takeFolder(folder, options.purpose, options.doing)) break;
    const owner = await ownerOf(folder);
    if (!owner) continue;
    if (owner.purpose === 'service' && options.purpose === 'command') {
      const live = await liveServer(folder);
      if (live) return handle(folder, live, await readSecrets(folder), true, new Promise(() => {}));
      // The service is on its way up or down: wait a little.
    } else if (owner.purpose === 'service') {
      throw new DataFolderHeld(folder, owner);
    } else if (waited === 0) {
      options.say(`Waiting for process ${owner.pid} (openphb ${owner.doing}), which is using the data folder.`);
    }
    if (waited >= PATIENCE) throw new DataFolderHeld(folder, owner);
    await pause(100);
  }
  try {
    return await start(folder, as, options);
  } catch (error) {
    await leaveFolder(folder);
    throw error;
  }
}

/** Refuses at once when a service that lives holds the folder, before anything else is looked at. */
export async function refuseHeldFolder(wanted: string): Promise<void> {
  const folder = await placeOfData(wanted, runner(), () => {});
  const owner = await ownerOf(folder);
  if (owner?.purpose === 'service') throw new DataFolderHeld(folder, owner);
}

async function start(folder: string, as: Runner, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const orphan = await liveServer(folder);
  if (orphan) {
    options.say('Taking over the PostgreSQL of a service that was killed.');
    return handle(folder, orphan, await readSecrets(folder), false, whenGone(orphan.pid));
  }
  const binaries = await findBinaries(as, options.say);
  const fresh = !(await exists(join(folder, 'pg')));
  const secrets = fresh ? await makeSecrets(folder) : await readSecrets(folder);
  if (fresh) await initialise(folder, binaries, as, secrets);
  const place = await placeToListen(folder, as);
  const server = await run(folder, binaries, as, place, options.settings ?? {});
  const started = handle(folder, server, secrets, false, server.ended);
  try {
    await makeRolesAndDatabase(started.url('postgres', 'postgres'), secrets);
  } catch (error) {
    await started.stop();
    throw error;
  }
  return started;
}

// --- what a running server is ---------------------------------------------------------------

/** Where a server listens: a socket's folder, or a port of the loopback address. */
type Place = { readonly socketFolder: string; readonly port: 5432 } | { readonly port: number };

type Server = { readonly pid: number; readonly place: Place };

function handle(
  folder: string,
  server: Server,
  secrets: Secrets,
  adopted: boolean,
  ended: Promise<string>,
): EmbeddedPostgres {
  let stopping = false;
  return {
    folder,
    adopted,
    pid: server.pid,
    died: adopted ? ended : ended.then(words => (stopping ? new Promise<string>(() => {}) : words)),
    url: (role, database = 'openphb') => urlOf(server.place, role, secrets[role], database),
    async stop() {
      if (adopted || stopping) return;
      stopping = true;
      await stopServer(server.pid);
      await leaveFolder(folder);
    },
  };
}

function urlOf(place: Place, role: DatabaseRole, password: string, database: string): string {
  return 'socketFolder' in place
    ? `postgres://${role}:${password}@/${database}?host=${encodeURIComponent(place.socketFolder)}`
    : `postgres://${role}:${password}@127.0.0.1:${place.port}/${database}`;
}

/** The server that runs on this folder, by its own pid file; undefined when none does. */
async function liveServer(folder: string): Promise<Server | undefined> {
  const file = await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (file === undefined) return undefined;
  // Lines: pid, data folder, start, port, socket folder, address, shared memory, status.
  const [pid, , , port, socketFolder, , , status] = file.split('\n').map(line => line.trim());
  if (!pid || status !== 'ready' || !isPostgres(Number(pid), await commandOf(Number(pid)))) return undefined;
  const place: Place = socketFolder ? { socketFolder, port: 5432 } : { port: Number(port) };
  return { pid: Number(pid), place };
}

function isPostgres(pid: number, command: string | undefined): boolean {
  return isAlive(pid) && (command === undefined || command.includes('postgres'));
}

/** The command line of a process where the system shows it. */
async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function whenGone(pid: number): Promise<string> {
  while (isAlive(pid)) {
    // Not a reason to keep the process alive.
    await pause(500, undefined, { ref: false });
  }
  return 'PostgreSQL ended';
}

/** Fast shutdown; after nine seconds the immediate one, from which the next start recovers. */
async function stopServer(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid) && !(await isZombie(pid)); waited += 20) {
    if (waited === 9_000) signal(pid, 'SIGQUIT');
    if (waited >= 12_000) throw new CannotStart(`PostgreSQL (process ${pid}) did not stop`);
    await pause(20);
  }
}

async function isZombie(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) Z /.test(text);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

// --- running --------------------------------------------------------------------------------

/** 107 bytes are the most that a socket's path may have; the file's own name takes 16 with its slash. */
const SOCKET_FOLDER_MOST = 107 - '/.s.PGSQL.5432'.length;

async function placeToListen(folder: string, as: Runner): Promise<Place> {
  const inside = join(folder, 'socket');
  const outside = join('/tmp', `openphb-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  for (const socketFolder of [inside, outside]) {
    if (Buffer.byteLength(socketFolder) > SOCKET_FOLDER_MOST) continue;
    if (await makePrivate(socketFolder, as)) return { socketFolder, port: 5432 };
  }
  return { port: await freePort() };
}

/** A folder that only PostgreSQL's user (and root) may enter; false when somebody else got there first. */
async function makePrivate(folder: string, as: Runner): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (as) await chown(folder, as.uid, as.gid);
    await chmod(folder, 0o700);
    const found = await stat(folder);
    return found.isDirectory() && found.uid === (as?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new CannotStart('No free port on 127.0.0.1');
  return address.port;
}

/**
 * A sixteenth of the memory that we may use, from 128 MB to 1 GB. A board's years of payments do not fit into what
 * PostgreSQL takes by itself, and every look at an old budget would go round by the disk's cache; memory that is not
 * needed is not taken.
 */
function bufferMegabytes(): number {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const share = Math.min(totalmem(), limit) / 2 ** 20 / 16;
  return Math.min(1024, Math.max(128, Math.floor(share)));
}

/** Starts the server and waits until it says that it is ready. */
async function run(
  folder: string,
  binaries: Binaries,
  as: Runner,
  place: Place,
  more: Readonly<Record<string, string | number>>,
): Promise<Server & { ended: Promise<string> }> {
  const settings: Record<string, string | number> = {
    listen_addresses: 'socketFolder' in place ? '' : '127.0.0.1',
    unix_socket_directories: 'socketFolder' in place ? place.socketFolder : '',
    unix_socket_permissions: '0700',
    port: place.port,
    max_connections: 100,
    shared_buffers: `${bufferMegabytes()}MB`,
    max_wal_size: '2GB',
    // What the cores of one statement share lies in the data folder: a container has 64 MB of shared memory, and a large run wants more.
    dynamic_shared_memory_type: 'mmap',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    ...more,
  };
  const log = join(folder, 'postgres.log');
  const data = join(folder, 'pg');
  // A server that was killed leaves its lock files, and for a moment its children: start again until they are gone.
  for (let attempt = 0; ; attempt += 1) {
    const output = await open(log, 'w', 0o600);
    const child = spawn(
      join(binaries.folder, 'bin', 'postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // Detached: Ctrl-C in the terminal is for us; we stop the server when our own work is done.
      { ...(as ?? {}), cwd: '/', env: environment(binaries), stdio: ['ignore', output.fd, output.fd], detached: true },
    );
    const ended = new Promise<string>((resolve, reject) => {
      child.on('error', error => reject(cannotSpawn(error, as)));
      child.on('exit', (code, name) => resolve(`PostgreSQL ended (${name ?? `code ${code}`}); its log is ${log}`));
    });
    ended.catch(() => {});
    await output.close();
    const ready = await Promise.race([isReady(data, child), ended.then(() => false)]);
    if (ready && child.pid !== undefined) {
      child.unref();
      return { pid: child.pid, place, ended };
    }
    const words = await readFile(log, 'utf8');
    if (attempt < 100 && /shared memory block|lock file "[^"]*" already exists|is still in use/.test(words)) {
      await removeForeignLock(join(data, 'postmaster.pid'));
      if ('socketFolder' in place) await removeForeignLock(join(place.socketFolder, '.s.PGSQL.5432.lock'));
      await pause(100);
      continue;
    }
    throw new CannotStart(
      `PostgreSQL did not start. Its log (${log}) says:\n${words.trim().split('\n').slice(-8).join('\n')}`,
    );
  }
}

/** A lock file of a dead server, whose number some other program has now, would keep PostgreSQL from starting. */
async function removeForeignLock(file: string): Promise<void> {
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (pid > 0 && !isPostgres(pid, await commandOf(pid))) await rm(file, { force: true });
}

async function isReady(data: string, child: { pid?: number | undefined; exitCode: number | null }): Promise<boolean> {
  const file = join(data, 'postmaster.pid');
  for (let waited = 0; waited < 60_000; waited += 10) {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    if (child.exitCode !== null) return false;
    await pause(10);
  }
  return false;
}

/** The owner's and the service's roles and the database, made when they are missing: a kill may come between. */
async function makeRolesAndDatabase(url: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const role of ['openphb_owner', 'openphb_app'] as const) {
      const found = await client.query('select from pg_roles where rolname = $1', [role]);
      // The password is our own hexadecimal; the statement takes no parameters.
      if (found.rowCount === 0) await client.query(`create role ${role} login password '${secrets[role]}'`);
    }
    const found = await client.query("select from pg_database where datname = 'openphb'");
    if (found.rowCount === 0) await client.query('create database openphb owner openphb_owner');
  } finally {
    await client.end();
  }
}

/** Throws the database away and makes an empty one: only for a demonstration that was never finished. */
export async function recreateDatabase(postgres: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('postgres', 'postgres') });
  await client.connect();
  try {
    await client.query('drop database openphb with (force)');
    await client.query('create database openphb owner openphb_owner');
  } finally {
    await client.end();
  }
}
