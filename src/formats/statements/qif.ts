/**
 * Reads QIF, the bank type of it (section 6.4 of the rulebook): one field a line, `^` ends a payment.
 *
 * It has no balances, so nothing can be proved, and no rule for its dates: `03/04/26` is written by one program for
 * March and by another for April. The file tells where any day is over twelve; where none is, somebody must say.
 */
import type { PlainDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { addRow, noRows, type StatementRows, settle } from './balance.ts';
import { AMOUNT_ALLOWED, type DateOrder, makeDate, readAmount } from './cells.ts';
import {
  addProblem,
  MOST_PROBLEMS,
  noProblems,
  type Problems,
  quoted,
  refuseAll,
  refuseStatement,
} from './problems.ts';
import type { StatementReading } from './statement.ts';
import { lineProblem, linesOf } from './text.ts';

type QifField = { readonly mark: string; readonly line: number; readonly value: string };
/** The rows of one payment as they stand in the file, the first of them in `line`: lean, for there may be very many. */
type QifRecord = { readonly line: number; readonly text: string };

export function isQif(text: string): boolean {
  return /^\s*!(?:Type|Account|Option|Clear)\b/i.test(text.slice(0, 1000));
}

/** Reads the text of a QIF file; `said` is the order of its dates where somebody said it. */
export function readQif(text: string, said?: DateOrder): StatementReading {
  const unfit = lineProblem(text);
  if (unfit) return refuseStatement(unfit);
  const problems = noProblems();
  const records = recordsOf(problems, text);
  if (problems.count > 0) return refuseAll(problems);
  const dates = qifDates();
  const order = said ?? orderOf(problems, records, dates);
  const rows = noRows();
  let openingPence: bigint | undefined;
  for (const [index, record] of records.entries()) {
    if (index === 0 && isOpening(record)) openingPence = readPence(problems, record);
    else readRecord(problems, rows, record, dates, order);
  }
  if (problems.count > 0) return refuseAll(problems);
  const settled = settle(rows, { format: 'qif', layout: 'qif', account: null }, 'oldest-first', []);
  if (!settled.ok || openingPence === undefined) return settled;
  return { ...settled, statement: { ...settled.statement, openingPence } };
}

/** Types whose records are payments of one account. */
const PAYMENTS = /^!Type:\s*(?:Bank|CCard|Cash|Oth A|Oth L)$/i;
const MOST_FIELDS = 1_000;
const MARKS = /^[DTUPMNLCAEFSX$%]$/;

/** Cuts the text into records. An account's header and switches of the program are no payments. */
function recordsOf(problems: Problems, text: string): QifRecord[] {
  const records: QifRecord[] = [];
  let record: { readonly line: number; readonly rows: string[] } | undefined;
  let isAccount = false;
  let accounts = 0;
  let isTyped = false;
  for (const [line, written] of linesOf(text)) {
    const row = written.trim();
    if (row === '') {
      record?.rows.push('');
      continue;
    }
    if (row.includes('\r')) addBroken(problems, line, `${quoted(row)} has a line end inside of it`, row);
    else if (row.startsWith('!')) {
      if (record) addBroken(problems, line, `the payment of line ${record.line} has no end (^)`, row);
      isAccount = /^!Account$/i.test(row);
      if (isAccount) accounts += 1;
      if (PAYMENTS.test(row)) isTyped = true;
      else if (!isAccount && !/^!(?:Option|Clear):/i.test(row))
        addBroken(problems, line, `${quoted(row)} is not a list of payments of a bank account (!Type:Bank)`, row);
      if (isAccount && (accounts > 1 || records.length > 0)) {
        const says = `Line ${line}: the file holds more than one account. Download one account at a time.`;
        addProblem(problems, { line, field: '!Account', code: 'several-accounts', text: says });
      }
    } else if (isAccount) isAccount = row !== '^';
    else if (!isTyped) addBroken(problems, line, `${quoted(row)} stands before !Type:Bank`, row);
    else if (row === '^') {
      if (record) records.push({ line: record.line, text: record.rows.join('\n') });
      record = undefined;
    } else if (MARKS.test(row[0]!)) {
      record ??= { line, rows: [] };
      record.rows.push(row);
      if (record.rows.length > MOST_FIELDS)
        addBroken(problems, line, `the payment of line ${record.line} has more than ${MOST_FIELDS} fields`, row);
    } else addBroken(problems, line, `${quoted(row)} is not a field of a payment`, row);
    if (problems.list.length >= MOST_PROBLEMS) break;
  }
  if (problems.count === 0 && record)
    addBroken(problems, record.line, 'this payment has no end (^): the file was cut off', '');
  return records;
}

function addBroken(problems: Problems, line: number, says: string, found: string): void {
  const text = `Line ${line}: ${says}. Download the statement again as QIF.`;
  addProblem(problems, { line, code: 'broken-file', found: found.slice(0, 300), text });
}

/** Programs write the balance at the start as a first payment of that name. */
function isOpening(record: QifRecord): boolean {
  return fieldsOf(record, 'P').some(({ value }) => /^opening balance$/i.test(value));
}

/** The fields of one mark. It is asked for often, so the payment is not cut into rows for it. */
function fieldsOf(record: QifRecord, mark: string): QifField[] {
  const fields: QifField[] = [];
  let { line } = record;
  for (let at = 0; at < record.text.length; line += 1) {
    const found = record.text.indexOf('\n', at);
    const end = found < 0 ? record.text.length : found;
    if (record.text[at] === mark) fields.push({ mark, line, value: record.text.slice(at + 1, end).trim() });
    at = end + 1;
  }
  return fields;
}

function readRecord(
  problems: Problems,
  rows: StatementRows,
  record: QifRecord,
  dates: QifDates,
  order: DateOrder | undefined,
): void {
  const amountPence = readPence(problems, record);
  const date = oneOf(problems, record, 'D');
  const postedOn = date && order && dates(date.value, order);
  if (date && order && !postedOn) {
    const text = `Line ${date.line}, D: ${quoted(date.value)} is not a date, ${order === 'day-first' ? 'day' : 'month'} first, from 1990 to 2099.`;
    addProblem(problems, { line: date.line, field: 'D', code: 'bad-date', found: date.value, text });
  }
  if (!postedOn || amountPence === undefined) return;
  const all = (mark: string) =>
    fieldsOf(record, mark)
      .map(({ value }) => value.replace(/\s+/g, ' '))
      .join(' ');
  const counterparty = all('P');
  const narrative = [counterparty, all('M')].filter(Boolean).join(' ');
  const words = { counterparty, narrative, bankRef: null, type: all('N') || null, merchantCode: null };
  addRow(rows, record.line, { postedOn, valueOn: postedOn, amountPence, ...words });
}

/** The amount of T, which U repeats where it stands and the parts ($) of a split make up. */
function readPence(problems: Problems, record: QifRecord): bigint | undefined {
  const whole = oneOf(problems, record, 'T');
  const pence = whole && penceOf(problems, whole);
  if (!whole || pence === undefined) return undefined;
  const again = fieldsOf(record, 'U').map(field => penceOf(problems, field));
  const parts = fieldsOf(record, '$').map(field => penceOf(problems, field));
  if ([...again, ...parts].includes(undefined)) return undefined;
  const sum = total(parts as bigint[]);
  if (again.some(other => other !== pence) || (parts.length > 0 && sum !== pence)) {
    const says =
      parts.length > 0
        ? `its parts make ${pounds(sum)} and its amount is ${pounds(pence)}`
        : 'its two amounts (T and U) differ';
    const text = `Line ${whole.line}: the payment does not add up: ${says}.`;
    addProblem(problems, { line: whole.line, field: 'T', code: 'does-not-balance', found: whole.value, text });
    return undefined;
  }
  return pence;
}

function penceOf(problems: Problems, { line, mark, value }: QifField): bigint | undefined {
  const pence = readAmount(value);
  if (pence !== undefined) return pence;
  const text = `Line ${line}, ${mark}: ${quoted(value)} is not an amount. Allowed: ${AMOUNT_ALLOWED}.`;
  addProblem(problems, { line, field: mark, code: 'bad-amount', found: value, text });
  return undefined;
}

function oneOf(problems: Problems, record: QifRecord, mark: string): QifField | undefined {
  const { line } = record;
  const found = fieldsOf(record, mark);
  if (found.length === 1) return found[0];
  const says = found.length === 0 ? `has no ${mark}` : `has ${mark} more than once`;
  const text = `The payment of line ${line} ${says}. Download the statement again.`;
  addProblem(problems, { line, field: mark, code: found.length === 0 ? 'missing' : 'broken-file', text });
  return undefined;
}

const FIGURES = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*([/.'-])\s*(\d{4}|\d{1,2})$/;

type QifDates = (value: string, order: DateOrder) => PlainDate | undefined;

/** Reads dates, each once: many payments share a day. */
function qifDates(): QifDates {
  const known = { 'day-first': new Map<string, PlainDate>(), 'month-first': new Map<string, PlainDate>() };
  return (value, order) => {
    const date = known[order].get(value) ?? readQifDate(value, order);
    if (date) known[order].set(value, date);
    return date;
  };
}

/** `31/12/2026`, `12/31'26`, `31.12.26`, ` 3/ 4' 6`; an apostrophe is a year of this century. ISO is ISO. */
function readQifDate(value: string, order: DateOrder): PlainDate | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (iso) return makeDate(iso[1]!, Number(iso[2]), iso[3]!);
  const [, first = '', second = '', mark = '', year = ''] = FIGURES.exec(value) ?? [];
  const century = mark !== "'" && Number(year) >= 90 ? '19' : '20';
  const whole = year.length === 4 ? year : `${century}${year.padStart(2, '0')}`;
  return order === 'day-first' ? makeDate(whole, Number(second), first) : makeDate(whole, Number(first), second);
}

/** The order in which every date of the file is one; told where both are possible, or neither. */
function orderOf(problems: Problems, records: readonly QifRecord[], dates: QifDates): DateOrder | undefined {
  const holds = (order: DateOrder) =>
    records.every(record => fieldsOf(record, 'D').every(({ value }) => dates(value, order) !== undefined));
  const [dayFirst, monthFirst] = [holds('day-first'), holds('month-first')];
  if (dayFirst !== monthFirst) return dayFirst ? 'day-first' : 'month-first';
  if (!dayFirst) return 'day-first'; // each date that is none is then told
  const isUnclear = ({ value }: QifField) => !dates(value, 'day-first')!.equals(dates(value, 'month-first')!);
  const record = records.find(each => fieldsOf(each, 'D').some(isUnclear));
  if (!record) return 'day-first';
  const { line, value } = fieldsOf(record, 'D').find(isUnclear)!;
  const text = `Line ${line}: ${quoted(value)} may be day first or month first, and no other date of the file tells. Say which it is, or choose a statement of a whole month.`;
  addProblem(problems, { line, field: 'D', code: 'dates-unclear', found: value, text });
  return undefined;
}
