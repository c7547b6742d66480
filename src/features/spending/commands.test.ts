import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ACCOUNT_NUMBER, type ActiveBudget, makeActiveBudget, SORT_CODE } from '../../../test/support/active-budget.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { runCommand } from '../../platform/commands.ts';
import type { Actor } from '../../values/actor.ts';
import { loadBudget } from '../requests/store.ts';
import { commands } from './commands.ts';

const database = await testDatabase('2027-02-20');
let folder: string;
let budget: ActiveBudget;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openphb-statement-'));
  budget = await makeActiveBudget(database);
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs the command as this actor; what it printed, what it said, and its exit code. */
async function run(words: readonly string[], actor: Actor = budget.finance) {
  let [printed, said] = ['', ''];
  const code = await runCommand(words, {
    commands,
    print: text => {
      printed += text;
    },
    say: text => {
      said += text;
    },
    stopping: new AbortController().signal,
    withDatabase: (_as, _may, _say, work) => work(database.tools, actor),
    withTools: (_say, work) => work(database.tools),
    withOwner: (_say, work) => work(database.tools, true),
    onFault(error) {
      throw error;
    },
  });
  return { code, printed, said };
}

async function referenceOf(budgetId: string): Promise<string> {
  const found = await database.tools.db.transaction(budget.finance, tx => loadBudget(tx, database.icbCode, budgetId));
  assert.ok(found);
  return found.reference;
}

async function fileOf(name: string, ...rows: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, ['Date,Type,Description,Value,Balance,Account Name,Account Number', ...rows, ''].join('\n'));
  return path;
}
const row = (date: string, value: string, balance: string) =>
  `${date},DPC,PAT GREEN,${value},${balance},CURRENT,${SORT_CODE}-${ACCOUNT_NUMBER}`;

describe('openphb statement', () => {
  test('prints what a file says; --json as the shape says', async () => {
    const path = await fileOf(
      'good.csv',
      row('03/12/2026', '-150.00', '2450.00'),
      row('04/12/2026', '-45.00', '2405.00'),
    );
    const words = await run(['statement', path]);
    assert.equal(words.code, 0);
    assert.match(words.printed, /Opening balance £2,600\.00[\s\S]*−£150\.00 {2}PAT GREEN[\s\S]*the balances add up/);
    const json = await run(['statement', path, '--json']);
    const answer = JSON.parse(json.printed);
    assert.deepEqual(
      [answer.openingPence, answer.closingPence, answer.balanced, answer.lines[0].amountPence],
      ['260000', '240500', true, '-15000'],
    );
  });
  test('1: balances that do not add up, with the difference; 2: what cannot be read, or is not there', async () => {
    const unbalanced = await run([
      'statement',
      await fileOf('off.csv', row('03/12/2026', '-150.00', '2450.00'), row('04/12/2026', '-45.00', '2404.00')),
    ]);
    assert.equal(unbalanced.code, 1);
    assert.match(unbalanced.said, /a difference of −£1\.00/);
    const unreadable = await run(['statement', await fileOf('bad.csv', row('31/11/2026', '-150.00', '2450.00'))]);
    assert.equal(unreadable.code, 2);
    assert.match(unreadable.said, /Line 2.*31\/11\/2026/);
    assert.equal((await run(['statement', join(folder, 'none.csv')])).code, 2);
    assert.equal((await run(['statement', join(folder, 'good.csv'), '--format', 'pdf'])).code, 2);
    assert.equal((await run(['statement'])).code, 2);
  });
});

describe('openphb import-statement', () => {
  const into = (path: string, ...more: string[]) => ['import-statement', '--account', budget.accountId, path, ...more];

  test('adds it once, however often it is run, and prints no payment', async () => {
    const path = await fileOf('december.csv', row('03/12/2026', '-150.00', '2450.00'));
    const first = await run(into(path, '--json', '--from', '2026-12-01', '--to', '2026-12-31'));
    assert.equal(first.code, 0);
    const { importId, ...counts } = JSON.parse(first.printed);
    assert.ok(importId);
    assert.deepEqual(counts, { lines: 1, added: 1, placed: 1, toAsk: 0, again: false });
    const again = await run(into(path, '--from', '2026-12-01', '--to', '2026-12-31'));
    assert.equal(again.code, 0);
    assert.match(again.printed, /was added before/);
    assert.doesNotMatch(first.printed + again.printed, /PAT GREEN/);
    // The pages never show the id of an account: the budget's reference, which they show, is enough.
    const byReference = ['import-statement', '--account', await referenceOf(budget.budgetId), path];
    const byName = await run([...byReference, '--from', '2026-12-01', '--to', '2026-12-31']);
    assert.equal(byName.code, 0, byName.said);
    assert.match(byName.printed, /was added before/);
  });

  test('1: refused with reasons; 2: wrong usage', async () => {
    const tomorrow = await run(into(await fileOf('ahead.csv', row('21/02/2027', '-1.00', '1.00'))));
    assert.equal(tomorrow.code, 1);
    assert.match(tomorrow.said, /21 February 2027, which has not come yet/);
    const path = await fileOf('one.csv', row('05/12/2026', '-1.00', '1.00'));
    const nowhere = ['import-statement', '--account', '00000000-0000-4000-8000-000000000000', path];
    assert.equal((await run(nowhere)).code, 1);
    assert.equal((await run(['import-statement', '--account', 'PHB999999', path])).code, 1);
    for (const malformed of ['12', 'PHB99999', 'PHB9999999', 'xPHB999999'])
      assert.equal((await run(['import-statement', '--account', malformed, path])).code, 2, malformed);
    assert.equal((await run(into(path, '--from', 'December'))).code, 2);
    assert.equal((await run(['import-statement', path])).code, 2);
  });

  test('nobody adds to the account of another person, or of another board', async () => {
    const other = await makeActiveBudget(database);
    const path = await fileOf('two.csv', row('06/12/2026', '-1.00', '1.00'));
    assert.equal((await run(into(path), other.person)).code, 1);
    const byReference = ['import-statement', '--account', await referenceOf(budget.budgetId), path];
    assert.equal((await run(byReference, other.person)).code, 1);
    assert.equal((await run(byReference, { ...budget.finance, icbCode: database.otherIcbCode })).code, 1);
    assert.equal((await run(into(path), { ...budget.finance, icbCode: database.otherIcbCode })).code, 1);
    assert.equal((await run(into(path), budget.person)).code, 0);
  });
});
