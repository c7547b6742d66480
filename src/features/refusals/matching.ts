/** The words for refusals of rules/payment/matching.ts. */
import type { MatchingRefusal } from '../../rules/payment/matching.ts';
import type { SaidColumn } from '../../rules/payment/statement-mapping.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const ASKS: Readonly<Record<SaidColumn, string>> = {
  date: 'The day of the payment',
  narrative: 'Who was paid, or what for',
  amount: 'The amount',
  paidIn: 'Money in',
  paidOut: 'Money out',
  balance: 'The balance',
};

export const matchingWords: Words<MatchingRefusal> = {
  'line-already-placed': () => ({
    field: 'planItemId',
    text: 'This payment is there already. Choose something else, or go back to leave it as it is',
  }),
  'plan-item-unknown': () => ({ field: 'planItemId', text: 'Choose what it was for from the list' }),
  'parts-not-whole': ({ linePence, partsPence }) => ({
    field: 'pence1',
    text: `The parts come to ${pounds(partsPence)}, but the payment is ${pounds(linePence)}. Change the amounts so that they come to ${pounds(linePence)}`,
  }),
  'nothing-to-take-back': () => ({ text: 'There is no answer to take back. Nothing was changed' }),
  'together-needs-two': () => ({ field: 'lines', text: 'Select at least two payments' }),
  'part-nought': () => ({ field: 'pence1', text: 'Each part must be more than £0.00' }),
  'part-twice': () => ({
    field: 'planItemId1',
    text: 'The same thing is there twice. Put both amounts together in one part',
  }),
  'refund-over-spent': ({ spentPence }) => ({
    field: 'planItemId',
    text: `Only ${pounds(spentPence)} is spent on this, so more than that cannot come back from it. Choose what the money came back from, or “I do not know”`,
  }),
  'refund-would-remain': ({ refundPence }) => ({
    field: 'planItemId',
    text: `Money came back for this part of your plan: ${pounds(refundPence)} more than what would still be spent on it. Say first where that money belongs`,
  }),
  'statement-unreadable': ({ line, text }) => ({
    field: 'file',
    text: line === undefined || text.startsWith(`Line ${line}`) ? text : `Line ${line}: ${text}`,
  }),
  'statement-dates-unclear': ({ text }) => ({ field: 'dates', text }),
  'statement-other-account': ({ found, expected }) => ({
    field: 'file',
    text: `This statement is of ${found === undefined ? 'another account' : `the account that ends in ${found}`}. The account for this budget ends in ${expected}. Choose a statement of that account`,
  }),
  'statement-no-account': () => ({
    text: 'This budget has no bank account that was checked yet. A statement can be added once the account is checked',
  }),
  'statement-in-future': ({ postedOn }) => ({
    field: 'file',
    text: `A payment in this statement is dated ${longDate(postedOn)}, which has not come yet. Check that you chose the right file`,
  }),
  'statement-before-budget': ({ postedOn, beginsOn }) => ({
    field: 'file',
    text: `A payment in this statement is dated ${longDate(postedOn)}. The money of this budget began on ${longDate(beginsOn)}, and what was before is not for us to see. Make the statement again from that day on`,
  }),
  'statement-period-reversed': () => ({
    field: 'to',
    text: 'The last day of the statement must be the same as its first day or after it',
  }),
  'statement-day-in-other-format': ({ postedOn }) => ({
    field: 'file',
    text: `We have payments of ${longDate(postedOn)} from a file of another kind. Send that day’s statement as the same kind of file as before, such as CSV, so that nothing is counted twice`,
  }),
  'mapping-column-unknown': ({ column }) => ({ field: column, text: `${ASKS[column]}: choose a column of the file` }),
  'mapping-column-twice': ({ column, before }) => ({
    field: column,
    text: `“${ASKS[column]}” and “${ASKS[before]}” cannot be the same column. Change one of them`,
  }),
  'mapping-amount-missing': () => ({
    field: 'amount',
    text: 'Choose the column with the amount, or both the column with money in and the one with money out',
  }),
  'mapping-amount-twice': () => ({
    field: 'amount',
    text: 'Choose one column with the amount, or two with money in and money out, not both',
  }),
  'mapping-said-otherwise': () => ({
    text: 'Somebody else has said just now how files like this one are read, and said it differently. Send the file again: it is read their way. If that is wrong, tell the finance team, who can take it back',
  }),
  'mapping-not-said': () => ({ text: 'Say first what the columns of the file are' }),
  'mapping-withdrawn-already': () => ({ text: 'This was taken back before. Nothing was changed' }),
  'statement-of-many-people': () => ({
    field: 'isAlone',
    text: 'The bank’s file does not say whose a payment is where the money of several people is in one account. Use the sheet with a reference in each row',
  }),
  'undo-before-withdrawn': () => ({ text: 'Say first why this way to read a file is wrong, and take it back' }),
  'undo-nothing-left': () => ({ text: 'All files that were read by it are taken out already. Nothing was changed' }),
  'undo-line-is-contribution': ({ files }) => ({
    text: `A payment in ${files.join(', ')} counts as the person’s own part of the cost. Take that part back first, on the page of what the person pays in`,
  }),
  'undo-payment-was-found': ({ files }) => ({
    text: `A payment of ours that had been given up was found by ${files.join(', ')}, or came twice by it. Settle that payment first, with the bank’s word`,
  }),
  'statement-period-in-future': () => ({
    field: 'to',
    text: 'The days that the statement covers must be today or in the past',
  }),
};
