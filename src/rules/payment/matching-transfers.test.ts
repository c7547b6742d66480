import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { type MovedLine, pairTransfers } from './matching-transfers.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const line = (lineId: string, pence: bigint, words: string, more: Partial<MovedLine> = {}): MovedLine => ({
  lineId,
  amountPence: pence,
  postedOn: on('2026-12-04'),
  payee: words,
  words: ` ${words} `,
  isToldSo: false,
  ...more,
});
const OWN = { names: ['', 'pat smith'], accounts: ['66374958'] };
const pairs = (...lines: MovedLine[]) =>
  pairTransfers(lines, OWN, DEFAULT_POLICY).map(({ outId, inId, score }) => `${outId} ${inId} ${score}`);

describe('R-110  Money that a person moved between accounts of theirs is no spending', () => {
  const table: readonly (readonly [what: string, lines: readonly MovedLine[], expected: string | undefined])[] = [
    ['a pot, there and back', [line('a', -5n, 'savings pot'), line('b', 5n, 'savings pot')], 'a b 90'],
    ['to a pot and from it', [line('a', -5n, 'to savings pot'), line('b', 5n, 'transfer from savings pot')], 'a b 90'],
    ['to one pot and from another', [line('a', -5n, 'to my pot'), line('b', 5n, 'from your pot')], undefined],
    ['the same sum from the same shop', [line('a', -5n, 'kiosk'), line('b', 5n, 'kiosk')], undefined],
    ['a transfer, and nothing else', [line('a', -5n, 'transfer'), line('b', 5n, 'kiosk')], undefined],
    ['a pot within a word', [line('a', -5n, 'potter'), line('b', 5n, 'potter')], undefined],
    ['the person by name', [line('a', -5n, 'to pat smith'), line('b', 5n, 'kiosk')], 'a b 80'],
    ['another person of that name’s beginning', [line('a', -5n, 'pat smithson'), line('b', 5n, 'kiosk')], undefined],
    ['an account of theirs', [line('a', -5n, 'kiosk'), line('b', 5n, 'from 66374958')], 'a b 80'],
    ['told', [line('a', -5n, 'x', { isToldSo: true }), line('b', 5n, 'y')], 'a b 80'],
    ['told of what came', [line('a', -5n, 'x'), line('b', 5n, 'y', { isToldSo: true })], 'a b 80'],
    [
      'told, and said: never more than 100',
      [line('a', -5n, 'pat smith pot', { isToldSo: true }), line('b', 5n, 'pat smith pot')],
      'a b 100',
    ],
    ['a penny more', [line('a', -5n, 'savings pot'), line('b', 6n, 'savings pot')], undefined],
    ['one penny', [line('a', -1n, 'savings pot'), line('b', 1n, 'savings pot')], 'a b 90'],
    ['nothing at all', [line('a', 0n, 'savings pot'), line('b', 0n, 'savings pot')], undefined],
    ['a single line of nothing', [line('a', 0n, 'savings pot')], undefined],
    ['two that went out', [line('a', -5n, 'savings pot'), line('b', -5n, 'savings pot')], undefined],
    ['without a payee', [line('a', -5n, '', { words: ' pot ' }), line('b', 5n, '', { words: ' pot ' })], undefined],
  ];
  for (const [what, lines, expected] of table)
    test(`${what}: ${expected ?? 'asked'}`, () => {
      assert.deepEqual(pairs(...lines), expected === undefined ? [] : [expected]);
      assert.deepEqual(pairs(...lines.toReversed()), expected === undefined ? [] : [expected]);
    });

  const days = [
    ['2026-11-03', 'a b 90'], // 31 days before it went out: from another account
    ['2026-11-02', undefined],
    ['2027-01-04', 'a b 90'],
    ['2027-01-05', undefined],
  ] as const;
  for (const [postedOn, expected] of days)
    test(`came in on ${postedOn}: ${expected ?? 'asked'}`, () =>
      assert.deepEqual(
        pairs(line('a', -5n, 'savings pot'), line('b', 5n, 'savings pot', { postedOn: on(postedOn) })),
        expected === undefined ? [] : [expected],
      ));

  test('where two would do, the person is asked; pairs beside them stand', () => {
    const pot = (id: string, pence: bigint) => line(id, pence, 'savings pot');
    assert.deepEqual(pairs(pot('a', -5n), pot('b', 5n), pot('c', 5n)), []);
    assert.deepEqual(pairs(pot('a', -5n), pot('b', -5n), pot('c', 5n)), []);
    assert.deepEqual(pairs(pot('z', -7n), pot('y', 7n), pot('a', -5n), pot('b', 5n)), ['a b 90', 'z y 90']);
    assert.deepEqual(pairs(), []);
  });

  test('all reasons are said', () => {
    const words = 'transfer pat smith 66374958';
    const [pair] = pairTransfers(
      [line('a', -5n, words, { isToldSo: true }), line('b', 5n, words)],
      OWN,
      DEFAULT_POLICY,
    );
    assert.deepEqual(pair!.reasons, [
      'The same amount went out and came in',
      'You told us that you moved it',
      'The bank names an account of yours',
      'The bank names you',
      'The bank says that it was moved',
      'It went to and came from the same place',
    ]);
  });

  test('stands on the score that policy asks for', () => {
    const two = [line('a', -5n, 'to pat smith'), line('b', 5n, 'kiosk')];
    const asked = (placeFromScore: number) =>
      pairTransfers(two, OWN, { ...DEFAULT_POLICY, spend: { ...DEFAULT_POLICY.spend, placeFromScore } }).length;
    assert.deepEqual([asked(80), asked(81)], [1, 0]);
    // The sum and the place alone are no sign, however little policy asks for.
    const alone = [line('a', -5n, 'kiosk'), line('b', 5n, 'kiosk')];
    const least = { ...DEFAULT_POLICY, spend: { ...DEFAULT_POLICY.spend, placeFromScore: 0 } };
    assert.deepEqual(pairTransfers(alone, OWN, least), []);
  });
});
