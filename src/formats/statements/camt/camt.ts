/**
 * Reads CAMT.053, the statement of ISO 20022, of every version: elements are found by their local name
 * (section 6.4 of the rulebook). Only what is booked is money that moved.
 *
 * An entry that reverses another says so. By the standard its CRDT and DBIT are the way the money went; some banks
 * write those of the entry that is reversed. The balances tell which, and where they cannot the file is refused.
 */
import { pounds, total } from '../../../values/pence.ts';
import { readXml, type XmlElement, xmlAll, xmlFirst, xmlText } from '../../xml.ts';
import { accountOf } from '../account.ts';
import { type StatementPart, settleParts } from '../parts.ts';
import { addProblem, noProblems, type Problems, quoted, refuseAll, refuseStatement } from '../problems.ts';
import type { StatementAccount, StatementReading } from '../statement.ts';
import { readXmlDate, readXmlPence, readXmlSigned } from './camt-cells.ts';
import { type CamtEntry, readCamtEntry } from './camt-entry.ts';

/** A statement of the file with its entries, which do not stand in its element: there may be very many. */
type Found = { readonly element: XmlElement; readonly entries: readonly CamtEntry[] };

/** Reads the text of a CAMT.053 file. */
export function readCamt(text: string): StatementReading {
  const problems = noProblems();
  const found: Found[] = [];
  let entries: CamtEntry[] = [];
  const reading = readXml(text, {
    Ntry(element, parent) {
      wantInside(problems, element, parent, 'Stmt');
      const entry = readCamtEntry(problems, element);
      if (entry) entries.push(entry);
    },
    Stmt(element, parent) {
      wantInside(problems, element, parent, 'BkToCstmrStmt');
      found.push({ element, entries });
      entries = [];
    },
  });
  if (!reading.ok) return refuseStatement(reading.problem);
  const { root } = reading;
  const message = root.name === 'BkToCstmrStmt' ? root : xmlFirst(root, 'BkToCstmrStmt');
  if (!message || (found.length === 0 && problems.count === 0)) {
    const words = message
      ? 'The file holds no statement (Stmt).'
      : `This is not a statement of an account (CAMT.053) but ${quoted(root.children[0]?.name ?? root.name)}.`;
    return refuseStatement({
      line: root.line,
      code: 'unknown-layout',
      found: root.name,
      text: `${words} Download the statement again as CAMT.053.`,
    });
  }
  const account = oneAccount(problems, found);
  const parts = found.map(each => readPart(problems, each));
  if (problems.count > 0) return refuseAll(problems);
  const days = found.flatMap(({ element }) => periodOf(problems, element));
  const sorted = days.toSorted(Temporal.PlainDate.compare);
  const period = sorted.length > 0 ? { from: sorted[0]!, to: sorted.at(-1)! } : {};
  const facts = { format: 'camt', layout: 'camt-053', account, ...period } as const;
  return settleParts(problems, parts, facts, notesOn(found));
}

/** An entry that stands outside of a statement would be lost, or counted in another. */
function wantInside(problems: Problems, { name, line }: XmlElement, parent: string, wanted: string): void {
  if (parent === wanted) return;
  const text = `Line ${line}: ${name} stands in ${parent || 'nothing'}, not in ${wanted}. Download the statement again.`;
  addProblem(problems, { line, field: name, code: 'broken-file', text });
}

/** The account of all statements of the file. */
function oneAccount(problems: Problems, found: readonly Found[]): StatementAccount | null {
  const accounts = found.map(({ element }) => {
    const currency = xmlFirst(element, 'Acct', 'Ccy');
    if (currency && currency.text !== 'GBP') {
      const text = `Line ${currency.line}, Ccy: ${quoted(currency.text)} is not GBP; only accounts in pounds can be read.`;
      addProblem(problems, { line: currency.line, field: 'Ccy', code: 'not-pounds', found: currency.text, text });
    }
    return xmlText(element, 'Acct', 'Id', 'IBAN') || xmlText(element, 'Acct', 'Id', 'Othr', 'Id');
  });
  const other = accounts.findIndex(account => account !== accounts[0]);
  if (other > 0) {
    const text = `The file holds the accounts ${quoted(accounts[0]!)} and ${quoted(accounts[other]!)}. Download one account at a time.`;
    addProblem(problems, { line: found[other]!.element.line, field: 'Acct', code: 'several-accounts', text });
  }
  return accountOf(accounts[0] ?? '');
}

function readPart(problems: Problems, { element, entries }: Found): StatementPart {
  const { openingPence, closingPence } = readBalances(problems, element);
  proveTotals(problems, element, entries);
  const booked = entries.filter(({ isBooked }) => isBooked);
  const signs = signsOf(problems, element, booked, openingPence, closingPence);
  const lines = booked.flatMap((entry, at) =>
    signs[at] === -1n ? entry.lines.map(line => ({ ...line, amountPence: -line.amountPence })) : entry.lines,
  );
  return { line: element.line, entries: lines, openingPence, closingPence };
}

