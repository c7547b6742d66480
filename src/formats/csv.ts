/**
 * Reads the CSV statements of UK banks (section 6.4 and the layouts of chapter 8 of the rulebook).
 *
 * Amounts stay text until they are pence. Every bad cell is told with its line, its column and what is allowed;
 * order and completeness are then proved by the running balance where the layout has one.
 */
import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { CSV_LAYOUTS, type CsvLayout, HSBC, headerNames, layoutOf } from './csv-layouts.ts';
import type { StatementAccount, StatementReading } from './statement.ts';
import { type StatementRow, settle } from './statement-balance.ts';
import { AMOUNT_ALLOWED, DATE_ALLOWED, readAmount, readDate } from './statement-cells.ts';
import { addProblem, noProblems, type Problems, quoted, refuseAll, refuseStatement } from './statement-problems.ts';
import { lineProblem, MOST_CHARACTERS } from './statement-text.ts';

type CsvRecord = { readonly record: string[]; readonly info: InfoRecord };

/** Reads the text of a CSV file whose layout is known by its header line or shape. */
export function readCsv(text: string): StatementReading {
  const unfit = lineProblem(text);
  if (unfit) return refuseStatement(unfit);
  const records = recordsOf(text);
  if (!Array.isArray(records)) return records;
  const head = findLayout(records);
  if (!head) return refuseUnknown(records);
  return readRows(head.layout, head.names, records.slice(head.rowsFrom));
}

/** Cuts the text into records. A quotation mark out of place is refused: it could swallow the lines after it. */
function recordsOf(text: string): CsvRecord[] | StatementReading {
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;
    return parse(text, { ...options, max_record_size: 2 * MOST_CHARACTERS }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1);
    const says = `Line ${line}: a quotation mark is out of place, or a row does not end, so the file cannot be cut into cells.`;
    return refuseStatement({ line, code: 'broken-file', text: `${says} Download the statement again as CSV.` });
  }
}

type Head = { readonly layout: CsvLayout; readonly names: readonly string[]; readonly rowsFrom: number };

/** How many rows may stand above the header: Nationwide writes three, and a sheet saved again may add a few. */
const MOST_PREAMBLE = 10;

function findLayout(records: readonly CsvRecord[]): Head | undefined {
  for (const [index, { record }] of records.slice(0, MOST_PREAMBLE + 1).entries()) {
    const layout = layoutOf(record);
    if (layout) return { layout, names: headerNames(record), rowsFrom: index + 1 };
  }
  const [first] = records;
  if (!first || !hasShapeOfHsbc(first)) return undefined;
  return { layout: HSBC, names: headerNames(HSBC.header), rowsFrom: 0 };
}

/** Three cells, a date or an amount where HSBC has them: with one of the two wrong it is still HSBC, and told so. */
function hasShapeOfHsbc({ record: [date = '', , amount = '', ...rest] }: CsvRecord): boolean {
  return rest.length === 0 && (readDate(date) !== undefined || readAmount(amount) !== undefined);
}

function refuseUnknown(records: readonly CsvRecord[]): StatementReading {
  const { record, info } = records[0] ?? { record: [], info: { lines: 1 } };
  const known = [
    ...CSV_LAYOUTS.map(({ bank, header }) => `${bank} (${header.join(',')})`),
    'HSBC (date,description,amount without a header)',
  ];
  return refuseStatement({
    line: info.lines,
    code: 'unknown-layout',
    found: record.join(',').slice(0, 300),
    text: `This is not a layout that we know. The first row is ${quoted(record.join(','))}. Known: ${known.join('; ')}.`,
  });
}

/** Everything that the rows share while they are read. */
type Reading = {
  readonly layout: CsvLayout;
  /** Column name, small → place. */
  readonly places: ReadonlyMap<string, number>;
  readonly problems: Problems;
  readonly pending: number[];
  account: StatementAccount | null | undefined;
};

