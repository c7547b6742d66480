import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { priceOf, readQuantity, showQuantity } from './quantity.ts';

describe('Quantities are exact to four decimals', () => {
  const table = [
    ['40', 400_000n],
    ['7.5', 75_000n],
    [' 0.0833 ', 833n],
    ['0', 0n],
    ['999999.9999', 9_999_999_999n],
    ['1000000', undefined],
    ['1.00001', undefined],
    ['1.', undefined],
    ['.5', undefined],
    ['-1', undefined],
    ['+1', undefined],
    ['1,5', undefined],
    ['1e2', undefined],
    ['', undefined],
  ] as const;
  for (const [text, expected] of table) {
    test(`“${text}”: ${expected ?? 'refused'}`, () => assert.equal(readQuantity(text)?.tenThousandths, expected));
  }

  test('the shortest string, and it reads back', () => {
    assert.equal(showQuantity(readQuantity('40.00')!), '40');
    assert.equal(showQuantity(readQuantity('7.50')!), '7.5');
    assert.equal(showQuantity(readQuantity('0.0833')!), '0.0833');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999n }), tenThousandths => {
        assert.equal(readQuantity(showQuantity({ tenThousandths }))?.tenThousandths, tenThousandths);
      }),
    );
  });
});

describe('R-044  quantity × rate × times, rounded once at the end', () => {
  const table = [
    // quantity rate  times  pence
    ['40', 1_500n, 52n, 3_120_000n], // 40 h × £15 × 52 = £31,200.00
    ['7.5', 1_333n, 1n, 9_998n], // 9,997.5 → half up
    ['7.5', 1_333n, 52n, 519_870n], // rounded once, not 52 times
    ['0.0001', 4_999n, 1n, 0n],
    ['0.0001', 5_000n, 1n, 1n],
    ['0', 1_500n, 52n, 0n],
  ] as const;
  for (const [quantity, rate, times, expected] of table) {
    test(`${quantity} × ${rate}p × ${times} = ${expected}p`, () =>
      assert.equal(priceOf(readQuantity(quantity)!, rate, times), expected));
  }
});
