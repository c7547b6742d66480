/**
 * `npm test`: types, lint, then every test on one PostgreSQL server, the journeys in a real browser among them.
 *
 * `npm test -- WORD…` runs only the test files whose path holds one of the words, without types and lint.
 * Where no browser can be started everything else runs; the end says what mends it, and the exit code is not 0. Only a
 * test that needs a program which is not part of this project may be skipped where that is not installed, with a word;
 * OPENPHB_SKIP_NOTHING=1 (in .ci/run) takes that for a problem, too.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { NoBrowser, openBrowser } from './support/browser.ts';
import { startTestServer } from './support/server.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);

type Count = { passed: number; failed: number };

/**
 * A test that lasts until every file of a group is read. When the tests of one file were over while the next was being read,
 * the runner would take all for done, and databases would be closed under the files that came after.
 */
const HOLD = `import { test } from 'node:test';
let letGo;
const read = new Promise(resolve => { letGo = resolve; });
const goOn = setInterval(() => {}, 60_000);
test('every file of the group is read', () => read);
try {`;
const LET_GO = `} finally {
  clearInterval(goOn);
  letGo();
}`;

process.chdir(ROOT);
const began = performance.now();
const total: Count = { passed: 0, failed: 0 };
const problems: string[] = [];
const notRun = new Set<string>();

if (words.length === 0) {
  check('types', 'tsc');
  check('lint', 'biome', 'check', '--error-on-warnings');
}

