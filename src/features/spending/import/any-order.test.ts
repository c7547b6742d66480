/**
 * One history, cut anyhow into files that overlap and come in any order, gives the same lines as the whole in one file, and
 * places them alike: on the real store, with twins, and with refunds that come before the payments that they are money back
 * of. Banks export whole days, so every file holds its days whole.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ACCOUNT_NUMBER,
  type ActiveBudget,
  makeActiveBudget,
  makeTeam,
  SORT_CODE,
} from '../../../../test/support/active-budget.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import type { Tx } from '../../../platform/db.ts';
import { lineFigures } from '../../../rules/payment/ledger.ts';
import { loadBalances, loadMoneyFigures } from '../../ledger/store.ts';
import { importStatement } from '../import-statement.ts';
import { type Line, loadLines } from '../store.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const team = await makeTeam(database);

const PAYEES = ['PAT GREEN WAGES', 'RIVERSIDE POOL', 'RIVERSIDE POOL', 'CORNER SHOP', 'KIOSK'];
const AMOUNTS = ['-45.00', '-45.00', '-150.00', '-1.00', '2600.00', '3.21', '45.00', '150.00', '20.00'];
const DAYS = 10;

type Row = { readonly day: number; readonly amount: string; readonly payee: string };
const day = fc.integer({ min: 1, max: DAYS });
const anything = fc.record({ day, amount: fc.constantFrom(...AMOUNTS), payee: fc.constantFrom(...PAYEES) });
/** What can be money back, and what it can be money back of. */
const swim = fc.record({
  day,
  amount: fc.constantFrom('-45.00', '45.00', '20.00'),
  payee: fc.constant('RIVERSIDE POOL'),
});
const row: fc.Arbitrary<Row> = fc.oneof(anything, swim);
/** From one day to another, both whole. */
const cut = fc
  .tuple(fc.integer({ min: 1, max: DAYS }), fc.integer({ min: 1, max: DAYS }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

/** How often money back was placed, and placed anew because its payment came later. */
let refunds = 0;
let moved = 0;

async function imported(files: readonly (readonly Row[])[]): Promise<string> {
  const budget: ActiveBudget = await makeActiveBudget(database, {}, team);
  for (const rows of files) {
    const text = rows.map(
      ({ day, amount, payee }) =>
        `,${String(day).padStart(2, '0')}/12/2026,${SORT_CODE.replace(/(..)(..)(..)/, '$1-$2-$3')} ${ACCOUNT_NUMBER},${amount},PAYMENT,${payee}`,
    );
    const bytes = new TextEncoder().encode(['Number,Date,Account,Amount,Subcategory,Memo', ...text, ''].join('\n'));
    const file = { name: 'part.csv', bytes };
    const decision = await importStatement(tools, budget.person, { id: randomUUID() }, budget.budgetId, { file });
    assert.ok(decision.accepted);
  }
  return db.transaction({ icbCode, id: randomUUID() }, async tx => {
    const lines = await loadLines(tx, budget.budgetId, 1000);
    const { held } = await loadMoneyFigures(tx, budget.budgetId, budget.startsOn);
    // The payment of £2,600.00 is in the ledger already: which of its twins confirms it moves no line.
    const rows = lines
      .map(
        line => `${line.postedOn} ${line.amountPence} ${line.counterparty} ${line.narrative} ${placeOf(budget, line)}`,
      )
      .sort();
    refunds += lines.filter(line => line.placement.what === 'REFUND').length;
    moved += lines.filter(line => line.placement.sequence > 1).length;
    const spent = await loadSpent(tx, budget);
    return JSON.stringify([rows, held.toString(), spent]);
  });
}

/** Which of the twins of a payment of the ICB confirms it moves no line. */
function placeOf({ itemIds }: ActiveBudget, { amountPence, placement: { what, planItemId } }: Line): string {
  return amountPence === 260_000n ? '' : `${what} ${planItemId === null ? '' : itemIds.indexOf(planItemId)}`;
}

/** What is spent on each line of the plan, and what its promise still holds. */
async function loadSpent(tx: Tx, { budgetId, itemIds, startsOn }: ActiveBudget): Promise<string[]> {
  const figures = lineFigures(await loadBalances(tx, budgetId), startsOn);
  return itemIds.map(itemId => {
    const { spentPence = 0n, promisedPence = 0n } = figures.get(itemId) ?? {};
    return `${spentPence} ${promisedPence}`;
  });
}

test('R-110  a refund whose payment comes later goes back to its line then, and says why', async () => {
  const pool = (day: number, amount: string): Row => ({ day, amount, payee: 'RIVERSIDE POOL' });
  const before = moved;
  const both = await imported([[pool(3, '-45.00'), pool(5, '45.00')]]);
  assert.equal(moved, before);
  assert.equal(await imported([[pool(5, '45.00')], [pool(3, '-45.00')]]), both);
  assert.equal(moved, before + 1);
});

test('files in any order, cut anyhow, hold what one file holds', async () => {
  let overlapping = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 5, maxLength: 30 }),
      fc.array(cut, { maxLength: 4 }),
      fc.nat(),
      async (history, cuts, seed) => {
        const within = ([from, to]: readonly [number, number]) => history.filter(({ day }) => day >= from && day <= to);
        // Every day is in one file at least; the others overlap, and each file has its own order of lines.
        const middle = 1 + (seed % DAYS);
        const files = [within([1, middle]), within([middle, DAYS]), ...cuts.map(within)].map((rows, i) =>
          turned(rows, seed + i),
        );
        overlapping += files.flat().length > history.length ? 1 : 0;
        assert.equal(await imported(turned(files, seed)), await imported([history]));
      },
    ),
    { numRuns: 25 },
  );
  assert.ok(refunds > 20, `${refunds} refunds`);
  assert.ok(moved > 1, `${moved} refunds came before their payments`);
  assert.ok(overlapping > 5, `${overlapping} histories had files that overlap`);
});

/** The same list, begun elsewhere and sometimes backwards. */
function turned<T>(list: readonly T[], seed: number): T[] {
  const at = list.length === 0 ? 0 : seed % list.length;
  const begun = [...list.slice(at), ...list.slice(0, at)];
  return seed % 2 === 0 ? begun : begun.reverse();
}
