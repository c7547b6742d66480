/** The words for refusals of rules/payment/payment.ts and bank-holidays.ts. */
import type { BankHolidayRefusal } from '../../rules/payment/bank-holidays.ts';
import { type PaymentRefusal, RUN_STATUS_WORDS } from '../../rules/payment/payment.ts';
import { longDate, longMonth } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const paymentWords: Words<PaymentRefusal | BankHolidayRefusal> = {
  'run-month-past': ({ month }) => ({
    field: 'month',
    text: `${longMonth(month)} is over. Prepare the present month: it pays what is still owed for earlier ones too`,
  }),
  'run-too-early': ({ month, earliestOn }) => ({
    field: 'month',
    text: `It is too early for ${longMonth(month)}. Bacs takes a file from ${longDate(earliestOn)}`,
  }),
  'nothing-to-pay': ({ month, heldCount }) => ({
    field: 'month',
    text:
      heldCount === 0
        ? `Nothing is owed for ${longMonth(month)} that is not already in a payment run`
        : `Nothing can be paid for ${longMonth(month)} now: ${heldCount === 1 ? '1 payment is' : `${heldCount} payments are`} held back, each with its reason`,
  }),
  'run-in-wrong-state': ({ status, wanted }) => ({
    text: `This payment run is ${RUN_STATUS_WORDS[status]}. For this it has to be ${RUN_STATUS_WORDS[wanted]}`,
  }),
  'releaser-prepared-run': () => ({ text: 'You prepared this payment run. Somebody else has to release it' }),
  'releaser-entered-account': ({ count }) => ({
    text: `You entered the account of ${count === 1 ? '1 payment' : `${count} payments`} in this run. Somebody else has to release it`,
  }),
  'run-not-as-seen': ({ count, totalPence }) => ({
    field: 'count',
    text: `The payment run does not have what you confirmed. It has ${count} ${count === 1 ? 'payment' : 'payments'} of ${pounds(totalPence)} in all. Look at it again`,
  }),
  'run-has-barred-payments': ({ count }) => ({
    text: `${count === 1 ? '1 payment' : `${count} payments`} of this run may no longer be made, because something changed after it was prepared. Cancel the run and prepare it again`,
  }),
  'run-too-late': ({ inputOn }) => ({
    text: `The file had to go to the bank by ${longDate(inputOn)}. Cancel the run and prepare it again`,
  }),
  'icb-bank-details-missing': () => ({
    text: 'The service user number or the account that payments leave from is not set for this ICB',
  }),
  'file-not-writable': ({ problems }) => ({ text: `The payment file cannot be written: ${problems.join(' ')}` }),
  'credit-day-not-reached': ({ creditOn }) => ({ text: `The money arrives on ${longDate(creditOn)}, not before` }),
  'bank-holiday-not-ahead': ({ day }) => ({
    field: 'day',
    text: `${longDate(day)} is not ahead any more. Only a day that is still to come can change`,
  }),
  'bank-holiday-at-weekend': ({ day }) => ({
    field: 'day',
    text: `${longDate(day)} is at a weekend, when banks move no money anyway`,
  }),
  'bank-holiday-known-already': ({ day, isHoliday }) => ({
    field: 'day',
    text: `${longDate(day)} ${isHoliday ? 'is a bank holiday already' : 'is no bank holiday'}`,
  }),
  'payment-not-sent': () => ({ text: 'This payment was not sent to the bank, so it cannot have come back' }),
  'payment-ended': () => ({ text: 'This payment has already come back or was cancelled' }),
};
