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

  test('who promised too much before promises nothing now, and the others that much less', () => {
    const beside = [{ isEnded: false, parts: [part('LA_ADULT', 12_000n)] }];
    same(partsOfOrder(order(5_000n), firstPounds, beside), [{ stream: 'NHS_CHC', pence: 5_000n }]);
  });
});
