import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import {
  announceUntil,
  decideCarePart,
  decideClose,
  decideLookIn,
  decideMoneyPart,
  decidePart,
  decideReviewNotice,
  firstReviews,
  monthsToCover,
  nextReview,
  type OpenReview,
  planReview,
} from './review.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const withReview = (review: Partial<Policy['review']>): Policy => ({
  ...DEFAULT_POLICY,
  review: { ...DEFAULT_POLICY.review, ...review },
});
const codes = (decision: Decision<unknown>) =>
  decision.accepted ? 'yes' : decision.refusals.map(refusal => refusal.code).join(', ');

describe('R-135  The first review is due three months after the credit date of the first payment', () => {
  const table = [
    ['2026-11-30', '2027-02-28'], // the rulebook's example, clamped
    ['2027-11-30', '2028-02-29'],
    ['2026-12-01', '2027-03-01'],
    ['2026-05-31', '2026-08-31'],
  ] as const;
  for (const [credited, due] of table)
    test(`credited ${credited}: due ${due}`, () =>
      assert.equal(firstReviews(on(credited), DEFAULT_POLICY)[0].toString(), due));

  const sooner = [
    [1, '2026-12-30'],
    [2, '2027-01-30'],
    [3, '2027-02-28'],
    [4, '2027-02-28'], // not even a policy can make it later
  ] as const;
  for (const [firstMonths, due] of sooner)
    test(`a policy of ${firstMonths} months: due ${due}`, () =>
      assert.equal(firstReviews(on('2026-11-30'), withReview({ firstMonths }))[0].toString(), due));
  test('with monthly reviews it is the first of them', () =>
    assert.equal(firstReviews(on('2026-11-30'), withReview({ monthlyFirst3: true }))[0].toString(), '2026-12-30'));

  test('is never more than three calendar months on, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 }), days => {
        const credited = on('2020-01-01').add({ days });
        const due = firstReviews(credited, DEFAULT_POLICY)[0];
        const months = due.toPlainYearMonth().since(credited.toPlainYearMonth(), { largestUnit: 'months' }).months;
        return months === 3 && due.day <= credited.day;
      }),
    );
  });
});

describe('R-138  An ICB may choose monthly reviews for the first three months', () => {
  test('by default there is one, at three months', () => {
    assert.deepEqual(firstReviews(on('2027-01-01'), DEFAULT_POLICY).map(String), ['2027-04-01']);
  });
  test('where policy asks for it there are three', () => {
    assert.deepEqual(firstReviews(on('2027-01-01'), withReview({ monthlyFirst3: true })).map(String), [
      '2027-02-01',
      '2027-03-01',
      '2027-04-01',
    ]);
  });
});

describe('R-135, R-136, R-138  When the next review is due, and of which kind', () => {
  const next = (closedReviews: number, nextDueOn?: string, monthlyFirst3 = false) => {
    const { dueOn, kind } = nextReview(
      {
        clockFrom: on('2026-11-30'),
        closedReviews,
        nextDueOn: nextDueOn === undefined ? undefined : on(nextDueOn),
        streams: ['NHS_CC'],
      },
      withReview({ monthlyFirst3 }),
    );
    return `${dueOn} ${kind}`;
  };
  test('the first is three months after the first credit', () => assert.equal(next(0), '2027-02-28 THREE_MONTH'));
  test('after it the date of the last close counts', () => {
    assert.equal(next(1, '2027-05-28'), '2027-05-28 PLANNED_RISK');
    assert.equal(next(7, '2030-05-28'), '2030-05-28 PLANNED_RISK');
  });
  test('a close without a next date is our own fault', () => assert.throws(() => next(1), RangeError));
  test('monthly first reviews are three, and an earlier date of a close comes first', () => {
    assert.equal(next(0, undefined, true), '2026-12-30 MONTH_1');
    assert.equal(next(1, '2027-12-30', true), '2027-01-30 MONTH_2');
    assert.equal(next(2, '2028-01-30', true), '2027-02-28 THREE_MONTH');
    assert.equal(next(2, '2027-02-27', true), '2027-02-27 THREE_MONTH');
    assert.equal(next(3, '2028-02-28', true), '2028-02-28 PLANNED_RISK');
  });
});

