import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { alone, type LineShares } from '../funding/line-shares.ts';
import { linePlaced, linePlacedLater, lineUnplaced, receivedUnexplained, refund, together } from './journals.ts';
import { accountKey, type Journal } from './ledger.ts';
import { type OnLine, paidOn, receivedOver, refundPlaced, spendingPlaced, unplacedOver } from './stream-journals.ts';

const NHS = 'NHS_CC';
const LA = 'LA_CHILDREN';
const where = {
  budgetId: 'budget',
  budgetYear: Temporal.PlainDate.from('2026-12-01'),
  option: 'DIRECT_PAYMENT' as const,
  accountId: 'account',
  happenedOn: Temporal.PlainDate.from('2027-01-04'),
};
const on = (promisedPence: bigint, leftPence: bigint, spentPence: bigint): OnLine => ({
  promisedPence,
  leftPence,
  spentPence,
});
const line = (split: LineShares) => ({ split, annualPence: 100_000n });
const money = (split: LineShares, onLine: Readonly<Record<string, OnLine>> = {}) => ({
  planLineId: 'line',
  line: line(split),
  onLine: new Map(Object.entries(onLine)),
});
const half: LineShares = {
  kind: 'PERCENT',
  shares: [
    { stream: NHS, weight: 1, pence: undefined },
    { stream: LA, weight: 1, pence: undefined },
  ],
};
const sorted = ({ kind, happenedOn, postings }: Journal) => ({
  kind,
  happenedOn,
  postings: postings.map(({ account, amountPence }) => `${accountKey(account)} ${amountPence}`).toSorted(),
});
const sameJournal = (actual: Journal, expected: Journal) => same(sorted(actual), sorted(expected));
const amounts = ({ postings }: Journal) =>
  postings.map(({ account, amountPence }) => `${account.stream} ${account.kind} ${amountPence}`).toSorted();

describe('R-096  With one payer a bank line posts what it always did', () => {
  const one = money(alone(NHS), { [NHS]: on(500n, 300n, 200n) });
  const purse = { ...where, stream: NHS, planLineId: 'line' };
  test('placed at once', () =>
    sameJournal(spendingPlaced(where, 700n, one), linePlaced({ ...purse, pence: 700n, promisedLeftPence: 300n })));
  test('placed later', () =>
    sameJournal(
      spendingPlaced(where, 700n, one, [{ stream: NHS, pence: 700n }]),
      linePlacedLater({ ...purse, pence: 700n, promisedLeftPence: 300n }),
    ));
  test('a refund goes to the promise first, then to what is free', () =>
    sameJournal(
      refundPlaced(where, 150n, money(alone(NHS), { [NHS]: on(500n, 0n, 600n) })),
      together(
        refund({ ...purse, pence: 50n, backTo: 'promised' }),
        refund({ ...purse, pence: 100n, backTo: 'authorised' }),
      ),
    ));
  test('a refund on a line without a promise', () =>
    sameJournal(refundPlaced(where, 150n, money(alone(NHS))), refund({ ...purse, pence: 150n, backTo: 'authorised' })));
  test('a refund that the promise takes whole', () =>
    sameJournal(
      refundPlaced(where, 150n, money(alone(NHS), { [NHS]: on(500n, 0n, 500n) })),
      refund({ ...purse, pence: 150n, backTo: 'promised' }),
    ));
  test('not known yet', () => {
    sameJournal(unplacedOver(where, [{ stream: NHS, pence: 7n }]), lineUnplaced({ ...where, stream: NHS, pence: 7n }));
    sameJournal(
      receivedOver(where, [{ stream: NHS, pence: 7n }]),
      receivedUnexplained({ ...where, stream: NHS, pence: 7n }),
    );
  });
});

describe('R-098  With several payers each pays in its own books', () => {
  test('£10.01 by halves, the promise of the council all used', () =>
    assert.deepEqual(amounts(spendingPlaced(where, 1_001n, money(half, { [NHS]: on(900n, 900n, 0n) }))), [
      `${LA} authorised 500`,
      `${LA} held -500`,
      `${LA} spent 500`,
      `${LA} used -500`,
      `${NHS} held -501`,
      `${NHS} promised 501`,
      `${NHS} spent 501`,
      `${NHS} used -501`,
    ]));
  test('what lay unplaced by other shares goes back first', () =>
    assert.deepEqual(
      amounts(
        spendingPlaced(where, 1_000n, money(alone(LA)), [
          { stream: NHS, pence: 625n },
          { stream: LA, pence: 375n },
        ]),
      ),
      [
        `${LA} authorised 1000`,
        `${LA} held -625`,
        `${LA} spent 1000`,
        `${LA} unplaced -375`,
        `${LA} used -1000`,
        `${NHS} held 625`,
        `${NHS} unplaced -625`,
      ],
    ));
  const first: LineShares = {
    kind: 'FIRST_POUND',
    shares: [
      { stream: NHS, weight: 0, pence: 500n },
      { stream: LA, weight: 1, pence: undefined },
    ],
  };
  test('first pounds: what the council paid instead goes back to it', () =>
    assert.deepEqual(amounts(spendingPlaced(where, 100n, money(first, { [LA]: on(0n, 0n, 300n) }))), [
      `${LA} authorised -300`,
      `${LA} held 300`,
      `${LA} spent -300`,
      `${LA} used 300`,
      `${NHS} authorised 400`,
      `${NHS} held -400`,
      `${NHS} spent 400`,
      `${NHS} used -400`,
    ]));
  test('first pounds: a refund may make the NHS pay what the council did', () =>
    assert.deepEqual(
      amounts(refundPlaced(where, 100n, money(first, { [NHS]: on(300n, 300n, 0n), [LA]: on(0n, 0n, 300n) }))),
      [
        `${LA} authorised -300`,
        `${LA} held 300`,
        `${LA} spent -300`,
        `${LA} used 300`,
        `${NHS} held -200`,
        `${NHS} promised 200`,
        `${NHS} spent 200`,
        `${NHS} used -200`,
      ],
    ));
  test('money that nobody can explain lies by the agreed shares', () => {
    const parts = [
      { stream: NHS, pence: 625n },
      { stream: LA, pence: 375n },
    ];
    assert.deepEqual(amounts(unplacedOver(where, parts)), [
      `${LA} held -375`,
      `${LA} unplaced 375`,
      `${NHS} held -625`,
      `${NHS} unplaced 625`,
    ]);
    assert.deepEqual(amounts(receivedOver(where, parts)), [
      `${LA} held 375`,
      `${LA} received -375`,
      `${NHS} held 625`,
      `${NHS} received -625`,
    ]);
  });
  test('what each has spent on the line', () => same([...paidOn(new Map([[NHS, on(9n, 8n, 7n)]]))], [[NHS, 7n]]));
});
