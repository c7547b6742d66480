/** The words for refusals of rules/staff.ts: roles, access, boards. */
import type { StaffRefusal, StaffRole } from '../../rules/staff.ts';
import type { Words } from './words.ts';

const DOES: Readonly<Record<StaffRole, string>> = {
  'care-coordinator': 'co-ordinates care',
  approver: 'approves plans',
  'finance-officer': 'is a finance officer',
  'payment-preparer': 'prepares payments',
  'payment-releaser': 'releases payments',
  administrator: 'is an administrator',
};

export const staffWords: Words<StaffRefusal> = {
  'roles-not-together': ({ roles: [one, other] }) => ({
    field: 'roles',
    text: `Nobody who ${DOES[one]} also ${DOES[other]}. Give one of the two roles to somebody else`,
  }),
  'no-role': () => ({ field: 'roles', text: 'Select at least one role' }),
  'limit-without-approver': () => ({
    field: 'approvalLimitPence',
    text: 'Only an approver has an approval limit. Make it £0, or give the role of an approver',
  }),
  'own-access': () => ({ text: 'You cannot change your own access. Another administrator has to do it' }),
  'holder-has-no-other-role': () => ({
    text: 'They sign in for an organisation that holds money, and have no other role. Add them on the page of the organisation',
  }),
  'last-administrator': () => ({
    text: 'This is the only administrator. Give somebody else that role first',
  }),
  'access-ended': () => ({ text: 'The access of this person has ended. Give it back first' }),
  'access-not-ended': () => ({ text: 'This person has access already' }),
  'subject-taken': () => ({
    field: 'subject',
    text: 'Somebody is already known by this name at the identity provider. If they work here again, give them back their access',
  }),
  'icb-code-unknown': ({ icbCode }) => ({
    field: 'code',
    text: `There is no integrated care board with the code ${icbCode} today. Check it against the ODS list`,
  }),
  'icb-there-already': ({ icbCode }) => ({ field: 'code', text: `The board ${icbCode} is in this database already` }),
  'icb-account-in-part': () => ({
    text: 'The service user number, the sort code and the account number belong together: give all three, or none',
  }),
  'icb-account-wrong': () => ({ text: 'This sort code and account number do not belong together. Check both' }),
};