/**
 * Before: OPBD, or PRCD, which is the closing balance of the day before. After: CLBD. A page in the middle has
 * ITBD in place of either, and the first of two is the one before.
 */
function readBalances(problems: Problems, element: XmlElement): Pick<StatementPart, 'openingPence' | 'closingPence'> {
  const kinds = new Map<string, bigint[]>();
  for (const balance of xmlAll(element, 'Bal')) {
    const kind = xmlText(balance, 'Tp', 'CdOrPrtry', 'Cd');
    if (!COUNTS.has(kind)) continue;
    const pence = readXmlSigned(problems, balance);
    if (pence === undefined) continue;
    const before = kinds.get(kind) ?? [];
    if (before.length > 0 && kind !== 'ITBD' && before[0] !== pence) {
      const text = `Line ${balance.line}: the balance ${kind} comes twice, with ${pounds(before[0]!)} and ${pounds(pence)}.`;
      addProblem(problems, { line: balance.line, field: kind, code: 'broken-file', text });
    }
    kinds.set(kind, [...before, pence]);
  }
  const interim = kinds.get('ITBD') ?? [];
  const opening = kinds.get('OPBD')?.[0] ?? kinds.get('PRCD')?.[0];
  const closing = kinds.get('CLBD')?.[0];
  const isMiddle = opening === undefined && closing === undefined && interim.length < 2;
  return {
    openingPence: opening ?? (isMiddle ? undefined : interim[0]),
    closingPence: closing ?? (opening === undefined && interim.length < 2 ? undefined : interim.at(-1)),
  };
}

const COUNTS: ReadonlySet<string> = new Set(['OPBD', 'PRCD', 'CLBD', 'ITBD']);

/** The sign of each entry: -1 where a reversal is written as the entry that it reverses. */
function signsOf(
  problems: Problems,
  element: XmlElement,
  booked: readonly CamtEntry[],
  openingPence: bigint | undefined,
  closingPence: bigint | undefined,
): bigint[] {
  const asWritten = booked.map(() => 1n);
  const turned = booked.map(({ isReversal }) => (isReversal ? -1n : 1n));
  if (!turned.includes(-1n)) return asWritten;
  if (openingPence === undefined || closingPence === undefined) {
    const text = `The Stmt of line ${element.line} has an entry that reverses another, and no balances that tell which way its money went. Download the statement again with its balances.`;
    addProblem(problems, { line: element.line, field: 'RvslInd', code: 'missing', text });
    return asWritten;
  }
  const moved = closingPence - openingPence;
  const sum = (signs: readonly bigint[]) => total(booked.map(({ pence }, at) => pence * signs[at]!));
  return sum(asWritten) !== moved && sum(turned) === moved ? turned : asWritten;
}

/** TxsSummry counts and adds up the entries: all, money in and money out. Banks count with or without what is pending. */
function proveTotals(problems: Problems, element: XmlElement, entries: readonly CamtEntry[]): void {
  const kinds = [
    ['TtlNtries', () => true],
    ['TtlCdtNtries', (entry: CamtEntry) => entry.pence > 0n],
    ['TtlDbtNtries', (entry: CamtEntry) => entry.pence < 0n],
  ] as const;
  for (const [name, belongs] of kinds) {
    const summary = xmlFirst(element, 'TxsSummry', name);
    if (!summary) continue;
    const all = entries.filter(belongs);
    const choices = [all, all.filter(({ isBooked }) => isBooked)];
    const count = xmlText(summary, 'NbOfNtries');
    const sum = xmlFirst(summary, 'Sum');
    const sumPence = sum && readXmlPence(problems, sum);
    const fits = choices.some(
      choice =>
        (count === '' || count === String(choice.length)) &&
        (sumPence === undefined || sumPence === total(choice.map(({ pence }) => (pence < 0n ? -pence : pence)))),
    );
    if (fits) continue;
    const made = pounds(total(all.map(({ pence }) => (pence < 0n ? -pence : pence))));
    const text = `Line ${summary.line}, ${name}: the file says ${count || 'so many'} entries of ${sum ? quoted(sum.text) : 'such a sum'}, but holds ${all.length} of ${made}. Download the statement again.`;
    addProblem(problems, { line: summary.line, field: name, code: 'does-not-balance', text });
  }
}

function periodOf(problems: Problems, element: XmlElement): Temporal.PlainDate[] {
  const period = xmlFirst(element, 'FrToDt');
  if (!period) return [];
  const days = ['FrDtTm', 'ToDtTm', 'FrDt', 'ToDt'].map(name => readXmlDate(problems, period, name));
  return days.filter(day => day !== undefined);
}

function notesOn(found: readonly Found[]): string[] {
  const left = found.flatMap(({ entries }) => entries).filter(({ isBooked }) => !isBooked).length;
  if (left === 0) return [];
  return [
    `${left} ${left === 1 ? 'payment that is' : 'payments that are'} not booked ${left === 1 ? 'was' : 'were'} left out.`,
  ];
}
