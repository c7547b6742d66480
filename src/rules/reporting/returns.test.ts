import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  ageGroupOf,
  decideReturn,
  peopleThisYear,
  quarterOf,
  reportOption,
  returnWindow,
  wheelchairCountsAs,
} from './returns.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-152  The return of a quarter opens on the first working day after it', () => {
  const quarters = [
    ['2026-03-31', '2026-01-01', '2026-03-31'],
    ['2026-04-01', '2026-04-01', '2026-06-30'],
    ['2026-05-15', '2026-04-01', '2026-06-30'],
    ['2026-07-31', '2026-07-01', '2026-09-30'],
    ['2026-09-30', '2026-07-01', '2026-09-30'],
    ['2026-12-31', '2026-10-01', '2026-12-31'],
    ['2027-02-28', '2027-01-01', '2027-03-31'],
  ] as const;
  for (const [date, from, to] of quarters)
    test(`${date} is in the quarter from ${from} to ${to}`, () =>
      same(quarterOf(on(date)), { from: on(from), to: on(to) }));

  const windows = [
    ['2026-09-01', '2026-10-01', '2026-10-22'], // the pack is ready on 1 October 2026
    ['2026-12-01', '2027-01-04', '2027-01-25'], // New Year's Day is a Friday
    ['2027-03-01', '2027-04-01', '2027-04-22'],
    ['2026-06-01', '2026-07-01', '2026-07-22'],
  ] as const;
  for (const [date, opens, closes] of windows)
    test(`the quarter of ${date}: from ${opens} to ${closes}`, () =>
      same(returnWindow(quarterOf(on(date)), DEFAULT_POLICY.report, ENGLAND_AND_WALES), {
        opensOn: on(opens),
        closesOn: on(closes),
      }));
  test('a board may open it on the second working day', () => {
    const second = { opensWorkingDay: 2, windowDays: 14 };
    same(returnWindow(quarterOf(on('2026-12-01')), second, ENGLAND_AND_WALES), {
      opensOn: on('2027-01-05'),
      closesOn: on('2027-01-19'),
    });
  });
});

const cell = { name: 'adults', opening: 410, began: 62, ended: 35, closing: 437 };

describe('R-153  What was there, and began, less what ended, is what is there', () => {
  test('410 + 62 − 35 = 437', () =>
    same(decideReturn([cell, { ...cell, opening: 411, closing: 438 }], []), {
      accepted: true,
      value: { closing: 875 },
    }));
  for (const closing of [436, 438])
    test(`${closing} is refused, by the cell’s name`, () =>
      same(refusalsOf(decideReturn([{ ...cell, closing }], [])), [
        { code: 'return-cell-differs', cell: 'adults', closing, expected: 437 },
      ]));
});

describe('R-154  Each person counts once in a financial year', () => {
  const budget = (personId: string, from: string, to?: string) => ({
    personId,
    from: on(from),
    to: to === undefined ? undefined : on(to),
  });
  test('a one-off that ended in May and a budget from September: one', () =>
    assert.equal(
      peopleThisYear([budget('a', '2026-05-01', '2026-05-20'), budget('a', '2026-09-01')], on('2026-12-31')),
      1,
    ));
  const table = [
    ['2025-01-01', '2026-03-31', 0],
    ['2025-01-01', '2026-04-01', 1],
    ['2026-12-31', undefined, 1],
    ['2027-01-01', undefined, 0],
    ['2025-01-01', undefined, 1],
  ] as const;
  for (const [from, to, count] of table)
    test(`from ${from} to ${to ?? 'now'}: ${count}`, () =>
      assert.equal(peopleThisYear([budget('a', from, to)], on('2026-12-31')), count));
  test('in whatever order, and never more than there are', () => {
    const budgets = fc.array(
      fc.record({
        personId: fc.constantFrom('a', 'b', 'c'),
        from: fc.integer({ min: 0, max: 900 }).map(days => on('2025-01-01').add({ days })),
        to: fc.constant(undefined),
      }),
    );
    fc.assert(
      fc.property(budgets, all => {
        const count = peopleThisYear(all, on('2026-12-31'));
        assert.equal(peopleThisYear(all.toReversed(), on('2026-12-31')), count);
        assert.equal(peopleThisYear([...all, ...all], on('2026-12-31')), count);
        assert.ok(count <= 3);
      }),
    );
  });
});

describe('R-155  Every breakdown comes to the total', () => {
  const byAge = { by: 'age', parts: [380, 57], total: 437 };
  const byOption = { by: 'option', parts: [120, 290, 27], total: 437 };
  test('437 = 380 + 57 = 120 + 290 + 27', () => assert.equal(decideReturn([cell], [byAge, byOption]).accepted, true));
  for (const total of [436, 438])
    test(`${total} is refused, by the name of the breakdown`, () =>
      same(refusalsOf(decideReturn([cell], [byAge, { ...byOption, total }])), [
        { code: 'return-sum-differs', by: 'option', sum: 437, total },
      ]));
  test('an adult from the 18th birthday', () => {
    assert.equal(ageGroupOf(on('2008-12-01'), on('2026-11-30')), 'CHILD_OR_YOUNG_PERSON');
    assert.equal(ageGroupOf(on('2008-12-01'), on('2026-12-01')), 'ADULT');
    assert.equal(ageGroupOf(on('2007-12-01'), on('2026-12-01')), 'ADULT');
  });
});

describe('R-156  A wheelchair budget is ongoing only while it is reviewed each year', () => {
  const issuedOn = on('2024-06-01');
  const counts = (lastReviewOn: string | undefined, day: string) =>
    wheelchairCountsAs({ issuedOn, lastReviewOn: lastReviewOn === undefined ? undefined : on(lastReviewOn) }, on(day));
  test('given in 2024 and not reviewed since: one-off', () => assert.equal(counts(undefined, '2026-12-31'), 'ONE_OFF'));
  test('until the first review is due: ongoing', () => {
    assert.equal(counts(undefined, '2025-06-01'), 'ONGOING');
    assert.equal(counts(undefined, '2025-06-02'), 'ONE_OFF');
  });
  test('within twelve months of a review: ongoing', () => {
    assert.equal(counts('2025-12-31', '2026-12-31'), 'ONGOING');
    assert.equal(counts('2025-12-30', '2026-12-31'), 'ONE_OFF');
  });
});

describe('R-158  A mixed budget counts once, under the option that holds most of it', () => {
  const table = [
    [2_000_000n, 800_000n, 320_000n, 'DIRECT_PAYMENT'],
    [100n, 101n, 100n, 'THIRD_PARTY'],
    [100n, 100n, 101n, 'NOTIONAL'],
    [100n, 100n, 100n, 'DIRECT_PAYMENT'],
    [0n, 100n, 100n, 'THIRD_PARTY'],
    [100n, 0n, 100n, 'DIRECT_PAYMENT'],
    [0n, 0n, 1n, 'NOTIONAL'],
  ] as const;
  for (const [DIRECT_PAYMENT, THIRD_PARTY, NOTIONAL, expected] of table)
    test(`${DIRECT_PAYMENT}, ${THIRD_PARTY} and ${NOTIONAL}: ${expected}`, () =>
      assert.equal(reportOption({ DIRECT_PAYMENT, THIRD_PARTY, NOTIONAL }), expected));
});
