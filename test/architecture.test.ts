/**
 * The layout keeps itself: who may import whom, and what a layer must never contain. The last tests plant one crime
 * for each rule and see it found, so that a rule that finds nothing is known to look.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

type Source = { readonly file: string; readonly text: string };

/** Who may import whom: './' marks our own files from src, a bare name is a package or Node itself. */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  values: /^\.\/values\//,
  rules: /^\.\/(rules|values)\//,
  formats: /^\.\/(formats|values)\/|^(?!node:)[^.]/,
  nhsuk: /^\.\/(nhsuk|values)\/|^\.\/platform\/html\.ts$|^[^.]/,
  platform: /^\.\/(platform|values)\/|^[^.]/,
  features: /^\.\/(features|rules|formats|nhsuk|platform|values)\/|^(zod|pg-copy-streams)$|^node:/,
  demonstration: /^\.\/(demonstration|features|rules|formats|platform|values)\/|^node:|^zod$/,
  'app.ts': /./,
  'commands.ts': /./,
  'doors.ts': /^\.\/(app|commands)\.ts$|^\.\/platform\//,
  'main.ts': /^\.\/doors\.ts$|^node:/,
};

/** What a feature may use of another one: what it stores, and how refusals are worded. */
const OF_ANOTHER_FEATURE = /\/([\w-]+-)?store\.ts$|^\.\/features\/refusals(\/[\w-]+)?\.ts$/;

/** What a store may use beside the other files below the actions of its own feature. */
const STORE_MAY_IMPORT =
  /^\.\/(platform\/(db|sql|copy|tools)\.ts|rules\/|values\/)|^(zod|pg-copy-streams)$|^node:(crypto|stream)/;

