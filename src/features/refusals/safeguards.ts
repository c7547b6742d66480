/** The words for refusals of rules/safeguards/: concerns, hospital, holding back, stopping, asking back, and the end. */
import type { ClosingOpen } from '../../rules/safeguards/closing.ts';
import {
  LATER_TRANSITIONS,
  type LaterState,
  type Overlay,
  type SafeguardRefusal,
} from '../../rules/safeguards/later-life.ts';
import type { StopRecipient } from '../../rules/safeguards/stop.ts';
import { STATE_WORDS } from '../../rules/words.ts';
import { countOf, longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const RECIPIENT: Readonly<Record<StopRecipient, string>> = {
  PERSON: 'the person',
  REPRESENTATIVE: 'whoever acts for the person',
  NOMINEE: 'the nominee',
  PERSONAL_REPRESENTATIVES: 'whoever settles the estate',
};

const STATE: Readonly<Record<LaterState, string>> = {
  ACTIVE: 'Active',
  STOPPING: 'Payments are coming to an end',
  STOPPED: 'Payments have stopped',
  RECONCILING: 'The final account is being made',
  CLOSED: 'Closed',
};

const OVERLAY: Readonly<Record<Overlay, string>> = {
  REVIEW_OPEN: 'A review is open',
  CONCERN_OPEN: 'A concern is open',
  SUSPENDED: 'Payments are held back',
  HOSPITAL: 'The person is in hospital',
  RECONSIDERATION: 'A decision is being looked at again',
  RECLAIM_OPEN: 'Money is being asked back',
};

const days = (count: number) => countOf(count, 'day');

const CLOSING_OPEN: Readonly<Record<ClosingOpen, string>> = {
  PAYMENT: 'A payment is still on its way. Wait until it has arrived or come back',
  ORDER: 'An order or an invoice is still open. Close it on the page “Orders” first',
  PROMISE: 'Money is still promised for a line of the plan. End the budget, or its order, first',
  LINE: 'Payments out of the account are not explained yet. Say what they were for, or which money was given back',
  CARD: 'A payment with the card is not settled yet. Wait for the next statement of the card',
};

export const safeguardWords: Words<SafeguardRefusal> = {
  'conversation-first': () => ({
    text: 'Nobody has talked with the person yet about what happened. Do that first, and write down what they say',
  }),
  'mistake-not-penalised': () => ({
    text: 'It was a mistake. A mistake is put right together, and nothing is stopped or taken back for it',
  }),
  'conversation-in-future': () => ({ text: 'The day of the conversation lies in the future' }),
  'person-not-told-of-review': ({ since }) => ({
    text: `The person has not been told that a review comes of the concern of ${longDate(since)}. Tell them before you close it`,
  }),
  'told-before-concern': () => ({ text: 'The person was told before there was a concern. Check the two days' }),
  'silence-not-allowed': ({ role }) => ({
    text: `Whoever approved that the person is not told may not decide that: ${role.toLowerCase().replaceAll('_', ' ')}`,
  }),
  'hospital-never-automatic': () => ({
    text: 'A stay in hospital never stops or pauses a payment by itself. Somebody decides it with the person',
  }),
  'hospital-not-talked-over': ({ with: who }) => ({ text: `Talk with the ${who} before anything is paused` }),
  'hospital-line-undecided': ({ line }) => ({ text: `Say whether “${line}” pauses or goes on` }),
  'health-change-in-future': () => ({ field: 'changedOn', text: 'Enter a day up to today' }),
  'health-change-checked-already': () => ({ text: 'Somebody looked at this already. Read what they found' }),
  'admitted-in-future': () => ({ field: 'admittedOn', text: 'The day of the admission lies in the future' }),
  'home-day-wrong': () => ({
    field: 'returnedOn',
    text: 'Enter a day from the admission to today',
  }),
  'suspension-without-concern': () => ({
    field: 'concern',
    text: 'Payments are held back for a concern only. Select it',
  }),
  'suspension-without-reasons': () => ({ field: 'reasons', text: 'Say why. The person gets your words in writing' }),
  'suspension-not-talked-over': ({ with: who }) => ({
    field: who === 'person' ? 'talkedWithPersonOn' : 'talkedWithCoordinatorOn',
    text: `Talk with the ${who} before payments are held back`,
  }),
  'suspension-without-cover': () => ({
    field: 'continuityPlan',
    text: 'Say how the care goes on meanwhile. Nobody goes without care',
  }),
  'suspension-review-too-late': ({ latestOn }) => ({
    field: 'reviewOn',
    text: `It must be looked at again by ${longDate(latestOn)}`,
  }),
  'suspension-not-cleared': () => ({ field: 'cleared', text: 'Say why payments can begin again' }),
  'payments-not-running': ({ state }) => ({
    text:
      state === 'ACTIVE'
        ? 'No payments were agreed for this budget, so there are none to change'
        : `Payments change only while the budget is active. Its step is “${STATE_WORDS[state]}”`,
  }),
  'suspension-starts-past': () => ({
    field: 'startsOn',
    text: 'Payments are held back from today on, or from a later day',
  }),
  'suspension-review-past': () => ({ field: 'reviewOn', text: 'That day has passed. Select a later one' }),
  'suspension-without-lines': () => ({
    field: 'planItemIds',
    text: 'Select what the money is held back for, or hold back every payment',
  }),
  'suspension-line-unknown': () => ({
    field: 'planItemIds',
    text: 'Select only lines of the plan that the person is paid for every month',
  }),
  'suspension-takes-nothing': () => ({
    field: 'startsOn',
    text: 'Nothing is left to hold back from that day on: every payment of the year is made',
  }),
  'suspension-look-empty': () => ({ field: 'found', text: 'Say what you found' }),
  'stop-ground-not-in-law': () => ({
    field: 'ground',
    text: 'The law does not name this as a reason to stop payments. Select one of its reasons',
  }),
  'stop-not-appropriate': () => ({ field: 'appropriateBecause', text: 'Say why it is right to stop payments here' }),
  'stop-without-reasons': () => ({ field: 'reasons', text: 'Say why. The person gets your words in writing' }),
  'stop-notice-too-short': ({ earliestOn }) => ({
    field: 'stopOn',
    text: `That is too soon. The earliest day is ${longDate(earliestOn)}`,
  }),
  'urgent-stop-not-allowed': () => ({ field: 'stopOn', text: 'This board allows no stop without its full notice' }),
  'urgent-stop-without-note': ({ role }) => ({
    field: 'urgent',
    text: `A stop without its full notice needs a note by this role: ${role.toLowerCase().replaceAll('_', ' ')}`,
  }),
  'stop-notice-not-to': ({ who }) => ({ text: `The notice must also go to ${RECIPIENT[who]}` }),
  'cover-missing': () => ({
    field: 'cover',
    text: 'The person still needs care. Say who gives it from the day that payments stop',
  }),
  'cover-gap': ({ days: count, stopOn }) => ({
    field: 'cover',
    text: `The person would be without care for ${days(count)}. It must begin by ${longDate(stopOn)}`,
  }),
  'stop-not-reached': ({ stopOn }) => ({ text: `Payments go on until ${longDate(stopOn)}` }),
  'repayment-ground-not-in-law': () => ({
    field: 'ground',
    text: 'The law does not name this as a reason to ask for money back. Select one of its reasons',
  }),
  'repayment-not-appropriate': () => ({
    field: 'appropriateBecause',
    text: 'Say why it is right to ask for money back',
  }),
  'repayment-notice-lacks': ({ part }) => ({ text: `The notice does not say everything that it must. Add: ${part}` }),
  'repayment-too-soon': ({ earliestOn }) => ({
    field: 'payBy',
    text: `That is too soon to pay. The earliest day is ${longDate(earliestOn)}`,
  }),
  'repayment-from-estate-only': () => ({
    field: 'payer',
    text: 'The person has died. Only whoever settles the estate can be asked',
  }),
  'repayment-not-talked-over': ({ with: who }) => ({ text: `Talk with the ${who} before money is asked back` }),
  'repayment-outside-review': () => ({
    text: 'Money is asked back only within a review. Arrange one and look at it together',
  }),
  'repayment-over-amount': ({ mostPence }) => ({
    field: 'amount',
    text: `At most ${pounds(mostPence)} can be asked back: the rest is kept for emergencies or owed to others`,
  }),
  'closing-not-ready': ({ open }) => ({ text: CLOSING_OPEN[open] }),
  'closing-below-nought': ({ pence }) => ({
    text: `The books show ${pounds(pence)} more out of the account than in. A statement is missing, or a line is in the wrong place. Put that right first`,
  }),
  'closing-nothing-open': () => ({ text: 'The budget is closed, and nothing has come since' }),
  'closing-without-reason': () => ({ field: 'reason', text: 'Say why' }),
  'closing-same-person': () => ({ text: 'You proposed this yourself. Somebody else must answer' }),
  'closing-proposed-already': () => ({ text: 'It was proposed already. Somebody else must answer first' }),
  'closing-nothing-proposed': () => ({ text: 'Nobody has proposed to close this budget' }),
  'money-back-not-now': () => ({ text: 'Money is given back here once the budget has ended' }),
  'money-back-over-left': ({ leftPence }) => ({
    field: 'pence',
    text: `That is more than is left: ${pounds(leftPence)}. Look whether a statement or a purchase is missing`,
  }),
  'money-back-in-future': () => ({ field: 'receivedOn', text: 'The day must be today or before' }),
  'money-back-reference-known': ({ reference }) => ({
    field: 'reference',
    text: `“${reference}” was written down before`,
  }),
  'money-back-line-not-free': () => ({
    field: 'lineId',
    text: 'This payment was explained already. Look at the page again',
  }),
  'money-back-line-differs': ({ pence }) => ({ field: 'lineId', text: `The payment must be ${pounds(pence)}` }),
  'line-is-money-back': () => ({ text: 'This payment is money that was given back to us. It needs no answer' }),
  'not-from-here': ({ transition, state }) => ({
    text: `You cannot ${LATER_TRANSITIONS[transition].name} now. The budget’s step is: ${STATE[state]}`,
  }),
  'overlay-there-already': ({ overlay }) => ({ text: `${OVERLAY[overlay]} already` }),
  'overlay-not-there': ({ overlay }) => ({ text: `This is not so: ${OVERLAY[overlay].toLowerCase()}` }),
  'still-open': ({ overlay }) => ({ text: `The budget cannot be closed yet. ${OVERLAY[overlay]}` }),
  'money-not-settled': ({ pence }) => ({
    text: `The books still hold ${pounds(pence)}. Settle it or write it off before you close the budget`,
  }),
  'outcomes-not-rated': () => ({ text: 'Say how far each outcome was reached before you close the budget' }),
  'one-off-only': () => ({ text: 'Only a one-off budget ends when what it was for has been bought' }),
};
