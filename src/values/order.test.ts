import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareText } from './order.ts';

describe('the order of texts', () => {
  const table = [
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['', 'a', -1],
    ['Z', 'a', -1],
  ] as const;
  for (const [a, b, expected] of table) test(`“${a}” and “${b}”`, () => assert.equal(compareText(a, b), expected));
});