describe('R-100  With several payers the strictest of them asks for the first review', () => {
  const policy = { ...DEFAULT_POLICY, stream: { ...DEFAULT_POLICY.stream, EDUCATION: { firstReviewMonths: 2 } } };
  const due = (streams: readonly string[], closedReviews = 0, next = '2027-06-30') => {
    const nextDueOn = closedReviews === 0 ? undefined : on(next);
    return nextReview({ clockFrom: on('2027-01-01'), closedReviews, nextDueOn, streams }, policy).dueOn.toString();
  };
  test('the NHS and social care: three months', () => assert.equal(due(['NHS_CC', 'LA_CHILDREN']), '2027-04-01'));
  test('with education, which asks for two: two months', () =>
    assert.equal(due(['NHS_CC', 'EDUCATION_EHC']), '2027-03-01'));
  test('one payer alone is as it was', () => {
    assert.equal(due(['EDUCATION_EHC']), '2027-04-01');
    assert.equal(due([]), '2027-04-01');
  });
  test('after the first review its own date counts', () =>
    assert.equal(due(['NHS_CC', 'EDUCATION_EHC'], 1), '2027-06-30'));
});

describe('R-139  The service plans a review on the last working day on or before its due date', () => {
  const plan = (dueOn: string, today: string) =>
    planReview(on(dueOn), on(today), DEFAULT_POLICY, ENGLAND_AND_WALES).toString();
  const table = [
    // due, today, planned
    ['2027-02-26', '2027-02-12', '2027-02-26'], // a Friday, with 14 days to go
    ['2027-02-28', '2027-02-12', '2027-02-26'], // a Sunday: the Friday before
    ['2027-02-28', '2027-02-13', '2027-02-28'], // that Friday is too soon for notice: the due date itself
    ['2027-02-28', '2027-02-14', '2027-02-28'],
    ['2027-02-28', '2027-02-15', '2027-03-01'], // late by a day: the first working day that notice allows
    ['2027-03-29', '2027-03-08', '2027-03-25'], // Easter Monday: the Thursday before Good Friday
  ] as const;
  for (const [due, today, planned] of table)
    test(`due ${due}, announced ${today}: ${planned}`, () => assert.equal(plan(due, today), planned));
  test('what is planned, notice always allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 1000 }), (ahead, days) => {
        const today = on('2026-11-23').add({ days });
        const dueOn = today.add({ days: ahead });
        const plannedOn = planReview(dueOn, today, DEFAULT_POLICY, ENGLAND_AND_WALES);
        const review = { state: 'ACTIVE', openReviews: 0, dueOn, plannedOn } as const;
        return decideReviewNotice(review, today, DEFAULT_POLICY).accepted;
      }),
    );
  });
  test('it announces what is due within notice and a week', () =>
    assert.equal(announceUntil(on('2026-12-01'), DEFAULT_POLICY).toString(), '2026-12-22'));
});

describe('R-139  The person knows beforehand when a review is', () => {
  const notice = (plannedOn: string, more: object = {}) =>
    codes(
      decideReviewNotice(
        { state: 'ACTIVE', openReviews: 0, dueOn: on('2027-02-28'), plannedOn: on(plannedOn), ...more },
        on('2027-02-10'),
        DEFAULT_POLICY,
      ),
    );
  test('13 days of notice are too few', () => assert.equal(notice('2027-02-23'), 'review-notice-too-short'));
  test('14 days are enough', () => assert.equal(notice('2027-02-24'), 'yes'));
  test('the due date itself is in time', () => assert.equal(notice('2027-02-28'), 'yes'));
  test('R-136 a day after the due date is too late', () => assert.equal(notice('2027-03-01'), 'review-after-due'));
  test('a review that is already late may still be announced, with its notice', () => {
    assert.equal(notice('2027-02-24', { dueOn: on('2027-02-23') }), 'yes');
    assert.equal(notice('2027-02-23', { dueOn: on('2027-02-01') }), 'review-notice-too-short');
  });
  test('only an active budget is reviewed, and one review at a time; every reason at once', () => {
    assert.equal(
      notice('2027-02-11', { state: 'SET_UP', openReviews: 1 }),
      'review-budget-not-active, review-already-open, review-notice-too-short',
    );
  });
});

