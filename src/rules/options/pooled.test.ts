import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import { decideLeave, decidePool, equalShares, type PoolMember } from './pooled.ts';

const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const member = (i: number, sharePence: bigint): PoolMember => ({
  budgetId: `b${i}`,
  sharePence,
  consented: true,
  outcome: 'To be fit',
});
const members = (count: number, sharePence: bigint) => Array.from({ length: count }, (_, i) => member(i, sharePence));

describe('R-102  A pooled budget: each member’s consent, share and outcome, and the shares are the cost', () => {
  const pool = { costPence: 120_000n, members: members(6, 20_000n) };
  test('£1,200.00 for six members is £200.00 each', () => {
    same(equalShares(120_000n, 6), Array(6).fill(20_000n));
    same(decidePool(pool), { accepted: true, value: { members: 6 } });
  });
  test('one leaves: £240.00 each once they consent, and the ICB covers £200.00 until then', () =>
    same(decideLeave(pool, 'b2'), {
      accepted: true,
      value: {
        proposed: ['b0', 'b1', 'b3', 'b4', 'b5'].map(budgetId => ({ budgetId, sharePence: 24_000n })),
        gapPence: 20_000n,
      },
    }));
  test('two are the fewest', () => {
    assert.equal(decidePool({ costPence: 2n, members: members(2, 1n) }).accepted, true);
    same(refusalsOf(decidePool({ costPence: 1n, members: members(1, 1n) })), [{ code: 'pool-too-small', members: 1 }]);
  });
  test('when one of two leaves there is no pool any more; of three there is', () => {
    same(refusalsOf(decideLeave({ costPence: 2n, members: members(2, 1n) }, 'b0')), [
      { code: 'pool-too-small', members: 1 },
    ]);
    assert.equal(decideLeave({ costPence: 3n, members: members(3, 1n) }, 'b0').accepted, true);
  });
  test('somebody who is not in it cannot leave', () =>
    same(refusalsOf(decideLeave(pool, 'b9')), [{ code: 'pool-member-unknown', budgetId: 'b9' }]));
  for (const costPence of [119_999n, 120_001n])
    test(`shares of £1,200.00 for a cost of ${costPence} pence are refused`, () =>
      same(refusalsOf(decidePool({ ...pool, costPence })), [
        { code: 'pool-shares-differ', sharesPence: 120_000n, costPence },
      ]));
  const table = [
    [{ consented: false }, 'pool-member-without-consent'],
    [{ outcome: ' ' }, 'pool-member-without-outcome'],
  ] as const;
  for (const [more, code] of table)
    test(`${code} is refused, by name`, () =>
      same(refusalsOf(decidePool({ ...pool, members: [...members(5, 20_000n), { ...member(5, 20_000n), ...more }] })), [
        { code, budgetId: 'b5' },
      ]));
  test('a share of nought is none', () =>
    same(refusalsOf(decidePool({ costPence: 2n, members: [...members(2, 1n), member(2, 0n)] })), [
      { code: 'pool-share-empty', budgetId: 'b2' },
    ]));
  test('equal shares add up to any cost, and differ by less than one penny a member', () => {
    same(equalShares(100n, 3), [34n, 33n, 33n]);
    same(equalShares(7n, 1), [7n]);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.integer({ min: 1, max: 40 }), (cost, count) => {
        const shares = equalShares(cost, count);
        assert.equal(total(shares), cost);
        assert.ok(shares.every(share => shares[0]! - share >= 0n && shares[0]! - share < BigInt(count)));
      }),
    );
  });
});
