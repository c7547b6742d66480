/** The words for refusals of rules/eligibility/eligibility.ts, rules/eligibility/assessment.ts and rules/eligibility/identifiers.ts. */

import { INSTEAD_OF } from '../../rules/decisions/unlawful-reasons.ts';
import type { EligibilityRefusal } from '../../rules/eligibility/eligibility.ts';
import type { WheelchairTest } from '../../rules/eligibility/groups.ts';
import { GROUP_WORDS, STATE_WORDS } from '../../rules/words.ts';
import type { Words } from './words.ts';

const ENTRY_WORDS = {
  STRENGTH: 'a strength of the person',
  WORKING: 'what is working well',
  NOT_WORKING: 'what is not working',
  IMPORTANT_TO: 'what is important to the person',
  IMPORTANT_FOR: 'what is important for the person',
} as const;

const WHEELCHAIR_FAILS: Readonly<Record<WheelchairTest, string>> = {
  LONG_TERM_DISABILITY: 'the person has a long-term disability that is medically recognised',
  NEEDS_CHAIR_DAILY: 'they need a wheelchair or a specialist buggy day to day',
  KNOWN_TO_SERVICE: 'they are referred to the wheelchair service or on its books',
  MEETS_CRITERIA: 'they meet the criteria of the wheelchair service',
  NEEDS_NEW_CHAIR: 'they need a new chair now. While the chair suits them, say no and when to ask again',
};

