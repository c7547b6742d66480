import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { type Credit, type PastPayment, refundEach, refundWithoutAsking, scoreRefund } from './matching-refunds.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const pool: PastPayment = {
  lineId: 'pool',
  planItemId: 'swim',
  leftPence: 4500n,
  paidPence: 4500n,
  postedOn: on('2026-12-04'),
  payee: 'riverside pool',
  bankRef: null,
};
const credit: Credit = {
  amountPence: 4500n,
  postedOn: on('2026-12-11'),
  payee: 'riverside pool',
  words: ' riverside pool ',
  bankRef: null,
};
const scores = (of: Credit, payments: readonly PastPayment[] = [pool]) =>
  scoreRefund(of, payments, DEFAULT_POLICY).map(match => [match.lineId, match.score]);
const placed = (of: Credit, payments: readonly PastPayment[] = [pool]) =>
  refundWithoutAsking(scoreRefund(of, payments, DEFAULT_POLICY), DEFAULT_POLICY)?.lineId;

describe('R-110  Money that comes back goes to the payment that it came from', () => {
  test('the same payee and the same amount: 90, placed, with its reasons', () => {
    assert.deepEqual(scoreRefund(credit, [pool], DEFAULT_POLICY), [
      {
        lineId: 'pool',
        planItemId: 'swim',
        score: 90,
        reasons: ['It came from whom you paid before', 'The amount is the one that you paid'],
      },
    ]);
    assert.equal(placed(credit), 'pool');
  });
  const table = [
    ['a part of it: asked', { amountPence: 4499n }, {}, 50],
    ['a part of it, and the bank says so', { amountPence: 1n, words: ' riverside pool refund ' }, {}, 80],
    ['the word within another word says nothing', { amountPence: 1n, words: ' riverside pool refundable ' }, {}, 50],
    ['another payee', { payee: 'gym' }, {}, undefined],
    ['another payee with the same reference', { payee: 'gym', bankRef: 'A1' }, { bankRef: 'A1' }, 90],
    ['another payee with another reference', { payee: 'gym', bankRef: 'A1' }, { bankRef: 'A2' }, undefined],
    ['two without a reference are not alike', { payee: 'gym', bankRef: null }, { bankRef: null }, undefined],
    ['two without a payee are not alike', { payee: '' }, { payee: '' }, undefined],
    ['payee, reference, amount and word: 100 at most', { bankRef: 'A1', words: ' refund ' }, { bankRef: 'A1' }, 100],
    ['a penny more than was paid', { amountPence: 4501n }, {}, undefined],
    ['more than is left of it', {}, { leftPence: 4499n }, undefined],
    ['on the day itself', { postedOn: on('2026-12-04') }, {}, 90],
    ['before it was paid', { postedOn: on('2026-12-03') }, {}, undefined],
    ['180 days later', { postedOn: on('2027-06-02') }, {}, 90],
    ['181 days later', { postedOn: on('2027-06-03') }, {}, undefined],
  ] as const;
  for (const [name, ofCredit, ofPayment, expected] of table)
    test(`${name}: ${expected ?? 'nothing'}`, () =>
      assert.equal(scores({ ...credit, ...ofCredit }, [{ ...pool, ...ofPayment }])[0]?.[1], expected));

  test('all reasons are said', () => {
    const [match] = scoreRefund(
      { ...credit, bankRef: 'A1', words: ' reversal ' },
      [{ ...pool, bankRef: 'A1' }],
      DEFAULT_POLICY,
    );
    assert.deepEqual(match!.reasons, [
      'It came from whom you paid before',
      'The bank gives it the same reference',
      'The amount is the one that you paid',
      'The bank says that it is money back',
    ]);
  });
  test('best first; of equals the latest, then by id', () => {
    const later = { ...pool, lineId: 'later', postedOn: on('2026-12-05') };
    const twin = { ...pool, lineId: 'a' };
    const other = { ...pool, lineId: 'other', paidPence: 9000n, leftPence: 9000n, postedOn: on('2026-12-06') };
    assert.deepEqual(
      scores(credit, [other, pool, twin, later]).map(([id]) => id),
      ['later', 'a', 'pool', 'other'],
    );
  });
  test('stands on the threshold, and asks where two plan lines fit alike', () => {
    const match = (planItemId: string, score: number) => ({
      lineId: `${planItemId} ${score}`,
      planItemId,
      score,
      reasons: [],
    });
    const chosen = (...matches: ReturnType<typeof match>[]) => refundWithoutAsking(matches, DEFAULT_POLICY)?.lineId;
    assert.equal(chosen(match('a', 80)), 'a 80');
    assert.equal(chosen(match('a', 79)), undefined);
    assert.equal(chosen(match('a', 90), match('b', 90)), undefined);
    assert.equal(chosen(match('a', 90), match('b', 89)), 'a 90');
    assert.equal(chosen(match('a', 90), match('a', 90)), 'a 90');
    assert.equal(chosen(), undefined);
  });
  test('no payment comes back more than once over, in the order of the file', () => {
    const back = (lineNumber: number, amountPence: bigint) => ({
      ...credit,
      lineNumber,
      amountPence,
      payments: [pool],
      words: ' refund ',
    });
    const lines = (...credits: ReturnType<typeof back>[]) => [...refundEach(credits, DEFAULT_POLICY).keys()];
    assert.deepEqual(lines(back(7, 4500n), back(3, 4500n)), [3]);
    assert.deepEqual(lines(back(3, 2000n), back(7, 2500n)), [3, 7]);
    assert.deepEqual(lines(back(3, 2000n), back(5, 2000n), back(7, 501n), back(8, 500n)), [3, 5, 8]);
  });
});

test('R-110  a credit of a penny more than is left of a payment is not its money back, in a file either', () => {
  const given = (amountPence: bigint) =>
    refundEach([{ ...credit, amountPence, lineNumber: 1, payments: [pool] }], DEFAULT_POLICY).get(1)?.lineId;
  assert.equal(given(4500n), 'pool');
  const more = { ...credit, amountPence: 4501n, words: ' riverside pool refund ', lineNumber: 1 };
  const dearer = { ...pool, paidPence: 4501n, leftPence: 4500n };
  assert.equal(refundEach([{ ...more, payments: [dearer] }], DEFAULT_POLICY).size, 0);
});
