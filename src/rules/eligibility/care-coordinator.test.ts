import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { coordinatorStanding, decideHandOver, type HandOver } from './care-coordinator.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

describe('R-051  A gap is said from the first day, and keeps a review open from the fourteenth', () => {
  for (const [today, expected] of [
    ['2026-11-23', 'gap'],
    ['2026-12-06', 'gap'],
    ['2026-12-07', 'too-long'],
    ['2026-12-08', 'too-long'],
  ] as const)
    test(`left on 23 November, on ${today}: ${expected}`, () => {
      assert.equal(coordinatorStanding(day('2026-11-23'), day(today), 14), expected);
    });
  test('nobody left', () => assert.equal(coordinatorStanding(undefined, day('2026-11-23'), 14), 'active'));
  test('where policy gives no time it is too long at once', () => {
    assert.equal(coordinatorStanding(day('2026-11-23'), day('2026-11-23'), 0), 'too-long');
  });
});

describe('R-051  A case goes to one care co-ordinator who works here', () => {
  const handed = (given: Partial<HandOver>) =>
    verdict(
      decideHandOver({
        state: 'ACTIVE',
        fromId: 'nan',
        to: { id: 'ned', name: 'Nurse Ned', isCoordinator: true },
        ...given,
      }),
    );
  test('to somebody else', () => {
    const decision = decideHandOver({
      state: 'PLANNING',
      fromId: 'nan',
      to: { id: 'ned', name: 'Nurse Ned', isCoordinator: true },
    });
    assert.equal(decision.accepted && decision.value.coordinatorId, 'ned');
  });
  test('not to who has it', () => assert.equal(handed({ fromId: 'ned' }), 'coordinator-same'));
  test('not to somebody who is none, or has left', () =>
    assert.equal(handed({ to: { id: 'fay', name: 'Fay', isCoordinator: false } }), 'coordinator-not-one'));
  test('not for a case that has ended', () =>
    assert.equal(handed({ state: 'WITHDRAWN' }), 'coordinator-of-closed-case'));
});
