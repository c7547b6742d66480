import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { EXCLUDED_CATEGORIES } from '../plan/exclusions.ts';
import { OFFERED_OPTIONS } from '../policy/policy.ts';
import {
  COMMON_QUESTIONS,
  decidePublish,
  exclusionsBlock,
  headingOf,
  isUnderReview,
  type LocalOffer,
  missingExclusions,
  type OfferedCohort,
  RIGHT_GROUPS,
} from './offer.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2026-04-10');

const cohorts: readonly OfferedCohort[] = RIGHT_GROUPS.map(({ group, rightBeganOn }) => ({
  group,
  label: group,
  status: 'LIVE',
  statusSince: on('2019-04-01'),
  rightBeganOn,
}));

const offer: LocalOffer = {
  answers: {
    WHO_CAN_HAVE_ONE: 'Four groups',
    WHO_DELIVERS: 'The board and two charities',
    FIND_OUT_MORE: 'Call us',
    HOW_TO_APPLY: 'Use the form',
  },
  cohorts,
  options: OFFERED_OPTIONS,
  expectedPeople: 300,
  ambition: 'More people each year',
  measures: ['Outcomes that got better'],
  cannotPayFor: exclusionsBlock().map(({ what }) => what),
  refreshOn: on('2027-03-31'),
};

const reasons = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const refusalsOf = (more: Partial<LocalOffer>) => reasons(decidePublish({ ...offer, ...more }, today, 12));

describe('R-001  A local offer answers the four common questions', () => {
  test('a whole offer may be published', () => same(refusalsOf({}), []));
  for (const question of COMMON_QUESTIONS)
    test(`without ${question} it is refused, and the question is named`, () =>
      same(refusalsOf({ answers: { ...offer.answers, [question]: ' ' } }), [
        { code: 'offer-question-unanswered', question },
      ]));
});

describe('R-002  A local offer lists every group with a right, and since when', () => {
  test('the days on which the rights began', () =>
    same(
      RIGHT_GROUPS.map(({ group, rightBeganOn }) => `${group} ${rightBeganOn}`),
      ['CHC_STANDARD 2014-10-01', 'CHILDREN_CC 2014-10-01', 'S117 2019-12-02', 'WHEELCHAIR 2019-12-02'],
    ));
  for (const { group, rightBeganOn } of RIGHT_GROUPS) {
    const others = cohorts.filter(cohort => cohort.group !== group);
    const listed = cohorts.find(cohort => cohort.group === group)!;
    test(`without ${group} it is refused`, () =>
      same(refusalsOf({ cohorts: others }), [{ code: 'offer-right-group-missing', group }]));
    for (const wrong of [undefined, rightBeganOn.add({ days: 1 })])
      test(`${group} since ${wrong ?? 'nobody knows when'} is refused`, () =>
        same(refusalsOf({ cohorts: [...others, { ...listed, rightBeganOn: wrong }] }), [
          { code: 'offer-right-date-wrong', group, rightBeganOn },
        ]));
  }
});

describe('R-003  A local offer has all three ways to hold the money, and a mix', () => {
  for (const option of OFFERED_OPTIONS)
    test(`without ${option} it is refused`, () =>
      same(refusalsOf({ options: OFFERED_OPTIONS.filter(other => other !== option) }), [
        { code: 'offer-option-missing', option },
      ]));
});

describe('R-004  Each group of an offer has a status and a date', () => {
  const veterans: OfferedCohort = {
    group: 'LOCAL_COHORT',
    label: 'Veterans',
    status: 'CONSIDERING',
    statusSince: on('2026-01-01'),
    rightBeganOn: undefined,
  };
  const withVeterans = (more: Partial<OfferedCohort>) =>
    refusalsOf({ cohorts: [...cohorts, { ...veterans, ...more }] });
  test('with both it may be published', () => same(withVeterans({}), []));
  test('without a status it is refused', () =>
    same(withVeterans({ status: undefined }), [{ code: 'cohort-without-status', cohort: 'Veterans' }]));
  test('without a date it is refused', () =>
    same(withVeterans({ statusSince: undefined }), [{ code: 'cohort-without-date', cohort: 'Veterans' }]));
  const table = [
    ['LIVE', 'NOW'],
    ['TRIAL', 'NOW'],
    ['IN_DEVELOPMENT', 'FUTURE'],
    ['CONSIDERING', 'FUTURE'],
    ['PAUSED', 'NOT_OPEN'],
    ['ENDED', 'NOT_OPEN'],
  ] as const;
  for (const [status, heading] of table)
    test(`${status} stands under ${heading}`, () => assert.equal(headingOf(status), heading));
});

