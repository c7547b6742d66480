/**
 * Exact quantities: hours, sessions, weeks. Held as integer ten-thousandths in a bigint, so that
 * 7.5 hours times a rate in pence is exact and is rounded once, at the end of the line.
 */
import { divideHalfUp } from './pence.ts';

/** A quantity in ten-thousandths: 7.5 hours is 75_000n. */
export type Quantity = { readonly tenThousandths: bigint };

const SCALE = 10_000n;
const HALF = SCALE / 2n;

/** Reads a decimal string such as `40`, `7.5` or `0.0833`: up to 6 digits, four decimals, no sign; else undefined. */
export function readQuantity(text: string): Quantity | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,4}))?$/.exec(text.trim());
  if (!match) return undefined;
  return { tenThousandths: BigInt(match[1]!) * SCALE + BigInt((match[2] ?? '').padEnd(4, '0')) };
}

/** The shortest decimal string of a quantity: `40`, `7.5`. The inverse of readQuantity. */
export function showQuantity(quantity: Quantity): string {
  const fraction = (quantity.tenThousandths % SCALE).toString().padStart(4, '0').replace(/0+$/, '');
  return `${quantity.tenThousandths / SCALE}${fraction && `.${fraction}`}`;
}

/** quantity × rate × times, in pence, rounded once, half up. `times` is a whole count such as weeks in a year. */
export function priceOf(quantity: Quantity, ratePence: bigint, times: bigint): bigint {
  const exact = quantity.tenThousandths * ratePence * times;
  return exact >= 0n ? (exact + HALF) / SCALE : divideHalfUp(exact, SCALE);
}
