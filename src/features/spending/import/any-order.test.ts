/**
 * One history, cut anyhow into files that overlap and come in any order, gives the same lines as the whole in one file:
 * on the real store, with twins. Banks export whole days, so every file holds its days whole.
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
import { loadMoneyFigures } from '../../ledger/store.ts';
import { importStatement } from '../import-statement.ts';
import { loadLines } from '../store.ts';

const database = await testDatabase('2027-02-20');
const { db, tools, icbCode } = database;
const team = await makeTeam(database);

const PAYEES = ['PAT GREEN WAGES', 'RIVERSIDE POOL', 'CORNER SHOP', 'KIOSK'];
const AMOUNTS = ['-45.00', '-150.00', '-1.00', '2600.00', '3.21'];
const DAYS = 10;

type Row = { readonly day: number; readonly amount: string; readonly payee: string };
const row = fc.record({
  day: fc.integer({ min: 1, max: DAYS }),
  amount: fc.constantFrom(...AMOUNTS),
  payee: fc.constantFrom(...PAYEES),
});
/** From one day to another, both whole. */
const cut = fc
  .tuple(fc.integer({ min: 1, max: DAYS }), fc.integer({ min: 1, max: DAYS }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

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
      .map(line => `${line.postedOn} ${line.amountPence} ${line.counterparty} ${line.narrative}`)
      .sort();
    return JSON.stringify([rows, held.toString()]);
  });
}

test('files in any order, cut anyhow, hold what one file holds', async () => {
  let overlapping = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 25 }),
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
  assert.ok(overlapping > 5, `${overlapping} histories had files that overlap`);
});

/** The same list, begun elsewhere and sometimes backwards. */
function turned<T>(list: readonly T[], seed: number): T[] {
  const at = list.length === 0 ? 0 : seed % list.length;
  const begun = [...list.slice(at), ...list.slice(0, at)];
  return seed % 2 === 0 ? begun : begun.reverse();
}
