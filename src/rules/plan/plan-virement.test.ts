import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type LineSpending, monthsBegun, plannedIn, virementOf } from './plan-virement.ts';

const settings = { virementPct: 10, virementPence: 5_000n };
const line = (planItemId: string, planned: bigint, spent: bigint, outcomeIds = ['calm']): LineSpending => ({
  planItemId,
  outcomeIds,
  plannedPence: planned,
  spentPence: spent,
});
const massage = (spent: bigint) => line('massage', 10_000n, spent);
const others = (spare: bigint, outcomeIds = ['calm']) => [line('swim', 20_000n, 20_000n - spare, outcomeIds)];

describe('R-072  A little more on one line, made up by another of the same outcome', () => {
  test('£108 of £100 on massage, £20 left on another line: within', () => {
    assert.deepEqual(virementOf(massage(10_800n), [massage(10_800n), ...others(2_000n)], settings, 1), {
      overPence: 800n,
      allowedPence: 5_000n,
      sparePence: 2_000n,
      isWithin: true,
    });
  });
  const table = [
    ['exactly what is left', 12_000n, 2_000n, true],
    ['a penny more than is left', 12_001n, 2_000n, false],
    ['exactly £50 in a month', 15_000n, 9_000n, true],
    ['a penny over £50', 15_001n, 9_000n, false],
    ['nothing over, nothing left', 10_000n, 0n, true],
    ['a penny under', 9_999n, 0n, true],
    ['a penny over, nothing left', 10_001n, 0n, false],
  ] as const;
  for (const [what, spent, spare, within] of table)
    test(what, () => assert.equal(virementOf(massage(spent), others(spare), settings, 1).isWithin, within));
  test('a tenth of a large line is more than £50, rounded half up', () => {
    const large = line('pa', 100_005n, 110_006n);
    assert.equal(virementOf(large, others(20_000n), settings, 1).allowedPence, 10_001n);
    assert.equal(virementOf(large, others(20_000n), settings, 1).isWithin, true);
    assert.equal(virementOf({ ...large, spentPence: 110_007n }, others(20_000n), settings, 1).isWithin, false);
  });
  test('three months have three times £50', () => {
    assert.equal(virementOf(massage(10_000n), [], settings, 3).allowedPence, 15_000n);
  });
  test('a line of another outcome makes up for nothing', () => {
    assert.equal(virementOf(massage(10_800n), others(2_000n, ['walk']), settings, 1).isWithin, false);
  });
  test('nor does the line itself, or one that is over too', () => {
    const over = massage(10_800n);
    assert.equal(virementOf(over, [{ ...over, spentPence: 0n }], settings, 1).sparePence, 0n);
    assert.equal(virementOf(over, [line('swim', 100n, 900n)], settings, 1).sparePence, 0n);
  });
  test('what is left on all of them together', () => {
    assert.equal(
      virementOf(massage(0n), [...others(300n), line('run', 200n, 0n, ['walk', 'calm'])], settings, 1).sparePence,
      500n,
    );
  });
  test('a line that is not over is always within', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 0n, max: 10n ** 9n }), (planned, less) => {
        const spent = planned > less ? planned - less : 0n;
        assert.ok(virementOf(line('one', planned, spent), [], settings, 1).isWithin);
      }),
    );
  });
});

describe('R-072  What was planned is counted for the months that have begun', () => {
  const table = [
    ['2026-12-15', 1, 'the first day'],
    ['2027-01-14', 1, 'the last day of the first month'],
    ['2027-01-15', 2, 'the second month'],
    ['2027-11-14', 11, 'the day before the twelfth month'],
    ['2027-11-15', 12, 'the twelfth month'],
    ['2028-03-01', 12, 'after the year'],
    ['2026-12-01', 1, 'before it'],
  ] as const;
  for (const [today, months, when] of table)
    test(`${today}, ${when}: ${months}`, () =>
      assert.equal(monthsBegun(Temporal.PlainDate.from('2026-12-15'), Temporal.PlainDate.from(today)), months));

  test('so many twelfths of a line, half a penny up; what is bought once is planned whole from the start', () => {
    const planned = (months: number, annualPence: bigint, oneOff = false) => plannedIn(months, { annualPence, oneOff });
    assert.equal(planned(1, 1_200n), 100n);
    assert.equal(planned(5, 1_201n), 500n); // 500.41…
    assert.equal(planned(6, 1_201n), 601n); // 600.5
    assert.equal(planned(12, 1_201n), 1_201n);
    assert.equal(planned(1, 1_200n, true), 1_200n);
  });
});
