import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  BENIGN_CAUSES,
  byVariance,
  type Diagnosis,
  decideFlagClose,
  decideOffset,
  decideQuery,
  decideVariance,
  diagnose,
  expectedByNow,
  mostOffsetPence,
  nextStepOf,
  type Spending,
  totalsOf,
  VARIANCE_CAUSES,
  varianceOf,
} from './variance.ts';

const policy = DEFAULT_POLICY.variance;
const on = (text: string) => Temporal.PlainDate.from(text);
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const spent = (expectedPence: bigint, actualPence: bigint): Spending => ({ expectedPence, actualPence });
const show = (expected: bigint, actual: bigint) => {
  const { pence, tenthsOfPercent, flagged } = varianceOf(spent(expected, actual), policy);
  return `${pence} ${tenthsOfPercent} ${flagged ? 'flag' : 'no flag'}`;
};

describe('R-148  A budget is flagged beyond both 10% and £250.00', () => {
  const table = [
    [1_560_000n, 1_290_000n, '-270000 -173 flag'], // £15,600.00 and £12,900.00: −17.3%
    [1_560_000n, 1_830_000n, '270000 173 flag'],
    [250_000n, 225_000n, '-25000 -100 no flag'], // exactly both
    [250_000n, 224_999n, '-25001 -100 flag'],
    [250_020n, 225_018n, '-25002 -100 no flag'], // exactly 10%
    [250_020n, 225_017n, '-25003 -100 flag'],
    [100_000n, 75_000n, '-25000 -250 no flag'], // exactly £250.00
    [100_000n, 74_999n, '-25001 -250 flag'],
    [1_000_000n, 900_001n, '-99999 -100 no flag'],
    [0n, 25_000n, '25000 undefined no flag'],
    [0n, 25_001n, '25001 undefined flag'],
    [1n, 1n, '0 0 no flag'],
    [1_000_000n, 0n, '-1000000 -1000 flag'],
  ] as const;
  for (const [expected, actual, shown] of table)
    test(`expected ${expected}, spent ${actual}: ${shown}`, () => assert.equal(show(expected, actual), shown));
});

describe('R-147  Too much and too little are looked at alike', () => {
  test('−18% and +18% stand beside each other, by name', () => {
    const budgets = [
      { budgetId: 'small', ...spent(100n, 110n) },
      { budgetId: 'over', ...spent(100n, 118n) },
      { budgetId: 'large', ...spent(100n, 70n) },
      { budgetId: 'a-under', ...spent(100n, 82n) },
    ];
    const order = ['large', 'a-under', 'over', 'small'];
    same(
      byVariance(budgets).map(budget => budget.budgetId),
      order,
    );
    same(
      byVariance(budgets.toReversed()).map(budget => budget.budgetId),
      order,
    );
  });
  test('the sign changes nothing but the sign', () => {
    const pence = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(pence, pence, (expected, off) => {
        const over = varianceOf(spent(expected, expected + off), policy);
        const under = varianceOf(spent(expected, expected - off), policy);
        assert.equal(over.flagged, under.flagged);
        assert.equal(over.pence, -under.pence);
        assert.equal(over.tenthsOfPercent, under.tenthsOfPercent === undefined ? undefined : -under.tenthsOfPercent);
      }),
    );
  });
});

describe('R-146  A flag of low spending has its cause, and the harmless ones come first', () => {
  test('the four harmless ones head the list', () => {
    same(BENIGN_CAUSES, ['BUDGET_TOO_HIGH', 'HOSPITAL', 'SAVING_FOR_ITEM', 'FLUCTUATING_NEED']);
    same(VARIANCE_CAUSES.slice(0, 4), BENIGN_CAUSES);
    assert.equal(VARIANCE_CAUSES.at(-1), 'OTHER');
    assert.equal(new Set(VARIANCE_CAUSES).size, 12);
  });
  for (const cause of BENIGN_CAUSES)
    test(`${cause} needs no more words`, () =>
      same(decideFlagClose({ cause, words: '' }), { accepted: true, value: { cause } }));
  test('without a cause it stays open', () =>
    same(refusalsOf(decideFlagClose({ cause: undefined, words: 'Nothing' })), [{ code: 'variance-without-cause' }]));
  test('another cause has its words', () => {
    same(refusalsOf(decideFlagClose({ cause: 'OTHER', words: ' ' })), [{ code: 'variance-cause-without-words' }]);
    assert.equal(decideFlagClose({ cause: 'OTHER', words: 'A wedding' }).accepted, true);
  });
});

