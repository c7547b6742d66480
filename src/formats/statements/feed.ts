/**
 * Files of many accounts: what a bank sends for all managed accounts, or a card's issuer for all cards. Each row names its
 * account; any of our CSV layouts that does so will do. Rows are handed out in batches, so that a million need little memory.
 *
 * A layout with a balance beside each payment is refused: balances of many accounts mixed prove nothing, and a balance that
 * nobody checked must not look like a proof. Such accounts are downloaded one by one.
 */

import { noRows, type StatementRows } from './balance.ts';
import { type CsvLayout, headerNames, layoutOf } from './csv/csv-layouts.ts';
import { type CsvRow, csvRows } from './csv/csv-rows.ts';
import { type CsvTable, csvTable, readCsvRow } from './csv/csv-table.ts';
import { addProblem, quoted } from './problems.ts';
import type { StatementAccount, StatementLine, StatementProblem } from './statement.ts';
import { type Encoding, lineProblem, piecesOf, readText } from './text.ts';

export type FeedLine = {
  /** Sort code and account number, fourteen digits. */
  readonly account: string;
  /** Where it stands in the file, counted from 1. */
  readonly lineNumber: number;
  readonly line: StatementLine;
};

export type FeedReading =
  | {
      readonly ok: true;
      readonly layout: string;
      /** Reads on while it is asked. */
      readonly batches: Iterable<readonly FeedLine[]>;
      /** What was wrong with the rows handed out so far, the first hundred of them. */
      readonly problems: readonly StatementProblem[];
    }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/** Opens a feed; `size` rows make a batch. */
export function readFeed(bytes: Uint8Array, size = 500): FeedReading {
  const reading = readText(bytes);
  if (!reading.ok) return refuse(reading.problem);
  const unfit = lineProblem(reading.text);
  if (unfit) return refuse(unfit);
  const [head] = [...csvRows(reading.text).take(1)];
  const names = headerNames(head?.cells ?? []);
  const layout = head?.cells ? layoutOf(head.cells) : undefined;
  if (!layout || !namesAccounts(layout, names)) return refuse(unknown(head));
  const table = csvTable(layout, names);
  return {
    ok: true,
    layout: layout.id,
    batches: batchesOf(rowsOf(reading.text, reading.encoding, bytes), table, size),
    problems: table.problems.list,
  };
}

function namesAccounts({ columns }: CsvLayout, names: readonly string[]): boolean {
  const hasColumn = (name: string | undefined) => name !== undefined && names.includes(name.toLowerCase());
  return (hasColumn(columns.account) || hasColumn(columns.accountNumber)) && !hasColumn(columns.balance);
}

/** Where a row is always one line the text is read again piece by piece, and need not be kept whole. */
function rowsOf(text: string, encoding: Encoding, bytes: Uint8Array): Generator<CsvRow, void, void> {
  const isPlain = !text.includes('"') && text.includes('\n');
  return isPlain && (encoding === 'utf-8' || encoding === 'windows-1252')
    ? rowsOfPieces(piecesOf(bytes, encoding))
    : csvRows(text);
}

function* rowsOfPieces(pieces: Iterable<readonly [string, number]>): Generator<CsvRow, void, void> {
  for (const [piece, linesBefore] of pieces) yield* csvRows(piece, ',', { linesBefore, lineEnd: '\n' });
}

function* batchesOf(
  found: Generator<CsvRow, void, void>,
  table: CsvTable,
  size: number,
): Generator<readonly FeedLine[]> {
  let batch: FeedLine[] = [];
  let rows = noRows();
  for (const row of found.drop(1)) {
    const line = readRow(table, rows, row);
    if (line === 'broken') break;
    if (line) batch.push(line);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    rows = noRows();
  }
  if (batch.length > 0) yield batch;
}

function readRow(table: CsvTable, rows: StatementRows, row: CsvRow): FeedLine | 'broken' | undefined {
  const { line, cells } = row;
  if (cells === null) {
    const text = `Line ${line}: a quotation mark is out of place, so the file cannot be cut into cells.`;
    addProblem(table.problems, { line, code: 'broken-file', text });
    return 'broken';
  }
  if (cells.every(cell => cell === '')) return undefined;
  const before = rows.entries.length;
  table.account = undefined; // of this row alone
  readCsvRow(table, rows, cells, row);
  const entry = rows.entries[before];
  if (!entry) return undefined;
  const { sortCode, accountNumber }: StatementAccount = accountOf(table) ?? {};
  if (sortCode === undefined || accountNumber === undefined) {
    const text = `Line ${line}: there is no account beside this payment, so nobody could say whose it is.`;
    addProblem(table.problems, { line, code: 'bad-account', text });
    return undefined;
  }
  return { account: sortCode + accountNumber, lineNumber: line, line: entry };
}

function accountOf(table: CsvTable): StatementAccount | null | undefined {
  return table.account;
}

function unknown(head: CsvRow | undefined): StatementProblem {
  const found = head?.cells?.join(',') ?? '';
  return {
    line: head?.line ?? 1,
    code: 'unknown-layout',
    found: found.slice(0, 300),
    text: `This is no file of many accounts: the first row is ${quoted(found)}. Each payment needs its account beside it and no balance, for instance Sort Code,Account Number,Date,Payee,Amount.`,
  };
}

function refuse(problem: StatementProblem): FeedReading {
  return { ok: false, problems: [problem] };
}
