import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { RiskBand } from '../review/risk.ts';
import { decideReceipt, needsReceipt, noticeOf } from './evidence.ts';

describe('R-088  A receipt is asked for by risk, amount and how sure the match is', () => {
  const asked = (band: RiskBand, pence: bigint, score: number | null, isQuestioned = false) =>
    needsReceipt({ amountPence: -pence, score, isQuestioned }, band, DEFAULT_POLICY);
  const table = [
    ['the rulebook: a taxi of £18.00, low risk', 'LOW', 1800n, null, false],
    ['low risk, a penny below £25.00', 'LOW', 2499n, null, false],
    ['low risk, £25.00', 'LOW', 2500n, null, true],
    ['low risk, £25.00, a match one point from sure', 'LOW', 2500n, 89, true],
    ['low risk, £25.00, a sure match', 'LOW', 2500n, 90, false],
    ['low risk, a thousand pounds, a sure match', 'LOW', 100_000n, 90, false],
    ['medium risk, a penny below £10.00', 'MEDIUM', 999n, null, false],
    ['medium risk, £10.00', 'MEDIUM', 1000n, 0, true],
    ['medium risk, £10.00, a sure match', 'MEDIUM', 1000n, 100, false],
    ['high risk, a penny, a sure match', 'HIGH', 1n, 100, true],
    ['very high risk, a penny, a sure match', 'VERY_HIGH', 1n, 100, true],
    ['nothing at all', 'VERY_HIGH', 0n, null, false],
    ['money in', 'VERY_HIGH', -1n, null, false],
  ] as const;
  for (const [name, band, pence, score, expected] of table)
    test(`${name}: ${expected ? 'asked for' : 'not'}`, () => assert.equal(asked(band, pence, score), expected));
  test('a sure match with a question about it, from the amount on', () => {
    assert.equal(asked('LOW', 2500n, 90, true), true);
    assert.equal(asked('LOW', 2499n, 90, true), false);
  });
});

describe('R-088  A receipt comes in', () => {
  const verdict = (facts: Partial<Parameters<typeof decideReceipt>[0]>) => {
    const decision = decideReceipt({ amountPence: -1n, isKnownKind: true, isThere: false, ...facts });
    return decision.accepted ? 'yes' : decision.refusals.map(({ code }) => code).join(', ');
  };
  test('of a payment, of a kind that we take, once', () => {
    assert.equal(verdict({}), 'yes');
    assert.equal(verdict({ amountPence: 0n }), 'yes');
    assert.equal(verdict({ amountPence: 1n }), 'receipt-of-money-in');
    assert.equal(verdict({ isKnownKind: false }), 'receipt-kind');
    assert.equal(verdict({ isThere: true }), 'receipt-already-there');
    assert.equal(verdict({ amountPence: 1n, isKnownKind: false, isThere: true }).split(', ').length, 3);
  });
  test('the same paper is noticed, then a payment that looks the same', () => {
    assert.equal(noticeOf({ isSamePaper: false, hasTwinWithReceipt: false }), null);
    assert.equal(noticeOf({ isSamePaper: true, hasTwinWithReceipt: false }), 'SAME_PAPER');
    assert.equal(noticeOf({ isSamePaper: false, hasTwinWithReceipt: true }), 'SAME_PAYMENT');
    assert.equal(noticeOf({ isSamePaper: true, hasTwinWithReceipt: true }), 'SAME_PAPER');
  });
});
