/** The amounts and dates of bank statements as UK banks write them. What could be read two ways is not read. */
import type { PlainDate } from '../../values/dates.ts';
import { MOST_PENCE } from '../../values/pence.ts';

/** What readAmount takes, for the words of a refusal. */
export const AMOUNT_ALLOWED =
  'pounds such as 1234.56, 1,234.56, £12.00, -12.00, (12.00) or 12.00 DR, up to £99,999,999.99';
/** What readDate takes, for the words of a refusal. */
export const DATE_ALLOWED = 'a date such as 31/12/2026, 31 Dec 2026 or 2026-12-31, from 1990 to 2099';

const AMOUNT =
  /^(\()?\s*([-+\u2212])?\s*(?:£|GBP)?\s*([-+\u2212])?\s*(\d{1,3}(?:,\d{3})+|\d{1,11})?(?:\.(\d{1,2}))?\s*(?:GBP)?\s*([-\u2212]|DR|CR)?\s*(\))?$/i;

/**
 * Reads an amount in pounds to signed pence. A minus may be `-`, U+2212, round brackets, or `DR` or `-` behind;
 * a figure that carries two signs is refused, and so is a comma anywhere but between thousands (`1.234,56`).
 */
export function readAmount(cell: string): bigint | undefined {
  const usual = usualPence(cell);
  if (usual !== undefined) return BigInt(usual);
  const match = AMOUNT.exec(cell.trim());
  if (!match) return undefined;
  const [, open, before, inside, whole, fraction, behind, close] = match;
  if ((open === undefined) !== (close === undefined) || (whole === undefined && fraction === undefined))
    return undefined;
  const signs = [open, before, inside, behind].filter(sign => sign !== undefined);
  if (signs.length > 1) return undefined;
  const size = BigInt((whole ?? '0').replaceAll(',', '')) * 100n + BigInt((fraction ?? '').padEnd(2, '0'));
  if (size > MOST_PENCE) return undefined;
  return signs[0] === undefined || /^(?:\+|CR)$/i.test(signs[0]) ? size : -size;
}

/** The pence of `1234.56` and `-1234.56`, which nearly every cell of a long file is; undefined for any other. */
function usualPence(cell: string): number | undefined {
  const from = cell.charCodeAt(0) === MINUS ? 1 : 0;
  const point = cell.length - 3;
  if (point <= from || point - from > 8 || cell.charCodeAt(point) !== POINT) return undefined;
  let pence = 0;
  for (let at = from; at < cell.length; at += 1) {
    if (at === point) continue;
    const digit = cell.charCodeAt(at) - NOUGHT;
    if (digit < 0 || digit > 9) return undefined;
    pence = pence * 10 + digit;
  }
  return from === 1 ? 0 - pence : pence;
}

const [MINUS, POINT, NOUGHT] = [45, 46, 48];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Reads a date, day first as in every UK bank's file, or ISO; undefined for a day that does not exist. */
export function readDate(cell: string, order: DateOrder = 'day-first'): PlainDate | undefined {
  const text = cell.trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return makeDate(iso[1]!, Number(iso[2]), iso[3]!);
  const figures = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (figures) {
    const [, first, second, year] = figures as unknown as [string, string, string, string];
    return order === 'day-first' ? makeDate(year, Number(second), first) : makeDate(year, Number(first), second);
  }
  const words = /^(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*[ -](\d{4}|\d{2})$/.exec(text);
  if (!words) return undefined;
  return makeDate(words[3]!.padStart(4, '20'), MONTHS.indexOf(words[2]!.toLowerCase()) + 1, words[1]!);
}

/**
 * A calendar date from 1990 to 2099, or undefined. Each day is made once: a Temporal date lies outside the heap, four
 * hundred bytes of it, where the garbage collector does not count it, and a statement has a thousand lines a day.
 */
export function makeDate(year: string, month: number, day: string): PlainDate | undefined {
  if (Number(year) < 1990 || Number(year) > 2099) return undefined;
  const key = Number(year) * 10_000 + month * 100 + Number(day);
  const made = DATES.get(key);
  if (made) return made;
  try {
    const date = new Temporal.PlainDate(Number(year), month, Number(day));
    DATES.set(key, date);
    return date;
  } catch {
    return undefined;
  }
}

/** At most the forty thousand days of those years. */
const DATES = new Map<number, PlainDate>();