function readRows(layout: CsvLayout, names: readonly string[], records: readonly CsvRecord[]): StatementReading {
  const places = new Map(names.map((name, index) => [name, index]));
  const reading: Reading = { layout, places, problems: noProblems(), pending: [], account: undefined };
  const rows: StatementRow[] = [];
  for (const { record, info } of records) {
    if (record.every(cell => cell === '')) continue;
    const row = readRow(reading, record, info.lines);
    if (row) rows.push(row);
  }
  if (reading.problems.count > 0) return refuseAll(reading.problems);
  const facts = { format: 'csv', layout: layout.id, account: reading.account ?? null } as const;
  return settle(rows, facts, layout.usual, pendingNotes(reading.pending));
}

function readRow(reading: Reading, record: readonly string[], line: number): StatementRow | undefined {
  const { layout, places, problems } = reading;
  const { columns } = layout;
  const before = problems.count;
  if (record.length < places.size || record.slice(places.size).some(cell => cell !== '')) {
    const text = `Line ${line} has ${record.length} cells where ${layout.bank} has ${places.size}: ${quoted(record.join(','))}.`;
    addProblem(problems, { line, code: 'wrong-columns', found: String(record.length), text });
    return undefined;
  }
  if (!layout.manyLined && record.some(cell => /[\r\n]/.test(cell))) {
    const text = `The row that ends in line ${line} runs over more than one line: a quotation mark is out of place.`;
    addProblem(problems, { line, code: 'broken-file', text });
    return undefined;
  }
  const cell = (column: string | undefined) => plain(column ? record[places.get(column.toLowerCase())!]! : '');

  if ([cell(columns.date), cell(columns.type), cell(columns.balance)].some(text => /^pending$/i.test(text))) {
    reading.pending.push(line);
    return undefined;
  }
  const postedOn = readDate(cell(columns.date));
  if (!postedOn) addBadDate(problems, line, columns.date, cell(columns.date));
  const amountPence = columns.amount
    ? readMoney(problems, line, columns.amount, cell(columns.amount))
    : readTwoColumns(problems, line, columns, cell(columns.paidIn), cell(columns.paidOut));
  const balancePence = cell(columns.balance)
    ? readMoney(problems, line, columns.balance!, cell(columns.balance))
    : undefined;
  if (columns.currency) wantPounds(problems, line, columns.currency, cell(columns.currency));
  readAccount(reading, line, cell(columns.account), cell(columns.sortCode), cell(columns.accountNumber));

  if (problems.count > before || !postedOn || amountPence === undefined) return undefined;
  const written = record[places.get(columns.narrative.toLowerCase())!]!;
  return {
    line,
    postedOn,
    valueOn: postedOn,
    amountPence,
    counterparty: columns.counterparty ? cell(columns.counterparty) : firstPart(written),
    narrative: plain(written),
    bankRef: cell(columns.bankRef) || null,
    type: cell(columns.type) || null,
    balancePence,
  };
}

