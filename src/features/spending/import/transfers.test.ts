/** Money that a person moved between accounts of theirs: on the real store, whichever side came first. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { type ActiveBudget, makeActiveBudget, makeTeam } from '../../../../test/support/active-budget.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { sql } from '../../../platform/sql.ts';
import type { Decision } from '../../../rules/decision.ts';
import { systemActor } from '../../../values/actor.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { undoLine } from '../answers/undo-line.ts';
import { importStatement } from '../import-statement.ts';
import { jobs } from '../jobs.ts';
import { placeLine } from '../place-line.ts';
import { type Line, loadLines } from '../store.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const team = await makeTeam(database);
const command = () => ({ id: randomUUID() });
const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) =>
  db.transaction({ icbCode, id: randomUUID() }, work);
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');

/** Files without a header, in HSBC's shape, each with its rows. */
async function begin(...files: (readonly string[])[]): Promise<ActiveBudget> {
  const budget = await makeActiveBudget(database, {}, team);
  for (const rows of files) await send(budget, rows);
  return budget;
}
async function send(budget: ActiveBudget, rows: readonly string[]): Promise<void> {
  const bytes = new TextEncoder().encode(`${rows.join('\n')}\n`);
  const file = { name: 'a.csv', bytes };
  assert.equal(codes(await importStatement(tools, budget.person, command(), budget.budgetId, { file })), 'yes');
}
const linesOf = (budget: ActiveBudget) => within(tx => loadLines(tx, budget.budgetId, 100));
const shown = async (budget: ActiveBudget) =>
  (await linesOf(budget)).map(({ linePence, placement }) => `${linePence} ${placement.what}`).sort();
const lineOf = async (budget: ActiveBudget, pence: bigint): Promise<Line> => {
  const line = (await linesOf(budget)).find(one => one.linePence === pence);
  assert.ok(line);
  return line;
};
const answer = async (budget: ActiveBudget, pence: bigint, given: { planItemId?: string; isTransfer?: boolean }) => {
  const { lineId, placement } = await lineOf(budget, pence);
  const { planItemId, isTransfer = false } = given;
  const said = { planItemId, isTransfer, note: '', sequence: placement.sequence };
  return codes(await placeLine(tools, budget.person, command(), budget.budgetId, lineId, said));
};
/** Spent, on its way, free and held; and nothing of it is out of step with the bank. */
const figuresOf = async (budget: ActiveBudget) => {
  const { spent, onItsWay, free, held } = await within(tx => loadMoneyFigures(tx, budget.budgetId, budget.startsOn));
  const { breaks: all } = await within(tx => findBreaks(tx));
  const breaks = all.filter(one => one.budgetId === budget.budgetId && /line/.test(one.cause));
  assert.deepEqual(breaks, []);
  return [spent, onItsWay, free, held].map(Number);
};

const OUT = '03/12/2026,TO SAVINGS POT,-50.00';
const BACK = '10/12/2026,FROM SAVINGS POT,50.00';