describe('R-148  What should have been spent by now: the months that are over', () => {
  const plan = { startsOn: on('2026-12-01'), yearlyPence: 3_120_000n, startUpPence: 5_000n };
  const table = [
    ['2026-12-01', undefined, undefined],
    ['2026-12-31', undefined, undefined],
    ['2027-01-01', '2026-12-31', 265_000n],
    ['2027-06-15', '2027-05-31', 1_565_000n], // six months of £2,600.00, and £50.00 at the start
    ['2027-12-01', '2027-11-30', 3_125_000n],
    ['2028-12-01', '2027-11-30', 3_125_000n],
  ] as const;
  for (const [today, until, pence] of table)
    test(`on ${today}: ${pence ?? 'nothing yet'}`, () =>
      same(expectedByNow(plan, on(today)), until === undefined ? undefined : { until: on(until), pence }));
  test('a first part month counts by its days', () =>
    same(expectedByNow({ ...plan, startsOn: on('2027-01-15') }, on('2027-02-01')), {
      until: on('2027-01-31'),
      pence: 147_581n,
    }));
});

describe('R-146 R-147  A review asks for the cause of a flag, over or under alike', () => {
  test('flagged and without a cause: refused', () =>
    same(refusalsOf(decideVariance({ flagged: true }, { cause: undefined, words: '' })), [
      { code: 'variance-without-cause' },
    ]));
  test('flagged with one, or not flagged: recorded', () => {
    same(decideVariance({ flagged: true }, { cause: 'HOSPITAL', words: '' }), {
      accepted: true,
      value: { cause: 'HOSPITAL' },
    });
    same(decideVariance({ flagged: false }, { cause: undefined, words: '' }), {
      accepted: true,
      value: { cause: undefined },
    });
  });
});

describe('R-119  Of many budgets together only sums are seen, and the co-ordinator is asked first', () => {
  test('−34% of two budgets', () => {
    const sums = totalsOf([spent(60_000n, 40_000n), spent(40_000n, 26_000n)]);
    same(sums, { budgets: 2, expectedPence: 100_000n, actualPence: 66_000n });
    assert.equal(varianceOf(sums, policy).tenthsOfPercent, -340n);
  });
  test('to the co-ordinator: yes', () =>
    same(decideQuery({ to: 'CARE_COORDINATOR', coordinatorAnswered: false }), {
      accepted: true,
      value: { to: 'CARE_COORDINATOR' },
    }));
  test('to the person: only after that', () => {
    same(refusalsOf(decideQuery({ to: 'PERSON', coordinatorAnswered: false })), [{ code: 'query-coordinator-first' }]);
    assert.equal(decideQuery({ to: 'PERSON', coordinatorAnswered: true }).accepted, true);
  });
});

