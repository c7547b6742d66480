/** One entry (Ntry) of a CAMT.053 statement: the line, or the lines, that it stands for. */
import { total } from '../../../values/pence.ts';
import { type XmlElement, xmlAll, xmlFirst, xmlText } from '../../xml.ts';
import { addProblem, type Problems, quoted } from '../problems.ts';
import type { StatementLine } from '../statement.ts';
import { isDebit, readXmlDate, readXmlPence, readXmlSigned, wantedXml } from './camt-cells.ts';

export type CamtEntry = {
  /** Signed, as CRDT and DBIT say. */
  readonly pence: bigint;
  readonly isReversal: boolean;
  /** False: pending or for information, and no money has moved. */
  readonly isBooked: boolean;
  /** One; several where the entry stands for several payments whose amounts make up its own. */
  readonly lines: readonly StatementLine[];
};

/** Reads an entry; undefined where something in it was told as a problem. */
export function readCamtEntry(problems: Problems, entry: XmlElement): CamtEntry | undefined {
  const before = problems.count;
  const pence = readXmlSigned(problems, entry);
  const isBooked = readStatus(problems, entry);
  const isReversal = readReversal(problems, entry);
  const booked = readXmlDate(problems, entry, 'BookgDt');
  const valued = readXmlDate(problems, entry, 'ValDt');
  const postedOn = booked ?? valued;
  if (problems.count > before || pence === undefined || isBooked === undefined) return undefined;
  if (!isBooked) return { pence, isReversal, isBooked, lines: [] };
  if (!postedOn) {
    const text = `The Ntry of line ${entry.line} has no BookgDt. Download the statement again.`;
    addProblem(problems, { line: entry.line, field: 'BookgDt', code: 'missing', text });
    return undefined;
  }
  const dates = { postedOn, valueOn: valued ?? postedOn };
  const reference = xmlText(entry, 'AcctSvcrRef') || null;
  const more = xmlText(entry, 'AddtlNtryInf');
  const kind = kindOf(entry);
  const details = xmlAll(entry, 'NtryDtls', 'TxDtls');
  const parts = partsOf(problems, details, pence);
  if (problems.count > before) return undefined;
  const lineOf = (part: { readonly details: XmlElement | undefined; readonly pence: bigint }, index: number) => ({
    ...dates,
    amountPence: part.pence,
    ...wordsOf(part.details, part.pence, more),
    bankRef: reference && parts ? `${reference}/${index + 1}` : (reference ?? serviceReference(part.details)),
    type: kind,
    merchantCode: null,
  });
  // words about the whole entry are better than those of the first of many payments
  const whole = parts ?? [{ details: details.length > 1 && more !== '' ? undefined : details[0], pence }];
  return { pence, isReversal, isBooked, lines: whole.map(lineOf) };
}

/** BOOK is money that moved. Version 8 wraps the word in Cd. */
function readStatus(problems: Problems, entry: XmlElement): boolean | undefined {
  const status = wantedXml(problems, entry, 'Sts');
  if (!status) return undefined;
  const found = (xmlFirst(status, 'Cd') ?? xmlFirst(status, 'Prtry') ?? status).text;
  if (found === 'BOOK') return true;
  if (found === 'PDNG' || found === 'INFO' || found === 'FUTR') return false;
  const text = `Line ${status.line}, Sts: ${quoted(found)} does not tell whether the payment is booked. Allowed: BOOK, PDNG, INFO or FUTR.`;
  addProblem(problems, { line: status.line, field: 'Sts', code: 'broken-file', found, text });
  return undefined;
}

function readReversal(problems: Problems, entry: XmlElement): boolean {
  const mark = xmlFirst(entry, 'RvslInd');
  if (!mark || mark.text === 'false' || mark.text === '0') return false;
  if (mark.text === 'true' || mark.text === '1') return true;
  const text = `Line ${mark.line}, RvslInd: ${quoted(mark.text)} is neither true nor false.`;
  addProblem(problems, { line: mark.line, field: 'RvslInd', code: 'broken-file', found: mark.text, text });
  return false;
}

type Part = { readonly details: XmlElement; readonly pence: bigint };

/** The payments inside an entry, where each has an amount in pounds and they make up the entry; otherwise undefined. */
function partsOf(problems: Problems, details: readonly XmlElement[], pence: bigint): Part[] | undefined {
  if (details.length < 2) return undefined;
  const parts = details.map(each => ({ details: each, pence: partPence(problems, each, pence) }));
  const known = parts.filter((part): part is Part => part.pence !== undefined && part.pence !== 0n);
  return known.length === parts.length && total(known.map(part => part.pence)) === pence ? known : undefined;
}

/** The amount of one payment, on the side that it names or else on that of its entry. */
function partPence(problems: Problems, details: XmlElement, entryPence: bigint): bigint | undefined {
  const amount = xmlFirst(details, 'Amt') ?? xmlFirst(details, 'AmtDtls', 'TxAmt', 'Amt');
  if (amount?.attributes.Ccy !== 'GBP') return undefined;
  const size = readXmlPence(problems, amount);
  if (size === undefined) return undefined;
  const isOut = xmlFirst(details, 'CdtDbtInd') ? isDebit(problems, details) : entryPence < 0n;
  if (isOut === undefined) return undefined;
  return isOut ? -size : size;
}

/** Who stands on the other side: of money in who paid, of money out who was paid. */
function wordsOf(
  details: XmlElement | undefined,
  pence: bigint,
  more: string,
): Pick<StatementLine, 'counterparty' | 'narrative'> {
  // a bank that writes a reversal as what it reverses names the party on the other side
  const sides = pence < 0n ? ['Cdtr', 'Dbtr'] : ['Dbtr', 'Cdtr'];
  const names = sides.flatMap(side => [['RltdPties', side, 'Nm'] as const, ['RltdPties', side, 'Pty', 'Nm'] as const]);
  const counterparty = details ? (names.map(path => xmlText(details, ...path)).find(Boolean) ?? '') : '';
  const said = details
    ? xmlAll(details, 'RmtInf', 'Ustrd')
        .map(({ text }) => text.replace(/\s+/g, ' '))
        .join(' ') || xmlText(details, 'AddtlTxInf')
    : '';
  return { counterparty: counterparty || said || more, narrative: said || more || counterparty };
}

function serviceReference(details: XmlElement | undefined): string | null {
  return (details && xmlText(details, 'Refs', 'AcctSvcrRef')) || null;
}

/** `PMNT-RCDT-ESCT`, or the bank's own code. */
function kindOf(entry: XmlElement): string | null {
  const domain = xmlFirst(entry, 'BkTxCd', 'Domn');
  if (!domain) return xmlText(entry, 'BkTxCd', 'Prtry', 'Cd') || null;
  const codes = [xmlText(domain, 'Cd'), xmlText(domain, 'Fmly', 'Cd'), xmlText(domain, 'Fmly', 'SubFmlyCd')];
  return codes.filter(Boolean).join('-') || null;
}
