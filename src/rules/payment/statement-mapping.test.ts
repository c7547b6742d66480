import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { type ColumnsSaid, decideColumns, decideMapping, saysTheSame } from './statement-mapping.ts';

const ONE: ColumnsSaid = {
  date: 0,
  dateOrder: 'day-first',
  narrative: 1,
  amount: 2,
  spendingIsPositive: false,
  decimalComma: false,
};
const TWO: ColumnsSaid = { ...ONE, amount: undefined, paidIn: 2, paidOut: 3 };
const answer = (decision: Decision<unknown>) =>
  decision.accepted
    ? 'yes'
    : decision.refusals
        .map(refusal => [refusal.code, ...('column' in refusal ? [refusal.column] : [])].join(' '))
        .join(', ');

describe('R-078  What somebody says of a bank file’s columns must be possible', () => {
  const table: readonly (readonly [what: string, said: ColumnsSaid, columns: number, expected: string])[] = [
    ['one column with the amount, the last', ONE, 3, 'yes'],
    ['a file with one column less', ONE, 2, 'mapping-column-unknown amount'],
    ['two columns', TWO, 4, 'yes'],
    ['with the balance', { ...TWO, balance: 4 }, 5, 'yes'],
    ['a balance past the last column', { ...TWO, balance: 4 }, 4, 'mapping-column-unknown balance'],
    ['before the first column', { ...ONE, date: -1 }, 3, 'mapping-column-unknown date'],
    ['between two columns', { ...ONE, narrative: 0.5 }, 3, 'mapping-column-unknown narrative'],
    ['one column twice', { ...ONE, balance: 2 }, 3, 'mapping-column-twice balance'],
    ['day and words in one', { ...ONE, narrative: 0 }, 3, 'mapping-column-twice narrative'],
    ['no amount', { ...ONE, amount: undefined }, 3, 'mapping-amount-missing'],
    ['money in alone', { ...ONE, amount: undefined, paidIn: 2 }, 3, 'mapping-amount-missing'],
    ['money out alone', { ...ONE, amount: undefined, paidOut: 2 }, 3, 'mapping-amount-missing'],
    ['an amount and money in', { ...ONE, paidIn: 3 }, 4, 'mapping-amount-twice'],
    ['an amount and money out', { ...ONE, paidOut: 3 }, 4, 'mapping-amount-twice'],
    [
      'all that is wrong at once',
      { ...ONE, date: 9, paidIn: 2 },
      3,
      'mapping-column-unknown date, mapping-column-twice paidIn, mapping-amount-twice',
    ],
  ];
  for (const [what, said, columns, expected] of table)
    test(what, () => assert.equal(answer(decideColumns(said, columns)), expected));

  test('the column that has it already is named', () => {
    const decision = decideColumns({ ...TWO, balance: 3 }, 4);
    assert.deepEqual(decision.accepted || decision.refusals, [
      { code: 'mapping-column-twice', column: 'balance', before: 'paidOut' },
    ]);
  });
});

describe('R-078  A head is read in one way at a time', () => {
  test('nothing said; said first; said the same again; said otherwise', () => {
    assert.equal(answer(decideMapping(undefined, undefined)), 'mapping-not-said');
    assert.equal(answer(decideMapping(undefined, ONE)), 'mapping-not-said');
    assert.equal(answer(decideMapping(ONE, undefined)), 'yes');
    assert.equal(answer(decideMapping(ONE, { ...ONE })), 'yes');
    assert.equal(answer(decideMapping(ONE, TWO)), 'mapping-said-otherwise');
  });
  for (const other of [
    { date: 5 },
    { narrative: 5 },
    { amount: 5 },
    { paidIn: 5 },
    { paidOut: 5 },
    { balance: 5 },
    { dateOrder: 'month-first' },
    { spendingIsPositive: true },
    { decimalComma: true },
  ] as const)
    test(`${JSON.stringify(other)} is another way`, () => {
      assert.ok(!saysTheSame(ONE, { ...ONE, ...other }));
      assert.ok(!saysTheSame({ ...ONE, ...other }, ONE));
    });
});
