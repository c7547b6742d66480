import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  ACCOUNT_NUMBER,
  type ActiveBudget,
  makeActiveBudget,
  makeTeam,
  SORT_CODE,
} from '../../../../test/support/active-budget.ts';
import { countRows, testDatabase } from '../../../../test/support/database.ts';
import { sql } from '../../../platform/sql.ts';
import type { Decision } from '../../../rules/decision.ts';
import { systemActor } from '../../../values/actor.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { importStatement } from '../import-statement.ts';
import { jobs } from '../jobs.ts';
import { loadLines } from '../store.ts';
import { importFeed } from './import-feed.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const team = await makeTeam(database);
const command = () => ({ id: randomUUID() });
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);
const accept = <T>(decision: Decision<T>): T => {
  assert.ok(decision.accepted, decision.accepted ? '' : decision.refusals.map(({ code }) => code).join(', '));
  return decision.value;
};

type Row = readonly [account: string, date: string, amount: string, payee: string];

let accounts = 10_000_000;
/** A budget with an account number of its own. */
async function makeBudget(): Promise<ActiveBudget> {
  const budget = await makeActiveBudget(database, {}, team);
  accounts += 1;
  const accountNumber = String(accounts);
  await database.superDb.query(sql`alter table payment_account disable trigger append_only`);
  await database.superDb.query(
    sql`update payment_account set account_number = ${accountNumber} where payment_account_id = ${budget.accountId}`,
  );
  await database.superDb.query(sql`alter table payment_account enable trigger append_only`);
  return { ...budget, accountNumber };
}

const feed = (rows: readonly Row[], name = 'feed.csv') => ({
  name,
  bytes: new TextEncoder().encode(
    [
      'Sort Code,Account Number,Date,Payee,Amount',
      ...rows.map(([account, date, amount, payee]) => `${SORT_CODE},${account},${date},${payee},${amount}`),
      '',
    ].join('\n'),
  ),
});
const send = (rows: readonly Row[], by = team.finance) => importFeed(tools, by, command(), feed(rows));
const post = () => jobs[0]!.run(tools, systemActor(icbCode), {});
const linesOf = async ({ budgetId }: ActiveBudget) =>
  (await within(tx => loadLines(tx, budgetId, 1000)))
    .map(line => `${line.postedOn} ${line.amountPence} ${line.placement.what}`)
    .reverse();
const figuresOf = ({ budgetId, startsOn }: ActiveBudget) => within(tx => loadMoneyFigures(tx, budgetId, startsOn));

const DECEMBER = (account: string): Row[] => [
  [account, '01/12/2026', '2600.00', 'PHB TEST 01'],
  [account, '03/12/2026', '-150.00', 'PAT GREEN WAGES'],
  [account, '04/12/2026', '-45.00', 'RIVERSIDE POOL'],
  [account, '04/12/2026', '-45.00', 'RIVERSIDE POOL'],
  [account, '08/12/2026', '-14.99', 'WINE SHOP'],
  [account, '09/12/2026', '45.00', 'RIVERSIDE POOL'],
];

