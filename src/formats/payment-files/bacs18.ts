/**
 * Writes a Bacs Standard 18 file of direct credits (section 6.3 of the rulebook), for one processing day or for several.
 *
 * Labels and trailers are 80 characters, payments 100, positions fixed, ASCII capitals. In a file for several days each
 * payment carries its own day behind it: 106 characters. One contra record a day debits the board's own account with
 * the sum of that day's credits, so that every file balances in itself. Some label fields are known from samples only:
 * the first live file goes through the bureau's test service.
 *
 * Each payment is checked while it is written, by a table of characters: 200,000 of them cost little more than the
 * writing of their bytes. Only one that does not fit is looked at again, to say why.
 *
 * Amounts are pence; dates are London calendar dates; the caller checks bank holidays (rules/) and accounts
 * (modulus.ts).
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { bacsText } from './bacs-text.ts';
import { writeCredit } from './bacs18-record.ts';
import { type Credit, type FileEnd, type FileProblem, type FileWriting, splitBySum } from './payment-file.ts';
import { problemsOfCredit, wantDigits, wantName, wantText, when } from './problems.ts';

/** One record a line, also after the last. A bureau that wants CR LF converts on upload; inside a record nothing changes. */
export const RECORD_END = '\n';
/** The most that one file may carry: the contra amount has 11 digits, £999,999,999.99. */
export const MOST_FILE_PENCE = 99_999_999_999n;
/** The furthest day ahead of its making that a file may be processed. */
export const MOST_DAYS_AHEAD = 30;

export type BacsPayment = Credit & {
  /** In a file for several days: the day before this money arrives, the file's own day when left out. */
  readonly processingOn?: PlainDate;
};

export type BacsFile = {
  /** Six digits, from the sponsoring bank. */
  readonly serviceUserNumber: string;
  /** Six digits, not all noughts, unique on the day it is sent. */
  readonly serial: string;
  readonly createdOn: PlainDate;
  /** The day before the money arrives. */
  readonly processingOn: PlainDate;
  /** Whether every payment carries its own processing day; a file for one day when left out. */
  readonly manyDays?: boolean;
  readonly originator: { readonly sortCode: string; readonly accountNumber: string; readonly name: string };
  /** What the board sees beside the one debit, 1 to 18 allowed characters. */
  readonly contraNarrative: string;
  readonly payments: readonly BacsPayment[];
};

/** Writes the file, or says everything that stands against it. A file is never written in part. */
export function writeBacs18(file: BacsFile): FileWriting {
  const pieces: Uint8Array[] = [];
  const writing = piecesOfBacs18(file);
  for (;;) {
    const { done, value } = writing.next();
    if (!done) pieces.push(value);
    else if (!value.ok) return value;
    else return { ...value, bytes: together(pieces) };
  }
}

/**
 * The same in pieces, so that the disk can work while the next one is made. What went before is worth nothing when the
 * answer at the end is no: whoever took the pieces throws them away.
 */
