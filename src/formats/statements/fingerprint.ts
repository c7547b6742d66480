/**
 * What tells one bank line from another, so that a file imported twice, or one that overlaps the last, adds nothing,
 * while two true payments of one amount on one day both stay.
 *
 * Equal lines are numbered within their file, 1, 2, …: banks export whole days, so the second twin is the second
 * in every file that holds its day. The SHA-256 of the text is the fingerprint; it holds within one account, and the
 * store keeps both in one key.
 */
import type { StatementLine } from './statement.ts';

/**
 * The text of the nth line that says the same. Where the bank gives its own reference that stands for the words, which
 * banks reword between downloads; date and amount stay in, because some banks start their references anew with each
 * statement, and a payment must not vanish for that.
 */
export function fingerprintText(
  line: Pick<StatementLine, 'postedOn' | 'amountPence' | 'bankRef' | 'counterparty' | 'narrative'>,
  nth: number,
): string {
  const { postedOn, amountPence, bankRef, counterparty, narrative } = line;
  const words = bankRef === null ? ['words', counterparty, narrative] : ['ref', bankRef];
  return `${JSON.stringify([postedOn.toString(), amountPence.toString(), ...words])}#${nth}`;
}
