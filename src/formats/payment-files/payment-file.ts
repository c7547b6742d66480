/** What every way of writing a file of payments shares: one credit, what can be wrong with it, what comes out. */
import type { PlainDate } from '../../values/dates.ts';

/** One payment as any bank can carry it. */
export type Credit = {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly amountPence: bigint;
  /** What the payee sees, 7 to 18 characters that Bacs allows. Never altered, because people match on it. */
  readonly reference: string;
  /** The payee. Bacs puts it into capitals without accents and cuts it to 18 characters. */
  readonly name: string;
  /** Our own id of the payment, at most 35 characters, where the format can carry one. */
  readonly endToEndId?: string;
};

/** What any format writes its file from. Each takes what it has a place for. */
export type FileOrder = {
  /** Six digits, from the sponsoring bank. */
  readonly serviceUserNumber: string;
  /** Six digits, not all noughts, unique on the day it is sent. */
  readonly serial: string;
  /** Unique for ever, at most 35 characters. */
  readonly messageId: string;
  readonly rail: 'BACS' | 'FASTER_PAYMENTS';
  readonly createdOn: PlainDate;
  /** For Bacs the day before the money arrives, else the day on which it does. */
  readonly processingOn: PlainDate;
  readonly originator: { readonly sortCode: string; readonly accountNumber: string; readonly name: string };
  /** What the board sees beside its debit, 1 to 18 allowed characters. */
  readonly narrative: string;
  readonly payments: readonly Credit[];
};

/** One thing that stands against a file. */
export type FileProblem = {
  /** The payment, counted from 1; absent when the file itself is at fault. */
  readonly payment?: number;
  readonly field: string;
  readonly code:
    | 'not-digits'
    | 'not-allowed'
    | 'amount-out-of-range'
    | 'date-out-of-range'
    | 'split-the-file'
    | 'empty';
  readonly found: string;
  readonly text: string;
};

type Totals = { readonly ok: true; readonly totalPence: bigint; readonly count: number };
type NotWritten = { readonly ok: false; readonly problems: readonly FileProblem[] };

/** How the writing of a file ended: its control totals, or everything that stands against it. */
export type FileEnd = Totals | NotWritten;

/** The same with the whole file as bytes. */
export type FileWriting = (Totals & { readonly bytes: Uint8Array }) | NotWritten;

/**
 * Splits payments, in their order, into files that each come to at most `mostPence`. A payment over that alone stands
 * in a file of its own and is then refused by the writer; nothing is left out.
 */
export function splitBySum<Payment extends { readonly amountPence: bigint }>(
  payments: readonly Payment[],
  mostPence: bigint,
): Payment[][] {
  const files: Payment[][] = [];
  let left = 0n;
  for (const payment of payments) {
    const file = files.at(-1);
    if (file && payment.amountPence <= left) file.push(payment);
    else files.push([payment]);
    left = (files.at(-1) === file ? left : mostPence) - payment.amountPence;
  }
  return files;
}
