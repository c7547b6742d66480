/**
 * Mutation testing of the rulebook: every small mistake in `src/rules/` is made once, and the tests of the rules must
 * notice it. What they do not notice is either a test that is missing, a condition that is not needed, or a change
 * that changes nothing; the last kind stands with its reason in `mutants/survivors.json`.
 *
 * It runs on a copy of the tree, so that a file which is saved meanwhile is not half of one and half of another.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, importsOf, type Mutant, mutantsOf } from './mutants/mutants-of.ts';
import type { Answer, Beginning, Job } from './mutants/worker.ts';

export type MutantsOptions = {
  /** Paths from the root; none: every file of the rules. */
  readonly files: readonly string[];
  /** The part of all mutants that is tried, from 0 to 1, chosen by the seed. */
  readonly share: number;
  readonly seed: number;
  /** How many run at a time; 0: as many as the machine has processors. */
  readonly jobs: number;
};

/** A mutant that no test can notice, and why. */
type Survivor = {
  readonly file: string;
  readonly within: string;
  readonly was: string;
  readonly is: string;
  readonly reason: string;
  /** ISO. */
  readonly since: string;
};

type Place = { readonly file: string; readonly mutant: Mutant };
export type Result = Place & {
  readonly killedBy: Answer['killedBy'] | 'it never ended' | 'it crashed';
  readonly reason: string | undefined;
};
export type MutantsReport = {
  readonly seed: number;
  readonly results: readonly Result[];
  /** Everything for which the proof fails. */
  readonly problems: readonly string[];
};

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORKER = fileURLToPath(new URL('./mutants/worker.ts', import.meta.url));
const SURVIVORS = 'test/prove/mutants/survivors.json';
/** What the tests of the rules may reach. */
const COPIED = ['src', 'test/support', 'policy', 'migrations', 'package.json'];
/** Of a hundred mutants so many must be noticed. */
export const LEAST_KILLED = 0.95;
/** A test file that takes longer on a mutant, and so many times longer than without, runs for ever. */
const LONGEST_MS = 10_000;
const LONGEST_TIMES = 20;
/** Modules are never unloaded, so a worker is replaced after so many mutants. */
const JOBS_OF_A_WORKER = 250;

/** The files that can have a mutant: the rules, without the rows of the register. */
export function ruleFiles(root = ROOT): string[] {
  return globSync('src/rules/**/*.ts', { cwd: root })
    .filter(file => !file.endsWith('.test.ts') && !file.startsWith('src/rules/register/'))
    .sort();
}

