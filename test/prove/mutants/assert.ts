/** `node:assert/strict` without the picture of the difference, which takes longer to draw than all else where two large things differ. */
import real from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

const differs = new Error('they differ');

function deepEqual(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) throw differs;
}

function equal(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) throw differs;
}

export default Object.assign((value: unknown) => real.ok(value, differs), real, {
  deepEqual,
  deepStrictEqual: deepEqual,
  equal,
  strictEqual: equal,
});