/** A cell in one line; the apostrophe in front keeps sheets from turning a sort code or a text into a number. */
function plain(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim().replace(/^'/, '').trim();
}

/** Banks with one text column set the name off from the rest by a tab or two blanks. */
function firstPart(written: string): string {
  return plain(plain(written) && written.trim().split(/\t|\s{2,}/)[0]!);
}

/** Reads one cell of money; tells the problem and answers undefined where it is none. */
export function readMoney(problems: Problems, line: number, field: string, found: string): bigint | undefined {
  const pence = readAmount(found);
  if (pence !== undefined) return pence;
  const text = `Line ${line}, ${field}: ${quoted(found)} is not an amount. Allowed: ${AMOUNT_ALLOWED}.`;
  addProblem(problems, { line, field, code: 'bad-amount', found, text });
  return undefined;
}

/** Tells that a cell is no date. */
export function addBadDate(problems: Problems, line: number, field: string, found: string): void {
  const text = `Line ${line}, ${field}: ${quoted(found)} is not a date. Allowed: ${DATE_ALLOWED}.`;
  addProblem(problems, { line, field, code: 'bad-date', found, text });
}

/** Paid in and paid out: one of them filled, neither with a sign, because a signed debit could mean either way. */
function readTwoColumns(
  problems: Problems,
  line: number,
  { paidIn: inName = '', paidOut: outName = '' }: CsvLayout['columns'],
  paidIn: string,
  paidOut: string,
): bigint | undefined {
  const [credit, debit] = [
    paidIn ? readMoney(problems, line, inName, paidIn) : 0n,
    paidOut ? readMoney(problems, line, outName, paidOut) : 0n,
  ];
  if (credit === undefined || debit === undefined) return undefined;
  const field = `${outName}, ${inName}`;
  const found = `${paidOut}, ${paidIn}`;
  const refuse = (what: string) =>
    addProblem(problems, { line, field, code: 'bad-amount', found, text: `Line ${line}, ${field}: ${what}` });
  if (!paidIn && !paidOut) refuse('both are blank; one must hold the amount.');
  else if (credit < 0n || debit < 0n)
    refuse(`${quoted(found)} has a sign; ${outName} and ${inName} are written without.`);
  else if (credit > 0n && debit > 0n) refuse(`${quoted(found)} are both filled; a line is paid in or paid out.`);
  else return credit - debit;
  return undefined;
}

function wantPounds(problems: Problems, line: number, field: string, found: string): void {
  if (/^GBP$/i.test(found)) return;
  const text = `Line ${line}, ${field}: ${quoted(found)} is not GBP; only accounts in pounds can be read.`;
  addProblem(problems, { line, field, code: 'not-pounds', found, text });
}

/** Takes the account from the row, and refuses a file that holds lines of more than one. Masked numbers say nothing. */
function readAccount(reading: Reading, line: number, both: string, sortCode: string, accountNumber: string): void {
  const { columns } = reading.layout;
  const field = columns.account ?? columns.accountNumber;
  const found = both || `${sortCode} ${accountNumber}`.trim();
  if (!field || found === '' || /[*xX]{2}/.test(found)) {
    reading.account ??= null;
    return;
  }
  const account = splitAccount(found);
  if (!account) {
    const text = `Line ${line}, ${field}: ${quoted(found)} is not a sort code of 6 digits and an account number of 8.`;
    addProblem(reading.problems, { line, field, code: 'bad-account', found, text });
  } else if (
    reading.account &&
    reading.account.accountNumber + reading.account.sortCode! !== account.accountNumber + account.sortCode
  ) {
    const first = `${reading.account.sortCode} ${reading.account.accountNumber}`;
    const text = `Line ${line}, ${field}: ${quoted(found)} is another account than ${quoted(first)} above. Download one account at a time.`;
    addProblem(reading.problems, { line, field, code: 'several-accounts', found, text });
  } else {
    reading.account ??= account;
  }
}

/** `20-00-00 12345678`, `600000-12345678`; a number that a sheet robbed of its noughts is filled up to 8 digits. */
function splitAccount(found: string): { sortCode: string; accountNumber: string } | undefined {
  const match = /^'?(\d{2})-?(\d{2})-?(\d{2})[ -]?(\d{6,8})$/.exec(found);
  if (!match) return undefined;
  return { sortCode: `${match[1]}${match[2]}${match[3]}`, accountNumber: match[4]!.padStart(8, '0') };
}

function pendingNotes(lines: readonly number[]): string[] {
  if (lines.length === 0) return [];
  const which = lines.length === 1 ? `line ${lines[0]}` : `lines ${lines.slice(0, 20).join(', ')}`;
  return [
    `${lines.length} pending ${lines.length === 1 ? 'payment was' : 'payments were'} left out (${which}): the bank has not booked them yet.`,
  ];
}
