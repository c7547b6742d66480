/** The words for refusals of rules/orders/. */
import type { OrderRefusal } from '../../rules/orders/order.ts';
import type { SupplierNumberKind, SupplierRefusal } from '../../rules/orders/supplier.ts';
import type { YearEndRefusal } from '../../rules/orders/year-end.ts';
import { STATE_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const NUMBER_WORDS: Readonly<Record<SupplierNumberKind, string>> = {
  COMPANY: 'Enter the company number: 8 digits, or 2 letters and 6 digits',
  CHARITY: 'Enter the charity number: 6 or 7 digits, or SC or NI and 6 digits',
  NHS: 'Enter the NHS organisation code, such as RXX',
  NONE: 'Leave the number empty, or select the register that it stands in',
};

export const ordersWords: Words<SupplierRefusal | OrderRefusal | YearEndRefusal> = {
  'supplier-number-wrong': ({ kind }) => ({ field: 'number', text: NUMBER_WORDS[kind] }),
  'supplier-there-already': ({ name }) => ({ field: 'name', text: `This supplier is there already: ${name}` }),
  'supplier-conflict-unmanaged': () => ({
    field: 'conflictPlan',
    text: 'Say how you make sure that whoever has to do with the supplier does not decide about it',
  }),
  'supplier-account-fails-check': () => ({
    field: 'accountNumber',
    text: 'This sort code and account number do not belong together. Check both against a letter of the bank',
  }),
  'supplier-account-name-not-writable': () => ({
    field: 'name',
    text: 'Write the name on the account in letters from A to Z',
  }),
  'supplier-account-unchanged': () => ({
    field: 'accountNumber',
    text: 'These are the details that we have already',
  }),
  'supplier-account-missing': () => ({ text: 'No account has been entered for this supplier yet' }),
  'supplier-account-checked-already': () => ({
    text: 'This account was already checked. To change it, enter it again',
  }),
  'supplier-account-checker-entered-it': () => ({
    text: 'You entered these details yourself. Somebody else has to check them',
  }),
  'order-not-now': ({ state }) => ({
    text: `Care is ordered once the agreement is signed. This budget stands at: ${STATE_WORDS[state]}`,
  }),
  'order-line-not-in-plan': () => ({ field: 'planItemId', text: 'Select a part of the plan' }),
  'order-line-not-notional': () => ({
    field: 'planItemId',
    text: 'The NHS does not buy this part of the plan. Select one that it buys',
  }),
  'order-supplier-unknown': () => ({ field: 'supplierId', text: 'Select the supplier' }),
  'order-days-turned': () => ({ field: 'toOn', text: 'The last day must be the first day or later' }),
  'order-outside-year': ({ startsOn, lastOn }) => ({
    field: 'fromOn',
    text: `The days must be in the year of the budget, from ${longDate(startsOn)} to ${longDate(lastOn)}`,
  }),
  'order-costs-nothing': () => ({ field: 'quantity', text: 'The order comes to less than a penny' }),
  'order-too-large': () => ({ field: 'quantity', text: 'The order comes to £100,000,000 or more' }),
  'order-over-plan': ({ leftPence, overPence }) => ({
    field: 'quantity',
    text: `The order is ${pounds(overPence)} more than is left for this part of the plan: ${pounds(leftPence)}`,
  }),
  'order-raiser-decides': () => ({ text: 'You raised this order. Somebody else has to decide about it' }),
  'order-decided-already': () => ({ text: 'Somebody decided about this order already' }),
  'order-refused-without-reason': () => ({ field: 'reason', text: 'Say why not' }),
  'order-not-open': () => ({ text: 'This order is not open: it waits for its yes, was refused, or is closed' }),
  'order-has-open-invoices': ({ count }) => ({
    text:
      count === 1
        ? 'One invoice of this order is not decided yet. Decide about it first'
        : `${count} invoices of this order are not decided yet. Decide about them first`,
  }),
  'order-closed-without-reason': () => ({ field: 'reason', text: 'Say why the order is closed' }),
  'order-all-delivered': () => ({ text: 'All of this order was invoiced, so nothing is left to order again' }),
  'order-not-of-later-year': ({ lastOn }) => ({
    field: 'planItemId',
    text: `The year of this order ends on ${longDate(lastOn)}. Select a part of the plan of a later year`,
  }),
  'first-service-not-booked': () => ({ text: 'No service is ordered yet' }),
};
