import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  areOrdersPlaced,
  decideOrder,
  decideOrderAnswer,
  decideOrderEnd,
  firstServiceOn,
  leftOnLine,
  type NewOrder,
  type OrderFacts,
  type OrderLine,
  type OrderOnLine,
  orderPrice,
  promisedLeft,
  takenOfLine,
} from './order.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

const approved = (given: Partial<OrderOnLine> = {}): OrderOnLine => ({
  outcome: 'APPROVED',
  isEnded: false,
  pricePence: 100_000n,
  invoicedPence: 40_000n,
  ...given,
});

describe('R-092  What an order costs and what it takes of its line', () => {
  const prices: readonly (readonly [bigint, bigint, bigint])[] = [
    [1_040_000n, 3_850n, 400_400n], // 104 visits at £38.50
    [75_000n, 3_333n, 24_998n], // 7.5 at £33.33 is £249.975: half up
    [74_999n, 1n, 7n],
    [75_000n, 1n, 8n],
  ];
  for (const [tenThousandths, unitPence, expected] of prices)
    test(`${tenThousandths} ten-thousandths at ${unitPence}p: ${expected}p`, () => {
      assert.equal(orderPrice({ tenThousandths }, unitPence), expected);
    });

  const taken: readonly (readonly [string, Partial<OrderOnLine>, boolean, bigint])[] = [
    ['its price while it runs', {}, false, 100_000n],
    ['what was invoiced where that is more', { invoicedPence: 100_001n }, false, 100_001n],
    ['what was invoiced once it is closed', { isEnded: true }, false, 40_000n],
    ['nothing when it was refused', { outcome: 'REFUSED' }, true, 0n],
    ['its price while it waits, where that counts', { outcome: undefined }, true, 100_000n],
    ['nothing while it waits, where that does not count', { outcome: undefined }, false, 0n],
  ];
  for (const [what, given, countWaiting, expected] of taken)
    test(`it takes ${what}`, () => assert.equal(takenOfLine(approved(given), countWaiting), expected));

  test('what is left of a line is what was planned less all of them, and may be below nought', () => {
    const orders = [approved(), approved({ isEnded: true }), approved({ outcome: undefined })];
    assert.equal(leftOnLine({ plannedPence: 300_000n, orders }), 60_000n);
    assert.equal(leftOnLine({ plannedPence: 300_000n, orders }, false), 160_000n);
    assert.equal(leftOnLine({ plannedPence: 1n, orders: [approved()] }), -99_999n);
    assert.equal(leftOnLine({ plannedPence: 1n, orders: [] }), 1n);
  });
});

const line: OrderLine = { option: 'NOTIONAL', plannedPence: 500_000n, orders: [approved()] };
const facts = (given: Partial<OrderFacts> = {}): OrderFacts => ({
  state: 'ACTIVE',
  line,
  isSupplierKnown: true,
  startsOn: date('2026-12-01'),
  lastOn: date('2027-11-30'),
  ...given,
});
const order = (given: Partial<NewOrder> = {}): NewOrder => ({
  quantity: { tenThousandths: 1_000_000n },
  unitPence: 4_000n,
  fromOn: date('2026-12-01'),
  toOn: date('2027-11-30'),
  ...given,
});

