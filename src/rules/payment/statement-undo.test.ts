import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { barsOf, decideUndo, type FileToUndo } from './statement-undo.ts';

const file = (name: string, more: Partial<FileToUndo> = {}): FileToUndo => ({
  importId: name,
  fileName: `${name}.csv`,
  contributions: 0,
  foundPayments: 0,
  ...more,
});
const answer = (decision: Decision<readonly FileToUndo[]>) =>
  decision.accepted
    ? decision.value.map(({ importId }) => importId).join(' ')
    : decision.refusals
        .map(refusal => [refusal.code, ...('files' in refusal ? refusal.files : [])].join(' '))
        .join(', ');

describe('R-078  What was read by a wrong mapping is taken out file by file', () => {
  const mine = file('mine');
  const part = file('part', { contributions: 1 });
  const found = file('found', { foundPayments: 1 });
  const both = file('both', { contributions: 2, foundPayments: 3 });
  const table: readonly (readonly [what: string, files: readonly FileToUndo[], expected: string])[] = [
    ['nothing stands', [], 'undo-nothing-left'],
    ['one file', [mine], 'mine'],
    ['beside one that has to stay', [part, mine, found, both], 'mine'],
    ['one with the person’s own part', [part], 'undo-line-is-contribution part.csv'],
    ['one that found a payment', [found], 'undo-payment-was-found found.csv'],
    ['one with both', [both], 'undo-line-is-contribution both.csv, undo-payment-was-found both.csv'],
    ['two with one reason each', [part, found], 'undo-line-is-contribution part.csv, undo-payment-was-found found.csv'],
  ];
  for (const [what, files, expected] of table)
    test(what, () => assert.equal(answer(decideUndo({ isWithdrawn: true, files })), expected));

  test('not while it is in use, whatever stands', () => {
    for (const files of [[], [mine], [part], [found]])
      assert.equal(answer(decideUndo({ isWithdrawn: false, files })), 'undo-before-withdrawn');
  });

  test('each bar by itself', () => {
    assert.deepEqual([mine, part, found, both].map(barsOf), [
      [],
      ['CONTRIBUTION'],
      ['PAYMENT_FOUND'],
      ['CONTRIBUTION', 'PAYMENT_FOUND'],
    ]);
  });
});
