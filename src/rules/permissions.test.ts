import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Role } from '../values/actor.ts';
import { hasLeave } from './permissions.ts';

const asked = (permission: Parameters<typeof hasLeave>[1], ...roles: Role[]) =>
  hasLeave({ id: 'x', name: 'X', icbCode: 'QTA', roles }, permission);

describe('R-064  Who plans does not approve, who approves does not pay, who pays does not release', () => {
  const apart = [
    ['care-coordinator', 'write-plan', 'decide-approval'],
    ['approver', 'decide-approval', 'write-plan'],
    ['payment-preparer', 'prepare-pay-run', 'release-pay-run'],
    ['payment-releaser', 'release-pay-run', 'prepare-pay-run'],
    ['administrator', 'administer-staff', 'see-case'],
    ['third-party-holder', 'see-held-budgets', 'see-case'],
    ['third-party-holder', 'explain-held-line', 'see-money'],
    ['third-party-holder', 'send-held-statement', 'see-third-parties'],
    ['finance-officer', 'send-held-statement', 'see-held-budgets'],
    ['visitor', 'visit', 'see-home'],
  ] as const;
  for (const [role, may, mayNot] of apart)
    test(`${role}: ${may}, not ${mayNot}`, () => {
      assert.equal(asked(may, role), true);
      assert.equal(asked(mayNot, role), false);
    });
  test('who has two roles has the leave of both', () => {
    assert.equal(asked('decide-eligibility', 'care-coordinator', 'approver'), true);
    assert.equal(asked('write-plan', 'care-coordinator', 'approver'), true);
  });
  test('who has none has no leave', () => assert.equal(asked('visit'), false));
});

describe('The date of a demonstration', () => {
  const table = [
    ['person', true],
    ['administrator', true],
    ['visitor', false],
    ['system', false],
  ] as const;
  for (const [role, expected] of table)
    test(`${role}: ${expected ? 'moved on' : 'not'}`, () =>
      assert.equal(asked('move-demonstration-date', role), expected));
});

/** Somebody of this role, whose authorities cover this. */
const covered = (permission: Parameters<typeof hasLeave>[1], role: Role, scope: readonly string[]) =>
  hasLeave({ id: 'dee', name: 'Dee Deputy', icbCode: 'QTA', roles: [role], scope }, permission);

describe('R-031  A representative has leave for what their authority covers', () => {
  const table = [
    ['write-plan', 'PLAN'],
    ['sign-plan', 'PLAN'],
    ['sign-agreement', 'DIRECT_PAYMENT'],
    ['give-consent', 'DIRECT_PAYMENT'],
    ['import-statement', 'DIRECT_PAYMENT'],
    ['see-money', 'DIRECT_PAYMENT'],
    ['see-bank-lines', 'DIRECT_PAYMENT'],
    ['place-line', 'DIRECT_PAYMENT'],
    ['name-nominee', 'NOMINEE'],
  ] as const;
  for (const [permission, decision] of table)
    test(`${permission}: only with ${decision}`, () => {
      assert.equal(covered(permission, 'representative', [decision]), true);
      const others = ['DIRECT_PAYMENT', 'PLAN', 'NOMINEE', 'SHARING'].filter(one => one !== decision);
      assert.equal(covered(permission, 'representative', others), false);
    });
  test('the case itself with any', () => {
    assert.equal(covered('see-case', 'representative', ['SHARING']), true);
  });
  test('the person needs none, and nobody gains by one', () => {
    assert.equal(asked('see-money', 'person'), true);
    assert.equal(covered('see-money', 'administrator', ['DIRECT_PAYMENT']), false);
  });
});
