/**
 * CSV files of a layout that nobody described yet: what their columns look like, and how they are read once somebody said
 * which is which.
 *
 * The rows go the way of every other layout (csv-table.ts), so the same things are refused and balances prove the same. Only
 * what a bank outside our list may write differently is put into our way first: days with dots or short years, times behind
 * them, and decimal commas where somebody said so.
 */
import { noRows, settle } from '../balance.ts';
import { AMOUNT_ALLOWED, type DateOrder, readAmount, readDate } from '../cells.ts';
import { addProblem, quoted, refuseAll, refuseStatement } from '../problems.ts';
import type { StatementReading } from '../statement.ts';
import { lineProblem } from '../text.ts';
import type { CsvColumns, CsvLayout } from './csv-layouts.ts';
import { type CsvRow, csvRows, type Separator } from './csv-rows.ts';
import { type CsvTable, csvTableOf, readCsvRow, tableNotes } from './csv-table.ts';

/** What the columns of a file are, each by its place counted from 0. */
export type CsvMapping = {
  readonly date: number;
  readonly dateOrder: DateOrder;
  readonly narrative: number;
  /** One column with signs, or two without. */
  readonly amount?: number | undefined;
  readonly paidIn?: number | undefined;
  readonly paidOut?: number | undefined;
  readonly balance?: number | undefined;
  /** Of one column: what was spent stands without a sign, and what came in with a minus. */
  readonly spendingIsPositive: boolean;
  /** `1.234,56` is one thousand two hundred and thirty-four pounds and 56 pence. */
  readonly decimalComma: boolean;
};

/** A CSV file as far as it can be told without knowing its layout. */
export type CsvShape = {
  readonly separator: Separator;
  /** The names of the columns as the file writes them; empty ones where it has none. */
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  /** How many rows stand before the first payment. */
  readonly rowsFrom: number;
  /** The first rows with payments. */
  readonly rows: readonly (readonly string[])[];
};

/** How many rows may stand above the first payment, and how many are shown. */
const MOST_PREAMBLE = 20;
const SHOWN = 5;
/** A table that is wider is no statement. */
const MOST_COLUMNS = 60;

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/** What a text looks like as CSV, by the separator that gives the most columns; undefined where no row looks like a payment. */
export function csvShape(text: string): CsvShape | undefined {
  if (lineProblem(text)) return undefined;
  const shapes = SEPARATORS.map(separator => shapeOf(text, separator)).filter(shape => shape !== undefined);
  return shapes.toSorted((a, b) => b.names.length - a.names.length)[0];
}

function shapeOf(text: string, separator: Separator): CsvShape | undefined {
  const top: (readonly string[])[] = [];
  for (const { cells } of csvRows(text, separator).take(MOST_PREAMBLE + SHOWN)) {
    if (cells === null) break;
    top.push(cells);
  }
  const rowsFrom = top.findIndex(looksLikePayment);
  const first = top[rowsFrom];
  if (!first || rowsFrom > MOST_PREAMBLE) return undefined;
  const above = top[rowsFrom - 1] ?? [];
  const hasHeader = above.filter(cell => cell !== '').length > 1 && !above.some(isDate);
  const width = Math.max(first.length, hasHeader ? above.length : 0);
  if (width > MOST_COLUMNS) return undefined;
  const names = Array.from({ length: width }, (_, at) => (hasHeader ? oneLine(above[at] ?? '') : ''));
  return { separator, names, hasHeader, rowsFrom, rows: top.slice(rowsFrom, rowsFrom + SHOWN) };
}

/** One cell is a day and another an amount. */
function looksLikePayment(cells: readonly string[]): boolean {
  const day = cells.findIndex(isDate);
  return day >= 0 && cells.some((cell, at) => at !== day && isAmount(cell));
}

function isDate(cell: string): boolean {
  const written = usualDate(cell);
  return readDate(written, 'day-first') !== undefined || readDate(written, 'month-first') !== undefined;
}

function isAmount(cell: string): boolean {
  return readAmount(cell) !== undefined || usualAmount(cell) !== undefined;
}

/**
 * The words by which a mapping is found again: the same names in the same order, with the same separator. Without names
 * two banks may look alike, so then it is known again only for the same account.
 */
export function headerOf({ separator, names, hasHeader }: CsvShape, accountId: string): string {
  const words = hasHeader ? names.map(name => name.toLowerCase()) : [`${names.length} columns`, accountId];
  return [separator, ...words].join('\u001f');
}

/** What the columns most likely are, for the form to begin with. A person says whether it is so. */
export function guessMapping({ names, rows }: CsvShape): Partial<CsvMapping> {
  const named = (words: RegExp) => {
    const at = names.findIndex(name => words.test(name));
    return at < 0 ? undefined : at;
  };
  const [row = []] = rows;
  const date = row.findIndex(isDate);
  const [paidIn, paidOut] = [
    named(/\b(?:in|credit|deposit|received)\b/i),
    named(/\b(?:out|debit|withdrawal|spent)\b/i),
  ];
  const narrative = named(/descri|detail|narrative|reference|payee|merchant|memo|who|name/i);
  const isTwo = paidIn !== undefined && paidOut !== undefined && paidIn !== paidOut;
  return {
    ...(date < 0 ? {} : { date }),
    ...(narrative === undefined ? {} : { narrative }),
    ...(isTwo ? { paidIn, paidOut } : { amount: named(/amount|value|sum/i) }),
    balance: named(/balance/i),
  };
}

