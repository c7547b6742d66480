/** The words for refusals of rules/amounts/: payments besides the instalments. */
import type { ChangedRefusal } from '../../rules/amounts/changed-instalments.ts';
import type { ExtraRefusal, Source } from '../../rules/amounts/extra-payment.ts';
import { longMonth } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const SOURCE: Readonly<Record<Source, string>> = {
  CONTINGENCY: 'kept for emergencies',
  FREE: 'free in this budget',
};

export const amountsWords: Words<ExtraRefusal | ChangedRefusal> = {
  'change-in-past': () => ({ field: 'effectiveOn', text: 'That day has passed. Enter today or a later day' }),
  'change-of-nothing': () => ({ field: 'toPence', text: 'That is what is paid now. Enter another amount' }),
  'change-after-year': () => ({
    field: 'effectiveOn',
    text: 'No payment of this year is left to change from that day on',
  }),
  'change-over-instalments': () => ({
    field: 'toPence',
    text: 'Less is left to be paid than the amount would fall by. What is in the account already is looked at in a review',
  }),
  'change-of-several-holders': () => ({
    text: 'Some of this budget is paid to the person and some to somebody who holds it for them. Change it with a new plan',
  }),
  'change-line-unknown': () => ({
    field: 'endedLineIds',
    text: 'Select only lines of the plan that the person is paid for every month',
  }),
  'change-not-as-seen': () => ({
    text: 'The payments that change are not those on your page. Look at them again',
  }),
  'extra-without-label': () => ({ field: 'label', text: 'Say what the payment is for' }),
  'extra-without-reasons': () => ({ field: 'reasons', text: 'Say why it is needed' }),
  'extra-without-amount': () => ({ field: 'amountPence', text: 'Enter an amount of at least £0.01' }),
  'extra-without-source': () => ({ field: 'source', text: 'Select what the payment is taken from' }),
  'extra-day-past': () => ({ field: 'neededOn', text: 'That day has passed. Enter today or a later day' }),
  'extra-day-after-year': ({ lastMonth }) => ({
    field: 'neededOn',
    text: `It is taken from the payments of this budget year, so it must be needed by ${longMonth(lastMonth)}, their last month`,
  }),
  'advance-over-most': ({ mostPence }) => ({
    field: 'amountPence',
    text: `An emergency payment is at most ${pounds(mostPence)}`,
  }),
  'extra-over-instalments': ({ mostPence }) => ({
    field: 'amountPence',
    text: `Only ${pounds(mostPence)} of this year is still to be paid. What was paid already is in the account`,
  }),
  'one-off-over-source': ({ source, mostPence }) => ({
    field: 'amountPence',
    text: `Only ${pounds(mostPence)} is ${SOURCE[source]}`,
  }),
  'extra-not-as-seen': () => ({
    text: 'The payments that become smaller are not those on your page. Look at them again, and tell the person',
  }),
  'extra-own-request': () => ({ text: 'You asked for this payment, so somebody else must agree to it' }),
  'extra-decided': () => ({ text: 'This was decided already' }),
  'extra-over-limit': ({ limitPence }) => ({
    text: `You may agree to ${pounds(limitPence)} at most. Somebody with a higher limit must decide`,
  }),
  'extra-refused-without-reasons': () => ({
    field: 'reasons',
    text: 'Say why not. The person gets your words in writing',
  }),
};
