/** The words for refusals of rules/orders/supplier-payment.ts and supplier-file.ts. */
import type { SupplierFileRefusal } from '../../rules/orders/supplier-file.ts';
import type { SupplierPaymentRefusal } from '../../rules/orders/supplier-payment.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const supplierPaymentsWords: Words<SupplierPaymentRefusal | SupplierFileRefusal> = {
  'supplier-list-empty': () => ({ text: 'Nothing is to be paid to a supplier now' }),
  'supplier-list-not-prepared': () => ({ text: 'This list does not wait for its release any more' }),
  'supplier-list-not-released': () => ({ text: 'This list is not released, or is paid or given up already' }),
  'supplier-list-over': () => ({ text: 'This list is paid or given up already' }),
  'supplier-list-sent': () => ({
    text: 'The file of this list was written, so the bank may pay it. If the bank did not take the file, finance can say so',
  }),
  'supplier-list-not-sent': () => ({ text: 'This list has no file that the bank could take' }),
  'supplier-list-not-taken-without-words': () => ({ field: 'reason', text: 'Say what the bank says' }),
  'supplier-list-file-own': () => ({
    text: 'You wrote this file. Somebody else has to say that the bank did not take it',
  }),
  'supplier-file-list-not-released': () => ({
    text: 'Only a list that is released, and not paid or given up, gets a file',
  }),
  'supplier-file-over-rail': ({ supplier, mostPence }) => ({
    field: 'rail',
    text: `${supplier} is paid more than ${pounds(mostPence)}, the most that one payment may be this way`,
  }),
  'supplier-list-taken-already': () => ({ text: 'The bank took in this file already. Nothing more is to be noted' }),
  'supplier-list-taken-without-words': () => ({ field: 'words', text: 'Say who told you, and when' }),
  'supplier-list-own': () => ({ text: 'You prepared this list. Somebody else has to release it' }),
  'supplier-list-not-as-seen': () => ({ text: 'The list is not the one that you saw. Open it again' }),
  'supplier-list-account-changed': ({ supplier }) => ({
    text: `The account of ${supplier} has changed since, is not checked, or was entered by you. Give the list up and prepare another, or have somebody else release it`,
  }),
  'supplier-list-without-reference': () => ({ field: 'reference', text: 'Enter the bank’s reference' }),
  'supplier-list-cancelled-without-reason': () => ({ field: 'reason', text: 'Say why it is given up' }),
  'supplier-paid-in-future': () => ({ text: 'Enter a day that has come' }),
  'supplier-paid-before-release': ({ releasedOn }) => ({
    field: 'paidOn',
    text: `The list was released on ${longDate(releasedOn)}. Enter that day or a later one`,
  }),
  'supplier-paid-before-file': ({ sentOn }) => ({
    field: 'paidOn',
    text: `The file was written on ${longDate(sentOn)}. Enter that day or a later one`,
  }),
  'supplier-payment-not-paid': () => ({ text: 'This payment was not made yet, so it cannot have come back' }),
  'supplier-payment-returned-already': () => ({
    field: 'supplierPaymentId',
    text: 'That payment came back already. Select another one',
  }),
  'supplier-payment-returned-before-paid': ({ paidOn }) => ({
    field: 'returnedOn',
    text: `It was paid on ${longDate(paidOn)}. Enter that day or a later one`,
  }),
};