/** Small tests with a database run several files to a process: to begin one for each takes about as long as most of them do. */
const isSmall = (file: string) =>
  words.length === 0 &&
  /^(src\/features|test\/(web|scenarios))\//.test(file) &&
  !isSlow(file) &&
  // Hooks of a whole file would be hooks of all files beside it.
  !/^(before|after)(Each)?\(|process\.(env|chdir)/m.test(readFileSync(file, 'utf8'));
/** All of these run in one process, unless only some are asked for. */
const isPure = (file: string) => words.length === 0 && /^src\/(formats|nhsuk|rules|values)\//.test(file);
const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'])
  .filter(file => (words.length === 0 || words.some(word => file.includes(word))) && !isPure(file))
  .concat(words.length === 0 ? ['test/pure.ts'] : [])
  .sort((a, b) => Number(isSlow(b)) - Number(isSlow(a)) || (a < b ? -1 : 1));
const together = writeGroups(files.filter(isSmall));
if (files.length === 0) problems.push(`No test file has ${words.join(' or ')} in its path.`);
/** The longest come first, so that at the end none runs on alone. */
function isSlow(file: string): boolean {
  return /^test\/(journeys|web\/(every-form|role-matrix|five-times)|engine\/(real|start)|prove\/kills)|demonstration\/load/.test(
    file,
  );
}
const isJourney = (file: string) => file.startsWith('test/journeys/');

const { environment } = await startTestServer({ flushes: false });
// Compiled once, not once a file: half of what a small test with a database takes is reading the sources.
Object.assign(process.env, environment, { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/openphb/compiled') });
if (words.length === 0) process.env.OPENPHB_TEST_SPARES = '12';

const canBrowse = !files.some(isJourney) || (await hasBrowser());
// Three at a time on two cores: some of them wait for what they killed.
await runFiles([...files.filter(file => !isSmall(file) && (canBrowse || !isJourney(file))), ...together.keys()], 3);

const seconds = Math.round((performance.now() - began) / 1000);
for (const problem of problems) console.log(`\n${problem}`);
for (const why of notRun) console.log(`\nNot run: ${why}`);
console.log(`\nIn ${seconds} s:`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || problems.length > 0 ? 1 : 0);

/** Writes files that each run about ten of these in one process, the large ones spread evenly; answers what each of them runs. */
function writeGroups(small: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folder = join(ROOT, 'node_modules/.cache/openphb/together');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const many = Math.ceil(small.length / 10);
  const bySize = small.toSorted((a, b) => statSync(b).size - statSync(a).size);
  const groups = new Map<string, readonly string[]>();
  for (let group = 0; group < many; group += 1) {
    const file = join(folder, `${group + 1}.test.mjs`);
    const members = bySize.filter((_, i) => i % many === group);
    const lines = members.map(path => `await import(${JSON.stringify(pathToFileURL(join(ROOT, path)).href)});`);
    writeFileSync(file, [HOLD, ...lines, LET_GO, ''].join('\n'));
    groups.set(relative(ROOT, file), members);
  }
  return groups;
}

/** Runs a checker, which prints what it finds. */
function check(what: string, command: string, ...options: string[]): void {
  const { status, error } = spawnSync(`node_modules/.bin/${command}`, options, { stdio: 'inherit' });
  console.log(`${status === 0 ? '✔' : '✖'} ${what}`);
  if (status !== 0) problems.push(`${what}: ${error?.message ?? `${command} found something, see above.`}`);
}

/** Runs test files, `concurrency` at a time; prints a line for each file and everything about each failure. */
async function runFiles(chosen: readonly string[], concurrency: number): Promise<void> {
  if (chosen.length === 0) return;
  const membersOf = (file: string) => together.get(file) ?? [file];
  const counts = new Map<string, Count>(chosen.flatMap(membersOf).map(file => [file, { passed: 0, failed: 0 }]));
  const countOf = (file: string | undefined): Count =>
    (file !== undefined && counts.get(relative(ROOT, file))) || { passed: 0, failed: 0 };
  const stream = run({ files: [...chosen], concurrency, isolation: 'process', timeout: 600_000 });
  for await (const { type, data } of stream) {
    if (type === 'test:pass') {
      if (data.details.type === 'suite' || isFile(data) || isHold(data)) continue;
      if (data.skip !== undefined || data.todo !== undefined) {
        const why = String(data.skip);
        if (why.endsWith(' is not installed') && process.env.OPENPHB_SKIP_NOTHING !== '1') notRun.add(why);
        // Else: a test that does not run proves nothing.
        else problems.push(`Skipped: ${data.file ? relative(ROOT, data.file) : ''} ${data.name}`);
        continue;
      }
      countOf(data.file).passed += 1;
      total.passed += 1;
    } else if (type === 'test:fail') {
      const { error } = data.details;
      const isEcho = (error as { failureType?: string }).failureType === 'subtestsFailed';
      if (data.details.type === 'suite' ? isEcho : isEcho && isFile(data)) continue;
      countOf(data.file).failed += 1;
      total.failed += 1;
      console.log(`\n✖ ${data.file ? relative(ROOT, data.file) : ''}: ${data.name}\n${describe(error)}\n`);
    } else if (type === 'test:stderr') {
      process.stderr.write(data.message);
    } else if (type === 'test:summary' && data.file !== undefined) {
      const file = relative(ROOT, data.file);
      const seconds = Math.round(data.duration_ms / 1000);
      for (const member of membersOf(file)) {
        const { passed, failed } = countOf(join(ROOT, member));
        const isWhole = failed === 0 && (member === file ? data.success : passed > 0);
        const took = member === file && seconds > 4 ? ` in ${seconds} s` : '';
        console.log(
          `${isWhole ? '✔' : '✖'} ${member}: ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}${took}`,
        );
      }
      if (together.has(file)) console.log(`${data.success ? '✔' : '✖'} all these in ${seconds} s`);
    }
  }
}

/** The test that holds a group back proves nothing. */
function isHold({ file }: { file?: string | undefined }): boolean {
  return file !== undefined && together.has(relative(ROOT, file));
}

/** Each file is reported as a test of its own, beside the tests in it. */
function isFile(data: { name: string; nesting: number }): boolean {
  return data.nesting === 0 && /\.m?[tj]s$/.test(data.name);
}

function describe(error: Error): string {
  const cause = error.cause ?? error;
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 4 }).split('\n').slice(0, 40).join('\n');
}

/** Starts one and closes it again: the journeys are not begun for nothing. */
async function hasBrowser(): Promise<boolean> {
  try {
    await (await openBrowser()).close();
    return true;
  } catch (error) {
    if (!(error instanceof NoBrowser)) throw error;
    problems.push(`The journeys were not run. ${error.message}`);
    return false;
  }
}
