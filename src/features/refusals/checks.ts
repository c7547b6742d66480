/** The words for refusals of what is checked beside a plan: connected people, employing, outcomes, the care co-ordinator. */
import type { CoordinatorRefusal } from '../../rules/eligibility/care-coordinator.ts';
import type { ConnectedRefusal } from '../../rules/plan/connected-person.ts';
import type { AssistantDate, EmploymentRefusal } from '../../rules/plan/employment.ts';
import { type OutcomeRefusal, SCALES, showScore } from '../../rules/plan/plan-outcomes.ts';
import { INSTRUMENT_WORDS } from '../../rules/plan/plan-part-words.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const SEEN_WORDS: Readonly<Record<AssistantDate, string>> = {
  rightToWorkOn: 'The right to work',
  referencesOn: 'The references',
  contractOn: 'The contract',
};

export const checksWords: Words<ConnectedRefusal | CoordinatorRefusal | EmploymentRefusal | OutcomeRefusal> = {
  'payee-not-connected': ({ payee }) => ({
    text: `The plan does not say that “${payee}” is close family or a friend in the person’s own household, so there is nothing to decide`,
  }),
  'connected-reason-missing': () => ({ field: 'reason', text: 'Say why it has to be this person, or why it does not' }),
  'connected-alternatives-missing': () => ({
    field: 'alternatives',
    text: 'Say what else was tried or looked for before somebody close is paid',
  }),
  'child-welfare-for-adult': ({ ageYears }) => ({
    field: 'necessity',
    text: `The person is ${ageYears}. A child’s welfare can be the reason only for somebody under 18`,
  }),
  'director-not-named': () => ({
    field: 'directorName',
    text: 'Name the director who agreed: our policy asks for one',
  }),
  'approver-wrote-payee': () => ({
    text: 'You wrote in this plan yourself. Somebody else has to decide who may be paid',
  }),
  'coordinator-left': ({ name, leftOn }) => ({
    text: `${name} left on ${longDate(leftOn)} and nobody has taken the case over. Name a care co-ordinator first. Payments go on`,
  }),
  'coordinator-same': () => ({ field: 'coordinatorId', text: 'They have the case already. Select somebody else' }),
  'coordinator-not-one': ({ name }) => ({
    field: 'coordinatorId',
    text: `${name} is not a care co-ordinator who works here now`,
  }),
  'coordinator-of-closed-case': () => ({ text: 'The case has ended. It needs no care co-ordinator' }),
  'wage-below-minimum': ({ item, unitPence, leastPence, from }) => ({
    field: 'unitPence',
    text: `“${item}” is planned at ${pounds(unitPence)} an hour. From ${longDate(from)} the law asks for at least ${pounds(leastPence)}`,
  }),
  'cover-below-least': ({ limitPence, leastPence }) => ({
    field: 'limitPence',
    text: `The insurance covers ${pounds(limitPence)}. The law asks for at least ${pounds(leastPence)}`,
  }),
  'cover-not-from-day-one': ({ from, startsOn }) => ({
    field: 'from',
    text: `The insurance begins on ${longDate(from)}. It must be there from the first day, ${longDate(startsOn)}`,
  }),
  'cover-ended': ({ to }) => ({ field: 'to', text: `The insurance ended on ${longDate(to)}. Enter the next one` }),
  'cover-ends-before-start': () => ({ field: 'to', text: 'The insurance must not end before it begins' }),
  'assistant-check-in-future': ({ check }) => ({
    field: check,
    text: `${SEEN_WORDS[check]} cannot have been seen on a day that has not come yet`,
  }),
  'task-without-name': () => ({ field: 'tasks', text: 'Say what the task is' }),
  'nobody-employed': () => ({ text: 'No line of the plan pays for an assistant whom the person employs' }),
  'rating-out-of-range': ({ rating }) => ({
    field: 'rating',
    text: `${rating} is no rating: it goes from −2, much worse, to 2, much better`,
  }),
  'baseline-there-already': ({ outcome }) => ({
    field: 'outcomeId',
    text: `“${outcome}” has its first rating. The next ones come with the reviews`,
  }),
  'rating-of-unknown-outcome': () => ({
    field: 'outcomeId',
    text: 'Select one of the outcomes of this person’s assessment',
  }),
  'measured-in-future': ({ measuredOn }) => ({
    field: 'measuredOn',
    text: `${longDate(measuredOn)} has not come yet`,
  }),
  'score-out-of-scale': ({ instrument, thousandths }) => ({
    field: 'score',
    text: `A score of ${INSTRUMENT_WORDS[instrument]} goes from ${showScore(SCALES[instrument].from)} to ${showScore(SCALES[instrument].to)}: ${showScore(thousandths)} is outside it`,
  }),
  'score-unreadable': ({ given }) => ({
    field: 'score',
    text: `Enter the score as a number, such as 0.62: “${given}” is not one`,
  }),
};
