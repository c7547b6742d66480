/** The register as people see it: at the terminal, as pages for everybody, and as JSON; and how it reads the source. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { testDatabase } from '../../../test/support/database.ts';
import { visit } from '../../../test/support/sign-in.ts';
import { testSite } from '../../../test/support/site.ts';
import { type Command, runCommand } from '../../platform/commands.ts';
import { RULES, type Rule } from '../../rules/register.ts';
import { commands } from './commands.ts';
import { knownRules } from './known.ts';
import { endpoints, pages } from './pages.ts';
import { readModule, titlesIn } from './source.ts';

/** What a command prints, and how it ends. */
async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCommand(words, {
    commands: commands as readonly Command[],
    print: text => {
      out += text;
    },
    say: text => {
      err += text;
    },
    stopping: new AbortController().signal,
    withDatabase: () => assert.fail(),
    withTools: () => assert.fail(),
    withOwner: () => assert.fail(),
    onFault: error => assert.fail(String(error)),
  });
  return { code, out, err };
}

describe('openphb rules', () => {
  test('every rule, and the counts at the end', async () => {
    const { code, out } = await run('rules');
    assert.equal(code, 0);
    for (const { id, words } of RULES) assert.ok(out.includes(`${id}  ${words}\n`), id);
    assert.match(
      out,
      /\n168 rules: \d+ implemented, \d+ proved, \d+ called, \d+ wait for what cannot call them yet\.\n$/,
    );
  });
  test('one at length', async () => {
    const { code, out } = await run('rules', 'r-041');
    assert.equal(code, 0);
    for (const part of [
      'R-041  The final budget pays for everything in the plan.',
      'block: it stops what would break it',
      'said in a document that the service was founded on',
      'src/rules/budget/budget.ts#decideFinalBudget',
      'src/features/budgets/final/set-final-budget.ts',
      'src/rules/budget/budget.test.ts: R-041  The final budget pays for everything in the plan',
    ])
      assert.ok(out.includes(part), part);
  });
  test('what a rule leaves to the board, with default and range', async () => {
    const { out } = await run('rules', 'R-139');
    assert.match(out, /policy\.notice\.reviewDays: .+\. 14 unless chosen; a whole number from \d+ to \d+/);
  });
  test('the same as JSON', async () => {
    const all = JSON.parse((await run('rules', '--json')).out);
    assert.equal(all.length, RULES.length);
    const one = JSON.parse((await run('rules', 'R-041', '--json')).out);
    assert.deepEqual(one, all[40]);
    assert.deepEqual(one.calledBy.includes('src/features/budgets/final/set-final-budget.ts'), true);
  });
  test('a rule that is not there', async () => {
    const { code, err } = await run('rules', 'R-169');
    assert.equal(code, 2);
    assert.match(err, /^There is no rule R-169\. They run from R-001 to R-168\.\n/);
  });
});

describe('the pages, for whoever comes', () => {
  let baseUrl: string;
  before(async () => {
    ({ baseUrl } = await testSite(await testDatabase(), { routes: [...pages, ...endpoints] }));
  });
  const open = async (path: string) => {
    const answer = await visit(baseUrl).get(path);
    return { status: answer.status, text: answer.text };
  };

  test('all of them', async () => {
    const { status, text } = await open('/rules');
    assert.equal(status, 200);
    for (const { id } of RULES) assert.ok(text.includes(` href="/rules/${id}">${id}</a>`), id);
  });
  test('one of them, also in small letters', async () => {
    assert.match((await open('/rules/r-139')).text, /Rule R-139/);
    const { status, text } = await open('/rules/R-139');
    assert.equal(status, 200);
    for (const part of ['Rule R-139', 'It stops what would break it', 'Left to each', 'Notice'])
      assert.ok(text.includes(part), part);
  });
  test('none of that name', async () => {
    for (const path of ['/rules/R-169', '/rules/041', '/api/rules/R-000'])
      assert.equal((await open(path)).status, 404, path);
  });
  test('as JSON', async () => {
    assert.equal(JSON.parse((await open('/api/rules')).text).length, RULES.length);
    assert.equal(JSON.parse((await open('/api/rules/R-041')).text).id, 'R-041');
  });
});

