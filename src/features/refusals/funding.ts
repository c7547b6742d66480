/** The words for refusals of who pays what: rules/funding/. */
import type { PaidInRefusal } from '../../rules/funding/contribution.ts';
import type { FundingRefusal } from '../../rules/funding/funding.ts';
import type { RechargeRefusal } from '../../rules/funding/recharge.ts';
import type { StatementRefusal } from '../../rules/funding/recharge-statement.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { longDate, longMonth } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const percent = (basisPoints: number) => `${(basisPoints / 100).toFixed(2)}%`;

export const fundingWords: Words<FundingRefusal | PaidInRefusal | RechargeRefusal | StatementRefusal> = {
  'funding-too-late': () => ({
    text: 'The plan was sent in already. Who pays what stands with it and cannot change now',
  }),
  'funding-stream-unknown': ({ stream }) => ({ text: `“${stream}” is not one of the kinds of money that we know` }),
  'funding-without-own-stream': ({ stream }) => ({
    text: `The board’s own part is missing: ${streamWords(stream)}. Add it`,
  }),
  'funding-lead-not-payer': () => ({ field: 'lead', text: 'Select which of the payers is in the lead' }),
  'funding-signed-later': ({ stream }) => ({
    text: `The signature for ${streamWords(stream)} has a day that has not come yet`,
  }),
  'funding-drops-stream': ({ stream, item }) => ({
    text: `“${item}” in the plan is paid for by ${streamWords(stream)}. Change who pays for it first`,
  }),
  'funder-signature-missing': ({ stream }) => ({ text: `Say who signed for ${streamWords(stream)}` }),
  'funding-apart-not-direct': ({ stream, item }) => ({
    text:
      item === undefined
        ? `${streamWords(stream)} is paid to the person by its own payer. It cannot pay for what others hold the money of. Share the lines of the plan in another way`
        : `“${item}” is not paid by the person, and ${streamWords(stream)} is paid to the person by its own payer. Let the person pay for it, or let others share it`,
  }),
  'contribution-not-asked': () => ({ field: 'stream', text: 'Nobody is asked to pay in this part' }),
  'contribution-in-future': () => ({ field: 'paidOn', text: 'The day must be today or before' }),
  'contribution-before-start': ({ startsOn }) => ({
    field: 'paidOn',
    text: `The part is asked for from ${longDate(startsOn)}. Enter a day from then on`,
  }),
  'contribution-over-year': ({ leftPence }) => ({
    field: 'pence',
    text: `That is more than was agreed. ${pounds(leftPence)} is left to pay`,
  }),
  'contribution-reference-known': ({ reference }) => ({
    field: 'reference',
    text: `“${reference}” was written down before`,
  }),
  'contribution-line-not-free': () => ({
    field: 'lineId',
    text: 'This money was explained already. Look at the page again',
  }),
  'contribution-talk-in-future': () => ({ field: 'talkedOn', text: 'The day must be today or before' }),
  'line-is-contribution': () => ({
    text: 'This money is the part that you, or the council, pay in. If that is wrong, ask us to take it back first',
  }),
  'recharge-month-not-over': ({ month }) => ({
    text: `${longMonth(month)} is not over. Its statement can be made from the first day of the month after`,
  }),
  'recharge-agreed-already': () => ({ text: 'This statement was agreed already' }),
  'recharge-answer-in-future': () => ({ field: 'answeredOn', text: 'The day must be today or before' }),
  'recharge-answer-before-statement': ({ madeOn }) => ({
    field: 'answeredOn',
    text: `The statement was made on ${longDate(madeOn)}. Enter a day from then on`,
  }),
  'recharge-dispute-without-words': () => ({ field: 'words', text: 'Say what the other payer does not agree to' }),
  'recharge-payer-unknown': () => ({ field: 'from', text: 'Select a payer of a budget that several fund together' }),
  'recharge-received-in-future': () => ({
    field: 'receivedOn',
    text: 'The day on which the money came must be today or before',
  }),
  'recharge-reference-known': ({ reference }) => ({
    field: 'reference',
    text: `“${reference}” of this payer was written down before`,
  }),
  'need-of-two-payers': () => ({ text: 'One need is ticked for two payers. Tick it for one' }),
  'line-not-shared': () => ({ text: 'This budget has one payer, so nothing is shared' }),
  'line-shares-not-whole': ({ basisPoints }) => ({
    text: `The percentages come to ${percent(basisPoints)}. They must come to 100.00%`,
  }),
  'line-share-empty': ({ stream }) => ({ text: `The part of ${streamWords(stream)} must be more than nothing` }),
  'line-share-stream-unknown': ({ stream }) => ({ text: `${streamWords(stream)} does not pay for this budget` }),
  'line-share-stream-twice': ({ stream }) => ({
    text: `${streamWords(stream)} is there twice. Put its parts together`,
  }),
  'line-shares-over-line': ({ pence, annualPence }) => ({
    text: `The sums come to ${pounds(pence)}, and the line costs ${pounds(annualPence)} a year`,
  }),
  'line-shares-without-sum': ({ kind }) => ({
    text:
      kind === 'PERCENT'
        ? 'Shared by percent, nobody pays a sum. Leave the sums empty'
        : 'Enter the sum in pounds of at least one payer',
  }),
  'line-need-without-payer': ({ need }) => ({
    text: `Nobody has said who pays for this need: “${need}”. Say it with the payers of the budget`,
  }),
};
