/** Running openphb as a process of its own, as a person at a terminal would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export type Running = {
  readonly child: ChildProcess;
  /** Everything that it printed until now. */
  output(): string;
  /** Waits until it printed this; fails when it ends first or two minutes pass. */
  printed(wanted: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals>;
};

/** Starts `openphb …` with these variables on top of a clean environment. */
export function openphb(words: readonly string[], variables: Readonly<Record<string, string>>): Running {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { PATH, HOME, TMPDIR, PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', piece => {
      output += piece;
    });
  }
  const ended = new Promise<number | NodeJS.Signals>(resolve =>
    child.on('close', (code, signal) => resolve(signal ?? code ?? -1)),
  );
  return {
    child,
    output: () => output,
    ended,
    async printed(wanted) {
      for (let waited = 0; waited < 120_000; waited += 25) {
        const match = wanted.exec(output);
        if (match) return match;
        if (child.exitCode !== null || child.signalCode !== null) await ended;
        if (child.exitCode !== null && !wanted.test(output)) break;
        await pause(25);
      }
      throw new Error(`openphb ${words.join(' ')} did not print ${wanted}. It printed:\n${output}`);
    },
  };
}

/** Runs `openphb …` to its end. */
export async function run(words: readonly string[], variables: Readonly<Record<string, string>>) {
  const running = openphb(words, variables);
  return { code: await running.ended, output: running.output() };
}

/** A folder that is gone afterwards, with whatever still runs in it. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'openphb-engine-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
