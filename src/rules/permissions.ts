/**
 * Who may do what: the table role × act, in one place.
 *
 * Least privilege (section 1 of the rulebook): care co-ordinators plan but do not approve or pay; approvers
 * approve but do not write; who prepares a payment run has no leave to release one; administrators see no case.
 * A role is only half of the answer: the record must also belong to the actor's ICB, and for a person or a
 * representative it must be theirs; and the rules of each act add their own (approver is not the author).
 */
import type { Actor, Role } from '../values/actor.ts';
import type { Permission } from '../values/permission.ts';
import type { PersonalDecision } from './representation/capacity.ts';

/** The person, and whoever acts for them, may do the same. */
const HOLDER: readonly Permission[] = [
  'visit',
  'see-home',
  'see-case',
  'write-plan',
  'rate-outcomes',
  'sign-plan',
  'sign-agreement',
  'give-consent',
  'see-representation',
  'name-nominee',
  'withdraw',
  'import-statement',
  'see-money',
  'see-bank-lines',
  'place-line',
  'see-reviews',
  'report-hospital',
  'ask-reconsideration',
  'see-inbox',
  'see-who-looked',
  'see-directory',
  'record-purchase',
  'see-forecasts',
];

const LEAVE: Readonly<Record<Role, readonly Permission[]>> = {
  visitor: ['visit'],
  person: HOLDER,
  representative: HOLDER,
  'care-coordinator': [
    'visit',
    'see-home',
    'see-policy',
    'see-enquiries',
    'register-request',
    'see-case',
    'record-information',
    'write-assessment',
    'agree-funding',
    'tag-need',
    'see-budget-setting',
    'try-figures',
    'begin-planning',
    'write-plan',
    'submit-plan',
    'arrange-care',
    'ask-extra-payment',
    'report-hospital',
    'plan-hospital-stay',
    'offer-agreement',
    'see-held-payments',
    'record-checks',
    'rate-outcomes',
    'keep-wheelchair',
    'see-programmes',
    'see-directory',
    'add-to-directory',
    'record-purchase',
    'see-forecasts',
    'keep-forecasts',
    'change-coordinator',
    'see-representation',
    'record-representation',
    'name-nominee',
    'see-money',
    'see-bank-lines',
    'arrange-review',
    'hold-care-review',
    'see-reviews',
  ],
  approver: [
    'visit',
    'see-home',
    'see-policy',
    'approve-policy',
    'see-case',
    'decide-eligibility',
    'decide-approval',
    'decide-payee',
    'see-representation',
    'agree-nominee',
    'refuse-option',
    'suspend-payments',
    'decide-extra-payment',
    'decide-reconsideration',
    'see-scorecards',
    'see-programmes',
    'see-directory',
    'see-forecasts',
    'see-reviews',
  ],
  'finance-officer': [
    'visit',
    'see-home',
    'see-policy',
    'add-policy',
    'see-case',
    'agree-funding',
    'tag-need',
    'see-budget-setting',
    'try-figures',
    'set-indicative-budget',
    'propose-final-budget',
    'set-final-budget',
    'sign-agreement-for-icb',
    'see-recharges',
    'see-scorecards',
    'verify-account',
    'ask-amount-change',
    'see-pay-runs',
    'change-bank-holidays',
    'see-held-payments',
    'hear-bank',
    'declare-outage',
    'settle-overpayment',
    'see-tie-out',
    'import-statement',
    'see-money',
    'see-bank-lines',
    'hold-money-review',
    'see-programmes',
    'add-programme',
    'see-directory',
    'see-forecasts',
    'keep-forecasts',
    'see-reviews',
  ],
  'payment-preparer': [
    'visit',
    'see-home',
    'see-policy',
    'enter-account',
    'see-pay-runs',
    'see-held-payments',
    'prepare-pay-run',
    'hear-bank',
  ],
  'payment-releaser': ['visit', 'see-home', 'see-policy', 'see-pay-runs', 'release-pay-run', 'write-pay-file'],
  administrator: ['visit', 'see-home', 'see-policy', 'administer-staff', 'see-audit'],
  system: ['do-background-work'],
};

/** What a representative needs an authority for, by what it covers: whoever acts for the plan only sees no money. */
const COVERED_BY: Readonly<Partial<Record<Permission, PersonalDecision>>> = {
  'write-plan': 'PLAN',
  'sign-plan': 'PLAN',
  'sign-agreement': 'DIRECT_PAYMENT',
  'give-consent': 'DIRECT_PAYMENT',
  'import-statement': 'DIRECT_PAYMENT',
  'see-money': 'DIRECT_PAYMENT',
  'see-bank-lines': 'DIRECT_PAYMENT',
  'place-line': 'DIRECT_PAYMENT',
  'name-nominee': 'NOMINEE',
};

/** Whether one of the actor's roles has leave for this act, whoever's record it is about. */
export function hasLeave(actor: Actor, permission: Permission): boolean {
  if (permission === 'move-demonstration-date')
    return !actor.roles.includes('visitor') && !actor.roles.includes('system');
  const needed = COVERED_BY[permission];
  if (actor.scope !== undefined && needed !== undefined && !actor.scope.includes(needed)) return false;
  return actor.roles.some(role => LEAVE[role].includes(permission));
}