const open: OpenReview = { plannedOn: on('2027-02-24'), closedOn: null, carePartBy: null, moneyPartBy: null };

describe('R-140  A review covers care and money and is done by two people together', () => {
  const part = (review: Partial<OpenReview>, which: 'CARE' | 'MONEY', by: string, today = '2027-02-24') =>
    codes(decidePart({ ...open, ...review }, which, by, on(today)));

  test('not a day before it was planned', () => {
    assert.equal(part({}, 'CARE', 'amy', '2027-02-23'), 'review-not-yet');
    assert.equal(part({}, 'CARE', 'amy', '2027-02-24'), 'yes');
  });
  test('each part once', () => {
    assert.equal(part({ carePartBy: 'amy' }, 'CARE', 'ben'), 'review-part-done');
    assert.equal(part({ moneyPartBy: 'ben' }, 'MONEY', 'cat'), 'review-part-done');
    assert.equal(part({ carePartBy: 'amy' }, 'MONEY', 'ben'), 'yes');
  });
  test('not both parts by one person, in either order', () => {
    assert.equal(part({ carePartBy: 'amy' }, 'MONEY', 'amy'), 'review-one-person');
    assert.equal(part({ moneyPartBy: 'amy' }, 'CARE', 'amy'), 'review-one-person');
  });
  test('nothing after it is closed', () =>
    assert.equal(part({ closedOn: on('2027-02-24') }, 'CARE', 'amy'), 'review-closed'));

  describe('R-162 the care part rates every outcome of the plan, and no other', () => {
    const outcomes = [
      { outcomeId: 'swim', words: 'Swim' },
      { outcomeId: 'rest', words: 'Rest' },
    ];
    const rated = (...ids: string[]) =>
      codes(
        decideCarePart(
          outcomes,
          ids.map(outcomeId => ({ outcomeId })),
          { capacityOrSafeguarding: 3, fluctuatingNeed: 2 },
        ),
      );
    test('both', () => assert.equal(rated('rest', 'swim'), 'yes'));
    test('one missing', () => assert.equal(rated('swim'), 'outcome-not-rated'));
    test('none', () => assert.equal(rated(), 'outcome-not-rated, outcome-not-rated'));
    test('one of another plan', () => assert.equal(rated('swim', 'rest', 'other'), 'outcome-unknown'));
    test('a plan without outcomes', () => assert.equal(codes(decideCarePart([], [], {})), 'yes'));
    test('points past their range', () =>
      assert.equal(codes(decideCarePart([], [], { capacityOrSafeguarding: 4 })), 'risk-points-out-of-range'));
  });
});

