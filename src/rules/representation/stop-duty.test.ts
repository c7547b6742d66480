import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { on } from '../../../test/support/payee-facts.ts';
import type { Decision } from '../decision.ts';
import {
  decideTaskDone,
  REPRESENTATION_TASK_WORDS,
  REPRESENTATION_TASKS,
  type RepresentationTask,
  stopDuty,
  turningTask,
} from './stop-duty.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const said = (task: RepresentationTask | undefined) => task && `${task.kind}, ${task.cause}, by ${task.dueOn}`;
const today = on('2026-12-03');

describe('R-028 R-029 R-030  The duty to stop, from the day on which consent fell', () => {
  for (const [ground, kind] of [
    ['M1', 'STOP_M1'],
    ['M2', 'STOP_M2'],
    ['M3', 'STOP_M3'],
  ] as const)
    test(`${ground}: ${kind}, today`, () => {
      assert.equal(said(stopDuty({ ground }, { today, wordsSaid: 2 })), `${kind}, word 2, by 2026-12-03`);
    });
  test('none while consent stands', () =>
    assert.equal(stopDuty({ ground: undefined }, { today, wordsSaid: 2 }), undefined));
  test('another word is another cause', () => {
    assert.equal(stopDuty({ ground: 'M1' }, { today, wordsSaid: 4 })?.cause, 'word 4');
  });
});

describe('T32  The work before a birthday is done the day before it', () => {
  for (const [years, kind] of [
    [16, 'TRANSITION_16'],
    [18, 'TRANSITION_18'],
  ] as const)
    test(`${years}: ${kind}`, () => {
      const birthdayOn = on('2027-03-12');
      const task = turningTask({ years, birthdayOn, prepareFrom: on('2026-09-12') });
      assert.equal(said(task), `${kind}, 2027-03-12, by 2027-03-11`);
    });
});

describe('R-035  A task ends once, with what was decided', () => {
  test('with words', () =>
    assert.equal(verdict(decideTaskDone({ closed: false }, 'Paid into her own account')), 'accepted'));
  test('without', () =>
    assert.equal(verdict(decideTaskDone({ closed: false }, ' ')), 'representation-task-without-outcome'));
  test('twice', () => assert.equal(verdict(decideTaskDone({ closed: true }, 'Again')), 'representation-task-closed'));
  test('each kind has words', () =>
    assert.deepEqual(Object.keys(REPRESENTATION_TASK_WORDS), [...REPRESENTATION_TASKS]));
});
