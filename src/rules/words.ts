/** The field's code lists and states in plain words, one place for every page. It decides nothing. */
import type { Role } from '../values/actor.ts';
import type { EntryKind, NEED_DOMAINS, NEED_MET } from './eligibility/assessment.ts';
import type { Place } from './eligibility/chc-default.ts';
import type { DeclineBecause, Group } from './eligibility/eligibility.ts';
import type { DetentionSection, WheelchairTest } from './eligibility/groups.ts';
import type { NhsNumberStatus } from './eligibility/identifiers.ts';
import type { WithdrawalReason } from './eligibility/withdrawal.ts';
import type { BudgetState } from './life.ts';

/** CL-01. */
export const GROUP_WORDS: Readonly<Record<Group, string>> = {
  CHC_STANDARD: 'NHS Continuing Healthcare (adults)',
  CHC_FAST_TRACK: 'NHS Continuing Healthcare, fast track',
  CHILDREN_CC: 'Children’s continuing care',
  S117: 'Aftercare under section 117 of the Mental Health Act',
  WHEELCHAIR: 'NHS wheelchair',
  LOCAL_COHORT: 'A group of our local offer',
  EXCEPTION: 'An exceptional case',
};

/** */
export const INAPPROPRIATE_WORDS: Readonly<Record<DeclineBecause, string>> = {
  NEEDS_CANNOT_BE_MET: 'A budget could not meet the health needs, whoever holds the money',
  NOT_SAFE: 'It would not be safe, and no support would make it safe',
  SERVICE_CANNOT_BE_BUDGETED: 'The service is one that a budget cannot pay for',
  CARE_TOO_SHORT: 'The care will end before a budget could be set up',
  NO_NEED_FOR_CARE: 'There is no need that a budget would meet',
  NOT_IN_A_GROUP:
    'The person is in none of the groups: no right, no open group of the local offer, no exceptional case',
};

/** */
export const SECTION_OF_ACT_WORDS: Readonly<Record<DetentionSection, string>> = {
  S2: 'section 2',
  S3: 'section 3',
  S37: 'section 37, with or without section 41',
  S45A: 'section 45A',
  S47: 'section 47, with or without section 49',
  S48: 'section 48, with or without section 49',
  OTHER: 'another section',
};

/** */
export const WHEELCHAIR_WORDS: Readonly<Record<WheelchairTest, string>> = {
  LONG_TERM_DISABILITY: 'a long-term disability that is medically recognised',
  NEEDS_CHAIR_DAILY: 'a wheelchair or specialist buggy is needed to live day to day and stay well',
  KNOWN_TO_SERVICE: 'referred to the wheelchair service, or on its books',
  MEETS_CRITERIA: 'meets the criteria of the wheelchair service',
  NEEDS_NEW_CHAIR: 'a new chair is needed now, because the need or the chair has changed',
};

/** */
export const PLACE_WORDS: Readonly<Record<Place, string>> = {
  HOME: 'At home',
  CARE_HOME: 'In a care home',
  HOSPITAL: 'In hospital for a long time',
  NOT_KNOWN: 'We do not know',
};

/** CL-15, for an NHS number that is not there or not confirmed. */
export const NHS_NUMBER_STATUS_WORDS: Readonly<Record<NhsNumberStatus, string>> = {
  '01': 'Number present and confirmed',
  '02': 'Number present, not yet confirmed',
  '03': 'No number: it has to be traced',
  '04': 'No number: tracing found nobody, or more than one',
  '05': 'No number: tracing has to be settled',
  '06': 'No number: tracing is under way',
  '07': 'No number, and none is needed',
  '08': 'No number yet: a baby under 6 weeks',
};

/** CL-08. */
export const NEED_DOMAIN_WORDS: Readonly<Record<(typeof NEED_DOMAINS)[number], string>> = {
  BREATHING: 'Breathing',
  NUTRITION: 'Food and drink',
  CONTINENCE: 'Continence',
  SKIN: 'Skin',
  MOBILITY: 'Moving around',
  COMMUNICATION: 'Communication',
  PSYCHOLOGICAL: 'Psychological and emotional needs',
  COGNITION: 'Memory and thinking',
  BEHAVIOUR: 'Behaviour',
  MEDICINES: 'Medicines and symptoms',
  CONSCIOUSNESS: 'Changes of consciousness',
  OTHER: 'Something else',
};

