import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import {
  type AssessmentFacts,
  type AssessmentInput,
  decideAddition,
  decideAssessed,
  decideEntry,
  decideOutcome,
} from './assessment.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const today = on('2026-11-23');

function verdict(decision: Decision<unknown>): string {
  return decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
}

const complete: AssessmentFacts = {
  state: 'ELIGIBLE',
  entryKinds: ['STRENGTH', 'WORKING', 'NOT_WORKING'],
  needs: [{ needId: 'n1', words: 'Seizures' }],
  outcomes: [{ needId: 'n1' }],
};
const input: AssessmentInput = { assessedOn: today, capacity: 'ASSUMED', capacitySupport: '', vulnerable: false };

const assessed = (facts: Partial<AssessmentFacts>, given: Partial<AssessmentInput> = {}) =>
  decideAssessed({ ...complete, ...facts }, { ...input, ...given }, today);

describe('R-048  At least one need, each with at least one outcome', () => {
  test('one need with one outcome: complete', () => assert.equal(verdict(assessed({})), 'accepted'));
  test('no need', () => assert.equal(verdict(assessed({ needs: [], outcomes: [] })), 'no-need'));
  test('a need without an outcome is named', () => {
    const decision = assessed({
      needs: [
        { needId: 'n1', words: 'Seizures' },
        { needId: 'n2', words: 'Diabetes' },
      ],
      outcomes: [{ needId: 'n1' }, { needId: 'n1' }],
    });
    assert.deepEqual(decision, { accepted: false, refusals: [{ code: 'need-without-outcome', words: 'Diabetes' }] });
  });
});

describe('R-047  Strengths, what works and what does not, or that the person chose not to say', () => {
  for (const kind of ['STRENGTH', 'WORKING', 'NOT_WORKING'] as const) {
    test(`without ${kind} it is not complete`, () => {
      const decision = assessed({ entryKinds: complete.entryKinds.filter(one => one !== kind) });
      assert.deepEqual(decision, { accepted: false, refusals: [{ code: 'entry-missing', kind }] });
    });
  }
  test('every gap at once', () => {
    assert.equal(
      verdict(assessed({ entryKinds: [], needs: [], outcomes: [] })),
      'no-need, entry-missing, entry-missing, entry-missing',
    );
  });
  test('an entry has words, or the person chose not to say; never both, never neither', () => {
    assert.equal(verdict(decideEntry('ELIGIBLE', { words: 'x', choseNotToSay: false })), 'accepted');
    assert.equal(verdict(decideEntry('ELIGIBLE', { words: ' ', choseNotToSay: true })), 'accepted');
    assert.equal(verdict(decideEntry('ELIGIBLE', { words: ' ', choseNotToSay: false })), 'entry-empty');
    assert.equal(verdict(decideEntry('ELIGIBLE', { words: 'x', choseNotToSay: true })), 'entry-empty');
  });
});

describe('R-055  Importance is a whole number from 1 to 10 when the person gives it', () => {
  const table = [
    [null, 'accepted'],
    [0, 'importance-out-of-range'],
    [1, 'accepted'],
    [10, 'accepted'],
    [11, 'importance-out-of-range'],
    [5.5, 'importance-out-of-range'],
  ] as const;
  for (const [importance, expected] of table) {
    test(`${importance}: ${expected}`, () => assert.equal(verdict(decideOutcome('ELIGIBLE', importance)), expected));
  }
});

describe('T06  The assessment is completed once, and can be added to until the plan is submitted', () => {
  test('from ELIGIBLE alone', () => {
    assert.equal(verdict(assessed({ state: 'REQUESTED' })), 'wrong-state');
    assert.equal(verdict(assessed({ state: 'ASSESSED' })), 'wrong-state');
  });
  const states: readonly (readonly [BudgetState, string])[] = [
    ['REQUESTED', 'assessment-closed'],
    ['ELIGIBLE', 'accepted'],
    ['ASSESSED', 'accepted'],
    ['INDICATIVE', 'accepted'],
    ['PLANNING', 'accepted'],
    ['SUBMITTED', 'assessment-closed'],
    ['WITHDRAWN', 'assessment-closed'],
  ];
  for (const [state, expected] of states) {
    test(`adding in ${state}: ${expected}`, () => {
      assert.equal(verdict(decideAddition(state)), expected);
      assert.equal(verdict(decideEntry(state, { words: 'x', choseNotToSay: false })), expected);
      assert.equal(verdict(decideOutcome(state, 5)), expected);
    });
  }
  test('assessed today or before, never tomorrow', () => {
    assert.equal(verdict(assessed({}, { assessedOn: on('2026-11-22') })), 'accepted');
    assert.equal(verdict(assessed({}, { assessedOn: on('2026-11-23') })), 'accepted');
    assert.equal(verdict(assessed({}, { assessedOn: on('2026-11-24') })), 'assessed-in-future');
  });
});

describe('R-022  An answer about capacity has its record; R-053 a person without capacity is looked after', () => {
  test('assumed capacity needs no record', () =>
    assert.equal(verdict(assessed({}, { capacity: 'ASSUMED' })), 'accepted'));
  for (const capacity of ['HAS', 'LACKS'] as const) {
    test(`${capacity}: what support was given`, () => {
      assert.equal(verdict(assessed({}, { capacity })), 'capacity-without-record');
      assert.equal(verdict(assessed({}, { capacity, capacitySupport: 'An interpreter' })), 'accepted');
    });
  }
  test('who lacks capacity counts as vulnerable, whatever was ticked', () => {
    const lacks = assessed({}, { capacity: 'LACKS', capacitySupport: 'x', vulnerable: false });
    assert.equal(lacks.accepted && lacks.value.vulnerable, true);
    const has = assessed({}, { capacity: 'HAS', capacitySupport: 'x', vulnerable: false });
    assert.equal(has.accepted && has.value.vulnerable, false);
    const flagged = assessed({}, { vulnerable: true });
    assert.equal(flagged.accepted && flagged.value.vulnerable, true);
  });
});
