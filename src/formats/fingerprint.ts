/**
 * Fingerprints of statement lines, so that a file imported twice, or one that overlaps the last, adds nothing,
 * while two true payments of one amount on one day both stay.
 *
 * Equal lines are numbered within their file, 1, 2, …: banks export whole days, so the second twin is the second
 * in every file that holds its day. A fingerprint holds within one account; the store keeps both in one key.
 */
import { sha256Hex } from './sha256.ts';
import type { StatementLine } from './statement.ts';

/**
 * One fingerprint a line, in the order given: 64 hexadecimal digits. Where the bank gives its own reference that
 * stands for the words, which banks reword between downloads; date and amount stay in, because some banks start
 * their references anew with each statement, and a payment must not vanish for that.
 */
export function fingerprints(lines: readonly StatementLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map(line => {
    const { postedOn, amountPence, bankRef, counterparty, narrative } = line;
    const words = bankRef === null ? ['words', counterparty, narrative] : ['ref', bankRef];
    const what = JSON.stringify([postedOn.toString(), amountPence.toString(), ...words]);
    const nth = (seen.get(what) ?? 0) + 1;
    seen.set(what, nth);
    return sha256Hex(`${what}#${nth}`);
  });
}
