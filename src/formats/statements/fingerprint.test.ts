import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fingerprints } from '../../../test/support/fingerprints.ts';
import type { StatementLine } from './statement.ts';

const line = (changes: Partial<StatementLine> = {}): StatementLine => {
  const day = Temporal.PlainDate.from('2026-12-08');
  const words = { counterparty: 'RIVERSIDE LEISURE', narrative: 'RIVERSIDE LEISURE CD 4411' };
  return {
    postedOn: day,
    valueOn: day,
    amountPence: -750n,
    ...words,
    bankRef: null,
    type: 'DEB',
    merchantCode: null,
    ...changes,
  };
};

/** What a store holds after importing files one after the other: each fingerprint once. */
const imported = (...files: (readonly StatementLine[])[]) => new Set(files.flatMap(fingerprints));

describe('A file imported twice adds nothing; two true twins both stay', () => {
  const others = [2, 3, 4, 5].map(day => line({ postedOn: Temporal.PlainDate.from({ year: 2026, month: 12, day }) }));

  test('twins of one day have two fingerprints', () => assert.equal(imported([line(), line()]).size, 2));
  test('the same file twice', () => assert.equal(imported([line(), line()], [line(), line()]).size, 2));
  test('a later file with a third twin adds one', () =>
    assert.equal(imported([line(), line()], [line(), line(), line()]).size, 3));

  test('files that overlap by whole days, in any order of files and lines, hold what one file holds', () => {
    const all = [...others, line(), line()];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        fc.shuffledSubarray(all, { minLength: 6 }),
        (order, whole) => {
          const parts = [others.slice(0, 3), others.slice(1), [line(), line(), others[3]!]];
          assert.deepEqual([...imported(...order.map(at => parts[at]!))].sort(), [...imported(whole)].sort());
        },
      ),
    );
  });

  const differs = [
    ['date', { postedOn: Temporal.PlainDate.from('2026-12-09') }, 2],
    ['amount', { amountPence: 750n }, 2],
    ['counterparty', { counterparty: 'X' }, 2],
    ['narrative', { narrative: 'X' }, 2],
    ['bank reference', { bankRef: '1' }, 2],
    ['type, a word that banks change between downloads', { type: 'POS' }, 1],
  ] as const;
  for (const [what, changes, count] of differs) {
    test(`another ${what}: ${count}`, () => assert.equal(imported([line()], [line(changes)]).size, count));
  }

  test('with a bank reference the words do not count', () => {
    assert.equal(imported([line({ bankRef: '7' })], [line({ bankRef: '7', narrative: 'reworded' })]).size, 1);
  });
  test('a reference that a bank uses anew another day is another line', () => {
    const later = line({ bankRef: '7', postedOn: Temporal.PlainDate.from('2027-01-08') });
    assert.equal(imported([line({ bankRef: '7' })], [later]).size, 2);
  });
  test('words cannot be shifted from one field to the next', () => {
    assert.equal(
      imported([line({ counterparty: 'A', narrative: 'B,C' })], [line({ counterparty: 'A,B', narrative: 'C' })]).size,
      2,
    );
  });
});
