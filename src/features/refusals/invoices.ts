/** The words for refusals of rules/orders/invoice.ts, and for what is found of an invoice. */
import type { FindingCode, InvoiceFinding, InvoiceRefusal } from '../../rules/orders/invoice.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const FINDING_WORDS: { readonly [Code in FindingCode]: (finding: InvoiceFinding) => string } = {
  'other-supplier': () => 'It is not from the supplier of the order',
  'order-closed': () => 'The order is closed',
  'outside-order-days': () => 'Not all of its days are days of the order',
  'sum-wrong': ({ pence }) => `It is added up wrongly: so many at this price come to ${pounds(pence!)}`,
  'price-above-order': ({ pence }) => `The price of one is above the ${pounds(pence!)} that was ordered`,
  'quantity-over-order': () => 'With it more is invoiced than was ordered',
  'over-order': ({ pence }) => `With it the order is passed by ${pounds(pence!)}`,
  'over-plan': ({ pence }) => `With it this part of the plan is passed by ${pounds(pence!)}`,
  'same-amount': ({ words }) => `Invoice ${words} of this order has the same sum, for some of the same days`,
  'budget-not-running': () => 'The budget is not running now',
  'payments-held-back': ({ on }) => `Payments were held back, from ${longDate(on!)}`,
  'in-hospital': ({ on }) => `The person was in hospital, from ${longDate(on!)}`,
};

/** What is found of an invoice, in plain words. */
export function findingWords(finding: InvoiceFinding): string {
  return FINDING_WORDS[finding.code](finding);
}

export const invoicesWords: Words<InvoiceRefusal> = {
  'invoice-order-not-open': () => ({ text: 'This order was not approved, so no invoice is taken on it' }),
  'invoice-number-wrong': () => ({
    field: 'number',
    text: 'Enter the number of the invoice, with a letter or a digit',
  }),
  'invoice-number-twice': ({ number }) => ({
    field: 'number',
    text: `This supplier’s invoice ${number} is here already. Is it the same one?`,
  }),
  'invoice-in-future': () => ({ field: 'issuedOn', text: 'Enter a day that has come' }),
  'invoice-too-old': ({ firstOn }) => ({
    field: 'issuedOn',
    text: `Look at the day again: this order has no invoice from before ${longDate(firstOn)}. If the invoice really says so, send it back to the supplier`,
  }),
  'invoice-days-turned': () => ({ field: 'toOn', text: 'The last day must be the first day or later' }),
  'invoice-days-of-another-year': ({ firstOn, lastOn }) => ({
    field: 'fromOn',
    text: `The days of the care must lie between ${longDate(firstOn)} and ${longDate(lastOn)}. Care of another year belongs on an order of that year`,
  }),
  'credit-without-invoice': () => ({ text: 'A credit note takes back an invoice that was accepted' }),
  'credit-over-invoice': ({ leftPence }) => ({
    field: 'pence',
    text: `No more than ${pounds(leftPence)} of the invoice is left to take back`,
  }),
  'credit-without-reason': () => ({ field: 'words', text: 'Say why it is taken back' }),
  'invoice-decided-already': () => ({ text: 'Somebody decided about this invoice already' }),
  'invoice-not-as-ordered': ({ finding }) => ({
    field: 'outcome',
    text: `It cannot be accepted. ${findingWords(finding)}`,
  }),
  'invoice-needs-agreement': ({ overPence }) => ({
    field: 'outcome',
    text:
      overPence > 0n
        ? `It is ${pounds(overPence)} more than was ordered. Somebody else has to agree to that first`
        : 'It is not as it was ordered. Somebody else has to agree to that first',
  }),
  'invoice-agreed-by-same-person': () => ({
    text: 'Whoever agrees that it is more than was ordered neither entered it nor accepts it',
  }),
  'invoice-accepted-by-same-person': ({ mostPence }) => ({
    field: 'outcome',
    text:
      mostPence > 0n
        ? `You entered it, and it is more than ${pounds(mostPence)}. Somebody else has to accept it`
        : 'You entered it. Somebody else has to accept it',
  }),
  'invoice-nothing-to-agree': () => ({ text: 'It is not more than was ordered' }),
  'invoice-agreed-already': () => ({ text: 'Somebody agreed to that already' }),
  'invoice-warning-unanswered': () => ({
    field: 'reason',
    text: 'Say why it is right all the same. What was found stands above',
  }),
  'invoice-answer-without-reason': () => ({ field: 'reason', text: 'Say why' }),
  'invoices-unreadable': ({ line, words }) => ({ field: 'file', text: `Line ${line}: ${words}` }),
};