describe('R-149  Whether a few budgets or all of them are behind a variance', () => {
  const budgets = (large: number, largeOff: bigint, small: number, smallOff: bigint) => [
    ...Array.from({ length: large }, () => spent(3_000_000n, 3_000_000n + largeOff)),
    ...Array.from({ length: small }, () => spent(3_000_000n, 3_000_000n + smallOff)),
  ];
  const table: readonly (readonly [string, readonly Spending[], Diagnosis])[] = [
    ['5 of 200 with £410,000.00 of £450,000.00', budgets(5, -8_200_000n, 195, -20_513n), 'FEW_LARGE'],
    ['20 of 200 with exactly 80%', budgets(20, 3_600n, 180, 100n), 'FEW_LARGE'],
    ['20 of 200 with less than 80%', budgets(20, 3_599n, 180, 100n), 'MIXED'],
    ['21 of 200 with 80%', budgets(21, 3_600n, 179, 100n), 'MIXED'],
    ['one of nine with everything: more than 10% of them', budgets(1, 300_000n, 8, 0n), 'MIXED'],
    ['one of ten with everything', budgets(1, 300_000n, 9, 0n), 'FEW_LARGE'],
    ['200 with −3% each', budgets(200, -90_000n, 0, 0n), 'MANY_SMALL'],
    ['200 with +3% each', budgets(200, 90_000n, 0, 0n), 'MANY_SMALL'],
    ['200 with 2% each', budgets(200, 60_000n, 0, 0n), 'MANY_SMALL'],
    ['200 with less than 2% each', budgets(200, 59_999n, 0, 0n), 'MIXED'],
    ['half of 200 with +3%, half with −3%: nothing over all', budgets(100, 90_000n, 100, -90_000n), 'MIXED'],
    ['all 200 flagged', budgets(200, 600_000n, 0, 0n), 'MIXED'],
    ['flagged ones with exactly half', budgets(30, 595_000n, 170, 105_000n), 'MIXED'],
    ['ten of 99 with 88%, nine of them with less than 80%', budgets(10, 8_800n, 89, 135n), 'MIXED'],
    ['flagged ones with less than half', budgets(30, 595_000n, 170, 105_001n), 'MANY_SMALL'],
    ['no variance at all', budgets(200, 0n, 0, 0n), 'MIXED'],
    ['no budget', [], 'MIXED'],
  ];
  for (const [what, portfolio, expected] of table)
    test(`${what}: ${expected}`, () => {
      assert.equal(diagnose(portfolio, policy), expected);
      assert.equal(diagnose(portfolio.toReversed(), policy), expected);
    });
});

describe('R-150  What follows from it', () => {
  const table = [
    ['FEW_LARGE', 'NONE', 'QUERY_COORDINATORS'],
    ['FEW_LARGE', 'UNEXPLAINED', 'JOINT_INTERIM_REVIEW'],
    ['FEW_LARGE', 'EXPLAINED', undefined],
    ['MANY_SMALL', 'NONE', 'REVIEW_BUDGET_METHOD'],
    ['MIXED', 'UNEXPLAINED', undefined],
  ] as const;
  for (const [diagnosis, queries, step] of table)
    test(`${diagnosis}, ${queries}: ${step ?? 'nothing'}`, () => assert.equal(nextStepOf(diagnosis, queries), step));
});

describe('R-151  Idle money takes the place of at most what is due in the period, and with notice', () => {
  const table = [
    [260_000n, 400_000n, 260_000n], // due £2,600.00, £4,000.00 idle
    [260_000n, 100_000n, 100_000n],
    [260_000n, 0n, 0n],
    [260_000n, -1n, 0n],
    [260_000n, 1n, 1n],
  ] as const;
  for (const [duePence, surplusPence, most] of table)
    test(`due ${duePence}, idle ${surplusPence}: at most ${most}`, () =>
      assert.equal(mostOffsetPence({ duePence, surplusPence }), most));
  const offset = { offsetPence: 260_000n, duePence: 260_000n, surplusPence: 400_000n, noticeGiven: true };
  test('all of it: nothing is paid this month', () =>
    same(decideOffset(offset), { accepted: true, value: { paidPence: 0n } }));
  test('a penny more: refused', () =>
    same(refusalsOf(decideOffset({ ...offset, offsetPence: 260_001n })), [
      { code: 'offset-over-most', mostPence: 260_000n },
    ]));
  test('without notice: refused', () =>
    same(refusalsOf(decideOffset({ ...offset, noticeGiven: false })), [{ code: 'offset-without-notice' }]));
});
