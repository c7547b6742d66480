/** UK postcodes: the shape of the Post Office, not whether the street exists. */

/** A postcode in capitals with one space, or undefined when it has not the shape of one. */
export function readPostcode(text: string): string | undefined {
  const letters = text.toUpperCase().replaceAll(/\s/g, '');
  if (letters === 'GIR0AA') return 'GIR 0AA';
  return SHAPE.test(letters) ? `${letters.slice(0, -3)} ${letters.slice(-3)}` : undefined;
}

/** A9, A99, AA9, AA99, A9A or AA9A; then a digit and two letters, never C, I, K, M, O or V. */
const SHAPE = /^(?:[A-Z]{1,2}\d{1,2}|[A-Z]{1,2}\d[A-Z])\d[ABD-HJLNP-UW-Z]{2}$/;
