import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { type ClientLine, pairClients } from './matching-clients.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const line = (
  lineId: string,
  pence: bigint,
  reference: string,
  words: string,
  more: Partial<ClientLine> = {},
): ClientLine => ({
  lineId,
  amountPence: pence,
  postedOn: on('2026-12-04'),
  words: ` ${words} `,
  reference,
  ...more,
});
const pairs = (lines: readonly ClientLine[], policy = DEFAULT_POLICY) =>
  pairClients(lines, policy).map(({ outId, inId, score }) => `${outId} ${inId} ${score}`);

describe('R-080 R-110  Money that an organisation moved from one person’s part to another’s is no spending', () => {
  const table: readonly (readonly [what: string, lines: readonly ClientLine[], expected: string | undefined])[] = [
    [
      'what went out names the other',
      [line('a', -5n, 'phb1', 'to phb2'), line('b', 5n, 'phb2', 'put right')],
      'a b 80',
    ],
    [
      'what came in names the other',
      [line('a', -5n, 'phb1', 'put right'), line('b', 5n, 'phb2', 'from phb1')],
      'a b 80',
    ],
    ['each names itself', [line('a', -5n, 'phb1', 'phb1'), line('b', 5n, 'phb2', 'phb2')], undefined],
    ['a longer reference', [line('a', -5n, 'phb1', 'to phb22'), line('b', 5n, 'phb2', 'x')], undefined],
    ['one person’s own two lines', [line('a', -5n, 'phb1', 'phb1'), line('b', 5n, 'phb1', 'phb1')], undefined],
    ['a penny more', [line('a', -5n, 'phb1', 'to phb2'), line('b', 6n, 'phb2', 'x')], undefined],
    ['one penny', [line('a', -1n, 'phb1', 'to phb2'), line('b', 1n, 'phb2', 'x')], 'a b 80'],
    ['nothing at all', [line('a', 0n, 'phb1', 'to phb2'), line('b', 0n, 'phb2', 'x')], undefined],
    ['two that went out', [line('a', -5n, 'phb1', 'to phb2'), line('b', -5n, 'phb2', 'x')], undefined],
    ['no line', [], undefined],
  ];
  for (const [what, lines, expected] of table)
    test(`${what}: ${expected ?? 'asked'}`, () => {
      assert.deepEqual(pairs(lines), expected === undefined ? [] : [expected]);
      assert.deepEqual(pairs(lines.toReversed()), expected === undefined ? [] : [expected]);
    });

  const { transferDays } = DEFAULT_POLICY.spend;
  for (const [days, isPaired] of [
    [transferDays, true],
    [transferDays + 1, false],
    [-transferDays, true],
    [-transferDays - 1, false],
  ] as const)
    test(`${days} days apart: ${isPaired ? 'paired' : 'asked'}`, () => {
      const other = line('b', 5n, 'phb2', 'x', { postedOn: on('2026-12-04').add({ days }) });
      assert.equal(pairs([line('a', -5n, 'phb1', 'to phb2'), other]).length, isPaired ? 1 : 0);
    });

  test('where two would do, the organisation is asked; pairs beside them stand, in order', () => {
    const out = (id: string, pence: bigint) => line(id, pence, 'phb1', 'to phb2');
    const back = (id: string, pence: bigint) => line(id, pence, 'phb2', 'x');
    assert.deepEqual(pairs([out('a', -5n), back('b', 5n), back('c', 5n)]), []);
    assert.deepEqual(pairs([out('a', -5n), out('b', -5n), back('c', 5n)]), []);
    assert.deepEqual(pairs([out('z', -7n), back('y', 7n), out('a', -5n), back('b', 5n)]), ['a b 80', 'z y 80']);
  });

  test('stands on the score that policy asks for, and says why', () => {
    const two = [line('a', -5n, 'phb1', 'to phb2'), line('b', 5n, 'phb2', 'x')];
    const asked = (placeFromScore: number) =>
      pairs(two, { ...DEFAULT_POLICY, spend: { ...DEFAULT_POLICY.spend, placeFromScore } }).length;
    assert.deepEqual([asked(80), asked(81)], [1, 0]);
    assert.deepEqual(pairClients(two, DEFAULT_POLICY)[0]!.reasons, [
      'The same amount went out and came in',
      'The statement names the other account',
    ]);
  });
});