/** What may stand in no file of a layer, with what to do instead. */
const NEVER: readonly (readonly [layers: RegExp, except: RegExp, pattern: RegExp, instead: string])[] = [
  [/./, /^platform\/clock\.ts$/, /\bTemporal\.Now\b/, 'take today as an argument, or ask platform/clock.ts'],
  [/./, /^$/, /\bnew Date\b|\bDate\.(now|parse|UTC)\b/, 'use Temporal'],
  [/^(rules|values|formats)\//, /^$/, /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b/, 'pass chance in as an argument'],
  [
    /^(rules|values|formats)\//,
    /^$/,
    /\b(async|await|Promise)\b/,
    'load first, decide then: the answer is given at once',
  ],
  [
    /^(rules|values|formats|nhsuk)\//,
    /^$/,
    /\bprocess\.|\bconsole\.|\bfetch\(/,
    'leave the outside world to the shell',
  ],
  [/^features\//, /\/([\w-]+-)?store\.ts$/, /\bsql`/, 'put the statement into the store.ts of the table’s owner'],
  [/^(rules|values|formats|nhsuk)\//, /^$/, /\bsql`/, 'put the statement into a store.ts'],
  [
    /^platform\//,
    /^$/,
    /Promise<FastifyReply \| (undefined|null|false)>/,
    'a reply is a thenable: to await it gives undefined, whatever was answered. Hand back whether it was',
  ],
  [/./, /^$/, /^export \* from/m, 'import from the file that says it: no barrels'],
  [/./, /^$/, /\b(TODO|FIXME|XXX)\b/, 'do it, or say in an issue that it is not done'],
];

/** A file that is longer has two subjects. Most are far shorter. */
const MOST_LINES = 500;

function crimesOf({ file, text }: Source): string[] {
  const [layer = '', feature = ''] = file.split('/');
  const allowed = MAY_IMPORT[layer];
  if (!allowed) return [`${file}: there is no layer ${layer}; see design of the layout in ARCHITECTURE.md`];
  const isStore = /^features\/([^/]+\/)+([\w-]+-)?store\.ts$/.test(file);
  const crimes: string[] = [];
  for (const path of importsOf(file, text)) {
    if (!allowed.test(path))
      crimes.push(`${file} imports ${path}: move the code inwards, or pass the fact in as an argument`);
    else if (isStore && !STORE_MAY_IMPORT.test(path) && !isBelowActions(path, feature))
      crimes.push(`${file} imports ${path}: a store stands on platform/db.ts, rules, values and zod alone`);
    else if (layer === 'features' && !isOwn(path, feature) && !OF_ANOTHER_FEATURE.test(path))
      crimes.push(`${file} imports ${path}: of another feature only its store may be used`);
    else if (
      isAction(file) &&
      (/^\.\/(nhsuk|features\/([^/]+\/)+(pages|api|commands|jobs))/.test(path) || isActionOf(path))
    )
      crimes.push(`${file} imports ${path}: an action knows neither pages nor other actions`);
  }
  const code = withoutComments(text);
  for (const [layers, except, pattern, instead] of NEVER)
    if (layers.test(file) && !except.test(file) && pattern.test(code))
      crimes.push(`${file} has ${pattern}: ${instead}`);
  return crimes;
}

function isOwn(path: string, feature: string): boolean {
  return !path.startsWith('./features/') || path.startsWith(`./features/${feature}/`);
}

/** A file of the same feature that is neither an action nor anything above one. */
function isBelowActions(path: string, feature: string): boolean {
  const own = path.startsWith(`./features/${feature}/`);
  return own && !isActionOf(path) && !/\/(pages|api|commands|jobs)\b/.test(path);
}

/** Whether a file is an action, by ACTIONS. */
function isAction(file: string): boolean {
  return ACTIONS.has(file);
}

function isActionOf(path: string): boolean {
  return ACTIONS.has(path.slice(2));
}

/** The paths that a file imports: './…' from src for our own, the package's name for others. */
function importsOf(file: string, text: string): string[] {
  const found = withoutComments(text).matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]|(?:\bimport\s*\(\s*|(?:^|\n)\s*import\s+)['"]([^'"]+)['"]/g,
  );
  return [...found].map(match => {
    const path = match[1] ?? match[2]!;
    if (path.startsWith('.')) return `./${posix.normalize(posix.join(posix.dirname(file), path))}`;
    return path.startsWith('@') || path.startsWith('node:') ? path : path.split('/')[0]!;
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
}

const sources: readonly Source[] = globSync('**/*.ts', { cwd: SRC })
  .filter(file => !file.endsWith('.test.ts'))
  .sort()
  .map(file => ({ file, text: readFileSync(`${SRC}/${file}`, 'utf8') }));

/** A verb and a noun, and an exported async function that takes the tools and who acts. */
const ACTIONS: ReadonlySet<string> = new Set(
  sources
    .filter(({ file }) => /^features\/([^/]+\/)+[a-z]+(-[a-z]+)+\.ts$/.test(file))
    .filter(({ text }) => /export (async )?function \w+\(\s*tools: Tools,\s*actor: Actor/.test(text))
    .map(({ file }) => file)
    .concat('features/crimes/approve-crime.ts', 'features/crimes/pay-crime.ts'),
);

describe('the layout', () => {
  for (const source of sources) test(`${source.file} keeps to its place`, () => assert.deepEqual(crimesOf(source), []));

  test('every file is looked at, and there are actions among them', () => {
    assert.ok(sources.length > 100, `${sources.length} files`);
    assert.ok(ACTIONS.size > 10, `${ACTIONS.size} actions`);
  });

  for (const { file, text } of sources) {
    const lines = text.split('\n').length;
    if (lines > MOST_LINES)
      test(`${file} is one subject`, () => assert.fail(`${lines} lines: find the two subjects in it`));
  }
});

describe('planted crimes are found', () => {
  const planted: readonly (readonly [file: string, text: string])[] = [
    ['rules/crime.ts', "import { readFileSync } from 'node:fs';"],
    ['rules/crime.ts', "import { sql } from '../platform/sql.ts';"],
    ['rules/crime.ts', 'const today = Temporal.Now.plainDateISO();'],
    ['rules/crime.ts', 'export async function decide() {}'],
    ['rules/crime.ts', 'const id = Math.random();'],
    ['values/crime.ts', "import { decide } from '../rules/decision.ts';"],
    ['values/crime.ts', "import { z } from 'zod';"],
    ['formats/crime.ts', "import { z } from '../platform/forms.ts';"],
    ['formats/crime.ts', "import { createHash } from 'node:crypto';"],
    ['platform/crime.ts', "import { decidePlan } from '../rules/plan.ts';"],
    ['platform/crime.ts', "import { pages } from '../features/plans/pages.ts';"],
    ['platform/crime.ts', 'const at = new Date();'],
    ['platform/crime.ts', 'async function stop(): Promise<FastifyReply | undefined> {}'],
    ['nhsuk/crime.ts', "import { openDb } from '../platform/db.ts';"],
    ['features/crimes/pages.ts', "import { approvePlan } from '../plans/approve-plan.ts';"],
    ['features/crimes/pages.ts', "export { approvePlan } from '../plans/approve-plan.ts';"],
    ['features/crimes/pages.ts', "const { approvePlan } = await import('../plans/approve-plan.ts');"],
    ['features/crimes/pages.ts', "import fastify from 'fastify';"],
    ['features/crimes/pages.ts', "import { app } from '../../app.ts';"],
    ['features/crimes/pages.ts', 'tx.query(sql`select 1`);'],
    ['features/crimes/store.ts', "import { loadPlan } from '../plans/store.ts';"],
    ['features/crimes/store.ts', "import { approveCrime } from './approve-crime.ts';"],
    ['features/crimes/approve-crime.ts', "import { payCrime } from './pay-crime.ts';"],
    ['features/crimes/approve-crime.ts', "import { pages } from './pages.ts';"],
    ['features/crimes/approve-crime.ts', "import { page } from '../../nhsuk/page.ts';"],
    ['doors.ts', "import { approvePlan } from './features/plans/approve-plan.ts';"],
    ['helpers/crime.ts', ''],
    ['values/crime.ts', "export * from './dates.ts';"],
    ['rules/crime.ts', 'const later = 1; // nothing\n/* TODO */ const TODO = 1;'],
  ];
  for (const [file, text] of planted) test(`${file}: ${text}`, () => assert.equal(crimesOf({ file, text }).length, 1));

  const lawful: readonly (readonly [file: string, text: string])[] = [
    ['rules/lawful.ts', "import { pence } from '../values/pence.ts'; // no async here"],
    ['features/crimes/pages.ts', "import { approveCrime } from './approve-crime.ts';"],
    ['features/crimes/pages.ts', "import { loadPlan } from '../plans/store.ts';"],
    ['features/crimes/pages.ts', "import { inPlainWords } from '../refusals.ts';"],
    ['features/crimes/store.ts', 'tx.query(sql`select 1`);'],
    ['platform/clock.ts', 'Temporal.Now.instant();'],
  ];
  for (const [file, text] of lawful)
    test(`lawful: ${file}: ${text}`, () => assert.deepEqual(crimesOf({ file, text }), []));
});
