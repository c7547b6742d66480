import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { ambitionOf, benefitTenths, equalityGaps, modelledPence, PROTECTED_CHARACTERISTICS } from './evaluation.ts';

describe('R-160  How many people a place may hope to reach: a guide, never a target', () => {
  const table = [
    [300_000, 300, 600],
    [470_000, 470, 940],
    [999, 0, 1],
    [1_000, 1, 2],
    [0, 0, 0],
  ] as const;
  for (const [population, least, most] of table)
    test(`${population} people: ${least} to ${most}`, () =>
      same(ambitionOf(population, DEFAULT_POLICY.ambition), {
        least,
        most,
        label: 'A guide, not a target',
      }));
});

describe('R-161  What direct payments may save is an assumption that anybody may change', () => {
  test('£100,000.00 less 17% is £83,000.00', () =>
    assert.equal(modelledPence(10_000_000n, DEFAULT_POLICY.ambition.benefitPct), 8_300_000n));
  test('with another assumption another sum, rounded half up', () => {
    assert.equal(modelledPence(10_000_000n, 0), 10_000_000n);
    assert.equal(modelledPence(150n, 1), 148n); // 1.5 pence is 2
  });
  test('£91,000.00 was really 9% less; £101,000.00 was 1% more', () => {
    assert.equal(benefitTenths({ conventionalPence: 10_000_000n, actualPence: 9_100_000n }), 90n);
    assert.equal(benefitTenths({ conventionalPence: 10_000_000n, actualPence: 10_100_000n }), -10n);
    assert.equal(benefitTenths({ conventionalPence: 10_000_000n, actualPence: 0n }), 1_000n);
  });
});

describe('R-163  Who is left out: each group beside everybody together', () => {
  const all = { count: 1_100, outOf: 1_000_000 }; // 1.1 for each 1,000
  const limits = { gapPct: 20, suppressBelow: 5 };
  const row = (count: number, outOf: number) =>
    equalityGaps([{ by: 'RACE', group: 'X', count, outOf }], all, limits)[0]!;
  const table = [
    [40, 100_000, 40, true], // 0.4 against 1.1
    [110, 100_000, 110, false],
    [88, 100_000, 88, false], // exactly 20% below
    [87, 100_000, 87, true],
    [132, 100_000, 132, false], // exactly 20% above
    [133, 100_000, 133, true],
    [13_201, 10_000_000, 132, true], // a little over 20%
    [5_000, 5_000, 100_000, true], // everybody
    [5, 5_000, 100, false],
    [4, 100_000, undefined, false], // too small to show
    [5, 0, undefined, false],
  ] as const;
  for (const [count, outOf, hundredthsPerThousand, gap] of table)
    test(`${count} of ${outOf}: ${gap ? 'a gap' : 'no gap'}`, () =>
      same(row(count, outOf), { by: 'RACE', group: 'X', hundredthsPerThousand, gap }));
  test('by the nine characteristics of the law', () => assert.equal(new Set(PROTECTED_CHARACTERISTICS).size, 9));
});
