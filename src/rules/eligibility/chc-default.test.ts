import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVERY_STATE } from '../next-steps.ts';
import { type ChcCase, chcStanding } from './chc-default.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const standing = (given: Partial<ChcCase> = {}) =>
  chcStanding(
    { group: 'CHC_STANDARD', livesAt: 'HOME', state: 'WITHDRAWN', decideBy: today, reason: '', ...given },
    today,
  );

describe('R-016  Continuing Healthcare at home without a budget needs a reason on record', () => {
  test('no budget, no reason: on the list of exceptions', () => assert.equal(standing(), 'exception'));
  test('blank words are no reason', () => assert.equal(standing({ reason: ' ' }), 'exception'));
  test('the person declined', () => assert.equal(standing({ reason: 'DO_NOT_WANT_ONE' }), 'reason-recorded'));
  const places = [
    ['HOME', 'exception'],
    ['NOT_KNOWN', 'exception'],
    ['CARE_HOME', 'not-at-home'],
    ['HOSPITAL', 'not-at-home'],
  ] as const;
  for (const [livesAt, expected] of places)
    test(`lives: ${livesAt}`, () => assert.equal(standing({ livesAt }), expected));
  test('other groups are outside the rule', () => {
    assert.equal(standing({ group: 'CHC_FAST_TRACK' }), 'exception');
    assert.equal(standing({ group: 'S117' }), 'not-chc');
  });
  const without = ['WITHDRAWN', 'DECLINED', 'REFUSED', 'NOT_TAKEN_UP'];
  for (const state of EVERY_STATE)
    test(`${state}`, () => assert.equal(standing({ state }), without.includes(state) ? 'exception' : 'has-budget'));
  const days = [
    ['2026-11-22', 'exception'],
    ['2026-11-23', 'has-budget'],
    ['2026-11-24', 'has-budget'],
  ] as const;
  for (const [decideBy, expected] of days)
    test(`a request that had to be decided by ${decideBy}: ${expected}`, () =>
      assert.equal(standing({ state: 'REQUESTED', decideBy: Temporal.PlainDate.from(decideBy) }), expected));
  test('a late day matters only while it is a request', () =>
    assert.equal(standing({ state: 'ELIGIBLE', decideBy: Temporal.PlainDate.from('2026-11-01') }), 'has-budget'));
});