/** Reads a text by a mapping; the shape is that of this text. */
export function readMappedCsv(text: string, shape: CsvShape, mapping: CsvMapping): StatementReading {
  const unfit = lineProblem(text);
  if (unfit) return refuseStatement(unfit);
  const table = tableOf(shape, mapping);
  const width = shape.names.length;
  if (Object.values(table.places).some(at => at >= width)) {
    const says = `The file has ${width} columns, fewer than files like it had before.`;
    return refuseStatement({ code: 'wrong-columns', found: String(width), text: says });
  }
  const rows = noRows();
  for (const written of csvRows(text, shape.separator).drop(shape.rowsFrom)) {
    if (written.cells === null) {
      const says = `Line ${written.line}: a quotation mark is out of place, or a row does not end, so the file cannot be cut into cells.`;
      return refuseStatement({
        line: written.line,
        code: 'broken-file',
        text: `${says} Download the statement again.`,
      });
    }
    if (written.cells.every(cell => cell === '')) continue;
    const cells = inOurWay(table, mapping, written);
    if (cells) readCsvRow(table, rows, cells, written);
  }
  if (table.problems.count > 0) return refuseAll(table.problems);
  return settle(rows, { format: 'csv', layout: 'mapped', account: null }, 'newest-first', tableNotes(table));
}

function tableOf({ names }: CsvShape, mapping: CsvMapping): CsvTable {
  const nameAt = (at: number) => names[at] || `Column ${at + 1}`;
  const { date, narrative, amount, paidIn, paidOut, balance } = mapping;
  const given: Partial<Record<keyof CsvColumns, number | undefined>> = {
    date,
    narrative,
    amount,
    paidIn,
    paidOut,
    balance,
  };
  const places = Object.fromEntries(Object.entries(given).filter(([, at]) => at !== undefined)) as CsvTable['places'];
  const columns = Object.fromEntries(Object.entries(places).map(([what, at]) => [what, nameAt(at)]));
  const layout: CsvLayout = {
    id: 'mapped',
    bank: 'the first row',
    header: names,
    columns: columns as CsvColumns,
    usual: 'newest-first',
    dateOrder: mapping.dateOrder,
    manyLined: true,
    ...(mapping.spendingIsPositive ? { spendingIsPositive: true } : {}),
  };
  return csvTableOf(layout, places, names.length);
}

/** The row with its day and its amounts as our readers write them; undefined where an amount does not fit what was said. */
function inOurWay(table: CsvTable, mapping: CsvMapping, { cells, line }: CsvRow): readonly string[] | undefined {
  const row = [...cells!];
  if (row[mapping.date] !== undefined) row[mapping.date] = usualDate(row[mapping.date]!);
  if (!mapping.decimalComma) return row;
  let fits = true;
  for (const at of [mapping.amount, mapping.paidIn, mapping.paidOut, mapping.balance]) {
    const found = at === undefined ? '' : (row[at] ?? '');
    if (found === '') continue;
    const written = usualAmount(found);
    if (written !== undefined) row[at!] = written;
    else {
      const text = `Line ${line}: ${quoted(found)} is not an amount with a decimal comma such as 1.234,56. Without one allowed are ${AMOUNT_ALLOWED}.`;
      addProblem(table.problems, { line, code: 'bad-amount', found, text });
      fits = false;
    }
  }
  return fits ? row : undefined;
}

/** `31.12.2026`, `31/12/26`, `2026/12/31` and `2026-12-31 09:15` as `readDate` takes them; anything else as it is. */
function usualDate(cell: string): string {
  const day = cell.trim().replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, '');
  const backwards = /^(\d{4})[/.](\d{2})[/.](\d{2})$/.exec(day);
  if (backwards) return backwards.slice(1).join('-');
  const figures = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(day);
  if (!figures) return day;
  const [, first, , second, year] = figures as unknown as [string, string, string, string, string];
  return `${first}/${second}/${year.padStart(4, '20')}`;
}

/** `1.234,56` as `1,234.56`; undefined for what has no decimal comma where one must be. */
function usualAmount(cell: string): string | undefined {
  const match = /^([^\d.,]*)(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d{1,2}))?([^\d.,]*)$/.exec(cell.trim());
  if (!match) return undefined;
  const [, before, whole, fraction, behind] = match as unknown as [string, string, string, string | undefined, string];
  return `${before}${whole.replaceAll('.', ',')}${fraction === undefined ? '' : `.${fraction}`}${behind}`;
}

function oneLine(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim().slice(0, 100);
}