describe('R-092 R-095  What may be ordered', () => {
  const table: readonly (readonly [string, Partial<OrderFacts>, Partial<NewOrder>, string])[] = [
    ['all of what is left, the whole year', {}, {}, 'accepted'],
    ['a penny more', {}, { quantity: { tenThousandths: 10_000n }, unitPence: 400_001n }, 'order-over-plan'],
    ['once the agreement is signed', { state: 'AGREED' }, {}, 'accepted'],
    ['once it is set up', { state: 'SET_UP' }, {}, 'accepted'],
    ['before the agreement', { state: 'BUDGET_SET' }, {}, 'order-not-now'],
    ['after its end', { state: 'RECONCILING' }, {}, 'order-not-now'],
    ['on no line', { line: undefined }, {}, 'order-line-not-in-plan'],
    [
      'on a line that is paid to the person',
      { line: { ...line, option: 'DIRECT_PAYMENT' } },
      {},
      'order-line-not-notional',
    ],
    ['on a line of a third party', { line: { ...line, option: 'THIRD_PARTY' } }, {}, 'order-line-not-notional'],
    ['from nobody', { isSupplierKnown: false }, {}, 'order-supplier-unknown'],
    ['for one day', {}, { toOn: date('2026-12-01') }, 'accepted'],
    ['with the days turned', {}, { fromOn: date('2027-02-02'), toOn: date('2027-02-01') }, 'order-days-turned'],
    ['from the day before the year', {}, { fromOn: date('2026-11-30') }, 'order-outside-year'],
    ['to the day after it', {}, { toOn: date('2027-12-01') }, 'order-outside-year'],
    ['for less than half a penny', {}, { quantity: { tenThousandths: 4_999n }, unitPence: 1n }, 'order-costs-nothing'],
    ['for half a penny', {}, { quantity: { tenThousandths: 5_000n }, unitPence: 1n }, 'accepted'],
    [
      'for £99,999,999.99 where the plan has it',
      { line: { ...line, plannedPence: 99_999_999_999n } },
      { quantity: { tenThousandths: 10_000n }, unitPence: 9_999_999_999n },
      'accepted',
    ],
    [
      'for £100,000,000',
      { line: { ...line, plannedPence: 99_999_999_999n } },
      { quantity: { tenThousandths: 10_000n }, unitPence: 10_000_000_000n },
      'order-too-large',
    ],
    [
      'everything at once',
      { state: 'BUDGET_SET', line: undefined, isSupplierKnown: false },
      { fromOn: date('2028-01-02'), toOn: date('2028-01-01'), quantity: { tenThousandths: 1n }, unitPence: 1n },
      'order-not-now, order-line-not-in-plan, order-supplier-unknown, order-days-turned, order-outside-year, order-costs-nothing',
    ],
  ];
  for (const [what, given, asked, expected] of table)
    test(`${what}: ${expected}`, () => assert.equal(verdict(decideOrder(facts(given), order(asked))), expected));

  test('a yes says the price; a no says what is left and by how much it is more, those that wait included', () => {
    same(decideOrder(facts(), order()), { accepted: true, value: { pricePence: 400_000n } });
    const waiting = { ...line, orders: [approved(), approved({ outcome: undefined, pricePence: 1n })] };
    same(decideOrder(facts({ line: waiting }), order()), {
      accepted: false,
      refusals: [{ code: 'order-over-plan', leftPence: 399_999n, overPence: 1n }],
    });
  });
});

describe('R-092  Who says yes to an order', () => {
  const raised = { state: 'AGREED', raisedById: 'nan', isDecided: false, pricePence: 400_000n, line } as const;
  const yes = { outcome: 'APPROVED', reason: '' } as const;
  const table: readonly (readonly [string, object, object, string, string])[] = [
    ['somebody else', {}, yes, 'finn', 'accepted'],
    ['who raised it', {}, yes, 'nan', 'order-raiser-decides'],
    ['who raised it, for a no', {}, { outcome: 'REFUSED', reason: 'Too dear' }, 'nan', 'order-raiser-decides'],
    ['a second time', { isDecided: true }, yes, 'finn', 'order-decided-already'],
    ['a no without a reason', {}, { outcome: 'REFUSED', reason: ' ' }, 'finn', 'order-refused-without-reason'],
    ['a no with one', {}, { outcome: 'REFUSED', reason: 'Too dear' }, 'finn', 'accepted'],
    [
      'a no when nothing is left any more',
      { pricePence: 400_001n, state: 'RECONCILING', line: undefined },
      { outcome: 'REFUSED', reason: 'x' },
      'finn',
      'accepted',
    ],
    ['a yes when another order took the money', { pricePence: 400_001n }, yes, 'finn', 'order-over-plan'],
    ['a yes after the end', { state: 'RECONCILING' }, yes, 'finn', 'order-not-now'],
    ['a yes on a line that is gone', { line: undefined }, yes, 'finn', 'order-line-not-in-plan'],
  ];
  for (const [what, given, answer, byId, expected] of table)
    test(`${what}: ${expected}`, () => {
      assert.equal(verdict(decideOrderAnswer({ ...raised, ...given }, answer as typeof yes, byId)), expected);
    });

  test('what waits beside it does not count: whichever is approved first takes the money', () => {
    const beside = { ...line, orders: [approved(), approved({ outcome: undefined })] };
    assert.equal(verdict(decideOrderAnswer({ ...raised, line: beside }, yes, 'finn')), 'accepted');
  });
});

