/**
 * Reads OFX statements, 1.x and 2.x (section 6.4 of the rulebook), for one account in pounds.
 *
 * OFX states the balance at the end (LEDGERBAL) and none at the start, so nothing can be proved: the closing
 * balance is given, the opening is null and `balanced` says so. Dates are the calendar dates as written, whatever
 * time zone stands behind them: that is the date on the person's paper statement.
 */

import { MOST_PENCE } from '../../values/pence.ts';
import { addRow, noRows, type StatementRows, settle } from './balance.ts';
import { makeDate } from './cells.ts';
import { type OfxNode, readOfxTree } from './ofx-tree.ts';
import { addProblem, type Problems, quoted, refuseAll, refuseStatement } from './problems.ts';
import type { StatementAccount, StatementReading } from './statement.ts';

/** Reads the text of an OFX file. */
export function readOfx(text: string): StatementReading {
  const head = text.slice(0, Math.max(text.indexOf('<'), 0));
  if (!/<OFX[\s>]/i.test(text) || (head.trim() !== '' && !/^\s*OFXHEADER\s*:/i.test(head))) {
    const words =
      'This is not an OFX file: it has no OFXHEADER or no <OFX> in it. Download the statement again as OFX.';
    return refuseStatement({ line: 1, code: 'unknown-layout', found: text.slice(0, 60), text: words });
  }
  const { root, problems } = readOfxTree(text);
  if (problems.count > 0) return refuseAll(problems);
  const layout = /<\?OFX\b|<\?xml\b/i.test(text.slice(0, 1000)) ? 'ofx-2' : 'ofx-1';
  const statement = findStatement(problems, root);
  return statement ? readBankStatement(problems, layout, statement, root) : refuseAll(problems);
}

/** The one bank statement of the file: OFX / BANKMSGSRSV1 / STMTTRNRS / STMTRS. */
function findStatement(problems: Problems, root: OfxNode): OfxNode | undefined {
  const answers = inside([root], 'OFX', 'BANKMSGSRSV1', 'STMTTRNRS');
  for (const status of inside(answers, 'STATUS')) {
    if (textOf(status, 'SEVERITY').toUpperCase() !== 'ERROR') continue;
    const says = [textOf(status, 'CODE'), textOf(status, 'MESSAGE')].filter(Boolean).join(' ');
    const text = `Line ${status.line}: the bank answered with an error (${says}) instead of a statement. Download it again.`;
    addProblem(problems, { line: status.line, field: 'STATUS', code: 'bank-error', found: says, text });
  }
  const statements = inside(answers, 'STMTRS');
  if (statements.length === 1 && problems.count === 0) return statements[0];
  if (statements.length > 1) {
    const found = String(statements.length);
    const text = `The file holds ${found} statements. Download one account at a time.`;
    addProblem(problems, { line: statements[1]!.line, field: 'STMTRS', code: 'several-accounts', found, text });
  } else if (problems.count === 0) {
    const text =
      'The file holds no statement of a bank account (STMTRS). A card or investment statement cannot be read.';
    addProblem(problems, { field: 'STMTRS', code: 'missing', text });
  }
  return undefined;
}

function readBankStatement(
  problems: Problems,
  layout: 'ofx-1' | 'ofx-2',
  statement: OfxNode,
  root: OfxNode,
): StatementReading {
  wantPounds(problems, statement, 'CURDEF');
  const list = inside([statement], 'BANKTRANLIST');
  const rows = noRows();
  const payments = inside(list, 'STMTTRN');
  for (const node of payments) readLine(problems, rows, node);
  refuseStrays(problems, root, new Set(payments));
  const period = (name: string) => (list[0] && textOf(list[0], name) ? readDateOf(problems, list[0], name) : undefined);
  const [from, to] = [period('DTSTART'), period('DTEND')];
  const [ledger] = inside([statement], 'LEDGERBAL');
  const closingPence = ledger ? readAmountOf(problems, ledger, 'BALAMT') : undefined;
  const account = readAccount(inside([statement], 'BANKACCTFROM')[0]);
  if (problems.count > 0) return refuseAll(problems);

  const dates = { ...(from && { from }), ...(to && { to }) };
  const settled = settle(rows, { format: 'ofx', layout, account, ...dates }, 'oldest-first', notesOn(rows));
  if (!settled.ok) return settled;
  return { ...settled, statement: { ...settled.statement, closingPence: closingPence ?? null } };
}

/** A payment outside of the list, or inside of another, would be lost. Those of a card beside the account are not asked for. */
function refuseStrays(problems: Problems, node: OfxNode, known: ReadonlySet<OfxNode>): void {
  for (const child of node.children) {
    if (child.name === 'CREDITCARDMSGSRSV1' || child.name === 'INVSTMTMSGSRSV1') continue;
    if (child.name === 'STMTTRN' && !known.has(child)) {
      const text = `Line ${child.line}: a payment (STMTTRN) stands outside of the list of payments. Download the statement again.`;
      addProblem(problems, { line: child.line, field: 'STMTTRN', code: 'broken-file', text });
    } else refuseStrays(problems, child, known);
  }
}

