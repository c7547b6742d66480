import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { isBefore } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import type { Decision } from '../decision.ts';
import { closesOn, decideCarryOver, leftToDeliver, promisesEnded, yearsToClose } from './year-end.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const many = (count: number) => ({ tenThousandths: BigInt(count) * 10_000n });
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

describe('R-092  When the orders of a year are closed', () => {
  const table: readonly (readonly [string, number, string])[] = [
    ['2026-12-01', 60, '2028-01-30'],
    ['2026-12-01', 0, '2027-12-01'],
    ['2028-02-29', 0, '2029-02-28'],
    ['2028-02-28', 1, '2029-03-01'],
  ];
  for (const [year, days, expected] of table)
    test(`the year of ${year}, ${days} days for late invoices: ${expected}`, () =>
      assert.equal(closesOn(date(year), days).toString(), expected));

  test('the years to close today are those whose day has come, and no other', () => {
    const dates = fc.integer({ min: 0, max: 3_000 }).map(days => date('2026-01-01').add({ days }));
    fc.assert(
      fc.property(dates, dates, fc.integer({ min: 0, max: 180 }), (budgetYear, today, days) => {
        const isDue = !isBefore(today, closesOn(budgetYear, days));
        assert.equal(!isBefore(yearsToClose(today, days), budgetYear), isDue, `${budgetYear} on ${today}`);
      }),
      {
        examples: [
          [date('2028-02-29'), date('2029-02-28'), 0],
          [date('2028-03-01'), date('2029-02-28'), 0],
        ],
      },
    );
  });
});

test('R-092 what is left to deliver is what nobody invoiced, never below nought', () => {
  assert.deepEqual(leftToDeliver({ quantity: many(50), invoicedQuantity: many(8) }), many(42));
  assert.deepEqual(leftToDeliver({ quantity: many(50), invoicedQuantity: many(50) }), many(0));
  assert.deepEqual(leftToDeliver({ quantity: many(50), invoicedQuantity: many(51) }), many(0));
});

describe('R-092  The rest of an order in a later year', () => {
  const old = {
    budgetYear: date('2026-12-01'),
    outcome: 'APPROVED',
    isEnded: false,
    openInvoices: 0,
    quantity: many(50),
    invoicedQuantity: many(8),
    parts: [{ stream: 'NHS_CHC', pence: 200_000n, invoicedPence: 32_000n }],
  } as const;
  const target = {
    state: 'ACTIVE',
    line: { option: 'NOTIONAL', plannedPence: 168_000n, orders: [] },
    isSupplierKnown: true,
    startsOn: date('2027-12-01'),
    lastOn: date('2028-11-30'),
  } as const;
  const order = { unitPence: 4_000n, fromOn: date('2027-12-01'), toOn: date('2028-11-30') };
  const table: readonly (readonly [string, object, object, object, string])[] = [
    ['all of it, into the money that there is', {}, {}, {}, 'accepted'],
    [
      'a penny more than is left of the line',
      {},
      { line: { ...target.line, plannedPence: 167_999n } },
      {},
      'order-over-plan',
    ],
    ['an order with an invoice that nobody decided', { openInvoices: 1 }, {}, {}, 'order-has-open-invoices'],
    ['a closed one', { isEnded: true }, {}, {}, 'order-not-open'],
    ['one that was refused', { outcome: 'REFUSED' }, {}, {}, 'order-not-open'],
    [
      'one of which next to nothing is left',
      { invoicedQuantity: { tenThousandths: 499_999n } },
      {},
      {},
      'order-costs-nothing',
    ],
    ['one that was invoiced in full', { invoicedQuantity: many(50) }, {}, {}, 'order-all-delivered'],
    [
      'into the same year',
      {},
      { startsOn: date('2026-12-01'), lastOn: date('2027-11-30') },
      { fromOn: date('2027-01-01'), toOn: date('2027-11-30') },
      'order-not-of-later-year',
    ],
    [
      'into a year that begins on its last day',
      {},
      { startsOn: date('2027-11-30'), lastOn: date('2028-11-29') },
      { toOn: date('2028-11-29') },
      'order-not-of-later-year',
    ],
    [
      'on a line that the person is paid for',
      {},
      { line: { ...target.line, option: 'DIRECT_PAYMENT' } },
      {},
      'order-line-not-notional',
    ],
    ['on days outside the year', {}, {}, { toOn: date('2028-12-01') }, 'order-outside-year'],
    [
      'everything at once',
      { isEnded: true, invoicedQuantity: many(50) },
      { line: undefined },
      {},
      'order-not-open, order-all-delivered, order-line-not-in-plan',
    ],
  ];
  for (const [what, ofOld, ofTarget, ofOrder, expected] of table)
    test(`${what}: ${expected}`, () =>
      assert.equal(
        verdict(decideCarryOver({ ...old, ...ofOld }, { ...target, ...ofTarget }, { ...order, ...ofOrder })),
        expected,
      ));

  test('what goes back, how many are ordered and what they cost', () =>
    same(decideCarryOver(old, target, order), {
      accepted: true,
      value: { leftPence: 168_000n, quantity: many(42), pricePence: 168_000n },
    }));

  test('the end gives back what each payer promised and was not invoiced; who has none left posts nothing', () => {
    const parts = [
      { stream: 'NHS_CHC', pence: 100_000n, invoicedPence: 40_000n },
      { stream: 'SOCIAL_CARE', pence: 50_000n, invoicedPence: 50_000n },
    ];
    const journals = promisesEnded(
      { budgetId: 'b', budgetYear: old.budgetYear, planItemId: 'i', parts },
      date('2027-12-01'),
    );
    assert.deepEqual(
      journals.map(({ kind, postings }) => [
        kind,
        postings.map(({ account, amountPence }) => [account.kind, account.stream, amountPence]),
      ]),
      [
        [
          'promise-ended',
          [
            ['promised', 'NHS_CHC', 60_000n],
            ['authorised', 'NHS_CHC', -60_000n],
          ],
        ],
      ],
    );
    assert.equal(total(journals.flatMap(({ postings }) => postings.map(({ amountPence }) => amountPence))), 0n);
    const penny = [{ stream: 'NHS_CHC', pence: 2n, invoicedPence: 1n }];
    const [last] = promisesEnded(
      { budgetId: 'b', budgetYear: old.budgetYear, planItemId: 'i', parts: penny },
      date('2027-12-01'),
    );
    assert.equal(last!.postings[0]!.amountPence, 1n);
    const over = [{ stream: 'NHS_CHC', pence: 1n, invoicedPence: 2n }];
    assert.deepEqual(
      promisesEnded({ budgetId: 'b', budgetYear: old.budgetYear, planItemId: 'i', parts: over }, date('2027-12-01')),
      [],
    );
  });
});
