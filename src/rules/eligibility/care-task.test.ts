import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { TRANSITIONS } from '../life.ts';
import { hasEnded } from '../next-steps.ts';
import { decideCareArranged, RAISES_CARE_TASK } from './care-task.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(({ code }) => code).join(', ');

describe('R-017  No budget is not no care', () => {
  test('every way to end a case early raises the task', () => {
    const ends = Object.entries(TRANSITIONS).filter(([, { to }]) => hasEnded(to));
    assert.deepEqual(
      ends.map(([transition]) => transition),
      RAISES_CARE_TASK,
    );
  });
  test('it is closed once, with what was arranged', () => {
    assert.equal(verdict(decideCareArranged(false, 'Nurses')), 'accepted');
    assert.equal(verdict(decideCareArranged(true, 'Nurses')), 'care-task-done');
    assert.equal(verdict(decideCareArranged(false, ' ')), 'care-not-described');
    const decision = decideCareArranged(false, 'Nurses');
    assert.deepEqual(decision.accepted && decision.value, { arranged: 'Nurses' });
  });
});