describe('R-110  Money moved to another account of the person, and back', () => {
  test('both sides are seen, in one file or in two of any order: no spending, nothing to ask', async () => {
    const start = await figuresOf(await begin());
    const orders = [[[OUT, BACK]], [[OUT], [BACK]], [[BACK], [OUT]]];
    const budgets = await Promise.all(orders.map(files => begin(...files)));
    for (const budget of budgets) {
      assert.deepEqual(await shown(budget), ['-5000 TRANSFER', '5000 TRANSFER']);
      assert.deepEqual(await figuresOf(budget), start);
    }
    const [budget] = budgets as [ActiveBudget];
    const [back, out] = [await lineOf(budget, 5_000n), await lineOf(budget, -5_000n)];
    assert.deepEqual([back.placement.transferOf, out.placement.transferOf], [out.lineId, back.lineId]);
    assert.equal(back.placement.reasons[0], 'The same amount went out and came in');
  });

  test('one side is seen: asked; the person says so, and the other side is known when it comes', async () => {
    const budget = await begin(['03/12/2026,J B,-50.00']);
    const [spent, onItsWay, free, held] = await figuresOf(budget);
    assert.equal(onItsWay, 5_000);
    assert.equal(await answer(budget, -5_000n, { isTransfer: true }), 'yes');
    assert.deepEqual(await shown(budget), ['-5000 TRANSFER']);
    assert.deepEqual(await figuresOf(budget), [spent, onItsWay, free, held]);
    await send(budget, ['20/12/2026,J B,50.00']);
    assert.deepEqual(await shown(budget), ['-5000 TRANSFER', '5000 TRANSFER']);
    assert.deepEqual(await figuresOf(budget), [spent, 0, free! + 5_000, held! + 5_000]);
  });

  test('money that came in from elsewhere alone is not made free by saying where it was', async () => {
    const budget = await begin(['03/12/2026,J B,50.00']);
    const before = await figuresOf(budget);
    assert.equal(await answer(budget, 5_000n, { isTransfer: true }), 'yes');
    assert.deepEqual(await figuresOf(budget), before);
  });

  test('a pair that was none: one side is answered, the other is asked about again, and both may be taken back', async () => {
    const budget = await begin(['03/12/2026,SAVINGS POT,-45.00', '10/12/2026,SAVINGS POT,45.00']);
    const start = await figuresOf(budget);
    const [, pool] = budget.itemIds as [string, string];
    assert.equal(await answer(budget, -4_500n, { planItemId: pool }), 'yes');
    assert.deepEqual(await shown(budget), ['-4500 SPENT', '4500 RECEIVED']);
    const [spent, onItsWay, free, held] = start as [number, number, number, number];
    assert.deepEqual(await figuresOf(budget), [spent + 4_500, onItsWay, free - 4_500, held]);
    const { lineId, placement } = await lineOf(budget, -4_500n);
    const { sequence } = placement;
    assert.equal(codes(await undoLine(tools, budget.person, command(), budget.budgetId, lineId, { sequence })), 'yes');
    assert.deepEqual(await shown(budget), ['-4500 TRANSFER', '4500 RECEIVED']);
    // From the side that came in.
    const other = await begin(['03/12/2026,SAVINGS POT,-45.00', '10/12/2026,SAVINGS POT,45.00']);
    assert.equal(await answer(other, 4_500n, {}), 'yes');
    assert.deepEqual(await shown(other), ['-4500 UNPLACED', '4500 RECEIVED']);
    await figuresOf(other);
  });
});

describe('R-110  Money moved from one budget of a person to another of theirs', () => {
  test('is no spending of either: what the one has less, the other has more; the person may say otherwise', async () => {
    const [one, two] = [await begin(), await begin()];
    await database.superDb.query(sql`update budget set person_id = ${one.person.id} where budget_id = ${two.budgetId}`);
    const starts = [await figuresOf(one), await figuresOf(two)] as [number[], number[]];
    await send(one, ['03/12/2026,TRANSFER TO MY OTHER BUDGET,-70.00', '05/12/2026,KIOSK,-9.00']);
    await send(two, ['04/12/2026,TRANSFER FROM MY OTHER BUDGET,70.00', '05/12/2026,KIOSK,9.00']);
    const run = async (by = tools) => {
      for (const job of jobs.filter(({ name }) => name === 'spending.pair-across-budgets'))
        await job.run(by, systemActor(icbCode), {});
    };
    const point = 'line.pair-across.after-pair';
    const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
    await assert.rejects(run({ ...tools, crashPoint }), new RegExp(point));
    assert.deepEqual(await shown(one), ['-7000 UNPLACED', '-900 UNPLACED']);
    await Promise.all([1, 2, 3].map(() => run()));
    assert.deepEqual(await shown(one), ['-7000 TRANSFER', '-900 UNPLACED']);
    // The same sum alone is no sign: it is asked about.
    assert.deepEqual(await shown(two), ['7000 TRANSFER', '900 RECEIVED']);
    const [left, right] = [await figuresOf(one), await figuresOf(two)];
    assert.deepEqual([left[0], right[0]], [starts[0][0], starts[1][0]], 'nothing is spent');
    assert.deepEqual([left[3]! + right[3]!], [starts[0][3]! + starts[1][3]!], 'together they hold what they held');
    assert.deepEqual([left[1], right[1]], [7_900, -7_000]);
    // It was for the pool after all: then the other side is asked about again.
    assert.equal(await answer(one, -7_000n, { planItemId: one.itemIds[1]! }), 'yes');
    assert.deepEqual(await shown(two), ['7000 RECEIVED', '900 RECEIVED']);
    assert.deepEqual((await figuresOf(two))[1], 0);
  });
});
