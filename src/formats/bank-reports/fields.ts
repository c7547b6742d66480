/** The fields of a bank's report: each is read strictly, and what cannot be read is a problem with its line. */
import type { XmlElement } from '../xml.ts';
import type { ReportProblem } from './report.ts';

/** The first of these attributes that is there, without blanks at its ends; empty where none is. */
export function attribute(element: XmlElement | undefined, ...names: readonly string[]): string {
  for (const name of names) {
    const found = element?.attributes[name]?.trim();
    if (found) return found;
  }
  return '';
}

/** So many digits, or a problem. Dashes between them do not count. */
export function digits(problems: ReportProblem[], line: number, name: string, text: string, count: number): string {
  const found = text.replaceAll('-', '');
  if (found.length !== count || !/^[0-9]+$/.test(found))
    problems.push({ line, text: `The ${name} is "${text}"; it must be ${count} digits.` });
  return found;
}

/** Pounds with two decimals as pence, or a problem. */
export function amount(problems: ReportProblem[], line: number, text: string): bigint {
  if (!/^[0-9]{1,11}(\.[0-9]{1,2})?$/.test(text)) {
    problems.push({ line, text: `The amount is "${text}"; it must be pounds, such as 2600.00.` });
    return 0n;
  }
  const [whole, part = ''] = text.split('.');
  return BigInt(whole!) * 100n + BigInt(part.padEnd(2, '0'));
}

/** A date as `yyyy-mm-dd`, or a problem; undefined where nothing stands. */
export function dayOf(problems: ReportProblem[], line: number, text: string): string | undefined {
  if (text === '') return undefined;
  const day = text.slice(0, 10);
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toString();
  } catch {
    problems.push({ line, text: `The day is "${text}"; it must be written as 2026-11-30.` });
    return undefined;
  }
}

/** Only pounds are paid. */
export function wantPounds(problems: ReportProblem[], line: number, currency: string): void {
  if (currency !== '' && currency !== 'GBP')
    problems.push({ line, text: `The amount is in "${currency}"; payments are in GBP.` });
}

/** All elements of that name, at any depth, in order. */
export function everyOne(root: XmlElement, ...names: readonly string[]): XmlElement[] {
  return root.children.flatMap(child => (names.includes(child.name) ? [child] : everyOne(child, ...names)));
}
