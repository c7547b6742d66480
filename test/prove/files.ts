/**
 * Statement files that were damaged in every way we know: none throws, hangs or takes much memory, none is accepted
 * as balanced that is not, and what is accepted holds the money that a second, simple reader finds in the same bytes.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FilesReport } from './files/worker.ts';

const MOST_MEGABYTES = 256;
/** A file that a busy machine has not read after this long will never be read. */
const HANGS_AFTER_MILLISECONDS = 60_000;

/** Reads so many files in a process of their own, and throws with what was found. */
export async function proveFiles(
  { files, seed }: { readonly files: number; readonly seed: number },
  say: (line: string) => void = console.log,
): Promise<FilesReport> {
  const started = performance.now();
  const report = await readInChild(files, seed);
  const { accepted, proven, refused, slowest, slowestMilliseconds, mostMegabytes, faults } = report;
  say(
    `${report.files} files with seed ${seed} in ${Math.round((performance.now() - started) / 1000)} s: ${refused} refused, ${accepted} accepted, ${proven} of them proved by their balances.`,
  );
  say(
    `The slowest took ${slowestMilliseconds} ms of processor time (${slowest}); at most ${mostMegabytes} MB of memory.`,
  );
  const found = [...faults];
  if (mostMegabytes > MOST_MEGABYTES) found.push(`${mostMegabytes} MB of memory, more than ${MOST_MEGABYTES}`);
  if (accepted === 0 || proven === 0 || refused === 0)
    found.push('the files were not of every kind, so nothing is proved');
  if (found.length > 0) throw new Error(`${found.length} faults with seed ${seed}:\n${found.join('\n')}`);
  return report;
}

function readInChild(files: number, seed: number): Promise<FilesReport> {
  const worker = fileURLToPath(new URL('./files/worker.ts', import.meta.url));
  const child = fork(worker, [String(files), String(seed)], {
    execArgv: ['--max-old-space-size=128', '--max-semi-space-size=8', '--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    let at = 'the first file';
    const end = (error: Error) => {
      child.kill('SIGKILL');
      reject(error);
    };
    const hang = () => end(new Error(`${at}, or one soon after it, hangs (seed ${seed}).`));
    let clock = setTimeout(hang, HANGS_AFTER_MILLISECONDS);
    child.on('message', (message: { at?: string; report?: FilesReport }) => {
      clearTimeout(clock);
      if (message.report) return resolve(message.report);
      at = message.at ?? at;
      clock = setTimeout(hang, HANGS_AFTER_MILLISECONDS);
    });
    child.on('exit', code => {
      clearTimeout(clock);
      end(new Error(`the reader ended with ${code} at or soon after ${at} (seed ${seed}).`));
    });
  });
}
