/** The amounts, sides and dates of ISO 20022 messages. */
import type { PlainDate } from '../../../values/dates.ts';
import { MOST_PENCE } from '../../../values/pence.ts';
import { type XmlElement, xmlAll, xmlFirst } from '../../xml.ts';
import { makeDate } from '../cells.ts';
import { addProblem, type Problems, quoted } from '../problems.ts';

/** The one element of that name; tells when it is missing or comes twice. */
export function wantedXml(problems: Problems, parent: XmlElement, name: string): XmlElement | undefined {
  const [found, ...more] = xmlAll(parent, name);
  if (found && more.length === 0) return found;
  const code = found ? 'broken-file' : 'missing';
  const text = `The ${parent.name} of line ${parent.line} has ${found ? `${name} more than once` : `no ${name}`}. Download the statement again.`;
  addProblem(problems, { line: parent.line, field: name, code, text });
  return undefined;
}

/** Pounds with a point and no sign, in GBP, to pence. ISO 20022 allows more places than pounds have. */
export function readXmlPence(problems: Problems, amount: XmlElement): bigint | undefined {
  const { line, name, text: found, attributes } = amount;
  if (attributes.Ccy !== undefined && attributes.Ccy !== 'GBP') {
    const text = `Line ${line}, ${name}: ${quoted(attributes.Ccy)} is not GBP; only accounts in pounds can be read.`;
    addProblem(problems, { line, field: name, code: 'not-pounds', found: attributes.Ccy, text });
    return undefined;
  }
  const match = /^(\d{1,11})(?:\.(\d{1,2})0{0,3})?$/.exec(found);
  const pence = match ? BigInt(match[1]!) * 100n + BigInt((match[2] ?? '').padEnd(2, '0')) : MOST_PENCE + 1n;
  if (pence <= MOST_PENCE) return pence;
  const text = `Line ${line}, ${name}: ${quoted(found)} is not an amount. Allowed: pounds such as 1234.56, without a sign, up to £99,999,999.99.`;
  addProblem(problems, { line, field: name, code: 'bad-amount', found, text });
  return undefined;
}

/** The signed pence of an element with Amt and CdtDbtInd. */
export function readXmlSigned(problems: Problems, parent: XmlElement): bigint | undefined {
  const amount = wantedXml(problems, parent, 'Amt');
  const isOut = isDebit(problems, parent);
  const pence = amount && readXmlPence(problems, amount);
  if (isOut === undefined || pence === undefined) return undefined;
  return isOut ? -pence : pence;
}

/** Whether money went out (DBIT) or came in (CRDT). */
export function isDebit(problems: Problems, parent: XmlElement): boolean | undefined {
  const side = wantedXml(problems, parent, 'CdtDbtInd');
  if (!side) return undefined;
  if (side.text === 'CRDT' || side.text === 'DBIT') return side.text === 'DBIT';
  const text = `Line ${side.line}, CdtDbtInd: ${quoted(side.text)} is neither CRDT nor DBIT.`;
  addProblem(problems, { line: side.line, field: 'CdtDbtInd', code: 'bad-amount', found: side.text, text });
  return undefined;
}

/** A date, or the date of a time, as the bank wrote it: a time zone does not move it. Undefined where there is none. */
export function readXmlDate(problems: Problems, parent: XmlElement, name: string): PlainDate | undefined {
  const holder = xmlFirst(parent, name);
  if (!holder) return undefined;
  const value = xmlFirst(holder, 'Dt') ?? xmlFirst(holder, 'DtTm') ?? holder;
  const found = value.text;
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]{5,16})?(?:Z|[+-]\d{2}:\d{2})?$/.exec(found);
  const date = match ? makeDate(match[1]!, Number(match[2]), match[3]!) : undefined;
  if (date) return date;
  const text = `Line ${value.line}, ${name}: ${quoted(found)} is not a date. Allowed: yyyy-mm-dd, 1990 to 2099, and a time behind it.`;
  addProblem(problems, { line: value.line, field: name, code: 'bad-date', found, text });
  return undefined;
}
