/**
 * Writes a Bacs Standard 18 file of direct credits for one processing day (section 6.3 of the rulebook).
 *
 * Labels and trailers are 80 characters, payments 100, positions fixed, ASCII capitals. One contra record debits
 * the board's own account with the sum of all credits, so that every file balances in itself. Some label fields
 * are known from samples only: the first live file goes through the bureau's test service.
 *
 * Amounts are pence; dates are London calendar dates; the caller checks bank holidays (rules/) and accounts
 * (modulus.ts).
 */
import { isBefore, type PlainDate } from '../values/dates.ts';
import { pounds, total } from '../values/pence.ts';

/** One record a line, also after the last. A bureau that wants CR LF converts on upload; inside a record nothing changes. */
export const RECORD_END = '\n';
/** The most that one payment may carry: £20,000,000.00, the item limit of Bacs direct credit. */
export const MOST_ITEM_PENCE = 2_000_000_000n;
/** The most that one file may carry: the contra amount has 11 digits, £999,999,999.99. */
export const MOST_FILE_PENCE = 99_999_999_999n;
/** The furthest day ahead of its making that a file may be processed. */
export const MOST_DAYS_AHEAD = 30;

export type BacsPayment = {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly amountPence: bigint;
  /** What the payee sees, 7 to 18 allowed characters. Never altered, because people match on it. */
  readonly reference: string;
  /** The payee. Put into capitals without accents and cut to 18 characters. */
  readonly name: string;
};

export type BacsFile = {
  /** Six digits, from the sponsoring bank. */
  readonly serviceUserNumber: string;
  /** Six digits, not all noughts, unique on the day it is sent. */
  readonly serial: string;
  readonly createdOn: PlainDate;
  /** The day before the money arrives. */
  readonly processingOn: PlainDate;
  readonly originator: { readonly sortCode: string; readonly accountNumber: string; readonly name: string };
  /** What the board sees beside the one debit, 1 to 18 allowed characters. */
  readonly contraNarrative: string;
  readonly payments: readonly BacsPayment[];
};

