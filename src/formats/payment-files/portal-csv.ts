/**
 * Writes payments as the CSV that bank portals and Bacs bureaux take (section 6.3 of the rulebook, at its end), for Bacs
 * or for Faster Payments: no header, CR LF after each line.
 *
 * `destSort,destAcc,destName,amountPounds,code,origSort,origAcc,origName,reference,dd/mm/yyyy`. Every text is in the
 * characters of Bacs, so no field can hold a comma or a quotation mark.
 */
import type { PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { bacsText } from './bacs-text.ts';
import type { FileOrder, FileWriting } from './payment-file.ts';
import { problemsOfOrder } from './problems.ts';

/** Writes the file, or says everything that stands against it. */
export function writePortalCsv(order: FileOrder): FileWriting {
  const problems = problemsOfOrder(order);
  if (problems.length > 0) return { ok: false, problems };
  const { originator, payments, processingOn } = order;
  const payer = `99,${originator.sortCode},${originator.accountNumber},${name18(originator.name)}`;
  const lines = payments.map(
    ({ sortCode, accountNumber, amountPence, reference, name }) =>
      `${sortCode},${accountNumber},${name18(name)},${inPounds(amountPence)},${payer},${reference},${british(processingOn)}\r\n`,
  );
  return {
    ok: true,
    bytes: new TextEncoder().encode(lines.join('')),
    totalPence: total(payments.map(payment => payment.amountPence)),
    count: payments.length,
  };
}

function name18(name: string): string {
  return bacsText(name).slice(0, 18).trimEnd();
}

/** `2600.00`: no separators, always two decimals. */
export function inPounds(pence: bigint): string {
  return `${pence / 100n}.${(pence % 100n).toString().padStart(2, '0')}`;
}

function british(date: PlainDate): string {
  return `${String(date.day).padStart(2, '0')}/${String(date.month).padStart(2, '0')}/${date.year}`;
}
