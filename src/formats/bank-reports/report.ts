/**
 * What a bank says about payments that we sent: Bacs reports (ARUCS: credits that came back; AWACS: advice that an account
 * is another; input report: what was taken in) and ISO 20022 pain.002. Each is XML, read strictly and whole.
 *
 * A file is taken whole or refused whole, with everything that is wrong and where. Nothing is guessed: an amount, an
 * account or a status that cannot be read is a problem. Layouts and what of them is from memory:
 * docs/decisions/0009-ways-to-pay.md.
 */
import { looksLikeXml, readXml, type XmlElement } from '../xml.ts';
import { readArucs, readAwacs, readInputReport } from './bacs-reports.ts';
import { readPain002 } from './pain002.ts';

/** One record: what happened to one payment. */
export type ReportRecord = {
  /** The line of the file, counted from 1. */
  readonly line: number;
  /**
   * RETURNED: it came back. REJECTED: it was never taken in. PAID: it arrived, or will. PENDING: nothing is known yet.
   * WRONG_ACCOUNT: it was paid, to another account than the one we gave.
   */
  readonly says: 'RETURNED' | 'REJECTED' | 'PAID' | 'PENDING' | 'WRONG_ACCOUNT';
  /** Our own id of the payment without dashes, where the format carries it. */
  readonly endToEndId: string | undefined;
  readonly sortCode: string | undefined;
  readonly accountNumber: string | undefined;
  readonly amountPence: bigint | undefined;
  readonly reference: string | undefined;
  /** When Bacs worked on it. */
  readonly processedOn: string | undefined;
  /** The bank's reason as it stands there: a code, words or both. */
  readonly reason: string;
  /** AWACS: the account as it should be. */
  readonly newSortCode?: string | undefined;
  readonly newAccountNumber?: string | undefined;
};

export type BankReport = {
  readonly kind: 'ARUCS' | 'AWACS' | 'INPUT' | 'PAIN002';
  /** The bank's own name for it. */
  readonly name: string;
  readonly records: readonly ReportRecord[];
  /** What it says of a whole file: which, and whether it was taken in, its payments made or to be made. */
  readonly file?: {
    /** Our message id or submission serial. */
    readonly id: string;
    readonly says: 'TAKEN' | 'REJECTED' | 'PENDING';
    readonly count: number | undefined;
    readonly totalPence: bigint | undefined;
  };
};

export type ReportProblem = { readonly line: number; readonly text: string };
export type ReportReading =
  | { readonly ok: true; readonly report: BankReport }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };

/** What a reader of one kind collects. */
export type Parts = { readonly root: XmlElement; readonly problems: ReportProblem[] };

/** The most that a report may be: 20 MB. */
const MOST_BYTES = 20_000_000;

/** Reads a whole report of any kind. */
export function readBankReport(bytes: Uint8Array): ReportReading {
  const no = (text: string): ReportReading => ({ ok: false, problems: [{ line: 1, text }] });
  if (bytes.length > MOST_BYTES) return no('The file is larger than 20 MB. A report of a bank is not.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return no('The file is not written in UTF-8. Download it again.');
  }
  if (!looksLikeXml(text)) return no('This is no report of Bacs or of a bank: those are XML.');
  const reading = readXml(text);
  if (!reading.ok) return { ok: false, problems: [{ line: reading.problem.line ?? 1, text: reading.problem.text }] };
  const problems: ReportProblem[] = [];
  const parts = { root: reading.root, problems };
  const report = readArucs(parts) ?? readAwacs(parts) ?? readInputReport(parts) ?? readPain002(parts);
  if (!report) return no(`A file that begins with <${reading.root.name}> is none of the reports that are known.`);
  if (report.records.length === 0 && !report.file && problems.length === 0)
    problems.push({ line: 1, text: 'The report has no record.' });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, report };
}
