/**
 * Reads the CSV statements of UK banks (section 6.4 and the layouts of chapter 8 of the rulebook).
 *
 * Amounts stay text until they are pence. Every bad cell is told with its line, its column and what is allowed;
 * order and completeness are then proved by the running balance where the layout has one.
 */

import { noRows, settle } from '../balance.ts';
import { readAmount, readDate } from '../cells.ts';
import { quoted, refuseAll, refuseStatement } from '../problems.ts';
import type { StatementReading } from '../statement.ts';
import { lineProblem } from '../text.ts';
import { CSV_LAYOUTS, type CsvLayout, HSBC, headerNames, layoutOf } from './csv-layouts.ts';
import { type CsvRow, csvRows } from './csv-rows.ts';
import { csvTable, readCsvRow, tableNotes } from './csv-table.ts';

/** Reads the text of a CSV file whose layout is known by its header line or shape. */
export function readCsv(text: string): StatementReading {
  const unfit = lineProblem(text);
  if (unfit) return refuseStatement(unfit);
  const top = [...csvRows(text).take(MOST_PREAMBLE + 1)];
  const broken = top.find(({ cells }) => cells === null);
  if (broken) return refuseBroken(broken);
  const head = findLayout(top);
  return head ? readRows(text, head) : refuseUnknown(top);
}

type Head = { readonly layout: CsvLayout; readonly names: readonly string[]; readonly rowsFrom: number };

/** How many rows may stand above the header: Nationwide writes three, and a sheet saved again may add a few. */
const MOST_PREAMBLE = 10;

function findLayout(top: readonly CsvRow[]): Head | undefined {
  for (const [index, { cells }] of top.entries()) {
    const layout = layoutOf(cells!);
    if (layout) return { layout, names: headerNames(cells!), rowsFrom: index + 1 };
  }
  const [first] = top;
  if (!first || !hasShapeOfHsbc(first)) return undefined;
  return { layout: HSBC, names: headerNames(HSBC.header), rowsFrom: 0 };
}

/** Three cells, a date or an amount where HSBC has them: with one of the two wrong it is still HSBC, and told so. */
function hasShapeOfHsbc({ cells }: CsvRow): boolean {
  const [date = '', , amount = '', ...rest] = cells!;
  return rest.length === 0 && (readDate(date) !== undefined || readAmount(amount) !== undefined);
}

function refuseUnknown(top: readonly CsvRow[]): StatementReading {
  const { cells, line } = top[0] ?? { cells: [], line: 1 };
  const known = [
    ...CSV_LAYOUTS.map(({ bank, header }) => `${bank} (${header.join(',')})`),
    'HSBC (date,description,amount without a header)',
  ];
  return refuseStatement({
    line,
    code: 'unknown-layout',
    found: cells!.join(',').slice(0, 300),
    text: `This is not a layout that we know. The first row is ${quoted(cells!.join(','))}. Known: ${known.join('; ')}.`,
  });
}

/** A quotation mark out of place could swallow the lines after it, so nothing of such a file is taken. */
function refuseBroken({ line }: CsvRow): StatementReading {
  const says = `Line ${line}: a quotation mark is out of place, or a row does not end, so the file cannot be cut into cells.`;
  return refuseStatement({ line, code: 'broken-file', text: `${says} Download the statement again as CSV.` });
}

function readRows(text: string, { layout, names, rowsFrom }: Head): StatementReading {
  const table = csvTable(layout, names);
  const rows = noRows();
  for (const written of csvRows(text).drop(rowsFrom)) {
    if (written.cells === null) return refuseBroken(written);
    if (written.cells.every(cell => cell === '')) continue;
    readCsvRow(table, rows, written.cells, written);
  }
  if (table.problems.count > 0) return refuseAll(table.problems);
  const facts = { format: 'csv', layout: layout.id, account: table.account ?? null } as const;
  return settle(rows, facts, layout.usual, tableNotes(table));
}
