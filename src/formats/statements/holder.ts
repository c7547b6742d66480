/**
 * The statement of an organisation that holds money for many people: each row names the client by the reference of their
 * budget, what was paid or came in, and, where the organisation keeps it, what it holds for that client afterwards.
 *
 * A client's balances prove the client's rows as a bank's prove an account's (balance.ts). A row with a balance and no
 * money says what is held on a day on which nothing moved.
 */
import { pounds } from '../../values/pence.ts';
import { addRow, noRows, type StatementRows, settle } from './balance.ts';
import { readDate } from './cells.ts';
import { csvRows } from './csv/csv-rows.ts';
import { addBadDate, readMoney } from './csv/csv-table.ts';
import { addProblem, noProblems, type Problems, quoted, refuseAll } from './problems.ts';
import type { Statement, StatementLine, StatementProblem } from './statement.ts';
import { lineProblem, readText } from './text.ts';

/** The columns of the sheet that we offer; the last may be left out or left empty. */
export const HOLDER_COLUMNS = [
  'Client reference',
  'Date',
  'Paid to or from',
  'Description',
  'Money out',
  'Money in',
  'Balance',
] as const;
type Column = (typeof HOLDER_COLUMNS)[number];

const MAY_BE_LEFT_OUT: readonly Column[] = ['Description', 'Balance'];

/** What the file says of one client. */
export type ClientStatement = {
  readonly reference: string;
  /** The line of the file on which the client is named first. */
  readonly firstLine: number;
  readonly statement: Statement;
  /** Where each line of the statement stands in the file. */
  readonly lineOf: ReadonlyMap<StatementLine, number>;
};

export type HolderReading =
  | { readonly ok: true; readonly clients: readonly ClientStatement[] }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/** Reads a file whole. Every problem comes back at once, the first hundred of them and a count of the rest. */
export function readHolderStatement(bytes: Uint8Array): HolderReading {
  const reading = readText(bytes);
  if (!reading.ok) return { ok: false, problems: [reading.problem] };
  const unfit = lineProblem(reading.text);
  if (unfit) return { ok: false, problems: [unfit] };
  const [head] = [...csvRows(reading.text).take(1)];
  const places = head?.cells ? placesOf(head.cells) : undefined;
  if (!places) return { ok: false, problems: [unknown(head?.cells ?? [])] };
  const problems = noProblems();
  const clients = new Map<string, Client>();
  for (const { line, cells } of csvRows(reading.text).drop(1)) {
    if (cells === null) {
      const text = `Line ${line}: a quotation mark is out of place, so the file cannot be cut into cells.`;
      addProblem(problems, { line, code: 'broken-file', text });
      break;
    }
    if (cells.some(cell => cell !== '')) readRow(problems, clients, places, line, cells);
  }
  if (problems.count === 0 && clients.size === 0) addProblem(problems, { code: 'empty-file', text: NO_ROWS });
  const settled =
    problems.count === 0
      ? [...clients].flatMap(([reference, client]) => settleClient(problems, reference, client))
      : [];
  if (problems.count === 0) return { ok: true, clients: settled };
  const refusal = refuseAll(problems);
  return refusal.ok ? { ok: true, clients: settled } : refusal;
}

/** The sheet that we offer: the columns and no row, because one that only shows how would be read as money. */
export const HOLDER_SHEET = `${HOLDER_COLUMNS.join(',')}\r\n`;

/** What a row looks like, for the page that offers the sheet. */
export const HOLDER_EXAMPLE = ['PHB123456', '01/12/2026', 'Riverside Pool', 'Swimming', '45.00', '', '1955.00'];

const NO_ROWS = 'There is no row under the first one. Add a row for each payment.';

type Client = { readonly firstLine: number; readonly rows: StatementRows };
type Places = ReadonlyMap<Column, number>;