function readLine(problems: Problems, rows: StatementRows, node: OfxNode): void {
  const postedOn = readDateOf(problems, node, 'DTPOSTED');
  const valueOn = textOf(node, 'DTAVAIL') ? readDateOf(problems, node, 'DTAVAIL') : postedOn;
  const amountPence = readAmountOf(problems, node, 'TRNAMT');
  for (const currency of inside([node], 'CURRENCY')) wantPounds(problems, currency, 'CURSYM');
  wantOnce(problems, node, 'FITID');
  if (!postedOn || !valueOn || amountPence === undefined) return;
  const [payee] = inside([node], 'PAYEE');
  const counterparty = textOf(node, 'NAME') || (payee ? textOf(payee, 'NAME') : '');
  const sic = textOf(node, 'SIC');
  const entry = {
    postedOn,
    valueOn,
    amountPence,
    counterparty,
    narrative: textOf(node, 'MEMO') || counterparty,
    bankRef: textOf(node, 'FITID') || null,
    type: textOf(node, 'TRNTYPE') || null,
    merchantCode: /^\d{4}$/.test(sic) ? sic : null,
  };
  addRow(rows, node.line, entry);
}

/** `yyyymmdd`, then perhaps a time and a zone, which do not move the date. */
function readDateOf(problems: Problems, node: OfxNode, name: string): Temporal.PlainDate | undefined {
  const found = wanted(problems, node, name);
  if (found === undefined) return undefined;
  const match =
    /^(\d{4})(\d{2})(\d{2})(?:[01]\d[0-5]\d(?:[0-6]\d(?:\.\d{1,6})?)?|2[0-4][0-5]\d(?:[0-6]\d(?:\.\d{1,6})?)?)?\s*(?:\[[^\]]{0,20}\])?$/.exec(
      found,
    );
  const date = match ? makeDate(match[1]!, Number(match[2]), match[3]!) : undefined;
  if (date) return date;
  const line = lineOf(node, name);
  const text = `Line ${line}, ${name}: ${quoted(found)} is not a date. Allowed: yyyymmdd, 1990 to 2099, and a time behind it.`;
  addProblem(problems, { line, field: name, code: 'bad-date', found, text });
  return undefined;
}

/** Signed pounds with a point. OFX has no thousands mark, so a comma could mean either and is refused. */
function readAmountOf(problems: Problems, node: OfxNode, name: string): bigint | undefined {
  const found = wanted(problems, node, name);
  if (found === undefined) return undefined;
  const match = /^([+-]?)(\d{1,11})(?:\.(\d{0,2})0*)?$/.exec(found);
  const size = match ? BigInt(match[2]!) * 100n + BigInt((match[3] ?? '').padEnd(2, '0')) : MOST_PENCE + 1n;
  if (match && size <= MOST_PENCE) return match[1] === '-' ? -size : size;
  const line = lineOf(node, name);
  const text = `Line ${line}, ${name}: ${quoted(found)} is not an amount. Allowed: pounds such as 1234.56 or -1234.56, without commas, up to £99,999,999.99.`;
  addProblem(problems, { line, field: name, code: 'bad-amount', found, text });
  return undefined;
}

function wantPounds(problems: Problems, node: OfxNode, name: string): void {
  const found = wanted(problems, node, name);
  if (found === undefined || /^GBP$/i.test(found)) return;
  const line = lineOf(node, name);
  const text = `Line ${line}, ${name}: ${quoted(found)} is not GBP; only accounts in pounds can be read.`;
  addProblem(problems, { line, field: name, code: 'not-pounds', found, text });
}

/** The value of a tag that must be there, once. */
function wanted(problems: Problems, node: OfxNode, name: string): string | undefined {
  if (!wantOnce(problems, node, name)) return undefined;
  const found = textOf(node, name);
  if (found !== '') return found;
  const text = `The ${node.name} of line ${node.line} has no ${name}. Download the statement again.`;
  addProblem(problems, { line: node.line, field: name, code: 'missing', text });
  return undefined;
}

/** Refuses a tag that comes twice in one group: no one could say which counts. */
function wantOnce(problems: Problems, node: OfxNode, name: string): boolean {
  if (node.children.filter(child => child.name === name).length < 2) return true;
  const text = `The ${node.name} of line ${node.line} has ${name} more than once.`;
  addProblem(problems, { line: node.line, field: name, code: 'broken-file', text });
  return false;
}

/** Banks put the sort code in BANKID and the number in ACCTID, or both into ACCTID. A masked number says nothing. */
function readAccount(node: OfxNode | undefined): StatementAccount | null {
  if (!node) return null;
  const bankId = textOf(node, 'BANKID').replace(/[\s-]/g, '');
  const accountId = textOf(node, 'ACCTID').replace(/[\s-]/g, '');
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/i.test(accountId)) return { iban: accountId.toUpperCase() };
  if (/^\d{14}$/.test(accountId)) return { sortCode: accountId.slice(0, 6), accountNumber: accountId.slice(6) };
  if (!/^\d{6,8}$/.test(accountId)) return null;
  const accountNumber = accountId.padStart(8, '0');
  return /^\d{6}$/.test(bankId) ? { sortCode: bankId, accountNumber } : { accountNumber };
}

/** FITID should name one line only; where a bank repeats it the lines are kept, and people are told. */
function notesOn({ entries }: StatementRows): string[] {
  const refs = entries.flatMap(({ bankRef }) => bankRef ?? []);
  const repeated = refs.length - new Set(refs).size;
  if (repeated === 0) return [];
  return [
    `${repeated} ${repeated === 1 ? 'line carries' : 'lines carry'} a bank reference that another line has too; all were kept.`,
  ];
}

/** All nodes at a path of names below the given ones. */
function inside(nodes: readonly OfxNode[], ...path: readonly string[]): OfxNode[] {
  let found = [...nodes];
  for (const name of path) found = found.flatMap(node => node.children.filter(child => child.name === name));
  return found;
}

function textOf(node: OfxNode, name: string): string {
  return (
    node.children
      .find(child => child.name === name)
      ?.text.replace(/\s+/g, ' ')
      .trim() ?? ''
  );
}

function lineOf(node: OfxNode, name: string): number {
  return node.children.find(child => child.name === name)?.line ?? node.line;
}
