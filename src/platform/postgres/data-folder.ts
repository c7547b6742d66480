/**
 * The data folder, and who holds it.
 *
 * One process at a time owns the folder: it starts PostgreSQL and stops it again. Ownership is a file that
 * is linked into place (which succeeds for exactly one), with the pid and the moment at which that process
 * began, so that a pid that was given to somebody else since does not count.
 */
import { createHash } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import { canReach, REACHABLE, type Runner } from './embedded-binaries.ts';

/** What the owner is doing: a service keeps the folder, a command gives it back soon. */
export type Purpose = 'service' | 'command';

export type Owner = {
  readonly pid: number;
  readonly began: string;
  readonly purpose: Purpose;
  readonly doing: string;
};

/** Somebody else holds the data folder. */
export class DataFolderHeld extends CannotStart {
  readonly owner: Owner;
  constructor(folder: string, owner: Owner) {
    super(
      `The data folder ${folder} is held by process ${owner.pid} (openphb ${owner.doing}). ` +
        'Stop that one first, or give this one a folder of its own with OPENPHB_DATA.',
    );
    this.owner = owner;
  }
}

/** The folder to use: the one asked for, or one under /var/lib where PostgreSQL's user cannot reach that. */
export async function placeOfData(wanted: string, as: Runner, say: (line: string) => void): Promise<string> {
  const folder = resolve(wanted);
  if (as && !(await canBeReachedOnceMade(folder, as))) {
    const instead = join(REACHABLE, createHash('sha256').update(folder).digest('hex').slice(0, 12));
    say(`PostgreSQL runs as an unprivileged user who cannot enter ${folder}: the data is in ${instead}.`);
    await mkdir(instead, { recursive: true, mode: 0o755 });
    return instead;
  }
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new CannotStart(
      `The data folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}). Set OPENPHB_DATA to one that can.`,
    );
  }
  if (as) await chmod(folder, 0o755);
  return folder;
}

/** Whether `as` can pass every folder above; the folder itself is ours to make. */
async function canBeReachedOnceMade(folder: string, as: Runner): Promise<boolean> {
  for (let above = dirname(folder); ; above = dirname(above)) {
    if (await canReach(above, as, 0o1)) return true;
    const missing = await readFile(above).then(
      () => false,
      error => (error as NodeJS.ErrnoException).code === 'ENOENT',
    );
    if (!missing) return false;
  }
}

/** Who owns the folder now; undefined when nobody does, or nobody who still lives. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  const owner = await readOwner(join(folder, 'owner.json'));
  return owner && (await beganAt(owner.pid)) === owner.began ? owner : undefined;
}

/** Takes the folder. False when somebody else who lives has it. */
export async function takeFolder(folder: string, purpose: Purpose, doing: string): Promise<boolean> {
  const file = join(folder, 'owner.json');
  const mine: Owner = { pid: process.pid, began: (await beganAt(process.pid)) ?? '', purpose, doing };
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await linkedInto(draft, file)) return true;
      if (await ownerOf(folder)) return false;
      // Left by one that died. Whoever renames it has it; the others find it gone and try to link again.
      const left = `${file}.left-${process.pid}`;
      await rename(file, left).catch(() => {});
      const moved = await readOwner(left);
      if (moved && (await beganAt(moved.pid)) === moved.began) {
        // Somebody alive took it between our look and our rename: give it back.
        await link(left, file).catch(() => {});
        await rm(left, { force: true });
        return false;
      }
      await rm(left, { force: true });
    }
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Gives the folder back, if it is ours. */
export async function leaveFolder(folder: string): Promise<void> {
  const file = join(folder, 'owner.json');
  const owner = await readOwner(file);
  if (owner?.pid === process.pid) await rm(file, { force: true });
}

async function linkedInto(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

/**
 * When a live process began: its start tick on Linux, `alive` elsewhere; undefined when there is no such process.
 */
async function beganAt(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return process.platform === 'linux' ? undefined : 'alive';
  // The second field is the program's name in brackets and may hold anything; the state is the 3rd field, the start the 22nd.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}
