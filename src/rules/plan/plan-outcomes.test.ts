import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Decision } from '../decision.ts';
import {
  decideBaseline,
  decideMeasure,
  INSTRUMENTS,
  measureChanges,
  progressOf,
  readScore,
  SCALES,
  showScore,
} from './plan-outcomes.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const today = day('2026-11-23');

describe('R-162  Each outcome has a first rating, from −2 to +2', () => {
  const outcome = { words: 'I swim every week', hasBaseline: false };
  const rated = (given: Partial<Parameters<typeof decideBaseline>[0]>) =>
    verdict(decideBaseline({ outcome, rating: 0, measuredOn: today, today, ...given }));
  for (const [rating, expected] of [
    [-3, 'rating-out-of-range'],
    [-2, 'accepted'],
    [0, 'accepted'],
    [2, 'accepted'],
    [3, 'rating-out-of-range'],
    [0.5, 'rating-out-of-range'],
  ] as const)
    test(`${rating}: ${expected}`, () => assert.equal(rated({ rating }), expected));
  test('once', () => assert.equal(rated({ outcome: { ...outcome, hasBaseline: true } }), 'baseline-there-already'));
  test('of this person’s outcomes only', () =>
    assert.equal(rated({ outcome: undefined }), 'rating-of-unknown-outcome'));
  test('today, not tomorrow', () => {
    assert.equal(rated({ measuredOn: day('2026-11-22') }), 'accepted');
    assert.equal(rated({ measuredOn: day('2026-11-24') }), 'measured-in-future');
  });
});

describe('R-162  The change since the beginning', () => {
  const baseline = { rating: 0, on: day('2026-11-01'), words: '' };
  const first = { rating: 1, on: day('2027-02-01'), words: '' };
  const second = { rating: 2, on: day('2027-05-01'), words: '' };
  test('swim weekly: from 0 to +2 at the review', () => {
    const progress = progressOf(baseline, [second, first]);
    assert.equal(progress.change, 2);
    assert.deepEqual(progress.ratings, [first, second]);
  });
  test('none without a beginning or without a review', () => {
    assert.equal(progressOf(undefined, [first]).change, undefined);
    assert.equal(progressOf(baseline, []).change, undefined);
  });
  test('it may go down', () => assert.equal(progressOf(second, [{ ...first, rating: -1 }]).change, -3));
});

describe('R-162  Scores of questionnaires, exact to a thousandth', () => {
  for (const [given, thousandths] of [
    ['0.62', 620],
    ['0.057', 57],
    ['27', 27_000],
    ['-0.1', -100],
    ['−0.171', -171],
    [' 1 ', 1000],
    ['0.0571', undefined],
    ['1,5', undefined],
    ['', undefined],
    ['1000', undefined],
  ] as const)
    test(`“${given}” is ${thousandths}`, () => assert.equal(readScore(given), thousandths));
  test('what is shown is read again', () => {
    fc.assert(fc.property(fc.integer({ min: -999_999, max: 999_999 }), score => readScore(showScore(score)) === score));
    assert.deepEqual(
      [showScore(57), showScore(-100), showScore(27_000), showScore(-1500)],
      ['0.057', '−0.1', '27', '−1.5'],
    );
  });
  const measured = (given: Partial<Parameters<typeof decideMeasure>[0]>) =>
    verdict(decideMeasure({ instrument: 'ASCOT', score: '0.62', measuredOn: today, today, ...given }));
  test('accepted with its thousandths', () => {
    const decision = decideMeasure({ instrument: 'ASCOT', score: '0.62', measuredOn: today, today });
    assert.equal(decision.accepted && decision.value.thousandths, 620);
  });
  for (const instrument of INSTRUMENTS) {
    const { from, to } = SCALES[instrument];
    test(`${instrument} from ${showScore(from)} to ${showScore(to)}`, () => {
      for (const inside of [from, to]) assert.equal(measured({ instrument, score: showScore(inside) }), 'accepted');
      for (const outside of [from - 1, to + 1])
        assert.equal(measured({ instrument, score: showScore(outside) }), 'score-out-of-scale');
    });
  }
  test('the scales as they are published', () => {
    assert.deepEqual(
      INSTRUMENTS.map(
        instrument => `${instrument} ${showScore(SCALES[instrument].from)} ${showScore(SCALES[instrument].to)}`,
      ),
      ['ASCOT −0.171 1', 'GHQ_12 0 36', 'EQ_5D_5L −0.594 1', 'WEMWBS 14 70', 'POET 1 5', 'LOCAL 0 100'],
    );
  });
  test('unreadable', () => assert.equal(measured({ score: 'good' }), 'score-unreadable'));
  test('today, not tomorrow', () => {
    assert.equal(measured({ measuredOn: day('2026-11-24') }), 'measured-in-future');
  });
});

describe('R-162  How a questionnaire’s score went', () => {
  const measure = (instrument: (typeof INSTRUMENTS)[number], thousandths: number, on: string) => ({
    instrument,
    thousandths,
    on: day(on),
  });
  test('ASCOT by 0.057: better; GHQ-12 down by 3: better, because less is', () => {
    const changes = measureChanges([
      measure('ASCOT', 677, '2027-02-01'),
      measure('ASCOT', 620, '2026-11-01'),
      measure('GHQ_12', 15_000, '2026-11-01'),
      measure('GHQ_12', 12_000, '2027-02-01'),
      measure('WEMWBS', 40_000, '2027-02-01'),
    ]);
    assert.deepEqual(
      changes.map(({ instrument, changeThousandths, went }) => [instrument, changeThousandths, went]),
      [
        ['ASCOT', 57, 'better'],
        ['GHQ_12', -3000, 'better'],
      ],
    );
    assert.deepEqual([changes[0]!.first.thousandths, changes[0]!.latest.thousandths], [620, 677]);
  });
  test('of three scores the first and the third, whatever lies between', () => {
    const [change] = measureChanges([
      measure('ASCOT', 600, '2027-05-01'),
      measure('ASCOT', 700, '2027-02-01'),
      measure('ASCOT', 500, '2026-11-01'),
    ]);
    assert.equal(change!.changeThousandths, 100);
  });
  test('worse, and the same', () => {
    const went = (from: number, to: number) =>
      measureChanges([measure('ASCOT', from, '2026-11-01'), measure('ASCOT', to, '2027-02-01')])[0]!.went;
    assert.equal(went(500, 499), 'worse');
    assert.equal(went(500, 500), 'same');
    assert.equal(went(500, 501), 'better');
  });
});
