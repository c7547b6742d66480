import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import { bornBy } from './bearing.ts';

const NHS = { stream: 'NHS_CHC', weight: 6_250 };
const LA = { stream: 'LA_ADULT', weight: 3_750 };
const bear = (pence: bigint, nhs: bigint, la: bigint) =>
  bornBy(pence, [
    { ...NHS, mostPence: nhs },
    { ...LA, mostPence: la },
  ])?.map(part => `${part.stream} ${part.pence}`);

describe('R-098  Who bears what no line names', () => {
  test('each by its percentage, the pennies with the larger', () => {
    same(bear(1_000n, 9_999n, 9_999n), ['NHS_CHC 625', 'LA_ADULT 375']);
    same(bear(1_001n, 9_999n, 9_999n), ['NHS_CHC 626', 'LA_ADULT 375']);
  });
  test('what one cannot, the other does', () => {
    same(bear(1_000n, 625n, 375n), ['NHS_CHC 625', 'LA_ADULT 375']);
    same(bear(1_000n, 624n, 376n), ['NHS_CHC 624', 'LA_ADULT 376']);
    same(bear(1_000n, 9_999n, 374n), ['NHS_CHC 626', 'LA_ADULT 374']);
    same(bear(1_000n, 0n, 1_000n), ['LA_ADULT 1000']);
  });
  test('more than all have is nobody’s', () => {
    same(bear(1_000n, 624n, 375n), undefined);
    same(bornBy(1n, []), undefined);
  });
  test('who has no percentage bears nothing, whatever it has', () => {
    const fixed = { stream: 'CHARITY', weight: 0, mostPence: 9_999n };
    same(bornBy(100n, [{ ...NHS, mostPence: 100n }, fixed]), [{ stream: 'NHS_CHC', pence: 100n }]);
    same(bornBy(101n, [{ ...NHS, mostPence: 100n }, fixed]), undefined);
  });
  test('the smallest percentage bears its part', () => {
    const least = { stream: 'LA_ADULT', weight: 1, mostPence: 9_999n };
    same(bornBy(10_000n, [{ ...NHS, weight: 9_999, mostPence: 9_999n }, least]), [
      { stream: 'NHS_CHC', pence: 9_999n },
      { stream: 'LA_ADULT', pence: 1n },
    ]);
  });
  test('one payer bears all of it', () =>
    same(bornBy(7n, [{ ...NHS, mostPence: 7n }]), [{ stream: 'NHS_CHC', pence: 7n }]));
  test('the parts add up and none is past what its payer has, whatever the sums', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.bigInt(0n, 9_999n)), { minLength: 1, maxLength: 5 }),
        fc.bigInt(0n, 20_000n),
        (payers, pence) => {
          const bearers = payers.map(([weight, mostPence], i) => ({ stream: `S${i}`, weight, mostPence }));
          const able = total(bearers.map(({ weight, mostPence }) => (weight > 0 ? mostPence : 0n)));
          const parts = bornBy(pence, bearers);
          assert.equal(parts === undefined, pence > able);
          if (!parts) return;
          assert.equal(total(parts.map(part => part.pence)), pence);
          for (const part of parts)
            assert.ok(part.pence > 0n && part.pence <= bearers.find(({ stream }) => stream === part.stream)!.mostPence);
        },
      ),
    ));
});