export const eligibilityWords: Words<EligibilityRefusal> = {
  'nhs-number-invalid': () => ({
    field: 'nhsNumber',
    text: 'Check the NHS number: it has 10 digits, and the last one does not fit the others',
  }),
  'nhs-number-reason-needed': () => ({
    field: 'nhsNumberStatus',
    text: 'Enter the NHS number, or say why there is none',
  }),
  'nhs-number-status-differs': () => ({
    field: 'nhsNumberStatus',
    text: 'You gave an NHS number and also a reason why there is none. Take one of the two away',
  }),
  'postcode-invalid': () => ({ field: 'postcode', text: 'Enter a full UK postcode, like SN15 1AA' }),
  'born-in-future': () => ({ field: 'dateOfBirth', text: 'The date of birth must be today or in the past' }),
  'born-too-long-ago': () => ({
    field: 'dateOfBirth',
    text: 'Check the year of birth: nobody alive is more than 130 years old',
  }),
  'icb-unknown': ({ icbCode }) => ({ text: `${icbCode} is not the code of an integrated care board` }),
  'told-optional-needed': () => ({
    field: 'toldOptional',
    text: 'Tell the person that a budget is optional, and tick the box, before you register the request',
  }),
  'requested-in-future': () => ({ field: 'requestedOn', text: 'The day of the request must be today or in the past' }),
  'requested-before-enquiry': () => ({
    field: 'requestedOn',
    text: 'The day of the request cannot be before the day of the enquiry',
  }),
  'enquiry-has-request': () => ({ text: 'This enquiry has become a request already. Find it in the list of cases' }),
  'nhs-number-held-by-another': () => ({
    field: 'nhsNumber',
    text: 'Somebody with this NHS number and another date of birth is on record. Check both with the person before you go on',
  }),
  'information-missing': () => ({
    text: 'First record that the person was told of their right and given information, advice and support. The care co-ordinator does this',
  }),
  'information-in-future': () => ({
    field: 'givenOn',
    text: 'The day on which the information was given must be today or in the past',
  }),
  'evidence-missing': () => ({
    field: 'evidence',
    text: 'Say what shows that the person is in this group. For NHS Continuing Healthcare, give the date of its decision too',
  }),
  'evidence-in-future': () => ({
    field: 'evidenceOn',
    text: 'The date of the evidence must be today or in the past',
  }),
  'icb-not-confirmed': () => ({
    field: 'responsibleIcbConfirmed',
    text: 'Check that we are the board responsible for this person, and tick the box',
  }),
  'not-adult': ({ ageYears }) => ({
    field: 'group',
    text: `NHS Continuing Healthcare is for adults: the person was ${ageYears} on the day of that decision. Choose children’s continuing care instead`,
  }),
  'not-solely-nhs-funded': () => ({
    field: 'solelyNhsFunded',
    text: 'NHS Continuing Healthcare means that the NHS alone arranges and pays for the care. Confirm it, or choose another group',
  }),
  'not-child': ({ ageYears }) => ({
    field: 'group',
    text: `Children’s continuing care ends at 18, and the person is ${ageYears}. Choose NHS Continuing Healthcare for adults, or a group of the local offer`,
  }),
  'not-funded-by-icb': () => ({
    field: 'fundedByIcb',
    text: 'Children’s continuing care means that we pay for all or part of the care. Confirm it, or choose another group',
  }),
  'detention-section-missing': () => ({
    field: 'sections',
    text: 'Select each section of the Mental Health Act that the person was detained under',
  }),
  'section-gives-no-aftercare': ({ sections }) => ({
    field: 'sections',
    text: `Detention under ${sections.includes('S2') ? 'section 2 alone' : 'this section alone'} gives no right to aftercare. Choose a group of the local offer or an exceptional case instead, or say no and offer a personalised plan`,
  }),
  'wheelchair-test-not-met': ({ test }) => ({ field: 'wheelchair', text: `Not ticked: ${WHEELCHAIR_FAILS[test]}` }),
  'cohort-unknown': () => ({
    field: 'cohort',
    text: 'Select a group of the local offer that is open, or choose an exceptional case',
  }),
  'cohort-not-open': ({ cohort }) => ({
    field: 'cohort',
    text: `“${cohort}” is not open in the local offer today. Choose another group or an exceptional case, or say no and offer a personalised plan`,
  }),
  'cohort-not-invited': ({ cohort }) => ({
    field: 'invited',
    text: `“${cohort}” is a trial for people who were invited. Confirm the invitation, or choose another group`,
  }),
  'cohort-not-fitting': ({ cohort }) => ({
    field: 'fitsCohort',
    text: `Confirm that the person meets what the local offer asks of “${cohort}”, or choose another group`,
  }),
  'level-of-need-missing': () => ({
    field: 'levelOfNeed',
    text: 'Say how much this person needs. Their level of need counts, not the name of an illness',
  }),
  'person-is-in-group': ({ group }) => ({
    field: 'reasons',
    text: `By your own answers the person is in the group “${GROUP_WORDS[group]}”, so “in none of the groups” is no reason. Take it away, or correct the answers`,
  }),
  'nothing-offered-instead': () => ({
    field: 'alternatives',
    text: 'Say what you offer instead. Somebody in none of the groups is still offered a personalised plan',
  }),
  'reason-not-allowed': ({ box, phrase, reason }) => ({
    field: box,
    text: `“${phrase}” is no lawful reason. ${INSTEAD_OF[reason]}`,
  }),
  'reasons-missing': () => ({
    field: 'reasons',
    text: 'Give at least one reason. The person gets it in writing and may ask us to look again',
  }),
  'reason-without-words': ({ reason }) => ({
    field: `why_${reason}`,
    text: 'Say in your own words what the reason means for this person',
  }),
  'not-inappropriateness': ({ reason }) => ({
    field: 'reasons',
    text: `“${reason}” is no reason to refuse a budget. It can be refused only where it is not appropriate for this person or service, never for its cost or because the wish is unusual`,
  }),
  'part-missing': () => ({ field: 'partRefused', text: 'Say which part of the service is refused' }),
  'assessment-closed': ({ state }) => ({
    text: `You cannot add to the assessment now: the budget’s step is “${STATE_WORDS[state]}”`,
  }),
  'entry-empty': () => ({
    field: 'words',
    text: 'Write what was said, or tick that the person chose not to say. Not both',
  }),
  'no-need': () => ({ text: 'Add at least one need' }),
  'need-without-outcome': ({ words }) => ({ text: `Add an outcome for the need “${words}”` }),
  'entry-missing': ({ kind }) => ({
    text: `Add ${ENTRY_WORDS[kind]}, or record that the person chose not to say`,
  }),
  'importance-out-of-range': () => ({
    field: 'importance',
    text: 'Importance is a whole number from 1 to 10',
  }),
  'assessed-in-future': () => ({
    field: 'assessedOn',
    text: 'The date of the assessment must be today or in the past',
  }),
  'capacity-without-record': () => ({
    field: 'capacitySupport',
    text: 'Say what help the person had to make this decision',
  }),
};
