import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { alone, type Sharing } from '../funding/line-shares.ts';
import { partsOfOrder } from './order-parts.ts';

const order = (pricePence: bigint) => ({ planItemId: 'physio', pricePence });
const streams = [
  { stream: 'NHS_CHC', basisPoints: 6_250 },
  { stream: 'LA_ADULT', basisPoints: 3_750 },
];
const shared: Sharing = { streams, lines: new Map() };
/** The council pays the first £100.00 of the line's £300.00, the NHS the rest. */
const firstPounds: Sharing = {
  streams,
  lines: new Map([
    [
      'physio',
      {
        annualPence: 30_000n,
        split: {
          kind: 'FIRST_POUND',
          shares: [
            { stream: 'LA_ADULT', weight: 0, pence: 10_000n },
            { stream: 'NHS_CHC', weight: 10_000, pence: undefined },
          ],
        },
      },
    ],
  ]),
};
const part = (stream: string, pence: bigint, invoicedPence = 0n) => ({ stream, pence, invoicedPence });

describe('R-098 R-099  What each payer promises of an order', () => {
  test('one payer promises all of it', () => {
    same(partsOfOrder(order(200_000n), alone('NHS_CHC'), []), [{ stream: 'NHS_CHC', pence: 200_000n }]);
  });

  test('by the agreed percentages, to the penny; who has nothing of a penny is left out', () => {
    same(partsOfOrder(order(1_001n), shared, []), [
      { stream: 'NHS_CHC', pence: 626n },
      { stream: 'LA_ADULT', pence: 375n },
    ]);
    same(partsOfOrder(order(1n), shared, []), [{ stream: 'NHS_CHC', pence: 1n }]);
  });

  test('the first pounds go on where the orders before it ended: an open one by its price, a closed one by its invoices', () => {
    const both = [
      { stream: 'LA_ADULT', pence: 4_000n },
      { stream: 'NHS_CHC', pence: 8_000n },
    ];
    same(partsOfOrder(order(12_000n), firstPounds, [{ isEnded: false, parts: [part('LA_ADULT', 6_000n)] }]), both);
    same(
      partsOfOrder(order(12_000n), firstPounds, [{ isEnded: true, parts: [part('LA_ADULT', 9_000n, 6_000n)] }]),
      both,
    );
    same(partsOfOrder(order(12_000n), firstPounds, [{ isEnded: false, parts: [part('LA_ADULT', 1n, 6_000n)] }]), both);
  });

  test('what was promised too much is taken off the others, the first first, and who has nothing left is left out', () => {
    const three: Sharing = {
      streams: [...streams, { stream: 'EDUCATION_EHC', basisPoints: 0 }],
      lines: new Map([
        [
          'physio',
          {
            annualPence: 30_000n,
            split: {
              kind: 'FIXED',
              shares: [
                { stream: 'LA_ADULT', weight: 0, pence: 10_000n },
                { stream: 'EDUCATION_EHC', weight: 0, pence: 5_000n },
                { stream: 'NHS_CHC', weight: 10_000, pence: undefined },
              ],
            },
          },
        ],
      ]),
    };
    // Of £300.00 in all the council pays £100.00, education £50.00 and the NHS £150.00.
    const promised = (council: bigint, education: bigint, nhs: bigint) => {
      const parts = [part('LA_ADULT', council), part('EDUCATION_EHC', education), part('NHS_CHC', nhs)];
      const left = 30_000n - council - education - nhs;
      return partsOfOrder(order(left), three, [{ isEnded: false, parts }]).map(one => `${one.stream} ${one.pence}`);
    };
    assert.deepEqual(promised(2_000n, 1_000n, 9_000n), ['LA_ADULT 8000', 'EDUCATION_EHC 4000', 'NHS_CHC 6000']);
    // The NHS has a penny too much: a penny less of the council, the first.
    assert.deepEqual(promised(2_000n, 1_000n, 15_001n), ['LA_ADULT 7999', 'EDUCATION_EHC 4000']);
    // As much too much as the council would have, and a penny more.
    assert.deepEqual(promised(9_000n, 1_000n, 16_000n), ['EDUCATION_EHC 4000']);
    assert.deepEqual(promised(9_000n, 1_000n, 16_001n), ['EDUCATION_EHC 3999']);
    assert.deepEqual(promised(9_000n, 1_000n, 15_999n), ['LA_ADULT 1', 'EDUCATION_EHC 4000']);
    // Two have too much, one pays the rest; and who has exactly its part pays nothing more.
    assert.deepEqual(promised(10_001n, 1_000n, 15_001n), ['EDUCATION_EHC 3998']);
    assert.deepEqual(promised(10_000n, 1_000n, 14_999n), ['EDUCATION_EHC 4000', 'NHS_CHC 1']);
  });

  test('who promised too much before promises nothing now, and the others that much less', () => {
    const beside = [{ isEnded: false, parts: [part('LA_ADULT', 12_000n)] }];
    same(partsOfOrder(order(5_000n), firstPounds, beside), [{ stream: 'NHS_CHC', pence: 5_000n }]);
  });
});
