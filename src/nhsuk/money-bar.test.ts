/** The bar shows what the amounts are, and refuses to show what they are not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_PARTS, moneyBar } from './money-bar.ts';

function widths(...pence: bigint[]) {
  const { text } = moneyBar({ id: 'b', parts: pence.map((amount, i) => ({ label: `part ${i}`, pence: amount })) });
  return [...text.matchAll(/<rect x="(\d+)" y="0" width="(\d+)"/g)].map(match => [Number(match[1]), Number(match[2])]);
}

test('parts fill the bar from end to end', () => {
  assert.deepEqual(widths(100n, 300n), [
    [0, 250],
    [250, 750],
  ]);
  assert.deepEqual(widths(1n, 1n, 1n), [
    [0, 333],
    [333, 333],
    [666, 334],
  ]);
});

test('a part of nought has no rectangle but stands in the key, and a sum of nought draws nothing', () => {
  assert.deepEqual(widths(0n, 5n), [[0, 1000]]);
  assert.deepEqual(widths(0n, 0n), []);
  assert.match(moneyBar({ id: 'b', parts: [{ label: 'None', pence: 0n }] }).text, /None: <strong[^>]*>£0\.00</);
});

test('each part has a pattern of its own', () => {
  const parts = Array.from({ length: MOST_PARTS }, (_, i) => ({ label: String(i), pence: 1n }));
  const patterns = [...moneyBar({ id: 'b', parts }).text.matchAll(/<pattern id="[^"]*"([\s\S]*?)<\/pattern>/g)];
  assert.equal(new Set(patterns.map(match => match[1])).size, MOST_PARTS);
  assert.throws(() => moneyBar({ id: 'b', parts: [...parts, { label: 'one more', pence: 1n }] }), RangeError);
});

test('an amount below nought is refused', () => {
  assert.throws(() => moneyBar({ id: 'b', parts: [{ label: 'Less', pence: -1n }] }), RangeError);
});