/** Makes the mutants and tells what became of each; `say` hears how far it is. */
export async function tryMutants(options: MutantsOptions, say: (line: string) => void): Promise<MutantsReport> {
  const root = copyOfTheTree();
  try {
    const graph = readGraph(root);
    const tests = graph.files.filter(file => file.startsWith('src/rules/') && file.endsWith('.test.ts'));
    const known: readonly Survivor[] = JSON.parse(readFileSync(join(ROOT, SURVIVORS), 'utf8'));
    const files = options.files.length > 0 ? options.files : ruleFiles(root);
    const all = files.flatMap(file =>
      mutantsOf(readFileSync(join(root, file), 'utf8')).map(mutant => ({ file, mutant })),
    );
    const places = chosen(all, options);

    const pool = openPool(root, options);
    try {
      const needed = new Set(places.map(({ file }) => file));
      const seeing = tests.filter(test => [...needed].some(file => graph.distance(test, file) !== undefined));
      const everyFile = graph.files.map(file => join(root, file));
      const alone = await Promise.all(
        seeing.map(async test => {
          const job = { changed: undefined, tests: [join(root, test)], reached: everyFile };
          return { test, ...(await pool.run(() => job, UNKNOWN)) };
        }),
      );
      const red = alone.filter(({ killedBy }) => killedBy !== undefined);
      const usualMs = new Map(alone.filter(each => !red.includes(each)).map(({ test, ms }) => [join(root, test), ms]));
      const order = orderOfTests(root, graph, usualMs);

      let done = 0;
      const began = performance.now();
      const results = await Promise.all(
        places.map(async (place): Promise<Result> => {
          const { killedBy } = await pool.run(() => jobOf(place, root, graph, order.for(place.file)), usualMs);
          if (typeof killedBy === 'object') order.killed(place.file, killedBy.file);
          done += 1;
          if (done % 500 === 0) say(`${done} of ${places.length} after ${secondsSince(began)} s`);
          return { ...place, killedBy, reason: known.find(each => isSame(each, place))?.reason };
        }),
      );
      say(`${places.length} mutants in ${secondsSince(began)} s`);
      return {
        seed: options.seed,
        results,
        problems: [
          ...red.map(
            ({ test, killedBy }) => `${test} fails without any mutant (${wordsOf(killedBy!)}), so it was left out.`,
          ),
          ...staleSurvivors(known, { files, all, results }),
          ...tooFew(results),
        ],
      };
    } finally {
      pool.close();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Tries the mutants and prints what was found. Exit code 1 when the tests notice too few. */
export async function proveMutants(options: MutantsOptions, json: boolean): Promise<void> {
  const say = json ? console.error : console.log;
  const report = await tryMutants(options, say);
  if (json) console.log(JSON.stringify(asJson(report), null, 2));
  else for (const line of inLines(report, options)) console.log(line);
  if (report.problems.length > 0) process.exitCode = 1;
}

function inLines({ results, problems, seed }: MutantsReport, { share, files }: MutantsOptions): string[] {
  const survivors = results.filter(isSurvivor);
  const byFile = Map.groupBy(results, ({ file }) => file);
  const width = Math.max(...[...byFile.keys()].map(file => file.length));
  const killed = results.length - survivors.length;
  return [
    ...survivors.flatMap(({ file, mutant, reason }) => [
      `\n${file}:${mutant.line}${mutant.within === '' ? '' : ` in ${mutant.within}`}`,
      `  - ${mutant.was}`,
      `  + ${mutant.is}`,
      ...(reason === undefined ? [] : [`  changes nothing: ${reason}`]),
    ]),
    '',
    ...[...byFile].map(([file, of]) => {
      const dead = of.filter(each => !isSurvivor(each)).length;
      return `${file.padEnd(width)}  ${String(dead).padStart(5)} of ${String(of.length).padStart(5)}  ${percent(dead, of.length)}`;
    }),
    '',
    ...problems,
    `${share < 1 ? `A share of ${share}, seed ${seed}: ` : ''}${killed} of ${results.length} mutants ${files.length > 0 ? 'of these files ' : ''}are noticed: ${percent(killed, results.length)}. ` +
      `${survivors.length} are not, ${survivors.filter(({ reason }) => reason !== undefined).length} of them listed as changing nothing.`,
  ];
}

function asJson({ seed, results, problems }: MutantsReport): unknown {
  const survivors = results.filter(isSurvivor);
  return {
    seed,
    mutants: results.length,
    killed: results.length - survivors.length,
    survivors: survivors.map(({ file, mutant: { line, within, was, is }, reason }) => ({
      file,
      line,
      within,
      was,
      is,
      reason: reason ?? null,
    })),
    problems,
  };
}

const isSurvivor = ({ killedBy }: Result): boolean => killedBy === undefined;

function tooFew(results: readonly Result[]): string[] {
  const killed = results.filter(each => !isSurvivor(each)).length;
  if (results.length === 0) return ['There is no mutant to try.'];
  return killed < LEAST_KILLED * results.length
    ? [`Only ${percent(killed, results.length)} are noticed; ${LEAST_KILLED * 100}% must be.`]
    : [];
}

/** What the list says and is not so any more, of the files and mutants that were tried. */
function staleSurvivors(
  known: readonly Survivor[],
  tried: { readonly files: readonly string[]; readonly all: readonly Place[]; readonly results: readonly Result[] },
): string[] {
  return known
    .filter(({ file }) => tried.files.includes(file))
    .flatMap(each => {
      const words = `${SURVIVORS}: ${each.file} in ${each.within}: “${each.was}” as “${each.is}”`;
      if (!tried.all.some(place => isSame(each, place))) return [`${words} is no mutant any more; take it off.`];
      const results = tried.results.filter(place => isSame(each, place));
      return results.length > 0 && !results.some(isSurvivor) ? [`${words} is noticed now; take it off.`] : [];
    });
}

function isSame(known: Survivor, { file, mutant }: Place): boolean {
  return known.file === file && known.within === mutant.within && known.was === mutant.was && known.is === mutant.is;
}

/** The part that the seed chooses, in the order of the text. */
function chosen(all: readonly Place[], { share, seed }: MutantsOptions): readonly Place[] {
  if (share >= 1) return all;
  const next = mulberry32(seed);
  return all
    .map(place => ({ place, lot: next() }))
    .filter(({ lot }) => lot < share)
    .map(({ place }) => place);
}

/** A small generator of even numbers from 0 to 1, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function copyOfTheTree(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'openphb-mutants-')));
  for (const path of COPIED) cpSync(join(ROOT, path), join(root, path), { recursive: true });
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(root, 'node_modules'));
  return root;
}

type Graph = {
  readonly files: readonly string[];
  /** How many imports lie between a file and another that it reaches; undefined when it does not. */
  readonly distance: (from: string, to: string) => number | undefined;
  /** Every file that reaches this one, and this one. */
  readonly reaching: (file: string) => readonly string[];
};

function readGraph(root: string): Graph {
  const files = globSync(['src/{values,rules,formats}/**/*.ts', 'test/support/*.ts'], { cwd: root }).sort();
  const imports = new Map(
    files.map(file => [
      file,
      importsOf(readFileSync(join(root, file), 'utf8'))
        .filter(path => path.startsWith('.'))
        .map(path => relative(root, resolve(root, dirname(file), path))),
    ]),
  );
  const distances = new Map(files.map(file => [file, distancesFrom(file, imports)]));
  return {
    files,
    distance: (from, to) => distances.get(from)?.get(to),
    reaching: file => files.filter(from => distances.get(from)!.has(file)),
  };
}

function distancesFrom(file: string, imports: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const found = new Map([[file, 0]]);
  for (const [at, distance] of found) // a Map gives what is added while it is read
    for (const path of imports.get(at) ?? []) if (!found.has(path)) found.set(path, distance + 1);
  return found;
}

/** The tests that can see a file: those that noticed most in it so far, then the one beside it, then the nearest, then the quickest. */
function orderOfTests(root: string, graph: Graph, usualMs: ReadonlyMap<string, number>) {
  const kills = new Map<string, number>();
  const key = (file: string, test: string) => `${file} ${test}`;
  return {
    for(file: string): readonly string[] {
      const far = (test: string) =>
        test === join(root, file.replace('.ts', '.test.ts')) ? 0 : graph.distance(relative(root, test), file)!;
      const killed = (test: string) => kills.get(key(file, test)) ?? 0;
      return [...usualMs.keys()]
        .filter(test => graph.distance(relative(root, test), file) !== undefined)
        .sort((a, b) => killed(b) - killed(a) || far(a) - far(b) || usualMs.get(a)! - usualMs.get(b)!);
    },
    killed(file: string, test: string): void {
      kills.set(key(file, test), (kills.get(key(file, test)) ?? 0) + 1);
    },
  };
}

function jobOf({ file, mutant }: Place, root: string, graph: Graph, tests: readonly string[]): Omit<Job, 'id'> {
  const code = codeOf(readFileSync(join(root, file), 'utf8'));
  return {
    changed: {
      file: join(root, file),
      code: code.slice(0, mutant.start) + mutant.replacement + code.slice(mutant.end),
    },
    tests,
    reached: graph.reaching(file).map(each => join(root, each)),
  };
}

type Done = { readonly killedBy: Result['killedBy']; readonly ms: number };
type Pool = {
  /** The job is made when its turn comes; `usualMs` is how long each test file takes without a mutant. */
  readonly run: (job: () => Omit<Job, 'id'>, usualMs: ReadonlyMap<string, number>) => Promise<Done>;
  readonly close: () => void;
};
const UNKNOWN: ReadonlyMap<string, number> = new Map();

/** Workers that take the jobs in turn. One that hangs is ended, one that has done much is replaced. */
function openPool(root: string, { jobs, seed }: MutantsOptions): Pool {
  type Waiting = {
    readonly job: () => Omit<Job, 'id'>;
    readonly usualMs: ReadonlyMap<string, number>;
    readonly answer: (done: Done) => void;
  };
  const waiting: Waiting[] = [];
  const workers = new Set<ChildProcess>();
  const idle = new Set<() => void>();
  let ids = 0;
  let closed = false;

  const begin = (): void => {
    const child = fork(WORKER, [String(seed), root], {
      execArgv: ['--no-warnings', '--max-old-space-size=768'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    workers.add(child);
    let jobsDone = 0;
    let now: Waiting | undefined;
    let timer: NodeJS.Timeout | undefined;

    const end = (): void => {
      workers.delete(child);
      idle.delete(take);
      child.removeAllListeners();
      child.kill('SIGKILL');
      if (!closed) begin();
    };
    const settle = (killedBy: Result['killedBy'], ms = 0): void => {
      clearTimeout(timer);
      const { answer } = now!;
      now = undefined;
      answer({ killedBy, ms });
    };
    const watch = (test: string): void => {
      clearTimeout(timer);
      const longest = Math.max(LONGEST_MS, LONGEST_TIMES * (now!.usualMs.get(test) ?? 0));
      timer = setTimeout(() => {
        settle('it never ended');
        end();
      }, longest);
    };
    const take = (): void => {
      idle.delete(take);
      if (jobsDone === JOBS_OF_A_WORKER) {
        end();
        return;
      }
      now = waiting.shift();
      if (now === undefined) {
        idle.add(take);
        return;
      }
      jobsDone += 1;
      ids += 1;
      child.send({ ...now.job(), id: ids } satisfies Job);
    };
    child.on('message', (message: 'ready' | Beginning | Answer) => {
      if (message !== 'ready' && 'begins' in message) {
        watch(message.begins);
        return;
      }
      if (message !== 'ready') settle(message.killedBy, message.ms);
      take();
    });
    child.on('exit', () => {
      if (now !== undefined) settle('it crashed');
      end();
    });
  };

  for (let i = 0; i < (jobs || availableParallelism()); i++) begin();
  return {
    run: (job, usualMs) =>
      new Promise(answer => {
        waiting.push({ job, usualMs, answer });
        const [first] = idle;
        first?.();
      }),
    close() {
      closed = true;
      for (const worker of workers) {
        worker.removeAllListeners();
        worker.kill('SIGKILL');
      }
    },
  };
}

function wordsOf(killedBy: NonNullable<Result['killedBy']>): string {
  return typeof killedBy === 'string' ? killedBy : killedBy.test;
}

function percent(part: number, of: number): string {
  return `${((100 * part) / of).toFixed(1)}%`;
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000);
}
