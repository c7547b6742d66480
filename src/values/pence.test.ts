import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { comparePence, divideHalfUp, greatest, least, pounds, readPounds, sizeOf, total } from './pence.ts';

describe('Money is whole pence', () => {
  const shown = [
    [0n, '£0.00'],
    [1n, '£0.01'],
    [99n, '£0.99'],
    [100n, '£1.00'],
    [99_999n, '£999.99'],
    [100_000n, '£1,000.00'],
    [3_120_000n, '£31,200.00'],
    [123_456_789n, '£1,234,567.89'],
    [-1n, '−£0.01'],
    [-100_000n, '−£1,000.00'],
  ] as const;
  for (const [pence, expected] of shown) test(`${pence}p is ${expected}`, () => assert.equal(pounds(pence), expected));

  const typed = [
    ['1234', 123_400n],
    ['1,234.50', 123_450n],
    ['£31,200.00', 3_120_000n],
    [' £5 ', 500n],
    ['0.1', 10n],
    ['0.01', 1n],
    ['0', 0n],
    ['1,23', undefined],
    ['12,34,567', undefined],
    ['1234,567', undefined],
    ['1.234', undefined],
    ['1.', undefined],
    ['.5', undefined],
    ['-5', undefined],
    ['5p', undefined],
    ['1e3', undefined],
    ['5 0', undefined],
    ['99999999999', 9_999_999_999_900n],
    ['999999999999', undefined],
    ['', undefined],
  ] as const;
  for (const [text, expected] of typed) {
    test(`“${text}” is ${expected === undefined ? 'refused' : `${expected}p`}`, () =>
      assert.equal(readPounds(text), expected));
  }

  test('what is shown reads back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999_999n }), pence => {
        assert.equal(readPounds(pounds(pence)), pence);
      }),
    );
  });
});

describe('R-044  One rounding, half up, away from nought for negatives', () => {
  const table = [
    [0n, 2n, 0n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [2n, 4n, 1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [4n, 10n, 0n],
    [5n, 10n, 1n],
    [-5n, 10n, -1n],
    [-4n, 10n, 0n],
    [14n, 10n, 1n],
    [15n, 10n, 2n],
    [7n, 1n, 7n],
  ] as const;
  for (const [numerator, denominator, expected] of table) {
    test(`${numerator}/${denominator} is ${expected}`, () =>
      assert.equal(divideHalfUp(numerator, denominator), expected));
  }
  test('a denominator of nought or below is our fault', () => {
    assert.throws(() => divideHalfUp(1n, 0n), RangeError);
    assert.throws(() => divideHalfUp(1n, -1n), RangeError);
  });
  test('never more than half off, and the sign only turns the answer round', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (a, b) => {
          const answer = divideHalfUp(a, b);
          const off = 2n * (answer * b - a);
          assert.ok((off < 0n ? -off : off) <= b);
          assert.equal(divideHalfUp(-a, b), -answer);
        },
      ),
    );
  });
});

describe('Sums', () => {
  test('total of nothing is nought', () => assert.equal(total([]), 0n));
  test('total and least', () => {
    assert.equal(total([1n, -3n, 10n]), 8n);
    assert.equal(least(1n, 2n), 1n);
    assert.equal(least(2n, 1n), 1n);
    assert.equal(least(-1n, -1n), -1n);
    assert.equal(greatest(1n, 2n), 2n);
    assert.equal(greatest(2n, -1n), 2n);
    assert.deepEqual([-2n, 0n, 2n].map(sizeOf), [2n, 0n, 2n]);
    assert.deepEqual([3n, -1n, 2n, 2n].sort(comparePence), [-1n, 2n, 2n, 3n]);
  });
});
