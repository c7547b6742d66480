/**
 * NHS numbers: ten digits, the last a check digit modulo 11 over weights 10 to 2.
 * A remainder that asks for check digit 10 marks a number that was never issued.
 */

/** An NHS number without spaces, or undefined when it is not one. Spaces and dashes between digits are accepted. */
export function readNhsNumber(text: string): string | undefined {
  const digits = text.trim().replace(/(?<=\d)[ -](?=\d)/g, '');
  if (!/^\d{10}$/.test(digits)) return undefined;
  const check = checkDigit(digits.slice(0, 9));
  return check === Number(digits[9]) ? digits : undefined;
}

/** The check digit of nine digits; 10 means that no valid number starts so. */
function checkDigit(nine: string): number {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(nine[i]) * (10 - i);
  const check = 11 - (sum % 11);
  return check === 11 ? 0 : check;
}

/** An NHS number as people read it, 3-3-4: `943 476 5919`. The spaces do not wrap. */
export function showNhsNumber(nhsNumber: string): string {
  return `${nhsNumber.slice(0, 3)}\u00a0${nhsNumber.slice(3, 6)}\u00a0${nhsNumber.slice(6)}`;
}
