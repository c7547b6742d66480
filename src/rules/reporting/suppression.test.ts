import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { type Published, publish } from './suppression.ts';

const policy = { suppressBelow: 5, roundTo: 5 };
const show = (counts: readonly (readonly number[])[]) => {
  const { rows, totals, total } = publish(counts, policy);
  return [...rows.map(row => `${row.cells.join(' ')} = ${row.total}`), `${totals.join(' ')} = ${total}`];
};

describe('R-159  Small numbers become a star, and no star can be worked out', () => {
  const table: readonly (readonly [string, readonly (readonly number[])[], readonly string[]])[] = [
    [
      'nothing small: rounded to five',
      [
        [12, 13],
        [17, 18],
      ],
      ['10 15 = 25', '15 20 = 35', '30 30 = 60'],
    ],
    [
      'five is not small',
      [
        [5, 10],
        [10, 10],
      ],
      ['5 10 = 15', '10 10 = 20', '15 20 = 35'],
    ],
    [
      'four is: and with it the smallest beside it, both ways',
      [
        [4, 20, 30],
        [40, 50, 60],
        [70, 80, 90],
      ],
      ['* * 30 = 55', '* * 60 = 150', '70 80 90 = 240', '115 150 180 = 445'],
    ],
    [
      'two in a row hide each other, and need one each below',
      [
        [3, 4, 50],
        [60, 70, 80],
      ],
      ['* * 50 = 55', '* * 80 = 210', '65 75 130 = 265'],
    ],
    ['one number of one: its totals too', [[3]], ['* = *', '* = *']],
    ['one number of one, large', [[13]], ['15 = 15', '15 = 15']],
    [
      'nought is small',
      [
        [0, 20],
        [20, 20],
      ],
      ['* * = 20', '* * = 40', '20 40 = 60'],
    ],
  ];
  for (const [what, counts, shown] of table) test(what, () => same(show(counts), shown));
  test('three direct payments of aftercare', () => same(publish([[3, 40, 9]], policy).rows[0]!.cells, ['*', 40, '*']));
  test('an empty table has a total of nought, which is small', () => same(show([]), [' = *']));
  test('a board may hide and round otherwise', () =>
    same(
      publish(
        [
          [9, 14],
          [30, 40],
        ],
        { suppressBelow: 10, roundTo: 10 },
      ).rows[0],
      {
        cells: ['*', '*'],
        total: 20,
      },
    ));

  const tables = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([height, width]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );
  test('in any table: nothing small, no star alone, everything rounded', () => {
    fc.assert(
      fc.property(tables, counts => {
        const { rows, totals, total } = publish(counts, policy);
        const lines: (readonly Published[])[] = [...rows.map(row => [...row.cells, row.total]), [...totals, total]];
        const columns = lines[0]!.map((_, x) => lines.map(line => line[x]!));
        for (const line of [...lines, ...columns]) assert.notEqual(line.filter(cell => cell === '*').length, 1);
        for (const [y, row] of counts.entries())
          for (const [x, count] of row.entries()) {
            const shown = rows[y]!.cells[x]!;
            if (shown === '*') continue;
            assert.ok(count >= 5 && shown % 5 === 0 && Math.abs(shown - count) <= 2);
          }
        same(publish(counts, policy), { rows, totals, total });
      }),
      { numRuns: 500 },
    );
  });
});
