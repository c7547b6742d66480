/** What stands against an order that is written as CSV or XML: the same fields and bounds as those of Bacs. */
import { isBefore } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { bacsText } from './bacs-text.ts';
import { MOST_ITEM_PENCE } from './bacs18-record.ts';
import type { Credit, FileOrder, FileProblem } from './payment-file.ts';

/** Everything at once; none when the file can be written. */
export function problemsOfOrder(order: FileOrder): FileProblem[] {
  const { originator, createdOn, processingOn, payments } = order;
  return [
    ...wantDigits('originator.sortCode', originator.sortCode, 6),
    ...wantDigits('originator.accountNumber', originator.accountNumber, 8),
    ...wantName('originator.name', originator.name),
    ...when(
      isBefore(processingOn, createdOn),
      'processingOn',
      'date-out-of-range',
      processingOn.toString(),
      `The day of the payments is before ${createdOn}, the day of the file.`,
    ),
    ...when(payments.length === 0, 'payments', 'empty', '0', 'The file has no payments.'),
    ...payments.flatMap(problemsOfCredit),
  ];
}

/** What stands against one payment, counted from nought in the file. */
export function problemsOfCredit(payment: Credit, index: number): FileProblem[] {
  const { amountPence, reference } = payment;
  return [
    ...wantDigits('sortCode', payment.sortCode, 6),
    ...wantDigits('accountNumber', payment.accountNumber, 8),
    ...when(
      amountPence < 1n || amountPence > MOST_ITEM_PENCE,
      'amountPence',
      'amount-out-of-range',
      pounds(amountPence),
      `${pounds(amountPence)} cannot be paid: an amount is from £0.01 to ${pounds(MOST_ITEM_PENCE)}.`,
    ),
    ...wantText('reference', reference, 7),
    ...when(
      /^(.)\1*$/.test(reference.trim()),
      'reference',
      'not-allowed',
      reference,
      'The reference is one character repeated.',
    ),
    ...wantName('name', payment.name),
  ].map(problem => ({ payment: index + 1, ...problem }));
}

export function wantDigits(field: string, found: string, count: number): FileProblem[] {
  const text = `${field} must be ${count} digits; found "${found}".`;
  return when(found.length !== count || !/^\d+$/.test(found), field, 'not-digits', found, text);
}

/** Text that goes out as it is: allowed characters only, a letter or digit first, `least` to 18 characters. */
export function wantText(field: string, found: string, least: number): FileProblem[] {
  const right = /^[A-Z0-9][A-Z0-9.&/ -]*$/.test(found) && found.length <= 18 && found.trimEnd().length >= least;
  const allowed = `${least} to 18 of A-Z 0-9 . & / - and space, a letter or digit first`;
  return when(!right, field, 'not-allowed', found, `${field} must be ${allowed}; found "${found}".`);
}

export function wantName(field: string, found: string): FileProblem[] {
  const nothing = !/[A-Z0-9]/.test(bacsText(found));
  return when(nothing, field, 'empty', found, `${field} "${found}" has no letter or digit that Bacs can carry.`);
}

export function when(
  wrong: boolean,
  field: string,
  code: FileProblem['code'],
  found: string,
  text: string,
): FileProblem[] {
  return wrong ? [{ field, code, found, text }] : [];
}
