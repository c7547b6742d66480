/**
 * One worker of the mutants' proof: it is sent a mutant, loads the tests that can see it on a fresh copy of every
 * module that it reaches, and answers with the first test that fails. The changed text is served from memory, so
 * nothing on the disk is ever changed.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeOf } from './mutants-of.ts';
import { forgetCollected, runCollected } from './stand-in.ts';

export type Job = {
  readonly id: number;
  /** The file that is changed, with its whole code; undefined: nothing is changed. */
  readonly changed: { readonly file: string; readonly code: string } | undefined;
  /** The test files to run, nearest first. */
  readonly tests: readonly string[];
  /** Every file that reaches the changed one, and that one. They are loaded anew. */
  readonly reached: readonly string[];
};

/** Said before each test file: a mutant that runs for ever is told from one that many files look at. */
export type Beginning = { readonly id: number; readonly begins: string };

export type Answer = {
  readonly id: number;
  /** What noticed the change: the test file and the test in it, or why the file could not be loaded at all. */
  readonly killedBy: { readonly file: string; readonly test: string } | undefined;
  /** How long it took. */
  readonly ms: number;
};

/** What the tests ask Node for, and get from us: nobody reads what they would print. */
const STAND_INS: Readonly<Record<string, string>> = {
  'node:test': new URL('./stand-in.ts', import.meta.url).href,
  'node:assert/strict': new URL('./assert.ts', import.meta.url).href,
};
const SEED = Number(process.argv[2]);
const ROOT = pathToFileURL(`${process.argv[3]}/`).href;

let job: Job | undefined;
let reached: ReadonlySet<string> = new Set();
const codes = new Map<string, string>();

registerHooks({
  resolve(specifier, context, next) {
    const inside = context.parentURL?.startsWith(ROOT) ?? false;
    const standIn = inside ? STAND_INS[specifier] : undefined;
    if (standIn !== undefined) return { url: standIn, format: 'module-typescript', shortCircuit: true };
    const found = next(specifier, context);
    const fresh = found.url.startsWith(ROOT) && job !== undefined && reached.has(fileURLToPath(found.url));
    return fresh ? { ...found, url: `${found.url}?job=${job!.id}` } : found;
  },
  load(url, context, next) {
    if (!url.startsWith(ROOT) || url.includes('/node_modules/')) return next(url, context);
    const file = fileURLToPath(url.split('?')[0]!);
    const source = job?.changed?.file === file ? job.changed.code : codeOnDisk(file);
    return { format: 'module', source, shortCircuit: true };
  },
});

// Chance is taken away: the same mutants die today and tomorrow. A failure need not be made small here.
const { default: fc } = await import('fast-check');
fc.configureGlobal({ seed: SEED, endOnFailure: true });

process.on('message', async (next: Job) => {
  job = next;
  reached = new Set(next.reached);
  const began = performance.now();
  const killedBy = await firstToNotice(next);
  process.send!({ id: next.id, killedBy, ms: performance.now() - began } satisfies Answer);
});
process.send!('ready');

async function firstToNotice({ id, tests }: Job): Promise<Answer['killedBy']> {
  for (const file of tests) {
    await new Promise(sent => process.send!({ id, begins: file } satisfies Beginning, sent));
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      forgetCollected();
      return { file, test: `it does not load: ${(error as Error).message}` };
    }
    const test = await runCollected();
    if (test !== undefined) return { file, test };
  }
  return undefined;
}

function codeOnDisk(file: string): string {
  const known = codes.get(file);
  if (known !== undefined) return known;
  const code = codeOf(readFileSync(file, 'utf8'));
  codes.set(file, code);
  return code;
}
