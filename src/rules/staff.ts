/**
 * Who may be given which work: boards, the people who work for them, and roles that one person must not join.
 *
 * R-064 and section 1 of the rulebook: nobody both prepares and releases payments, nobody who approves plans pays
 * them, and an administrator does nothing else. Roles are given by somebody other than who has them, and a board is
 * never without an administrator. Pure.
 */
import type { Actor, Role } from '../values/actor.ts';
import { type Decision, decide } from './decision.ts';

/** The roles that a member of staff may have; the others follow from who somebody is. */
export const STAFF_ROLES = [
  'care-coordinator',
  'approver',
  'finance-officer',
  'payment-preparer',
  'payment-releaser',
  'administrator',
] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Roles that no one person may have at once; the administrator's, with any other, stands for itself. */
const APART: readonly (readonly [StaffRole, StaffRole])[] = [
  ['payment-preparer', 'payment-releaser'],
  ['approver', 'payment-preparer'],
  ['approver', 'payment-releaser'],
];

export type StaffRefusal =
  | { readonly code: 'roles-not-together'; readonly roles: readonly [StaffRole, StaffRole] }
  | { readonly code: 'no-role' }
  | { readonly code: 'limit-without-approver' }
  | { readonly code: 'own-access' }
  | { readonly code: 'last-administrator' }
  | { readonly code: 'holder-has-no-other-role' } // who signs in for an organisation that holds money
  | { readonly code: 'access-ended' }
  | { readonly code: 'access-not-ended' }
  | { readonly code: 'subject-taken' }
  | { readonly code: 'icb-code-unknown'; readonly icbCode: string }
  | { readonly code: 'icb-there-already'; readonly icbCode: string }
  | { readonly code: 'icb-account-in-part' }
  | { readonly code: 'icb-account-wrong' };

/** What somebody is to have. The limit is the yearly value up to which they approve plans, in pence. */
export type Access = { readonly roles: readonly StaffRole[]; readonly approvalLimitPence: bigint };

/** What is known of the member of staff whose access is to change, and of the board. */
export type StaffFacts = {
  readonly staffUserId: string;
  readonly ended: boolean;
  /** The board's other administrators who have not left. */
  readonly otherAdministrators: number;
  readonly roles: readonly Role[];
};

/** May this access be given to a new member of staff? */
export function decideNewStaff(access: Access): Decision<Access> {
  return decide(problemsOf(access), () => access);
}

/** May the access of somebody who works here become this? Nobody changes their own. */
export function decideAccess(facts: StaffFacts, access: Access, actor: Pick<Actor, 'id'>): Decision<Access> {
  return decide(
    [
      ...hindrances(facts, actor),
      isOfThirdParty(facts) && { code: 'holder-has-no-other-role' },
      isLastAdministrator(facts) && !access.roles.includes('administrator') && { code: 'last-administrator' },
      ...problemsOf(access),
    ],
    () => access,
  );
}

/** May somebody's access end? */
export function decideEnd(facts: StaffFacts, actor: Pick<Actor, 'id'>): Decision<{ readonly staffUserId: string }> {
  return decide([...hindrances(facts, actor), isLastAdministrator(facts) && { code: 'last-administrator' }], () => ({
    staffUserId: facts.staffUserId,
  }));
}

/** May somebody who had left come back, with the access that they are to have now? */
export function decideReturn(facts: StaffFacts, access: Access): Decision<Access> {
  return decide(
    [
      !facts.ended && { code: 'access-not-ended' },
      isOfThirdParty(facts) && { code: 'holder-has-no-other-role' },
      ...problemsOf(access),
    ],
    () => access,
  );
}

/** What is known of a new board. */
export type BoardFacts = {
  readonly icbCode: string;
  /** The code is one of a board that stands today, or this is a demonstration. */
  readonly codeKnown: boolean;
  /** Which of the service user number, sort code and account number were given. */
  readonly bankDetails: readonly (string | undefined)[];
  /** Whether the numbers can belong together. */
  readonly account: 'pass' | 'fail' | 'not-checkable' | undefined;
};

/** May this board be served? Bank details come whole or not at all. */
export function decideBoard(facts: BoardFacts): Decision<{ readonly icbCode: string }> {
  const some = facts.bankDetails.some(detail => detail !== undefined);
  const all = facts.bankDetails.every(detail => detail !== undefined);
  return decide(
    [
      !facts.codeKnown && { code: 'icb-code-unknown', icbCode: facts.icbCode },
      some && !all && { code: 'icb-account-in-part' },
      facts.account === 'fail' && { code: 'icb-account-wrong' },
    ],
    () => ({ icbCode: facts.icbCode }),
  );
}

function problemsOf({ roles, approvalLimitPence }: Access): (StaffRefusal | false)[] {
  const others = roles.filter(role => role !== 'administrator');
  return [
    roles.length === 0 && { code: 'no-role' },
    ...(roles.includes('administrator')
      ? others.map((role): StaffRefusal => ({ code: 'roles-not-together', roles: ['administrator', role] }))
      : []),
    ...APART.filter(pair => pair.every(role => roles.includes(role))).map(
      (pair): StaffRefusal => ({ code: 'roles-not-together', roles: pair }),
    ),
    approvalLimitPence > 0n && !roles.includes('approver') && { code: 'limit-without-approver' },
  ];
}

function hindrances(facts: StaffFacts, actor: Pick<Actor, 'id'>): (StaffRefusal | false)[] {
  return [facts.staffUserId === actor.id && { code: 'own-access' }, facts.ended && { code: 'access-ended' }];
}

/** Their organisation's people are added anew, on its page. */
function isOfThirdParty({ roles }: StaffFacts): boolean {
  return roles.includes('third-party-holder');
}

function isLastAdministrator({ roles, ended, otherAdministrators }: StaffFacts): boolean {
  return !ended && roles.includes('administrator') && otherAdministrators === 0;
}