export type BacsProblem = {
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

export type BacsWriting =
  | { readonly ok: true; readonly text: string; readonly totalPence: bigint; readonly count: number }
  | { readonly ok: false; readonly problems: readonly BacsProblem[] };

/** Writes the file, or says everything that stands against it. A file is never written in part. */
export function writeBacs18(file: BacsFile): BacsWriting {
  const totalPence = total(file.payments.map(payment => payment.amountPence));
  const problems = [...problemsOfFile(file, totalPence), ...file.payments.flatMap(problemsOfPayment)];
  if (problems.length > 0) return { ok: false, problems };

  const records = [
    volumeLabel(file),
    headerLabel('HDR', file),
    'HDR2F0200000100'.padEnd(50) + '00'.padEnd(30),
    `UHL1${julian(file.processingOn)}999999    00000000${'1 DAILY'.padEnd(9)}000`.padEnd(80),
    ...file.payments.map(payment => creditRecord(file, payment)),
    contraRecord(file, totalPence),
    headerLabel('EOF', file),
    'EOF2F0200000100'.padEnd(50) + '00'.padEnd(30),
    userTrailer(totalPence, file.payments.length),
  ];
  const text = records.map(record => record + RECORD_END).join('');
  return { ok: true, text, totalPence, count: file.payments.length };
}

/**
 * Splits payments, in their order, into files that each stay within the contra amount of £999,999,999.99.
 * A payment over that limit stands alone and is then refused by writeBacs18; nothing is left out.
 */
export function splitForBacs(payments: readonly BacsPayment[]): BacsPayment[][] {
  const files: BacsPayment[][] = [];
  let left = 0n;
  for (const payment of payments) {
    const file = files.at(-1);
    if (file && payment.amountPence <= left) file.push(payment);
    else files.push([payment]);
    left = (files.at(-1) === file ? left : MOST_FILE_PENCE) - payment.amountPence;
  }
  return files;
}

function volumeLabel(file: BacsFile): string {
  return `VOL1${file.serial}`.padEnd(41) + file.serviceUserNumber.padEnd(38) + '1';
}

/** HDR1, and EOF1 as its copy. The label expires four days after processing: until then it may not be overwritten. */
function headerLabel(label: 'HDR' | 'EOF', file: BacsFile): string {
  const { serviceUserNumber, serial, createdOn, processingOn } = file;
  const identifier = `A${serviceUserNumber}S  1${serviceUserNumber}${serial}00010001`;
  const dates = `${julian(createdOn)}${julian(processingOn.add({ days: 4 }))}`;
  return `${label}1${identifier}`.padEnd(41) + `${dates} 000000`.padEnd(39);
}

/** A credit to the payee: transaction code 99. */
function creditRecord({ originator }: BacsFile, payment: BacsPayment): string {
  return [
    payment.sortCode,
    payment.accountNumber,
    '099',
    originator.sortCode,
    originator.accountNumber,
    '    ',
    elevenDigits(payment.amountPence),
    eighteen(bacsText(originator.name)),
    eighteen(payment.reference),
    eighteen(bacsText(payment.name)),
  ].join('');
}

/** The one debit that balances the credits: transaction code 17, from and to the board's own account. */
function contraRecord({ originator, contraNarrative }: BacsFile, totalPence: bigint): string {
  const account = `${originator.sortCode}${originator.accountNumber}`;
  const texts = [contraNarrative, 'CONTRA', bacsText(originator.name)].map(eighteen);
  return `${account}017${account}    ${elevenDigits(totalPence)}${texts.join('')}`;
}

/** Debit and credit totals, then how many of each: one contra, all payments. */
function userTrailer(totalPence: bigint, count: number): string {
  const sum = totalPence.toString().padStart(13, '0');
  const counts = `${'1'.padStart(7, '0')}${String(count).padStart(7, '0')}`;
  return `UTL1${sum}${sum}${counts}`.padEnd(52) + '0000000'.padEnd(28);
}

/** ` YYDDD`: a blank, the year of the century, the day of the year. */
function julian(date: PlainDate): string {
  return ` ${String(date.year % 100).padStart(2, '0')}${String(date.dayOfYear).padStart(3, '0')}`;
}

function elevenDigits(pence: bigint): string {
  return pence.toString().padStart(11, '0');
}

function eighteen(text: string): string {
  return text.slice(0, 18).padEnd(18);
}

/**
 * A name in the characters that Bacs allows: capitals, accents dropped (Zoë → ZOE), letters without a plain
 * form spelt out (Ø → O, ß → SS), anything else a space. For names only; banks do not match on them.
 */
export function bacsText(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[ØŁĐÐÞÆŒ’']/g, letter => SPELT[letter] ?? letter)
    .replace(/[^A-Z0-9.&/ -]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const SPELT: Readonly<Record<string, string>> = {
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Æ: 'AE',
  Œ: 'OE',
  '’': ' ',
  "'": ' ',
};

function problemsOfFile(file: BacsFile, totalPence: bigint): BacsProblem[] {
  const { originator, createdOn, processingOn } = file;
  return [
    ...wantDigits('serviceUserNumber', file.serviceUserNumber, 6),
    ...wantDigits('serial', file.serial, 6),
    ...when(file.serial === '000000', 'serial', 'not-allowed', file.serial, 'The serial must not be all noughts.'),
    ...wantDigits('originator.sortCode', originator.sortCode, 6),
    ...wantDigits('originator.accountNumber', originator.accountNumber, 8),
    ...wantName('originator.name', originator.name),
    ...wantText('contraNarrative', file.contraNarrative, 1),
    ...when(
      isBefore(processingOn, createdOn) || isBefore(createdOn.add({ days: MOST_DAYS_AHEAD }), processingOn),
      'processingOn',
      'date-out-of-range',
      processingOn.toString(),
      `The processing day must be ${createdOn} or up to ${MOST_DAYS_AHEAD} days later.`,
    ),
    ...when(
      processingOn.dayOfWeek > 5,
      'processingOn',
      'date-out-of-range',
      processingOn.toString(),
      'The processing day is a Saturday or a Sunday; Bacs works on Mondays to Fridays.',
    ),
    ...when(file.payments.length === 0, 'payments', 'empty', '0', 'The file has no payments.'),
    ...when(
      totalPence > MOST_FILE_PENCE,
      'payments',
      'split-the-file',
      pounds(totalPence),
      `The payments come to ${pounds(totalPence)}; split the file, one holds ${pounds(MOST_FILE_PENCE)} at most.`,
    ),
  ];
}

function problemsOfPayment(payment: BacsPayment, index: number): BacsProblem[] {
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

function wantDigits(field: string, found: string, count: number): BacsProblem[] {
  const text = `${field} must be ${count} digits; found "${found}".`;
  return when(!new RegExp(`^\\d{${count}}$`).test(found), field, 'not-digits', found, text);
}

/** Text that goes out as it is: allowed characters only, a letter or digit first, `least` to 18 characters. */
function wantText(field: string, found: string, least: number): BacsProblem[] {
  const right = /^[A-Z0-9][A-Z0-9.&/ -]*$/.test(found) && found.length <= 18 && found.trimEnd().length >= least;
  const allowed = `${least} to 18 of A-Z 0-9 . & / - and space, a letter or digit first`;
  return when(!right, field, 'not-allowed', found, `${field} must be ${allowed}; found "${found}".`);
}

function wantName(field: string, found: string): BacsProblem[] {
  const nothing = !/[A-Z0-9]/.test(bacsText(found));
  return when(nothing, field, 'empty', found, `${field} "${found}" has no letter or digit that Bacs can carry.`);
}

function when(wrong: boolean, field: string, code: BacsProblem['code'], found: string, text: string): BacsProblem[] {
  return wrong ? [{ field, code, found, text }] : [];
}
