/**
 * Bank statements: the one canonical form, and the door that reads any file into it (section 6.4 of the rulebook).
 *
 * A file is read whole or refused whole, with everything that is wrong with it; nothing is guessed, because a
 * guess would be money in the wrong place. Amounts are pence, signed, credits positive; dates are the calendar
 * dates that the bank wrote.
 */
import type { PlainDate } from '../../values/dates.ts';
import { readCamt } from './camt/camt.ts';
import type { DateOrder } from './cells.ts';
import { readCsv } from './csv/csv.ts';
import { type CsvMapping, type CsvShape, csvShape, readMappedCsv } from './csv/csv-mapping.ts';
import { isSantanderText, readSantanderText } from './csv/santander-text.ts';
import { isMt940, readMt940 } from './mt940.ts';
import { readOfx } from './ofx.ts';
import { refuseStatement } from './problems.ts';
import { isQif, readQif } from './qif.ts';
import { readText } from './text.ts';

/** The formats by name, for the words of a command. */
export const STATEMENT_FORMATS = ['csv', 'ofx', 'qif', 'camt', 'mt940'] as const;

export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export type StatementLine = {
  readonly postedOn: PlainDate;
  /** The day from which it bears interest; the posting day where the file has no other. */
  readonly valueOn: PlainDate;
  /** Signed pence: money in is positive, money out negative. */
  readonly amountPence: bigint;
  /** Who paid or was paid, as far as the file says; for banks with one text column its first part. May be empty. */
  readonly counterparty: string;
  readonly narrative: string;
  /** The bank's own id of the line (OFX FITID, Monzo's Transaction ID), or null. */
  readonly bankRef: string | null;
  /** The bank's word for the kind of line, as it stands in the file, or null. */
  readonly type: string | null;
  /** The card scheme's code for the trade of the shop, four digits, or null. */
  readonly merchantCode: string | null;
};

export type StatementAccount = {
  /** Six digits. */
  readonly sortCode?: string;
  /** Eight digits. */
  readonly accountNumber?: string;
  readonly iban?: string;
};

export type Statement = {
  readonly format: StatementFormat;
  /** The layout that the file was recognised as: `barclays`, `lloyds`, `ofx-1` and so on. */
  readonly layout: string;
  /** Null where the file does not name the account, or masks it. */
  readonly account: StatementAccount | null;
  /** First and last day covered; where the file does not say, those of its lines. Null when it has none. */
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  readonly openingPence: bigint | null;
  readonly closingPence: bigint | null;
  readonly currency: 'GBP';
  /** True: opening + lines = closing was checked and holds. A file that does not balance is never a Statement. */
  readonly balanced: true | 'not provable';
  /** Oldest first, whatever the order of the file; lines of one day in the order in which they happened. */
  readonly lines: readonly StatementLine[];
};

export type StatementProblem = {
  /** Line of the file, counted from 1. */
  readonly line?: number;
  /** The field in the file's own words: `Amount`, `TRNAMT`. */
  readonly field?: string;
  readonly code: StatementProblemCode;
  readonly found?: string;
  /** What is wrong and what to do, in plain words. */
  readonly text: string;
};

export type StatementProblemCode =
  | 'empty-file'
  | 'too-large'
  | 'too-many-lines'
  | 'line-too-long'
  | 'not-text'
  | 'unknown-layout'
  | 'broken-file'
  | 'wrong-columns'
  | 'missing'
  | 'bad-date'
  | 'dates-unclear'
  | 'bad-amount'
  | 'bad-account'
  | 'several-accounts'
  | 'not-pounds'
  | 'bank-error'
  | 'balance-break'
  | 'does-not-balance'
  | 'more-problems';

export type StatementReading =
  | {
      readonly ok: true;
      readonly statement: Statement;
      /** What a person should know about an accepted file: pending lines that were left out, and the like. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/** What somebody may say of a file that it does not say itself. */
export type StatementHints = {
  /** The order of dates in figures, where a file of its kind may have either. */
  readonly dateOrder?: DateOrder | undefined;
};

/**
 * Reads a statement file of up to 100 MB and a million lines. Without `format` the content decides, never a file
 * name. Never throws on bad input: every problem comes back at once, the first 100 of them and a count of the rest.
 */
export function readStatement(
  bytes: Uint8Array,
  format?: StatementFormat,
  { dateOrder }: StatementHints = {},
): StatementReading {
  const reading = readText(bytes);
  if (!reading.ok) return refuseStatement(reading.problem);
  const { text } = reading;
  switch (format ?? guessFormat(text)) {
    case 'ofx':
      return readOfx(text);
    case 'camt':
      return readCamt(text);
    case 'mt940':
      return readMt940(text);
    case 'qif':
      return readQif(text, dateOrder);
    case 'csv':
      return isSantanderText(text) ? readSantanderText(text) : readCsv(text);
  }
}

/** A file of rows that no layout fits, and whose columns somebody may name; undefined for any other. */
export function unknownCsv(bytes: Uint8Array, reading: StatementReading): CsvShape | undefined {
  const text = readText(bytes);
  if (
    reading.ok ||
    !text.ok ||
    reading.problems.some(({ code }) => code !== 'unknown-layout' && code !== 'broken-file')
  )
    return undefined;
  const shape = csvShape(text.text);
  // With commas it is broken for every reader; with another separator only for those that cut at commas.
  return shape?.separator === ',' && reading.problems.some(({ code }) => code === 'broken-file') ? undefined : shape;
}

/** Reads such a file as somebody said. It never throws, and refuses whole, as every file. */
export function readMappedStatement(bytes: Uint8Array, mapping: CsvMapping): StatementReading {
  const text = readText(bytes);
  if (!text.ok) return refuseStatement(text.problem);
  const shape = csvShape(text.text);
  if (shape) return readMappedCsv(text.text, shape, mapping);
  return refuseStatement({ code: 'unknown-layout', text: 'No row of this file has a day and an amount in it.' });
}

function guessFormat(text: string): StatementFormat {
  const top = text.slice(0, 1000);
  if (/^\s*<[?!A-Z]/i.test(top) && /<(?:[\w.-]+:)?(?:Document|BkToCstmrStmt)[\s>]/.test(text.slice(0, 5000)))
    return 'camt';
  if (/^\s*(?:OFXHEADER\s*:|<\?OFX\b|<\?xml\b|<OFX>)/i.test(top)) return 'ofx';
  if (isMt940(text)) return 'mt940';
  return isQif(text) ? 'qif' : 'csv';
}