describe('what is read off the source', () => {
  const uses = (text: string) =>
    readModule('src/rules/a.ts', text).declarations.map(({ place, uses }) => [place.split('#')[1], ...uses]);

  test('who uses whom, by whatever name', () => {
    const text = [
      "import { one, two as other, type Three } from './b.ts';",
      "import type { Four } from './b.ts';",
      'export const first = (four: Four) => one(four);',
      'function second(three: Three) {',
      '  return first(other.three, { ...one });',
      '}',
    ].join('\n');
    assert.deepEqual(uses(text), [
      ['first', 'src/rules/b.ts#one'],
      ['second', 'src/rules/a.ts#first', 'src/rules/b.ts#two', 'src/rules/b.ts#one'],
    ]);
  });
  test('not what is only said, nor what is only a type', () => {
    const text = [
      "import { one } from './b.ts';",
      "export const first = 'one'; // one",
      '/** one */',
      'export type Second = typeof one;',
      'export const third = first.one;',
    ].join('\n');
    assert.deepEqual(uses(text), [['first'], ['Second'], ['third', 'src/rules/a.ts#first']]);
  });
  test('the titles that spell a rule', () => {
    // Put together, so that it is no proof of these rules itself.
    const [suite, one] = ['describe', 'test'];
    const text = `${suite}('R-001 R-002  It’s so', () => { ${one}("R-003 it's", f); ${one}('of R-1', f); });`;
    assert.deepEqual(titlesIn(text), ['R-001 R-002  It’s so', "R-003 it's"]);
  });

  const rule = (given: Partial<Rule>) => {
    const whole = { id: 'R-041', words: 'W', effect: ['block'], source: 'S', evidence: ['stated'], ...given } as const;
    return knownRules([{ implementedBy: [], ...whole } as Rule])[0]!;
  };
  const since = { what: 'x', since: '2026-11-22' };
  const table: readonly (readonly [what: string, given: Partial<Rule>, problems: readonly string[]])[] = [
    ['implemented, called and proved', { implementedBy: ['src/rules/budget/budget.ts#decideFinalBudget'] }, []],
    ['implemented by nothing', {}, ['nothing implements it', 'nothing calls it, and it is not said what it waits for']],
    [
      'implemented by what is not there',
      { implementedBy: ['src/rules/budget/budget.ts#decideFinalBudge'], waitsFor: since },
      ['src/rules/budget/budget.ts#decideFinalBudge is not there'],
    ],
    ['no test', { id: 'R-999', implementedBy: ['src/rules/budget/budget.ts#decideFinalBudget'] }, ['no test names it']],
    [
      'called, and yet waiting',
      { implementedBy: ['src/rules/budget/budget.ts#decideFinalBudget'], waitsFor: since },
      ['it is called, so it waits for x no more'],
    ],
    ['an index', { implementedBy: ['migrations/0008_payments.sql#payment_live'] }, []],
    ['a constraint of a table', { implementedBy: ['migrations/0008_payments.sql#obligation_once'] }, []],
    ['a trigger', { implementedBy: ['migrations/0004_budgets.sql#indicative_budget_adds_up'] }, []],
    [
      'a table',
      { implementedBy: ['migrations/0008_payments.sql#payment'], waitsFor: since },
      ['it is called, so it waits for x no more'],
    ],
    [
      'no object of that name',
      { implementedBy: ['migrations/0008_payments.sql#payment_liv'], waitsFor: since },
      ['migrations/0008_payments.sql#payment_liv is not there'],
    ],
  ];
  for (const [what, given, problems] of table) test(what, () => assert.deepEqual(rule(given).problems, problems));
});