describe('R-005  An offer says how many people, what it is aiming for and how that is measured', () => {
  for (const expectedPeople of [undefined, -1])
    test(`${expectedPeople} people expected is refused`, () =>
      same(refusalsOf({ expectedPeople }), [{ code: 'offer-without-expected-people' }]));
  for (const expectedPeople of [0, 1])
    test(`${expectedPeople} people expected is accepted`, () => same(refusalsOf({ expectedPeople }), []));
  test('without an ambition it is refused', () =>
    same(refusalsOf({ ambition: ' ' }), [{ code: 'offer-without-ambition' }]));
  for (const measures of [[], [' ']])
    test(`an ambition with ${measures.length} empty measures is refused`, () =>
      same(refusalsOf({ measures }), [{ code: 'offer-without-measure' }]));
  test('one measure is enough', () => same(refusalsOf({ measures: ['', 'Fewer stays in hospital'] }), []));
});

describe('R-006  The offer says what a budget cannot pay for, from the checks themselves', () => {
  test('every category that a plan may not have is in the block, once', () => {
    assert.equal(exclusionsBlock().length, EXCLUDED_CATEGORIES.length);
    assert.equal(new Set(exclusionsBlock().map(({ what }) => what)).size, EXCLUDED_CATEGORIES.length);
    same(
      [...new Set(exclusionsBlock().map(({ rule }) => rule))],
      ['R-066', 'R-067', 'R-068', 'R-069', 'R-070', 'R-071'],
    );
  });
  test('it says why emergency care is outside, and only there', () => {
    const explained = exclusionsBlock().filter(({ why }) => why !== '');
    same(
      explained.map(({ what }) => what),
      ['urgent or emergency treatment'],
    );
    assert.match(explained[0]!.why, /^In an emergency the NHS treats you at once/);
  });
  test('a draft that leaves one out is warned, not barred', () => {
    const cannotPayFor = offer.cannotPayFor.filter(what => what !== 'surgery');
    same(missingExclusions({ cannotPayFor }), ['surgery']);
    same(missingExclusions(offer), []);
    same(refusalsOf({ cannotPayFor }), []);
  });
});

describe('R-007  Every published offer has a day on which it is looked at again', () => {
  test('published 10 April 2026, refreshed on 31 March 2027: the task is of 1 April', () =>
    same(decidePublish(offer, today, 12), {
      accepted: true,
      value: { publishedOn: today, refreshOn: on('2027-03-31'), taskOn: on('2027-04-01') },
    }));
  const table = [
    ['2026-04-10', 'offer-refresh-not-later'],
    ['2026-04-11', undefined],
    ['2027-04-10', undefined],
    ['2027-04-11', 'offer-refresh-too-late'],
  ] as const;
  for (const [refreshOn, expected] of table)
    test(`to be refreshed on ${refreshOn}: ${expected ?? 'published'}`, () =>
      assert.equal(refusalsOf({ refreshOn: on(refreshOn) })[0]?.code, expected));
  test('the refusals say which days there are', () => {
    same(refusalsOf({ refreshOn: today }), [{ code: 'offer-refresh-not-later', today }]);
    same(refusalsOf({ refreshOn: on('2027-04-11') }), [{ code: 'offer-refresh-too-late', latestOn: on('2027-04-10') }]);
  });
  test('without a day of its own it is the latest that policy allows', () => {
    const decision = decidePublish({ ...offer, refreshOn: undefined }, today, 6);
    assert.equal(decision.accepted && decision.value.refreshOn.toString(), '2026-10-10');
  });
  test('under review from the day after', () => {
    assert.equal(isUnderReview(on('2027-03-31'), on('2027-03-31')), false);
    assert.equal(isUnderReview(on('2027-03-31'), on('2027-04-01')), true);
  });
});
