import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from './decision.ts';
import {
  type Access,
  type BoardFacts,
  decideAccess,
  decideBoard,
  decideEnd,
  decideNewStaff,
  decideReturn,
  STAFF_ROLES,
  type StaffFacts,
  type StaffRole,
} from './staff.ts';

const verdict = (decision: Decision<unknown>): string =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

const access = (...roles: StaffRole[]): Access => ({ roles, approvalLimitPence: 0n });
const facts = (given: Partial<StaffFacts> = {}): StaffFacts => ({
  staffUserId: 'them',
  ended: false,
  otherAdministrators: 1,
  roles: ['care-coordinator'],
  ...given,
});
const me = { id: 'me' };

describe('R-064  Roles that one person may not join', () => {
  const apart = ['approver payment-preparer', 'approver payment-releaser', 'payment-preparer payment-releaser'];
  for (const [i, one] of STAFF_ROLES.entries()) {
    test(`${one} alone`, () => assert.equal(verdict(decideNewStaff(access(one))), 'accepted'));
    for (const other of STAFF_ROLES.slice(i + 1)) {
      const isApart = other === 'administrator' || apart.includes(`${one} ${other}`);
      test(`${one} with ${other}`, () =>
        assert.equal(verdict(decideNewStaff(access(other, one))), isApart ? 'roles-not-together' : 'accepted'));
    }
  }

  test('each pair is named', () =>
    assert.deepEqual(decideNewStaff(access('payment-releaser', 'administrator', 'payment-preparer')), {
      accepted: false,
      refusals: [
        { code: 'roles-not-together', roles: ['administrator', 'payment-releaser'] },
        { code: 'roles-not-together', roles: ['administrator', 'payment-preparer'] },
        { code: 'roles-not-together', roles: ['payment-preparer', 'payment-releaser'] },
      ],
    }));

  test('none at all is none to give; a change and a return are held to the same', () => {
    const pay = access('payment-preparer', 'payment-releaser');
    assert.equal(verdict(decideNewStaff(access())), 'no-role');
    assert.equal(verdict(decideAccess(facts(), pay, me)), 'roles-not-together');
    assert.equal(verdict(decideReturn(facts({ ended: true }), pay)), 'roles-not-together');
  });

  test('a limit of one penny is for approvers only; nought is for all', () => {
    const limit = (role: StaffRole, approvalLimitPence: bigint) =>
      verdict(decideNewStaff({ roles: [role], approvalLimitPence }));
    assert.equal(limit('finance-officer', 0n), 'accepted');
    assert.equal(limit('finance-officer', 1n), 'limit-without-approver');
    assert.equal(limit('approver', 1n), 'accepted');
  });
});

describe('who changes whose access', () => {
  test('nobody their own', () => {
    assert.equal(verdict(decideAccess(facts({ staffUserId: 'me' }), access('approver'), me)), 'own-access');
    assert.equal(verdict(decideEnd(facts({ staffUserId: 'me' }), me)), 'own-access');
    assert.equal(verdict(decideAccess(facts(), access('approver'), me)), 'accepted');
    assert.equal(verdict(decideEnd(facts(), me)), 'accepted');
  });

  test('the last administrator stays one; with another one they need not', () => {
    for (const [otherAdministrators, said] of [
      [0, 'last-administrator'],
      [1, 'accepted'],
    ] as const) {
      const administrator = facts({ roles: ['administrator'], otherAdministrators });
      assert.equal(verdict(decideEnd(administrator, me)), said);
      assert.equal(verdict(decideAccess(administrator, access('approver'), me)), said);
      assert.equal(verdict(decideAccess(administrator, access('administrator'), me)), 'accepted');
    }
    assert.equal(verdict(decideEnd(facts({ otherAdministrators: 0 }), me)), 'accepted');
  });

  test('who has left has nothing to change or end, and comes back once', () => {
    assert.equal(verdict(decideAccess(facts({ ended: true }), access('approver'), me)), 'access-ended');
    assert.equal(verdict(decideEnd(facts({ ended: true }), me)), 'access-ended');
    assert.equal(verdict(decideReturn(facts({ ended: true }), access('approver'))), 'accepted');
    assert.equal(verdict(decideReturn(facts(), access('approver'))), 'access-not-ended');
  });
});

test('R-093  who signs in for an organisation that holds money has no other role; their access ends like anybody’s', () => {
  const holder = facts({ roles: ['third-party-holder'] });
  assert.equal(verdict(decideAccess(holder, access('approver'), me)), 'holder-has-no-other-role');
  assert.equal(verdict(decideReturn({ ...holder, ended: true }, access('approver'))), 'holder-has-no-other-role');
  assert.equal(verdict(decideEnd(holder, me)), 'accepted');
});

describe('R-168  A board', () => {
  const board = (given: Partial<BoardFacts> = {}): string =>
    verdict(
      decideBoard({
        icbCode: 'QR1',
        codeKnown: true,
        bankDetails: ['123456', '089999', '66374958'],
        account: 'pass',
        ...given,
      }),
    );

  test('of an unknown code is refused', () => {
    assert.equal(board(), 'accepted');
    assert.equal(board({ codeKnown: false }), 'icb-code-unknown');
  });

  test('has all three bank details or none', () => {
    assert.equal(board({ bankDetails: [undefined, undefined, undefined], account: undefined }), 'accepted');
    for (const missing of [0, 1, 2]) {
      const bankDetails = ['123456', '089999', '66374958'].map((detail, i) => (i === missing ? undefined : detail));
      assert.equal(board({ bankDetails, account: undefined }), 'icb-account-in-part');
    }
  });

  test('R-086  an account that cannot be right is refused, one that no table knows is not', () => {
    assert.equal(board({ account: 'fail' }), 'icb-account-wrong');
    assert.equal(board({ account: 'not-checkable' }), 'accepted');
  });
});
