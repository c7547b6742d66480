import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  ACCOUNT_NUMBER,
  type ActiveBudget,
  makeActiveBudget,
  SORT_CODE,
} from '../../../../test/support/active-budget.ts';
import { countRows, testDatabase } from '../../../../test/support/database.ts';
import { sql } from '../../../platform/sql.ts';
import type { Decision } from '../../../rules/decision.ts';
import { importStatement } from '../import-statement.ts';
import { loadLines } from '../store.ts';
import { addReceipt } from './add-receipt.ts';
import { sayNoReceipt } from './say-no-receipt.ts';
import { loadReceiptFile, loadReceipts } from './store.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const command = () => ({ id: randomUUID() });
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');

/** A budget with two payments of one day, amount and payee, another one, and money in; their lines in that order. */
async function makePaid(): Promise<{ budget: ActiveBudget; lineIds: string[] }> {
  const budget = await makeActiveBudget(database);
  const rows = [
    ['08/12/2026', '-80.00', 'CORNER SHOP'],
    ['08/12/2026', '-80.00', 'CORNER SHOP'],
    ['09/12/2026', '-5.00', 'KIOSK'],
    ['10/12/2026', '3.21', 'INTEREST'],
  ].map(([date, amount, payee]) => `${SORT_CODE},${ACCOUNT_NUMBER},${date},${payee},${amount}`);
  const bytes = new TextEncoder().encode(['Sort Code,Account Number,Date,Payee,Amount', ...rows, ''].join('\n'));
  const file = { name: 'december.csv', bytes };
  assert.equal(codes(await importStatement(tools, budget.person, command(), budget.budgetId, { file })), 'yes');
  const lines = await within(tx => loadLines(tx, budget.budgetId, 10));
  return { budget, lineIds: lines.map(line => line.lineId).reverse() };
}

const photo = (n: number) => ({ name: `photo ${n}.jpg`, bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, n]) });
const add = ({ person, budgetId }: ActiveBudget, lineId: string, file = photo(1), by = command()) =>
  addReceipt(tools, person, by, budgetId, lineId, file);
const noticedOf = (decision: Decision<{ noticed: string | null }>) =>
  decision.accepted ? decision.value.noticed : codes(decision);

describe('R-088  a receipt', () => {
  test('is kept byte for byte, with its kind told by its bytes and not by its name', async () => {
    const { budget, lineIds } = await makePaid();
    const file = { ...photo(7), name: 'receipt.exe' };
    const decision = await add(budget, lineIds[2]!, file);
    assert.ok(decision.accepted);
    const { receiptId } = decision.value;
    const found = await within(tx => loadReceiptFile(tx, budget.budgetId, receiptId));
    assert.deepEqual(
      [found?.fileName, found?.mediaType, [...found!.bytes]],
      ['receipt.exe', 'image/jpeg', [...file.bytes]],
    );
    assert.equal(
      (await within(tx => loadLines(tx, budget.budgetId, 10))).filter(line => line.receipt === 'FILE').length,
      1,
    );
  });

  test('the same paper twice: refused for the same payment, noticed for another', async () => {
    const { budget, lineIds } = await makePaid();
    assert.equal(noticedOf(await add(budget, lineIds[0]!)), null);
    assert.equal(noticedOf(await add(budget, lineIds[0]!)), 'receipt-already-there');
    assert.equal(noticedOf(await add(budget, lineIds[2]!)), 'SAME_PAPER');
    assert.equal(noticedOf(await add(budget, lineIds[2]!, photo(2))), null);
    const other = await makePaid();
    assert.equal(noticedOf(await add(other.budget, other.lineIds[0]!)), null, 'of another budget nothing is said');
  });

  test('of the twin of a payment that has one: noticed', async () => {
    const { budget, lineIds } = await makePaid();
    assert.equal(noticedOf(await add(budget, lineIds[0]!)), null);
    assert.equal(noticedOf(await add(budget, lineIds[1]!, photo(2))), 'SAME_PAYMENT');
  });

  test('not a page with a script, not for money in, not for another budget’s payment; nothing is kept then', async () => {
    const { budget, lineIds } = await makePaid();
    const page = { name: 'receipt.jpg', bytes: new TextEncoder().encode('<script>') };
    assert.equal(codes(await add(budget, lineIds[0]!, page)), 'receipt-kind');
    assert.equal(codes(await add(budget, lineIds[3]!)), 'receipt-of-money-in');
    const other = await makePaid();
    assert.equal(codes(await add(budget, other.lineIds[0]!)), 'not-found');
    const where = sql`select from receipt where budget_id = any (${[budget.budgetId, other.budget.budgetId]}::uuid[])`;
    assert.equal(await countRows(database, where), 0);
  });

  test('sent five times at one moment it is there once', async () => {
    const { budget, lineIds } = await makePaid();
    const once = command();
    const same = await Promise.all(Array.from({ length: 5 }, () => add(budget, lineIds[0]!, photo(1), once)));
    assert.deepEqual(same.map(codes), Array(5).fill('yes'));
    const others = await Promise.all(Array.from({ length: 5 }, () => add(budget, lineIds[1]!, photo(3))));
    assert.equal(others.filter(one => one.accepted).length, 1);
    assert.equal((await within(tx => loadReceipts(tx, budget.budgetId, lineIds[0]!))).length, 1);
    assert.equal((await within(tx => loadReceipts(tx, budget.budgetId, lineIds[1]!))).length, 1);
  });

  test('“no receipt, because …” is an answer, and a receipt found later counts', async () => {
    const { budget, lineIds } = await makePaid();
    const { person, budgetId } = budget;
    const [lineId] = lineIds as [string];
    assert.equal(codes(await sayNoReceipt(tools, person, command(), budgetId, lineId, 'The driver gave none')), 'yes');
    const kinds = async () =>
      (await within(tx => loadLines(tx, budgetId, 10))).map(line => line.receipt).filter(Boolean);
    assert.deepEqual(await kinds(), ['NONE']);
    assert.equal(codes(await add(budget, lineId)), 'yes');
    assert.deepEqual(await kinds(), ['FILE']);
    const said = await within(tx => loadReceipts(tx, budgetId, lineId));
    assert.deepEqual(
      said.map(({ kind, reason }) => [kind, reason]),
      [
        ['NONE', 'The driver gave none'],
        ['FILE', ''],
      ],
    );
  });
});
