/**
 * A bank's file of one million payments in 20,000 accounts: read, checked, told apart from what is known, classified,
 * matched and staged by the service's own act, beside what it cannot do without: COPY of the same rows and INSERT … SELECT
 * into the same tables. Then the same payments again, in a file that is not the same byte for byte. Each side runs in a
 * process of its own and in a database of its own, so that memory and tables begin alike.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asSuperuser, startTestServer, type TestServer, urlTo } from '../test/support/server.ts';
import { fillForImport, LINES_OF_ACCOUNT, writeFeed } from './import/data.ts';
import type { Measured } from './main.ts';
import { median, spread } from './measure.ts';

const LINES = 1_000_000;
const ROUNDS = 5;
const MOST_TIMES = 3;
const MOST_MEGABYTES = 512;
const MOST_AGAIN = 0.5;

/** What one side answers: milliseconds, the peak of its memory, and how many rows of each kind it left. */
export type SideAnswer = { readonly ms: number; readonly megabytes: number; readonly outcome: string };

export const SIDES = ['ours', 'again', 'bare'] as const;
export type Side = (typeof SIDES)[number];

/** `lines` can be fewer for a look; the goals are for a million. */
export async function benchImport(lines = LINES, rounds = ROUNDS): Promise<Measured> {
  const { server, stopNow } = await startTestServer();
  const folder = mkdtempSync(join(tmpdir(), 'openphb-bench-'));
  chmodSync(folder, 0o777); // the server writes and reads its rows there, perhaps as another user
  try {
    const filled = `openphb_bench_${randomBytes(4).toString('hex')}`;
    await asSuperuser(server, 'postgres', `create database ${filled} template ${server.template} owner openphb_owner`);
    await asSuperuser(server, filled, ...fillForImport(lines / LINES_OF_ACCOUNT));
    const files = { first: join(folder, 'feed.csv'), again: join(folder, 'again.csv'), rows: join(folder, 'rows') };
    writeFeed(files.first, lines);
    writeFeed(files.again, lines, '\n');
    const found: Record<Side, SideAnswer[]> = { ours: [], again: [], bare: [] };
    for (let round = 0; round < rounds; round++) {
      await inClone(server, filled, name => {
        found.ours.push(runSide('ours', urlTo(server, 'openphb_app', name), files.first, files.rows));
        found.again.push(runSide('again', urlTo(server, 'openphb_app', name), files.again, files.rows));
        // What ours left behind is what the bare side brings in; it is the same each time.
        if (round === 0) runSide('bare', urlTo(server, 'postgres', name), files.first, files.rows, 'dump');
      });
      await inClone(server, filled, name => {
        found.bare.push(runSide('bare', urlTo(server, 'postgres', name), files.first, files.rows));
      });
    }
    return measured(lines, found);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    stopNow();
  }
}

async function inClone(server: TestServer, template: string, work: (name: string) => void): Promise<void> {
  const name = `openphb_bench_${randomBytes(4).toString('hex')}`;
  await asSuperuser(server, 'postgres', `create database ${name} template ${template} owner openphb_owner`);
  work(name);
  await asSuperuser(server, 'postgres', `drop database ${name} with (force)`);
}

function runSide(side: Side, url: string, file: string, rows: string, dump = ''): SideAnswer {
  const program = join(import.meta.dirname, 'import', 'side.ts');
  const answer = execFileSync(process.execPath, [program, side, url, file, rows, dump], { encoding: 'utf8' });
  return JSON.parse(answer) as SideAnswer;
}

function measured(lines: number, { ours, again, bare }: Record<Side, SideAnswer[]>): Measured {
  const outcomes = new Set([...ours, ...again, ...bare].map(answer => answer.outcome));
  if (outcomes.size !== 1) throw new Error(`the sides differ: ${[...outcomes].join(' and ')}`);
  const times = (answers: readonly SideAnswer[]) => answers.map(answer => answer.ms);
  const ratios = ours.map((answer, i) => answer.ms / bare[i]!.ms);
  const ratiosAgain = again.map((answer, i) => answer.ms / ours[i]!.ms);
  const megabytes = Math.max(...[...ours, ...again].map(answer => answer.megabytes));
  const range = (all: readonly number[]) =>
    `${median(all).toFixed(2)} (${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)})`;
  return {
    lines,
    outcome: [...outcomes][0]!,
    'ours, ms': spread(times(ours)),
    'COPY and INSERT … SELECT, ms': spread(times(bare)),
    ratio: range(ratios),
    'the same payments again, ms': spread(times(again)),
    'again, of the first time': range(ratiosAgain),
    'peak memory of ours, MB': megabytes,
    reached: median(ratios) <= MOST_TIMES && median(ratiosAgain) < MOST_AGAIN && megabytes <= MOST_MEGABYTES,
  };
}
