/** The rows of one CSV layout: each cell read to what it means, or told with its line, its column and what is allowed. */
import type { PlainDate } from '../../../values/dates.ts';
import { addRow, type StatementRows } from '../balance.ts';
import { AMOUNT_ALLOWED, DATE_ALLOWED, readAmount, readDate } from '../cells.ts';
import { addProblem, noProblems, type Problems, quoted } from '../problems.ts';
import type { StatementAccount } from '../statement.ts';
import { copyOf } from '../text.ts';
import type { CsvColumns, CsvLayout } from './csv-layouts.ts';

/** Everything that the rows share while they are read. */
export type CsvTable = {
  readonly layout: CsvLayout;
  /** Where each thing that we read stands in a row. */
  readonly places: Readonly<Partial<Record<keyof CsvColumns, number>>>;
  readonly width: number;
  readonly problems: Problems;
  /** Lines that the bank has not booked yet, and lines that it never will. */
  readonly pending: number[];
  readonly dropped: number[];
  /** A statement has many lines of one day, few words for their kind, few payees: each is read, and kept, once. */
  readonly dates: Map<string, PlainDate | undefined>;
  readonly kinds: Map<string, string>;
  account: StatementAccount | null | undefined;
};

/** A table of a layout, by the names in its header line. */
export function csvTable(layout: CsvLayout, names: readonly string[]): CsvTable {
  const places = Object.fromEntries(
    Object.entries(layout.columns).flatMap(([what, name]) => {
      const at = names.indexOf(name.toLowerCase());
      return at < 0 ? [] : [[what, at]];
    }),
  );
  return csvTableOf(layout, places, names.length);
}

/** A table whose columns stand at these places. */
export function csvTableOf(layout: CsvLayout, places: CsvTable['places'], width: number): CsvTable {
  const lists = { pending: [], dropped: [], dates: new Map(), kinds: new Map() };
  return { layout, places, width, problems: noProblems(), ...lists, account: undefined };
}

/** Reads a row and adds it, unless it is told as a problem or is no payment yet. */
export function readCsvRow(
  table: CsvTable,
  rows: StatementRows,
  record: readonly string[],
  { line, moreLines }: { readonly line: number; readonly moreLines: number },
): void {
  const { layout, places, problems, width } = table;
  const { columns } = layout;
  const before = problems.count;
  if (record.length < width || (record.length > width && record.slice(width).some(cell => cell !== ''))) {
    const text = `Line ${line} has ${record.length} cells where ${layout.bank} has ${width}: ${quoted(record.join(','))}.`;
    addProblem(problems, { line, code: 'wrong-columns', found: String(record.length), text });
    return;
  }
  if (moreLines > 0 && !layout.manyLined) {
    const text = `The row that ends in line ${line} runs over more than one line: a quotation mark is out of place.`;
    addProblem(problems, { line, code: 'broken-file', text });
    return;
  }
  const written = (what: keyof CsvColumns) => (places[what] === undefined ? '' : record[places[what]]!);
  const cell = (what: keyof CsvColumns) => plain(written(what));

  const date = cell('date');
  const type = cell('type');
  const balance = cell('balance');
  if (!isBooked(table, line, [date, type, balance], cell('status'))) return;
  const postedOn = dateOf(table, date);
  if (!postedOn) addBadDate(problems, line, columns.date, date);
  const amountPence = columns.amount
    ? readMoney(problems, line, columns.amount, cell('amount'))
    : readTwoColumns(problems, line, columns, cell('paidIn'), cell('paidOut'));
  const balancePence = balance ? readMoney(problems, line, columns.balance!, balance) : undefined;
  if (places.currency !== undefined) wantPounds(problems, line, columns.currency!, cell('currency'));
  readAccount(table, line, cell('account'), cell('sortCode'), cell('accountNumber'));

  if (problems.count > before || !postedOn || amountPence === undefined) return;
  const entry = {
    postedOn,
    valueOn: postedOn,
    amountPence: layout.spendingIsPositive ? -amountPence : amountPence,
    counterparty: kept(table.kinds, columns.counterparty ? cell('counterparty') : firstPart(written('narrative'))),
    narrative: cell('narrative'),
    bankRef: cell('bankRef') || null,
    type: kept(table.kinds, type) || null,
    merchantCode: kept(table.kinds, merchantCodeOf(cell('merchantCode'))),
  };
  addRow(rows, line, entry, balancePence);
}

