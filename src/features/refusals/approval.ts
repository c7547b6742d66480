/** The words for refusals of rules/decisions/approval.ts. */
import type { ApprovalRefusal } from '../../rules/decisions/approval.ts';
import { LEVEL_WORDS, POINT_WORDS } from '../../rules/plan/plan-words.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const approvalWords: Words<ApprovalRefusal> = {
  'approver-assessed': () => ({ text: 'You assessed this person, so somebody else must decide about the plan' }),
  'approver-wrote-plan': () => ({ text: 'You wrote in this plan, so somebody else must decide about it' }),
  'approver-set-figure': () => ({ text: 'You worked out the budget, so somebody else must decide about the plan' }),
  'approver-decided-eligibility': () => ({
    text: 'You decided that this person may have a budget, so somebody else must decide about the plan',
  }),
  'approver-handles-payments': () => ({
    text: 'You prepare or release payments, so somebody else must decide about plans',
  }),
  'over-delegated-limit': ({ annualPence, limitPence, goesTo }) => ({
    text: `You may approve up to ${pounds(limitPence)} a year. This budget is ${pounds(annualPence)}: pass it on to ${LEVEL_WORDS[goesTo]}`,
  }),
  'within-own-limit': () => ({ text: 'This budget is within your own limit: decide about the plan yourself' }),
  'passed-on-already': ({ goesTo }) => ({ text: `This plan is with ${LEVEL_WORDS[goesTo]} already` }),
  'plan-changed-since-submission': () => ({ text: 'The plan is not what was sent in. It cannot be approved' }),
  'point-cannot-be-yes': ({ point, because }) => ({
    field: `${point}-answer`,
    text: `You cannot say yes to “${POINT_WORDS[point]}”: ${because}`,
  }),
  'point-always-applies': ({ point }) => ({
    field: `${point}-answer`,
    text: `“${POINT_WORDS[point]}” applies to this person. Say yes or no`,
  }),
  'point-without-reason': ({ point }) => ({
    field: `${point}-reason`,
    text: `Give the reason for your answer to “${POINT_WORDS[point]}”`,
  }),
  'approval-with-a-no': ({ point }) => ({
    field: 'decision',
    text: `You said no to “${POINT_WORDS[point]}”. Send the plan back or refuse it, or change the answer`,
  }),
  'return-without-a-no': () => ({
    field: 'decision',
    text: 'To send the plan back, say no to at least one point and what would put it right',
  }),
  'refusal-without-reason': () => ({
    field: 'refusalWords',
    text: 'To refuse the plan, choose the reason and explain it to the person',
  }),
  'refused-item-unknown': () => ({
    text: 'One of the things that you refused is not in this plan. Open the page again',
  }),
  'item-refused-without-reason': ({ planItemId, item }) => ({
    field: `item-${planItemId}-words`,
    text: `To refuse “${item}”, choose a listed reason and explain it to the person`,
  }),
  'every-item-refused': () => ({
    field: 'decision',
    text: 'You refused everything in the plan. Refuse the plan itself, or send it back',
  }),
  'clinician-not-named': () => ({
    field: 'clinicianName',
    text: 'Enter the name of the clinician who agrees that the health needs are met',
  }),
  'direct-payment-not-judged': () => ({
    field: 'directPaymentAppropriate',
    text: 'Say whether a direct payment is right for this person',
  }),
  'direct-payment-without-reason': () => ({
    field: 'directPaymentReason',
    text: 'Say why a direct payment is right for this person, or why not',
  }),
  'direct-payment-not-appropriate': () => ({
    field: 'directPaymentAppropriate',
    text: 'You said that a direct payment is not right for this person. Send the plan back so that the money is held another way',
  }),
  'conventional-cost-missing': () => ({
    field: 'conventionalPence',
    text: 'Enter what the same care would cost if we arranged it',
  }),
  'extra-cost-not-outweighed': ({ extraPence }) => ({
    field: 'benefits',
    text: `The direct payment costs ${pounds(extraPence)} more than care that we arrange. Say what makes that worth it, and confirm it`,
  }),
};
