/** The account of a statement as one word, which is how CAMT.053 and MT940 write it. */
import type { StatementAccount } from './statement.ts';

/** An IBAN, a sort code with a number behind it, or a number alone. A masked one says nothing. */
export function accountOf(written: string): StatementAccount | null {
  const id = written.replace(/[\s/-]/g, '').toUpperCase();
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(id)) return { iban: id };
  if (/^\d{14}$/.test(id)) return { sortCode: id.slice(0, 6), accountNumber: id.slice(6) };
  return /^\d{6,8}$/.test(id) ? { accountNumber: id.padStart(8, '0') } : null;
}