/** What a person should know of a file that was read. */
export function tableNotes({ pending, dropped }: CsvTable): string[] {
  const notes = [];
  if (pending.length > 0)
    notes.push(
      `${pending.length} pending ${pending.length === 1 ? 'payment was' : 'payments were'} left out (${linesIn(pending)}): the bank has not booked them yet.`,
    );
  if (dropped.length > 0)
    notes.push(
      `${dropped.length} ${dropped.length === 1 ? 'payment was' : 'payments were'} left out (${linesIn(dropped)}): the card did not pay them.`,
    );
  return notes;
}

function linesIn(lines: readonly number[]): string {
  return lines.length === 1 ? `line ${lines[0]}` : `lines ${lines.slice(0, 20).join(', ')}`;
}

/** Pending lines are written in any of three columns; a card's feed has one that says how far each payment is. */
function isBooked(table: CsvTable, line: number, cells: readonly string[], status: string): boolean {
  const { columns } = table.layout;
  if (cells.some(text => text.length === 7 && /^pending$/i.test(text)) || (columns.status && NOT_YET.test(status))) {
    table.pending.push(line);
    return false;
  }
  if (!columns.status || BOOKED.test(status)) return true;
  if (NEVER.test(status)) {
    table.dropped.push(line);
    return false;
  }
  const text = `Line ${line}, ${columns.status}: ${quoted(status)} does not tell whether the card paid. Allowed: SETTLED, AUTH, DECLINED or REVERSED.`;
  addProblem(table.problems, { line, field: columns.status, code: 'broken-file', found: status, text });
  return false;
}

const BOOKED = /^(?:settle[d]?|settlement|cleared|posted|complete[d]?|booked)$/i;
const NOT_YET = /^(?:auth|authori[sz]ed|authori[sz]ation|pending)$/i;
const NEVER = /^(?:declined|reversed|void|voided|expired|released)$/i;

/** Few words that come on many lines are kept once. */
function kept<T extends string | null>(kinds: Map<string, string>, word: T): T {
  if (word === null || word === '') return word;
  const before = kinds.get(word);
  if (before !== undefined) return before as T;
  if (kinds.size >= MOST_KEPT) return word;
  const own = copyOf(word) as T & string;
  kinds.set(own, own);
  return own;
}

const MOST_KEPT = 10_000;

function dateOf(table: CsvTable, cell: string): PlainDate | undefined {
  const { dates } = table;
  const before = dates.get(cell);
  if (before !== undefined) return before;
  const date = readDate(cell, table.layout.dateOrder);
  if (dates.size < MOST_KEPT) dates.set(cell, date);
  return date;
}

/** The four digits by which card schemes call the trade of a shop. A sheet may have taken a nought in front away. */
function merchantCodeOf(cell: string): string | null {
  return /^\d{3,4}$/.test(cell) ? cell.padStart(4, '0') : null;
}

/** A cell in one line; the apostrophe in front keeps sheets from turning a sort code or a text into a number. */
function plain(cell: string): string {
  if (cell === '' || !/\s\s|[^\S ]|^['\s]|\s$/.test(cell)) return cell;
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
function readAccount(table: CsvTable, line: number, both: string, sortCode: string, accountNumber: string): void {
  const { columns } = table.layout;
  const field = columns.account ?? columns.accountNumber;
  const found = both || `${sortCode} ${accountNumber}`.trim();
  if (!field || found === '' || /[*xX]{2}/.test(found)) {
    table.account ??= null;
    return;
  }
  const account = splitAccount(found);
  if (!account) {
    const text = `Line ${line}, ${field}: ${quoted(found)} is not a sort code of 6 digits and an account number of 8.`;
    addProblem(table.problems, { line, field, code: 'bad-account', found, text });
  } else if (
    table.account &&
    table.account.accountNumber + table.account.sortCode! !== account.accountNumber + account.sortCode
  ) {
    const first = `${table.account.sortCode} ${table.account.accountNumber}`;
    const text = `Line ${line}, ${field}: ${quoted(found)} is another account than ${quoted(first)} above. Download one account at a time.`;
    addProblem(table.problems, { line, field, code: 'several-accounts', found, text });
  } else {
    table.account ??= account;
  }
}

/** `20-00-00 12345678`, `600000-12345678`; a number that a sheet robbed of its noughts is filled up to 8 digits. */
function splitAccount(found: string): { sortCode: string; accountNumber: string } | undefined {
  const match = /^'?(\d{2})-?(\d{2})-?(\d{2})[ -]?(\d{6,8})$/.exec(found);
  if (!match) return undefined;
  return { sortCode: `${match[1]}${match[2]}${match[3]}`, accountNumber: match[4]!.padStart(8, '0') };
}