/** CL-07. */
export const NEED_MET_WORDS: Readonly<Record<(typeof NEED_MET)[number], string>> = {
  IN_PHB: 'To be met by the budget',
  UNMET: 'Not met yet',
  MET_IF_DIFFERENT: 'Would be met if the service were different',
  MET_COMMISSIONED: 'Met by a service that the NHS buys',
  NOT_RELEASABLE: 'Met by a service whose money cannot be released',
  COMMUNITY: 'Met by family, friends or the community',
  SELF_FUNDED: 'Paid for by the person',
};

/** */
export const ENTRY_WORDS: Readonly<Record<EntryKind, string>> = {
  STRENGTH: 'Strengths and skills',
  WORKING: 'What is working well',
  NOT_WORKING: 'What is not working',
  IMPORTANT_TO: 'What is important to the person',
  IMPORTANT_FOR: 'What is important for the person',
};

/** T05. */
export const WITHDRAWAL_WORDS: Readonly<Record<WithdrawalReason, string>> = {
  DO_NOT_WANT_ONE: 'I do not want a budget',
  CARE_ARRANGED_ANOTHER_WAY: 'My care is arranged another way',
  TOO_MUCH_TO_MANAGE: 'It is too much to look after',
  HEALTH_CHANGED: 'My health has changed',
  MOVING_AWAY: 'I am moving away',
  PREFER_NOT_TO_SAY: 'I would rather not say',
  OTHER: 'Something else',
};

/** The state as a tag says it. */
export const STATE_WORDS: Readonly<Record<BudgetState, string>> = {
  ENQUIRY: 'Enquiry',
  REQUESTED: 'Requested',
  ELIGIBLE: 'Eligible',
  ASSESSED: 'Assessed',
  INDICATIVE: 'Indicative budget given',
  PLANNING: 'Planning',
  SUBMITTED: 'Waiting for approval',
  APPROVED: 'Plan approved',
  BUDGET_SET: 'Final budget set',
  AGREED: 'Agreement signed',
  SET_UP: 'Payments set up',
  ACTIVE: 'Active',
  RECONCILING: 'Finished, money to be settled',
  CLOSED: 'Closed',
  WITHDRAWN: 'Withdrawn',
  DECLINED: 'Declined',
  REFUSED: 'Refused',
  NOT_TAKEN_UP: 'Not taken up',
};

/** Where the person's budget is, said to the person. Reading age 9 to 11. */
export const STATE_FOR_PERSON: Readonly<Record<BudgetState, string>> = {
  ENQUIRY: 'You asked us about a budget.',
  REQUESTED: 'We have your request. Next, we decide if you can have a budget.',
  ELIGIBLE: 'You can have a budget. Next, your care co-ordinator talks with you about your needs and what you want.',
  ASSESSED: 'We know what you need. Next, we work out about how much money your budget may have.',
  INDICATIVE: 'You know about how much money there may be. Next, you plan your care with your care co-ordinator.',
  PLANNING: 'You are planning your care. You and your care co-ordinator write your care plan.',
  SUBMITTED: 'Your care plan is with us. Somebody who did not write it checks it.',
  APPROVED: 'Your care plan is approved. Next, we set the final amount of your budget.',
  BUDGET_SET: 'Your final budget is set. Next, you and we sign an agreement.',
  AGREED: 'The agreement is signed. Next, we check the account that the money goes to.',
  SET_UP: 'Everything is ready. Your budget starts with the first payment.',
  ACTIVE: 'Your budget is running.',
  RECONCILING: 'Your one-off budget is finished. We ask you what has changed for you.',
  CLOSED: 'Your budget is closed. You do not owe us anything.',
  WITHDRAWN: 'You chose not to have a budget. You still get your care.',
  DECLINED: 'We could not give you a budget. Your letter says why, and how to ask us to look again.',
  REFUSED: 'We could not approve the care plan. Your letter says why, and how to ask us to look again.',
  NOT_TAKEN_UP: 'The budget was not taken up. You still get your care.',
};

/** What somebody is, by their role. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  'care-coordinator': 'care co-ordinator',
  approver: 'approver',
  'finance-officer': 'finance officer',
  'payment-preparer': 'prepares payments',
  'payment-releaser': 'releases payments',
  administrator: 'administrator',
  'third-party-holder': 'holds money for people',
  person: 'budget holder',
  representative: 'acts for a budget holder',
  system: 'the service itself',
  visitor: 'visitor',
};

/** `care co-ordinator, approver`. A role that this version does not know is said as it stands. */
export function rolesInWords(roles: readonly string[]): string {
  return roles.map(role => ROLE_WORDS[role as Role] ?? role).join(', ');
}
