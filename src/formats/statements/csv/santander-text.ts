/**
 * Reads the text form of Santander's statements: one field a line, `Date:`, `Description:`, `Amount:`, `Balance:`,
 * with no-break spaces and often in windows-1252. From memory of samples; the balances prove what was read.
 */

import { addRow, noRows, type StatementRows, settle } from '../balance.ts';
import { readDate } from '../cells.ts';
import { addProblem, noProblems, type Problems, quoted, refuseAll, refuseStatement } from '../problems.ts';
import type { StatementReading } from '../statement.ts';
import { lineProblem, linesOf } from '../text.ts';
import { addBadDate, readMoney } from './csv-table.ts';

/** True for a text that begins with one of its words and has a line `Date:` near its top. */
export function isSantanderText(text: string): boolean {
  const top = text.slice(0, 1000);
  return /^\s*(?:From|Account|Date):/i.test(top) && /^Date:/im.test(top);
}

const FIELDS = ['Date', 'Description', 'Amount', 'Balance'] as const;
type Block = Map<string, { readonly line: number; readonly value: string }>;

/** Reads the whole text; a payment starts at each `Date:`. */
export function readSantanderText(text: string): StatementReading {
  const unfit = lineProblem(text);
  if (unfit) return refuseStatement(unfit);
  const problems = noProblems();
  const period: { from: Temporal.PlainDate | null; to: Temporal.PlainDate | null } = { from: null, to: null };
  const rows = noRows();
  let block: Block | undefined;
  for (const [line, written] of linesOf(text)) {
    const content = written.replace(/\s+/g, ' ').trim();
    if (content === '' || (!block && /^Account:/i.test(content))) continue;
    const range = block ? null : /^From: ?(\S+) to ?(\S+)$/i.exec(content);
    if (range) {
      period.from = readDate(range[1]!) ?? null;
      period.to = readDate(range[2]!) ?? null;
      if (!period.from || !period.to) addBadDate(problems, line, 'From', content);
      continue;
    }
    const match = /^(Date|Description|Amount|Balance): ?(.*)$/i.exec(content);
    const name = match && FIELDS.find(field => field.toLowerCase() === match[1]!.toLowerCase());
    if (name === 'Date') {
      if (block) readBlock(problems, rows, block);
      block = new Map();
    }
    if (match && name && block && !block.has(name)) {
      block.set(name, { line, value: match[2]! });
      continue;
    }
    const text = `Line ${line}: ${quoted(content)} is not the next of Date:, Description:, Amount: and Balance:.`;
    addProblem(problems, { line, code: 'broken-file', found: content, text });
  }
  if (block) readBlock(problems, rows, block);
  if (problems.count > 0) return refuseAll(problems);
  return settle(rows, { format: 'csv', layout: 'santander-text', account: null, ...period }, 'newest-first', []);
}

function readBlock(problems: Problems, rows: StatementRows, block: Block): void {
  const line = block.get('Date')!.line;
  const missing = FIELDS.filter(field => !block.has(field));
  for (const field of missing) {
    const text = `The payment at line ${line} has no ${field}:. Download the statement again.`;
    addProblem(problems, { line, field, code: 'missing', text });
  }
  if (missing.length > 0) return;
  const [date, description, amount, balance] = FIELDS.map(field => block.get(field)!);
  const postedOn = readDate(date!.value);
  if (!postedOn) addBadDate(problems, line, 'Date', date!.value);
  const amountPence = readMoney(problems, amount!.line, 'Amount', amount!.value);
  const balancePence = readMoney(problems, balance!.line, 'Balance', balance!.value);
  if (!postedOn || amountPence === undefined || balancePence === undefined) return;
  const narrative = description!.value;
  const words = { counterparty: narrative, narrative, bankRef: null, type: null, merchantCode: null };
  addRow(rows, line, { postedOn, valueOn: postedOn, amountPence, ...words }, balancePence);
}
