/**
 * Puts one payment into its record of a Bacs file, byte by byte, and checks it while it goes: with loops over characters
 * and tables, because 200,000 of them are to cost little more than the writing of their bytes.
 */
import { bacsText, speltQuickly } from './bacs-text.ts';
import type { Credit } from './payment-file.ts';

/** The most that one payment may carry: £20,000,000.00, the item limit of Bacs direct credit. */
export const MOST_ITEM_PENCE = 2_000_000_000n;

/** Puts what is a payment's own into its record. Answers whether all of it fits; what does not is said elsewhere. */
export function writeCredit(bytes: Uint8Array, at: number, payment: Credit): boolean {
  const { sortCode, accountNumber, reference, name } = payment;
  const pence = Number(payment.amountPence);
  return (
    pence >= 1 &&
    pence <= MOST_ITEM &&
    writeDigits(bytes, at, sortCode, 6) &&
    writeDigits(bytes, at + 6, accountNumber, 8) &&
    writeAmount(bytes, at + 35, pence) &&
    writeReference(bytes, at + 64, reference) &&
    (writePlainName(bytes, at + 82, name) || writeSpeltName(bytes, at + 82, name))
  );
}

function writeDigits(bytes: Uint8Array, at: number, digits: string, count: number): boolean {
  if (digits.length !== count) return false;
  // The sign bit is set by whatever lies outside 0 to 9.
  let outside = 0;
  for (let i = 0; i < count; i++) {
    const digit = digits.charCodeAt(i);
    bytes[at + i] = digit;
    outside |= (NINE - digit) | (digit - NOUGHT);
  }
  return outside >= 0;
}

/** Eleven digits by a table of four at a time, from pence of ten digits at most. */
function writeAmount(bytes: Uint8Array, at: number, pence: number): boolean {
  const upper = Math.floor(pence / 10_000);
  const top = Math.floor(upper / 10_000);
  bytes[at] = FOUR_DIGITS[4 * top + 1]!;
  bytes[at + 1] = FOUR_DIGITS[4 * top + 2]!;
  bytes[at + 2] = FOUR_DIGITS[4 * top + 3]!;
  for (let i = 0, from = 4 * (upper - 10_000 * top); i < 4; i++) bytes[at + 3 + i] = FOUR_DIGITS[from + i]!;
  for (let i = 0, from = 4 * (pence - 10_000 * upper); i < 4; i++) bytes[at + 7 + i] = FOUR_DIGITS[from + i]!;
  return true;
}

/** 7 to 18 characters that Bacs allows, a letter or digit first, not one character again and again. */
function writeReference(bytes: Uint8Array, at: number, reference: string): boolean {
  const { length } = reference;
  const first = reference.charCodeAt(0);
  if (length < 7 || length > 18 || first === SPACE || reference.charCodeAt(length - 1) === SPACE)
    return writeRareReference(bytes, at, reference);
  let [refused, high, differs] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const letter = reference.charCodeAt(i);
    bytes[at + i] = letter;
    refused |= UPPER[letter & 255]! ^ letter;
    high |= letter;
    differs |= letter ^ first;
  }
  return refused === 0 && high < 128 && differs !== 0 && first > SLASH;
}

/** Blanks at its end do not count: what is left must be 7 long and differ. */
function writeRareReference(bytes: Uint8Array, at: number, reference: string): boolean {
  const kept = reference.trimEnd();
  return reference.length <= 18 && kept.length < reference.length && writeReference(bytes, at, kept);
}

/** Most names are plain letters and go in as they stand, in capitals. */
function writePlainName(bytes: Uint8Array, at: number, name: string): boolean {
  const length = name.length < 18 ? name.length : 18;
  let [high, before, letters] = [0, SPACE, 0];
  for (let i = 0; i < length; i++) {
    const letter = name.charCodeAt(i);
    const upper = UPPER[letter & 255]!;
    if (upper === 0 || (upper === SPACE && before === SPACE)) return false;
    bytes[at + i] = upper;
    high |= letter;
    letters |= upper & 64;
    before = upper;
  }
  return high < 128 && letters !== 0;
}

/** Any other is spelt out first. */
function writeSpeltName(bytes: Uint8Array, at: number, name: string): boolean {
  const spelt = speltQuickly(name) ?? bacsText(name);
  const text = spelt.slice(0, 18).padEnd(18);
  for (let i = 0; i < 18; i++) bytes[at + i] = text.charCodeAt(i);
  return /[A-Z0-9]/.test(spelt);
}

const [SPACE, SLASH, NOUGHT, NINE] = [32, 47, 48, 57];
const MOST_ITEM = Number(MOST_ITEM_PENCE);

/** The capital of each character that Bacs allows in some form, nought for all others. */
const UPPER = Uint8Array.from({ length: 256 }, (_, code) => {
  const upper = String.fromCharCode(code).toUpperCase();
  return code < 128 && /[A-Z0-9.&/ -]/.test(upper) ? upper.charCodeAt(0) : 0;
});

/** `0000` to `9999`, one behind the other. */
const FOUR_DIGITS = Uint8Array.from(
  { length: 40_000 },
  (_, i) => NOUGHT + (Math.floor(i / 4 / 10 ** (3 - (i % 4))) % 10),
);
