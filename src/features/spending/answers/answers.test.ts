import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  ACCOUNT_NUMBER,
  type ActiveBudget,
  makeActiveBudget,
  SORT_CODE,
} from '../../../../test/support/active-budget.ts';
import { spentByBankLines } from '../../../../test/support/bank-lines.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import type { Decision } from '../../../rules/decision.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { importStatement } from '../import-statement.ts';
import { placeLine } from '../place-line.ts';
import { loadLines } from '../store.ts';
import { placeTogether } from './place-together.ts';
import { splitLine } from './split-line.ts';
import { undoLine } from './undo-line.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const command = () => ({ id: randomUUID() });
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');

/** A budget with £150.00 of wages placed, and £80.00, £20.00 and £5.00 paid to nobody knows whom. */
async function makeAsked(): Promise<ActiveBudget> {
  const budget = await makeActiveBudget(database);
  const rows = [
    ['03/12/2026', '-150.00', 'PAT GREEN WAGES'],
    ['08/12/2026', '-80.00', 'CORNER SHOP'],
    ['09/12/2026', '-20.00', 'CORNER SHOP'],
    ['10/12/2026', '-5.00', 'KIOSK'],
  ].map(([date, amount, payee]) => `${SORT_CODE},${ACCOUNT_NUMBER},${date},${payee},${amount}`);
  const bytes = new TextEncoder().encode(['Sort Code,Account Number,Date,Payee,Amount', ...rows, ''].join('\n'));
  const file = { name: 'december.csv', bytes };
  assert.equal(codes(await importStatement(tools, budget.person, command(), budget.budgetId, { file })), 'yes');
  return budget;
}

const linesOf = (budget: ActiveBudget) => within(tx => loadLines(tx, budget.budgetId, 100));
const lineOf = async (budget: ActiveBudget, pence: bigint) => {
  const line = (await linesOf(budget)).find(one => one.linePence === pence);
  assert.ok(line);
  return line;
};
const partsOf = async (budget: ActiveBudget, pence: bigint) =>
  (await linesOf(budget))
    .filter(line => line.linePence === pence)
    .map(({ amountPence, placement }) => [amountPence, placement.what, placement.planItemId])
    .sort();
const figuresOf = (budget: ActiveBudget) => within(tx => loadMoneyFigures(tx, budget.budgetId, budget.startsOn));
const spentOf = async (budget: ActiveBudget) => {
  const spent = await within(tx => spentByBankLines(tx, budget.budgetId));
  return budget.itemIds.map(itemId => spent.get(itemId) ?? 0n);
};
const split = async (budget: ActiveBudget, pence: bigint, ...parts: (readonly [string | undefined, bigint])[]) => {
  const { lineId, placement } = await lineOf(budget, pence);
  return splitLine(tools, budget.person, command(), budget.budgetId, lineId, {
    parts: parts.map(([planItemId, part]) => ({ planItemId, pence: part })),
    note: '',
    sequence: placement.sequence,
  });
};
const undo = async (budget: ActiveBudget, pence: bigint) => {
  const { lineId, placement } = await lineOf(budget, pence);
  const { sequence } = placement;
  return undoLine(tools, budget.person, command(), budget.budgetId, lineId, { sequence });
};

