/** Compares answers of the rules. `assert.deepEqual` takes any two dates for equal: a Temporal object shows it no fields. */
import assert from 'node:assert/strict';

/** Fails unless both are the same, dates and amounts in them too. */
export function same(actual: unknown, expected: unknown): void {
  assert.deepEqual(plain(actual), plain(expected));
}

/** The same value with each Temporal object as text. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return `${value}`;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
