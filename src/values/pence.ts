/**
 * Money: whole pence in a bigint, pounds sterling only.
 *
 * Floats never meet money: `bigint * number` does not compile. Rounding happens once, half up
 * (away from nought for negatives), at the end of each line; see quantity.ts.
 */

/** The largest amount that one line, budget or payment may carry: £99,999,999.99. A longer figure is a typing slip. */
export const MOST_PENCE = 9_999_999_999n;

/**
 * Pounds as people write them: `£31,200.00`, minus as U+2212 so that it never wraps off its number.
 * Always two decimals.
 */
export function pounds(pence: bigint): string {
  const size = pence < 0n ? -pence : pence;
  const whole = (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${pence < 0n ? '\u2212' : ''}£${whole}.${(size % 100n).toString().padStart(2, '0')}`;
}

/**
 * Reads pounds typed by a person: `1234`, `1,234.50`, `£31,200.00`, ` £5 `. Commas only between thousands, at
 * most two decimals, no sign. Returns undefined for anything else: a guess would be a wrong payment.
 */
export function readPounds(text: string): bigint | undefined {
  const match = /^\s*£?\s*(\d{1,3}(?:,\d{3})+|\d{1,11})(?:\.(\d{1,2}))?\s*$/.exec(text);
  if (!match) return undefined;
  return BigInt(match[1]!.replaceAll(',', '')) * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}

/** The sum of amounts in pence. */
export function total(amounts: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}

/** The smaller of two amounts in pence. */
export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** The larger of two amounts in pence. */
export function greatest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** How much it is, whichever way it goes. */
export function sizeOf(pence: bigint): bigint {
  return pence < 0n ? -pence : pence;
}

/** For sorting: below nought where `a` is the smaller, above where it is the larger. */
export function comparePence(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `numerator / denominator` in whole pence, half up, away from nought for negatives. `denominator` above nought. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('divideHalfUp needs a denominator above nought');
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}