describe('R-078  The statements cover every month that has ended', () => {
  test('from the month of the first credit to the month before today', () => {
    assert.deepEqual(monthsToCover(on('2026-11-30'), on('2027-02-28')), ['2026-11', '2026-12', '2027-01']);
    assert.deepEqual(monthsToCover(on('2026-11-30'), on('2027-03-01')), ['2026-11', '2026-12', '2027-01', '2027-02']);
    assert.deepEqual(monthsToCover(on('2026-11-30'), on('2026-11-30')), []);
  });
  const risk = { pastFindings: 4, missingEvidence: 3, capacityOrSafeguarding: 3, fluctuatingNeed: 2 };
  const money = (months: string[], points = risk) =>
    codes(
      decideMoneyPart(
        {
          monthsToCover: monthsToCover(on('2026-12-31'), on('2027-02-28')),
          monthsCovered: new Set(months),
        },
        points,
      ),
    );
  test('all there', () => assert.equal(money(['2026-12', '2027-01']), 'yes'));
  test('one missing', () => assert.equal(money(['2026-12']), 'statement-month-missing'));
  test('R-142 points out of range are refused, on both sides', () => {
    assert.equal(money(['2026-12', '2027-01'], { ...risk, pastFindings: 0, fluctuatingNeed: 2 }), 'yes');
    assert.equal(money(['2026-12', '2027-01'], { ...risk, pastFindings: 5 }), 'risk-points-out-of-range');
    assert.equal(money(['2026-12', '2027-01'], { ...risk, fluctuatingNeed: 3 }), 'risk-points-out-of-range');
    assert.equal(money(['2026-12', '2027-01'], { ...risk, missingEvidence: -1 }), 'risk-points-out-of-range');
    assert.equal(money(['2026-12', '2027-01'], { ...risk, capacityOrSafeguarding: 1.5 }), 'risk-points-out-of-range');
  });
});

describe('R-136  Reviews are no more than twelve months apart', () => {
  const held: OpenReview = { ...open, carePartBy: 'amy', moneyPartBy: 'ben' };
  const close = (
    review: OpenReview,
    band: 'LOW' | 'MEDIUM' | 'HIGH' | 'VERY_HIGH',
    months?: number,
    policy = DEFAULT_POLICY,
  ) => {
    const decision = decideClose(review, band, months, on('2027-02-28'), policy);
    return decision.accepted ? decision.value.nextDueOn.toString() : codes(decision);
  };
  test('R-141 the band gives the months', () => {
    assert.equal(close(held, 'LOW'), '2028-02-28');
    assert.equal(close(held, 'MEDIUM'), '2027-08-28');
    assert.equal(close(held, 'HIGH'), '2027-05-28');
    assert.equal(close(held, 'VERY_HIGH'), '2027-03-28');
  });
  test('sooner may be chosen, later may not', () => {
    assert.equal(close(held, 'HIGH', 2), '2027-04-28');
    assert.equal(close(held, 'HIGH', 3), '2027-05-28');
    assert.equal(close(held, 'HIGH', 4), 'review-interval-too-long');
    assert.equal(close(held, 'LOW', 14), 'review-interval-too-long'); // the rulebook's example
    assert.equal(close(held, 'LOW', 12), '2028-02-28');
    assert.equal(close(held, 'LOW', 0), 'review-interval-too-long');
    assert.equal(close(held, 'LOW', 1), '2027-03-28');
  });
  test('not even a policy can make it more than twelve', () => {
    const wide = withReview({ bands: { ...DEFAULT_POLICY.review.bands, low: 18 } });
    assert.equal(close(held, 'LOW', undefined, wide), '2028-02-28');
    assert.equal(close(held, 'LOW', 13, wide), 'review-interval-too-long');
  });
  test('R-140 refused while a part is missing', () => {
    assert.equal(close({ ...held, carePartBy: null }, 'LOW'), 'review-part-missing');
    assert.equal(close({ ...held, moneyPartBy: null }, 'LOW'), 'review-part-missing');
    assert.equal(close(open, 'LOW'), 'review-part-missing, review-part-missing');
    assert.equal(close({ ...held, moneyPartBy: 'amy' }, 'LOW'), 'review-one-person');
    assert.equal(close({ ...held, closedOn: on('2027-02-27') }, 'LOW'), 'review-closed');
  });
});

describe('R-117  Staff look at bank lines only inside an announced review', () => {
  test('staff with no window: no', () =>
    assert.equal(codes(decideLookIn({ isTheirs: false, openWindows: 0 })), 'window-closed'));
  test('staff with a window: yes', () => assert.equal(codes(decideLookIn({ isTheirs: false, openWindows: 1 })), 'yes'));
  test('the person: always', () => assert.equal(codes(decideLookIn({ isTheirs: true, openWindows: 0 })), 'yes'));
});