describe('a file of many accounts', () => {
  test('gives each budget what its own file would have given it, once it is posted', async () => {
    const [one, two, alone] = [await makeBudget(), await makeBudget(), await makeBudget()];
    const rows = [...DECEMBER(one.accountNumber), ...DECEMBER(two.accountNumber)].sort((a, b) =>
      a[1] < b[1] ? -1 : 1,
    );
    const imported = accept(await send(rows));
    assert.deepEqual([imported.lines, imported.added, imported.accounts, imported.leftOut], [12, 12, 2, 0]);
    assert.deepEqual(await linesOf(one), [], 'nothing shows before it is posted');
    await post();
    accept(
      await importStatement(tools, alone.person, command(), alone.budgetId, {
        file: feed(DECEMBER(alone.accountNumber)),
      }),
    );
    const expected = await linesOf(alone);
    assert.deepEqual(expected, [
      '2026-12-01 260000 PAYMENT',
      '2026-12-03 -15000 SPENT',
      '2026-12-04 -4500 SPENT',
      '2026-12-04 -4500 SPENT',
      '2026-12-08 -1499 UNPLACED',
      '2026-12-09 4500 REFUND',
    ]);
    for (const budget of [one, two]) {
      assert.deepEqual(await linesOf(budget), expected);
      assert.deepEqual(await figuresOf(budget), await figuresOf(alone));
    }
    assert.equal(await countRows(database, sql`select from staged_placement`), 0);
  });

  test('the same file, the same file with more, and one person’s own file again: nothing twice', async () => {
    const budget = await makeBudget();
    const rows = DECEMBER(budget.accountNumber);
    accept(await send(rows));
    await post();
    const before = await figuresOf(budget);
    const again = accept(await send(rows));
    assert.deepEqual([again.again, again.added], [true, 0]);
    const more = accept(await send([...rows, [budget.accountNumber, '10/12/2026', '-1.00', 'X']]));
    assert.deepEqual([more.again, more.added], [false, 1]);
    const own = await importStatement(tools, budget.person, command(), budget.budgetId, { file: feed(rows) });
    assert.equal(own.accepted ? 'yes' : own.refusals[0]!.code, 'statement-day-in-other-format');
    await post();
    assert.equal((await figuresOf(budget)).onItsWay, before.onItsWay + 100n);
    assert.equal((await linesOf(budget)).length, 7);
  });

  test('the same file ten times at one moment has one effect', async () => {
    const budget = await makeBudget();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(DECEMBER(budget.accountNumber))));
    assert.equal(answers.filter(one => one.accepted && one.value.added === 6).length, 1);
    await Promise.all([post(), post(), post()]);
    assert.equal((await linesOf(budget)).length, 6);
  });

  test('lines of an account that nobody has, or that two have, are left out and told; sent again later they are taken', async () => {
    const [known, late] = [await makeBudget(), await makeBudget()];
    // The tests' usual number belongs to two budgets here: of a pooled account nothing says whose a line is.
    await makeActiveBudget(database, {}, team);
    await makeActiveBudget(database, {}, team);
    const rows = [...DECEMBER(known.accountNumber), ...DECEMBER('99999999'), ...DECEMBER(ACCOUNT_NUMBER)];
    const first = accept(await send(rows));
    assert.deepEqual([first.added, first.leftOut, first.leftOutAccounts], [6, 12, '9999, 4958']);
    await database.superDb.query(sql`alter table payment_account disable trigger append_only`);
    await database.superDb.query(
      sql`update payment_account set account_number = '99999999' where payment_account_id = ${late.accountId}`,
    );
    await database.superDb.query(sql`alter table payment_account enable trigger append_only`);
    const second = accept(await send(rows));
    assert.deepEqual([second.again, second.added, second.leftOut], [false, 6, 6]);
    await post();
    assert.equal((await linesOf(known)).length, 6);
    assert.equal((await linesOf(late)).length, 6);
  });

  test('is refused whole for one row that cannot be read, for a day to come, and from a person', async () => {
    const budget = await makeBudget();
    const codes = async (rows: readonly Row[], by = team.finance) => {
      const decision = await send(rows, by);
      return decision.accepted ? 'yes' : decision.refusals.map(({ code }) => code).join(', ');
    };
    const rows = DECEMBER(budget.accountNumber);
    assert.equal(await codes([...rows, [budget.accountNumber, '31/11/2026', '-1.00', 'X']]), 'statement-unreadable');
    assert.equal(await codes([...rows, [budget.accountNumber, '21/02/2027', '-1.00', 'X']]), 'statement-in-future');
    assert.equal(await codes(rows, budget.person), 'not-found');
    assert.equal(await countRows(database, sql`select from statement_line where budget_id = ${budget.budgetId}`), 0);
    const other = await importFeed(tools, { ...team.finance, icbCode: database.otherIcbCode }, command(), feed(rows));
    assert.equal(accept(other).leftOut, 6, 'another board has no such account');
    assert.equal(await codes([...rows, [budget.accountNumber, '20/02/2027', '-1.00', 'X']]), 'yes');
  });

  test('a payment that somebody placed elsewhere before the refund was posted: the refund is asked about', async () => {
    const budget = await makeBudget();
    accept(await send(DECEMBER(budget.accountNumber).slice(2)));
    await database.superDb.query(sql`
      update staged_placement set what = 'UNPLACED', plan_item_id = null, score = null where what = 'SPENT' and budget_id = ${budget.budgetId}`);
    await post();
    assert.equal((await linesOf(budget)).at(-1), '2026-12-09 4500 RECEIVED');
  });
});