function placesOf(cells: readonly string[]): Places | undefined {
  const names = cells.map(cell => cell.toLowerCase());
  const places = new Map(HOLDER_COLUMNS.map(column => [column, names.indexOf(column.toLowerCase())]));
  const isWhole = HOLDER_COLUMNS.every(column => places.get(column)! >= 0 || MAY_BE_LEFT_OUT.includes(column));
  return isWhole ? places : undefined;
}

function readRow(
  problems: Problems,
  clients: Map<string, Client>,
  places: Places,
  line: number,
  cells: readonly string[],
): void {
  const cellOf = (column: Column) => cells[places.get(column)!] ?? '';
  const reference = cellOf('Client reference').replace(/\s/g, '').toUpperCase();
  if (reference === '') addProblem(problems, missing(line, 'Client reference', 'whose money it is'));
  const postedOn = readDate(cellOf('Date'));
  if (postedOn === undefined) addBadDate(problems, line, 'Date', cellOf('Date'));
  const amountPence = amountOf(problems, line, cellOf('Money out'), cellOf('Money in'), cellOf('Balance') !== '');
  const balancePence = cellOf('Balance') === '' ? undefined : readMoney(problems, line, 'Balance', cellOf('Balance'));
  if (reference === '' || postedOn === undefined || amountPence === undefined) return;
  const client = clients.get(reference) ?? { firstLine: line, rows: noRows() };
  clients.set(reference, client);
  const entry: StatementLine = {
    postedOn,
    valueOn: postedOn,
    amountPence,
    counterparty: plain(cellOf('Paid to or from')),
    narrative: plain(cellOf('Description')),
    bankRef: null,
    type: null,
    merchantCode: null,
  };
  addRow(client.rows, line, entry, balancePence);
}

/** Signed pence of a row; one of the two columns is filled, and neither has a sign. */
function amountOf(
  problems: Problems,
  line: number,
  out: string,
  into: string,
  hasBalance: boolean,
): bigint | undefined {
  if (out === '' && into === '') {
    if (hasBalance) return 0n;
    addProblem(problems, missing(line, 'Money out', 'how much it was'));
    return undefined;
  }
  if (out !== '' && into !== '') {
    const text = `Line ${line}: money out and money in are both filled. Make two rows of it.`;
    addProblem(problems, { line, field: 'Money out', code: 'bad-amount', found: `${out}, ${into}`, text });
    return undefined;
  }
  const [field, found] = out === '' ? ['Money in', into] : ['Money out', out];
  const pence = readMoney(problems, line, field, found);
  if (pence === undefined) return undefined;
  if (pence < 0n) {
    const text = `Line ${line}, ${field}: ${quoted(found)} has a sign. Write the amount without one, in the column for money out or the one for money in.`;
    addProblem(problems, { line, field, code: 'bad-amount', found: pounds(pence), text });
    return undefined;
  }
  return out === '' ? pence : -pence;
}

function settleClient(problems: Problems, reference: string, { firstLine, rows }: Client): ClientStatement[] {
  const facts = { format: 'csv', layout: 'third-party', account: null } as const;
  const settled = settle(rows, facts, 'oldest-first', []);
  if (settled.ok) {
    const lineOf = new Map(rows.entries.map((entry, i) => [entry, rows.lines[i]!]));
    return [{ reference, firstLine, statement: settled.statement, lineOf }];
  }
  for (const problem of settled.problems) addProblem(problems, { ...problem, text: `${reference}: ${problem.text}` });
  return [];
}

function plain(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}

function missing(line: number, field: Column, what: string): StatementProblem {
  return { line, field, code: 'missing', text: `Line ${line}, ${field}: nothing says ${what}.` };
}

function unknown(cells: readonly string[]): StatementProblem {
  const found = cells.join(',');
  return {
    line: 1,
    code: 'unknown-layout',
    found: found.slice(0, 300),
    text: `The first row is ${quoted(found)}. It must name the columns: ${HOLDER_COLUMNS.join(', ')}.`,
  };
}
