/**
 * Reads a CSV of several invoices: a header line, then one invoice a line. It is read whole or not at all; every bad
 * cell is told with its line and what is allowed.
 */
import type { PlainDate } from '../values/dates.ts';
import { type Quantity, readQuantity } from '../values/quantity.ts';
import { AMOUNT_ALLOWED, DATE_ALLOWED, readAmount, readDate } from './statements/cells.ts';
import { csvRows } from './statements/csv/csv-rows.ts';
import { lineProblem, readText } from './statements/text.ts';

/** The columns, in any order; more columns are passed over. */
export const INVOICE_COLUMNS = [
  'order',
  'supplier',
  'number',
  'issued',
  'from',
  'to',
  'quantity',
  'unit price',
  'total',
] as const;
type Column = (typeof INVOICE_COLUMNS)[number];

export type InvoiceLine = {
  readonly line: number;
  readonly order: string;
  /** Empty: the supplier of the order. */
  readonly supplier: string;
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly quantity: Quantity;
  readonly unitPence: bigint;
  readonly pence: bigint;
};

export type InvoiceProblem = { readonly line: number; readonly words: string };

export type InvoiceReading =
  | { readonly ok: true; readonly invoices: readonly InvoiceLine[] }
  | { readonly ok: false; readonly problems: readonly InvoiceProblem[] };

/** So many invoices a file, and so many problems told of one. */
export const MOST_INVOICES = 1_000;
const MOST_PROBLEMS = 50;

export function readInvoices(bytes: Uint8Array): InvoiceReading {
  const reading = readText(bytes);
  if (!reading.ok) return no(1, reading.problem.text);
  const unfit = lineProblem(reading.text);
  if (unfit) return no(unfit.line ?? 1, unfit.text);
  const rows = [...csvRows(reading.text).take(MOST_INVOICES + 2)];
  const broken = rows.find(({ cells }) => cells === null);
  if (broken) return no(broken.line, 'A quotation mark is out of place');
  const [head, ...body] = rows;
  const names = head!.cells!.map(name => name.toLowerCase());
  const missing = INVOICE_COLUMNS.filter(column => !names.includes(column));
  if (missing.length > 0)
    return no(
      head!.line,
      `The first line must name the columns ${INVOICE_COLUMNS.join(', ')}. Missing: ${missing.join(', ')}`,
    );
  if (body.length === 0) return no(head!.line, 'There is no invoice below the first line');
  if (body.length > MOST_INVOICES) return no(head!.line, `The file has more than ${MOST_INVOICES} invoices`);

  const problems: InvoiceProblem[] = [];
  const invoices = body.map(({ line, cells }) => {
    const cell = (column: Column) => cells![names.indexOf(column)] ?? '';
    const must = <T>(column: Column, value: T | undefined, allowed: string): T => {
      if (value === undefined) problems.push({ line, words: `${column} is “${cell(column)}”. Write ${allowed}` });
      return value as T;
    };
    const filled = (column: Column) => cell(column) || undefined;
    const day = (column: Column) => must(column, readDate(cell(column)), DATE_ALLOWED);
    const sum = (column: Column) => must(column, aboveNought(readAmount(cell(column))), AMOUNT_ALLOWED);
    const quantity = readQuantity(cell('quantity'));
    return {
      line,
      order: must('order', filled('order'), 'the number of the order, such as PO12'),
      supplier: cell('supplier'),
      number: must('number', shortEnough(filled('number')), 'the number of the invoice, in 50 characters or fewer'),
      issuedOn: day('issued'),
      fromOn: day('from'),
      toOn: day('to'),
      quantity: must('quantity', quantity?.tenThousandths === 0n ? undefined : quantity, 'how many, such as 8 or 7.5'),
      unitPence: sum('unit price'),
      pence: sum('total'),
    };
  });
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, MOST_PROBLEMS) } : { ok: true, invoices };
}

const no = (line: number, words: string): InvoiceReading => ({ ok: false, problems: [{ line, words }] });
const aboveNought = (value: bigint | undefined) => (value !== undefined && value > 0n ? value : undefined);
const shortEnough = (value: string | undefined) => (value !== undefined && value.length <= 50 ? value : undefined);
