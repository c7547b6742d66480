/** The words for refusals of rules/review/variance.ts, rules/reporting/returns.ts and rules/reporting/retention.ts. */
import type { RetentionRefusal } from '../../rules/reporting/retention.ts';
import type { ReturnRefusal } from '../../rules/reporting/returns.ts';
import type { VarianceRefusal } from '../../rules/review/variance.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const assuranceWords: Words<VarianceRefusal | ReturnRefusal | RetentionRefusal> = {
  'variance-without-cause': () => ({
    field: 'varianceCause',
    text: 'Select why more or less was spent than planned. It is often nobody’s fault',
  }),
  'variance-cause-without-words': () => ({ field: 'varianceWords', text: 'Say in words what the cause is' }),
  'query-coordinator-first': () => ({ text: 'Ask the care co-ordinator first. The person is asked after that' }),
  'offset-over-most': ({ mostPence }) => ({
    field: 'amount',
    text: `This payment can be made smaller by at most ${pounds(mostPence)}`,
  }),
  'offset-without-notice': () => ({ text: 'Tell the person before a payment is made smaller' }),
  'return-cell-differs': ({ cell, closing, expected }) => ({
    text: `“${cell}” ends with ${closing}. What was there, and began, less what ended comes to ${expected}`,
  }),
  'return-sum-differs': ({ by, sum, total }) => ({
    text: `The parts by ${by} come to ${sum} and the total is ${total}. They must be the same`,
  }),
  'kept-longer': ({ reviewOn }) => ({ text: `This record is kept until ${longDate(reviewOn)}` }),
  'disposal-not-reviewed': () => ({ text: 'Somebody must look at this record before it is destroyed' }),
};
