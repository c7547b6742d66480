/**
 * What is kept outside the database, so that something taken off the end of a chain in it is missed.
 *
 * Two files in the data folder: `audit-heads.txt`, the newest head of each chain, written anew at each change, and
 * `audit-anchors.txt`, one line for each chain and day, only ever added to: copy that one to where whoever runs the
 * database cannot write. A line is `installation chain position hash moment`, apart by spaces. Lines of another
 * installation of the database are left alone.
 */
import { appendFile, mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The end of one chain as it stood at one moment. */
export type Anchor = {
  readonly chain: string;
  readonly position: bigint;
  /** Hex. */
  readonly hash: string;
  readonly at: Temporal.Instant;
};

export type Anchors = {
  /** Remembers a head. The first of a UTC day is kept for ever. */
  keep(anchor: Anchor): Promise<void>;
  /** Everything remembered of one chain. Throws when a line cannot be read: that is a break of its own. */
  of(chain: string): Promise<readonly Anchor[]>;
};

/** The anchors in a folder, which is made when it is missing. `installation` tells one database from another. */
export function openAnchors(folder: string, installation: string): Anchors {
  const [heads, days] = [join(folder, 'audit-heads.txt'), join(folder, 'audit-anchors.txt')];
  // One at a time: two chains that are sealed at one moment must not lose each other's line.
  let turn: Promise<void> = Promise.resolve();

  async function keepOne(anchor: Anchor): Promise<void> {
    await mkdir(folder, { recursive: true });
    const known = await readLines(days);
    const isNewDay = !known.some(
      line =>
        line.installation === installation && line.chain === anchor.chain && utcDay(line.at).equals(utcDay(anchor.at)),
    );
    if (isNewDay) {
      await cutTornLine(days);
      await appendFile(days, inOneLine(installation, anchor), { flush: true });
    }
    const others = (await readLines(heads)).filter(
      line => line.installation !== installation || line.chain !== anchor.chain,
    );
    const draft = `${heads}.${process.pid}`;
    await writeFile(
      draft,
      [...others.map(line => inOneLine(line.installation, line)), inOneLine(installation, anchor)].join(''),
    );
    await rename(draft, heads);
  }

  return {
    keep(anchor) {
      const mine = turn.then(() => keepOne(anchor));
      turn = mine.catch(() => {});
      return mine;
    },
    async of(chain) {
      const lines = [...(await readLines(days)), ...(await readLines(heads))];
      return lines.filter(line => line.installation === installation && line.chain === chain);
    },
  };
}

/** Anchors that live as long as the process: for tests. */
export function anchorsInMemory(): Anchors {
  const kept: Anchor[] = [];
  return {
    async keep(anchor) {
      kept.push(anchor);
    },
    of: async chain => kept.filter(anchor => anchor.chain === chain),
  };
}

type Line = Anchor & { readonly installation: string };

const LINE = /^(\S+) (\S+) (\d+) ([0-9a-f]{64}) (\S+)$/;

/** A process that was killed in the middle of a line leaves one without an end: it never was an anchor. */
async function cutTornLine(file: string): Promise<void> {
  const text = await readText(file);
  if (!text.endsWith('\n') && text !== '') await truncate(file, Buffer.byteLength(whole(text)));
}

const whole = (text: string) => text.slice(0, text.lastIndexOf('\n') + 1);

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function readLines(file: string): Promise<Line[]> {
  return whole(await readText(file))
    .split('\n')
    .filter(line => line !== '')
    .map((line, i) => {
      const match = LINE.exec(line);
      if (!match) throw new Error(`${file}, line ${i + 1} is not a line of an anchor`);
      const [, installation, chain, position, hash, at] = match;
      return {
        installation: installation!,
        chain: chain!,
        position: BigInt(position!),
        hash: hash!,
        at: Temporal.Instant.from(at!),
      };
    });
}

const inOneLine = (installation: string, { chain, position, hash, at }: Anchor): string =>
  `${installation} ${chain} ${position} ${hash} ${at}\n`;

const utcDay = (at: Temporal.Instant) => at.toZonedDateTimeISO('UTC').toPlainDate();