export function* piecesOfBacs18(file: BacsFile): Generator<Uint8Array, FileEnd> {
  const { payments, manyDays = false } = file;
  yield latin1([
    volumeLabel(file),
    headerLabel('HDR', file),
    secondLabel('HDR', manyDays),
    `UHL1${julian(firstDay(file))}999999    00000000${(manyDays ? '4 MULTI' : '1 DAILY').padEnd(9)}000`.padEnd(80),
  ]);
  const record = creditTemplate(file, manyDays);
  const template = repeated(record, Math.min(payments.length, RECORDS_IN_A_PIECE));
  const days = new DaySums(file);
  const misfits: number[] = [];
  for (let from = 0; from < payments.length; from += RECORDS_IN_A_PIECE) {
    const to = Math.min(from + RECORDS_IN_A_PIECE, payments.length);
    const piece = template.slice(0, (to - from) * record.length);
    for (let i = from, at = 0; i < to; i++, at += record.length) {
      const payment = payments[i]!;
      if (!writeCredit(piece, at, payment)) misfits.push(i);
      const day = days.add(payment);
      for (let c = 0; c < day.length; c++) piece[at + 100 + c] = day.charCodeAt(c);
    }
    yield piece;
  }
  const sums = days.sums();
  const totalPence = total(sums.map(({ pence }) => pence));
  const problems = [
    ...problemsOfFile(file, totalPence),
    ...(manyDays ? sums.flatMap(({ day }) => problemsOfDay(file, day)) : problemsOfDay(file, file.processingOn)),
    ...misfits.flatMap(i => problemsOfCredit(payments[i]!, i)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  if (misfits.length > 0) throw new Error(`payment ${misfits[0]! + 1} does not fit, and nothing says why`);
  yield latin1([
    ...sums.map(({ day, pence }) => contraRecord(file, pence) + (manyDays ? julian(day) : '')),
    headerLabel('EOF', file),
    secondLabel('EOF', manyDays),
    userTrailer(totalPence, payments.length, sums.length),
  ]);
  return { ok: true, totalPence, count: payments.length };
}

/** About 256 kB: large enough for the disk, small enough for the processor's own memory. */
const RECORDS_IN_A_PIECE = 2500;

/** What the payments of each processing day come to: one sum in a file for one day. */
class DaySums {
  readonly #file: BacsFile;
  readonly #sums = new Map<string, { day: PlainDate; pence: number }>();
  /** That of a file for one day. */
  #only: { day: PlainDate; pence: number } | undefined;

  constructor(file: BacsFile) {
    this.#file = file;
  }

  /** Counts a payment; answers what stands behind its record, nothing in a file for one day. */
  add({ amountPence, processingOn }: BacsPayment): string {
    const day = processingOn ?? this.#file.processingOn;
    const key = this.#file.manyDays ? julian(day) : '';
    const sum = key === '' ? this.#only : this.#sums.get(key);
    // A number holds it exactly: the sum of all files of a century would not pass what it can hold.
    if (sum) sum.pence += Number(amountPence);
    else {
      this.#only = { day, pence: Number(amountPence) };
      this.#sums.set(key, this.#only);
    }
    return key;
  }

  sums(): { readonly day: PlainDate; readonly pence: bigint }[] {
    return [...this.#sums.values()].map(({ day, pence }) => ({ day, pence: BigInt(pence) }));
  }
}

/** Splits payments, in their order, into files that each stay within the contra amount of £999,999,999.99. */
export function splitForBacs<Payment extends { readonly amountPence: bigint }>(
  payments: readonly Payment[],
): Payment[][] {
  return splitBySum(payments, MOST_FILE_PENCE);
}

/** What all credits of a file share: transaction code 99, whose account pays, whose name the payee sees. */
function creditTemplate({ originator }: BacsFile, manyDays: boolean): Uint8Array {
  const { sortCode, accountNumber, name } = originator;
  const payer = `${sortCode.slice(0, 6).padEnd(6)}${accountNumber.slice(0, 8).padEnd(8)}`;
  const record = `${' '.repeat(14)}099${payer}${' '.repeat(15)}${eighteen(bacsText(name))}`;
  return latin1([record.padEnd(manyDays ? 106 : 100)]);
}

function repeated(record: Uint8Array, times: number): Uint8Array {
  const bytes = new Uint8Array(record.length * times);
  for (let i = 0; i < times; i++) bytes.set(record, i * record.length);
  return bytes;
}

function together(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The first day on which a payment of the file is worked on. */
function firstDay(file: BacsFile): PlainDate {
  if (!file.manyDays) return file.processingOn;
  const days = file.payments.map(payment => payment.processingOn ?? file.processingOn);
  return days.reduce((first, day) => (isBefore(day, first) ? day : first), days[0] ?? file.processingOn);
}

/** HDR2 with the length of a record, and EOF2 as its copy. */
function secondLabel(label: 'HDR' | 'EOF', manyDays: boolean): string {
  return `${label}2F02000${manyDays ? '00106' : '00100'}`.padEnd(50) + '00'.padEnd(30);
}

/** Labels and the like, each with its end. A character past 127 is a problem of the file, said at its end. */
function latin1(records: readonly string[]): Uint8Array {
  const text = records.map(record => record + RECORD_END).join('');
  return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
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

/** The one debit that balances the credits: transaction code 17, from and to the board's own account. */
function contraRecord({ originator, contraNarrative }: BacsFile, totalPence: bigint): string {
  const account = `${originator.sortCode}${originator.accountNumber}`;
  const texts = [contraNarrative, 'CONTRA', bacsText(originator.name)].map(eighteen);
  return `${account}017${account}    ${elevenDigits(totalPence)}${texts.join('')}`;
}

/** Debit and credit totals, then how many of each: one contra a day, all payments. */
function userTrailer(totalPence: bigint, count: number, contras: number): string {
  const sum = totalPence.toString().padStart(13, '0');
  const counts = `${String(contras).padStart(7, '0')}${String(count).padStart(7, '0')}`;
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

function problemsOfFile(file: BacsFile, totalPence: bigint): FileProblem[] {
  const { originator } = file;
  return [
    ...wantDigits('serviceUserNumber', file.serviceUserNumber, 6),
    ...wantDigits('serial', file.serial, 6),
    ...when(file.serial === '000000', 'serial', 'not-allowed', file.serial, 'The serial must not be all noughts.'),
    ...wantDigits('originator.sortCode', originator.sortCode, 6),
    ...wantDigits('originator.accountNumber', originator.accountNumber, 8),
    ...wantName('originator.name', originator.name),
    ...wantText('contraNarrative', file.contraNarrative, 1),
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

function problemsOfDay({ createdOn }: BacsFile, processingOn: PlainDate): FileProblem[] {
  return [
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
  ];
}