describe('R-092  Closing an order gives the rest back', () => {
  const parts = [
    { stream: 'NHS_CHC', pence: 62_500n, invoicedPence: 62_501n },
    { stream: 'LA_ADULT', pence: 37_500n, invoicedPence: 7_500n },
  ];
  const open = { outcome: 'APPROVED', isEnded: false, parts, openInvoices: 0 } as const;

  test('each payer’s part by itself: what was invoiced beyond one is not taken from another', () => {
    same(decideOrderEnd(open, 'Done'), { accepted: true, value: { leftPence: 30_000n } });
    assert.deepEqual(
      parts.map(part => [promisedLeft(part, false), promisedLeft(part, true)]),
      [
        [0n, 0n],
        [30_000n, 0n],
      ],
    );
    assert.equal(promisedLeft({ pence: 5n, invoicedPence: 5n }, false), 0n);
    assert.equal(promisedLeft({ pence: 5n, invoicedPence: 4n }, false), 1n);
  });

  const table: readonly (readonly [string, object, string, string])[] = [
    ['one that waits', { outcome: undefined }, 'x', 'order-not-open'],
    ['one that was refused', { outcome: 'REFUSED' }, 'x', 'order-not-open'],
    ['one that is closed', { isEnded: true }, 'x', 'order-not-open'],
    ['with an invoice to decide about', { openInvoices: 1 }, 'x', 'order-has-open-invoices'],
    ['without a reason', {}, ' ', 'order-closed-without-reason'],
  ];
  for (const [what, given, reason, expected] of table)
    test(`${what}: ${expected}`, () => assert.equal(verdict(decideOrderEnd({ ...open, ...given }, reason)), expected));
});

describe('T15 T16  A notional budget is set up by its orders and begins with its first service', () => {
  const of = (planItemId: string, fromOn: string, given: Partial<OrderOnLine> = {}) => ({
    ...approved(given),
    planItemId,
    fromOn: date(fromOn),
  });

  test('every line that the NHS buys has an order that was approved and runs', () => {
    assert.equal(areOrdersPlaced(['a', 'b'], [of('a', '2026-12-01'), of('b', '2026-12-01')]), true);
    assert.equal(areOrdersPlaced(['a', 'b'], [of('a', '2026-12-01')]), false);
    for (const given of [{ outcome: undefined }, { outcome: 'REFUSED' }, { isEnded: true }] as const)
      assert.equal(areOrdersPlaced(['a'], [of('a', '2026-12-01', given)]), false);
    assert.equal(areOrdersPlaced([], []), true);
  });

  test('the first service is the first day of all orders that run', () => {
    const orders = [
      of('a', '2026-12-08'),
      of('b', '2026-12-03'),
      of('c', '2026-12-01', { outcome: undefined }),
      of('d', '2026-12-02', { isEnded: true }),
    ];
    assert.equal(`${firstServiceOn(orders)}`, '2026-12-03');
    assert.equal(firstServiceOn([]), undefined);
    assert.equal(firstServiceOn([of('a', '2026-12-01', { outcome: 'REFUSED' })]), undefined);
  });
});