describe('R-072  one payment for several things', () => {
  test('each part counts where it belongs; the promise pays for its part only; the ledger and the lines agree', async () => {
    const budget = await makeAsked();
    const [wages, pool] = budget.itemIds as [string, string];
    const start = await figuresOf(budget);
    assert.equal(codes(await split(budget, -8_000n, [wages, 5_000n], [pool, 2_000n], [undefined, 1_000n])), 'yes');
    assert.deepEqual(await partsOf(budget, -8_000n), [
      [-1_000n, 'UNPLACED', null],
      [-2_000n, 'SPENT', pool],
      [-5_000n, 'SPENT', wages],
    ]);
    assert.deepEqual(await spentOf(budget), [20_000n, 2_000n]);
    const after = await figuresOf(budget);
    assert.deepEqual(
      [after.spent, after.onItsWay, after.promised, after.held],
      [start.spent + 7_000n, start.onItsWay - 7_000n, start.promised - 5_000n, start.held],
    );
    assert.equal(codes(await split(budget, -8_000n, [wages, 3_000n], [pool, 5_000n])), 'yes');
    assert.deepEqual(await spentOf(budget), [18_000n, 5_000n]);
    assert.equal((await figuresOf(budget)).onItsWay, start.onItsWay - 8_000n);
  });

  test('a line that was placed at the import is split too, and whole again', async () => {
    const budget = await makeAsked();
    const [wages, pool] = budget.itemIds as [string, string];
    const start = await figuresOf(budget);
    assert.equal(codes(await split(budget, -15_000n, [wages, 14_999n], [undefined, 1n])), 'yes');
    assert.deepEqual(await spentOf(budget), [14_999n, 0n]);
    assert.equal((await figuresOf(budget)).onItsWay, start.onItsWay + 1n);
    const { lineId, placement } = await lineOf(budget, -15_000n);
    const whole = { planItemId: pool, note: '', sequence: placement.sequence };
    assert.equal(codes(await placeLine(tools, budget.person, command(), budget.budgetId, lineId, whole)), 'yes');
    assert.deepEqual(await spentOf(budget), [0n, 15_000n]);
    assert.equal((await figuresOf(budget)).promised, start.promised + 15_000n);
  });

  test('parts that do not come to the payment change nothing', async () => {
    const budget = await makeAsked();
    const [wages, pool] = budget.itemIds as [string, string];
    const start = await figuresOf(budget);
    assert.equal(codes(await split(budget, -8_000n, [wages, 5_000n], [pool, 2_999n])), 'parts-not-whole');
    assert.equal(codes(await split(budget, -8_000n, [wages, 8_000n], [pool, 0n])), 'part-nought');
    assert.equal(codes(await split(budget, -8_000n, [wages, 4_000n], [wages, 4_000n])), 'part-twice');
    assert.deepEqual(await figuresOf(budget), start);
    assert.equal((await lineOf(budget, -8_000n)).placement.sequence, 1);
  });
});

describe('R-110  an answer is taken back', () => {
  test('step by step, the figures are again what they were; taken back twice is given again', async () => {
    const budget = await makeAsked();
    const [wages, pool] = budget.itemIds as [string, string];
    const start = await figuresOf(budget);
    assert.equal(codes(await undo(budget, -8_000n)), 'nothing-to-take-back');
    await split(budget, -8_000n, [wages, 5_000n], [pool, 3_000n]);
    const inParts = await figuresOf(budget);
    assert.equal(codes(await undo(budget, -8_000n)), 'yes');
    assert.deepEqual(await figuresOf(budget), start);
    assert.deepEqual(await partsOf(budget, -8_000n), [[-8_000n, 'UNPLACED', null]]);
    assert.equal(codes(await undo(budget, -8_000n)), 'yes');
    assert.deepEqual(await figuresOf(budget), inParts);
    assert.equal((await partsOf(budget, -8_000n)).length, 2);
  });

  test('not one that somebody has answered over since', async () => {
    const budget = await makeAsked();
    await split(budget, -8_000n, [budget.itemIds[0], 5_000n], [budget.itemIds[1], 3_000n]);
    const { lineId, placement } = await lineOf(budget, -8_000n);
    const back = () =>
      undoLine(tools, budget.person, command(), budget.budgetId, lineId, { sequence: placement.sequence });
    assert.deepEqual((await Promise.all([back(), back(), back()])).map(codes).sort(), [
      'changed-meanwhile',
      'changed-meanwhile',
      'yes',
    ]);
  });
});

describe('R-072  several payments for one thing', () => {
  const together = async (budget: ActiveBudget, planItemId: string, ...amounts: bigint[]) => {
    const lines = await Promise.all(amounts.map(pence => lineOf(budget, pence)));
    return placeTogether(tools, budget.person, command(), budget.budgetId, {
      lines: lines.map(({ lineId, placement }) => ({ lineId, sequence: placement.sequence })),
      planItemId,
      note: 'Deposit and rest',
    });
  };

  test('are placed in one answer, and marked as one', async () => {
    const budget = await makeAsked();
    assert.equal(codes(await together(budget, budget.itemIds[1]!, -8_000n, -2_000n)), 'yes');
    assert.deepEqual(await spentOf(budget), [15_000n, 10_000n]);
    const [one, two] = [await lineOf(budget, -8_000n), await lineOf(budget, -2_000n)];
    assert.ok(one.placement.togetherId);
    assert.equal(one.placement.togetherId, two.placement.togetherId);
    assert.equal(codes(await undo(budget, -2_000n)), 'yes');
    assert.deepEqual(await spentOf(budget), [15_000n, 8_000n]);
    assert.equal((await lineOf(budget, -2_000n)).placement.togetherId, null);
  });

  test('all of them or none', async () => {
    const budget = await makeAsked();
    const [wages, pool] = budget.itemIds as [string, string];
    assert.equal(codes(await together(budget, wages, -8_000n, -15_000n)), 'line-already-placed');
    assert.deepEqual(await spentOf(budget), [15_000n, 0n]);
    assert.equal(codes(await together(budget, pool, -8_000n)), 'together-needs-two');
  });
});
