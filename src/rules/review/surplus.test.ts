import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AccountMoney, isLargeSurplus, surplusPence } from './surplus.ts';

describe('R-145  A surplus is what is left once everything that the money is for is taken off', () => {
  const money: AccountMoney = {
    balancePence: 910_000n,
    contingencyPence: 240_000n,
    liabilitiesPence: [60_000n, 30_000n],
    savingsPence: 120_000n,
    advancePence: 260_000n,
  };
  test('£9,100.00 − £2,400.00 − £900.00 − £1,200.00 − £2,600.00 = £2,000.00', () =>
    assert.equal(surplusPence(money), 200_000n));
  test('it may be less than nothing, and that is said', () =>
    assert.equal(surplusPence({ ...money, balancePence: 709_999n }), -1n));

  const policy = { weeks: 8, weeksPerYear: 52 };
  const table = [
    [3_120_000n, 480_000n, true], // £600.00 a week: 8 weeks
    [3_120_000n, 479_999n, false],
    [0n, 0n, false],
    [0n, 1n, true],
    [3_120_000n, -480_000n, false],
  ] as const;
  for (const [yearlyPence, pence, large] of table)
    test(`${pence} of ${yearlyPence} a year: ${large ? 'a reason to talk' : 'nothing to say'}`, () =>
      assert.equal(isLargeSurplus({ pence, yearlyPence }, policy), large));
});
