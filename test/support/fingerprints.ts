/** The fingerprints of a file's lines as the store would number them, worked out apart from it. */
import { fingerprintText } from '../../src/formats/statements/fingerprint.ts';
import type { StatementLine } from '../../src/formats/statements/statement.ts';

/** Each line's text, equal ones numbered in the order of the file. */
export function fingerprints(lines: readonly StatementLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map(line => {
    const first = fingerprintText(line, 1);
    const nth = 1 + (seen.get(first) ?? 0);
    seen.set(first, nth);
    return fingerprintText(line, nth);
  });
}
