/**
 * The reference of a payment: what the payee sees, and by what a bank names a payment that came back. No two things that
 * are owed have the same one.
 *
 * Pure. The database says the same for a whole run at once (`payment_reference`), and a test compares them.
 */
import { FUNDER_STREAMS } from '../funding/streams.ts';

/** Something that is owed, by its key. */
export type Owed = {
  readonly budgetReference: string;
  readonly purpose: string;
  readonly period: Temporal.PlainYearMonth;
  readonly sequence: number;
  readonly stream: string;
  readonly option: string;
};

/** What stands before the month: an instalment has nothing. */
const LETTERS: Readonly<Record<string, string>> = {
  INSTALMENT: '',
  START_UP: 'S',
  ONE_OFF: 'O',
  ARREARS: 'R',
  WAGES: 'W',
};
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

/** `PHB100001 DEC26`; with a letter for another payer than the first, and a digit for the second of its kind in a month. */
export function paymentReference({ budgetReference, purpose, period, sequence, stream, option }: Owed): string {
  const month = `${MONTHS[period.month - 1]}${String(period.year % 100).padStart(2, '0')}`;
  const whose =
    Math.max(FUNDER_STREAMS.indexOf(stream as (typeof FUNDER_STREAMS)[number]), 0) +
    (option === 'THIRD_PARTY' ? FUNDER_STREAMS.length : 0);
  const payer = sequence === 1 && whose === 0 ? '' : String.fromCharCode(65 + whose);
  const which = sequence === 1 ? '' : (sequence % 36).toString(36).toUpperCase();
  return `${budgetReference} ${LETTERS[purpose] ?? 'A'}${month}${payer}${which}`;
}
