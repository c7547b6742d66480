import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  decideList,
  decideListCancel,
  decideListPaid,
  decideListRelease,
  decideSupplierReturn,
  draftList,
  type OwedSupplier,
} from './supplier-payment.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const today = date('2027-02-01');
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

const owed = (supplierId: string, pence: readonly bigint[], given: Partial<OwedSupplier> = {}): OwedSupplier => ({
  supplierId,
  supplierName: supplierId,
  account: { accountId: `account of ${supplierId}`, method: 'BANK_LETTER', changed: false, waitedOneRun: false },
  invoices: pence.map((one, i) => ({ invoiceId: `${supplierId}-${i}`, pence: one })),
  ...given,
});

describe('R-092  What suppliers are paid', () => {
  test('one payment each, invoices less credit notes; who has no account or no debt is left out and holds up nobody', () => {
    const suppliers = [
      owed('a', [500n, -200n]),
      owed('b', [100n], { account: undefined }),
      owed('c', [100n, -100n]),
      owed('d', [100n, -101n], { account: undefined }),
      owed('e', [1n]),
    ];
    same(draftList(suppliers, true), {
      payments: [
        { supplierId: 'a', accountId: 'account of a', pence: 300n, invoiceIds: ['a-0', 'a-1'] },
        { supplierId: 'e', accountId: 'account of e', pence: 1n, invoiceIds: ['e-0'] },
      ],
      leftOut: [
        { supplierName: 'b', pence: 100n, because: 'NO_ACCOUNT' },
        { supplierName: 'c', pence: 0n, because: 'CREDIT' },
        { supplierName: 'd', pence: -1n, because: 'CREDIT' },
      ],
    });
  });

  test('a list says its control totals; an empty one is none', () => {
    same(decideList(draftList([owed('a', [500n]), owed('b', [2n])], true).payments), {
      accepted: true,
      value: { count: 2, totalPence: 502n },
    });
    assert.equal(verdict(decideList([])), 'supplier-list-empty');
  });
});

describe('R-085  A changed account waits', () => {
  const changed = { accountId: 'new', method: 'BANK_LETTER', changed: true, waitedOneRun: false } as const;
  const table: readonly (readonly [string, object, boolean, string | undefined])[] = [
    ['changed, checked by a letter', {}, true, 'COOLING_OFF'],
    ['confirmed by telephone', { method: 'CALL_BACK' }, true, undefined],
    ['the first that it had', { changed: false }, true, undefined],
    ['it waited for a run', { waitedOneRun: true }, true, undefined],
    ['the board asks for no waiting', {}, false, undefined],
  ];
  for (const [what, given, coolingOff, because] of table)
    test(`${what}: ${because ?? 'paid'}`, () => {
      const { payments, leftOut } = draftList([owed('a', [500n], { account: { ...changed, ...given } })], coolingOff);
      assert.deepEqual([leftOut[0]?.because, payments.length], [because, because ? 0 : 1]);
    });

  test('the most that one payment may be is paid, a penny more waits', () => {
    const at = (pence: bigint) => draftList([owed('a', [pence])], true).leftOut.map(({ because }) => because);
    assert.deepEqual(at(2_000_000_000n), []);
    assert.deepEqual(at(2_000_000_001n), ['OVER_LIMIT']);
  });
});

describe('R-085  Two people pay a supplier', () => {
  const totals = { count: 2, totalPence: 502n };
  const list = { status: 'PREPARED', preparedById: 'pru', totals, changedAccounts: [] } as const;
  const table: readonly (readonly [string, object, typeof totals, string, string])[] = [
    ['another person', {}, totals, 'rel', 'accepted'],
    ['who prepared it', {}, totals, 'pru', 'supplier-list-own'],
    ['a list that is released', { status: 'RELEASED' }, totals, 'rel', 'supplier-list-not-prepared'],
    ['a list that was given up', { status: 'CANCELLED' }, totals, 'rel', 'supplier-list-not-prepared'],
    ['another number than they saw', {}, { ...totals, count: 1 }, 'rel', 'supplier-list-not-as-seen'],
    ['another sum than they saw', {}, { ...totals, totalPence: 503n }, 'rel', 'supplier-list-not-as-seen'],
    [
      'accounts that changed',
      { changedAccounts: ['a', 'b'] },
      totals,
      'rel',
      'supplier-list-account-changed, supplier-list-account-changed',
    ],
  ];
  for (const [what, given, seen, byId, expected] of table)
    test(`released: ${what}: ${expected}`, () => {
      assert.equal(verdict(decideListRelease({ ...list, ...given }, seen, byId)), expected);
    });

  const released = { status: 'RELEASED', releasedOn: date('2027-01-29'), sentOn: undefined } as const;
  const paid = { reference: 'FT 1', paidOn: today };
  const pays: readonly (readonly [string, object, object, string])[] = [
    ['today', {}, {}, 'accepted'],
    ['on the day of its release', {}, { paidOn: date('2027-01-29') }, 'accepted'],
    ['the day before', {}, { paidOn: date('2027-01-28') }, 'supplier-paid-before-release'],
    ['tomorrow', {}, { paidOn: date('2027-02-02') }, 'supplier-paid-in-future'],
    ['without a reference', {}, { reference: ' ' }, 'supplier-list-without-reference'],
    ['before its release', { status: 'PREPARED', releasedOn: undefined }, {}, 'supplier-list-not-released'],
    ['twice', { status: 'PAID' }, {}, 'supplier-list-not-released'],
    ['after it was given up', { status: 'CANCELLED' }, {}, 'supplier-list-not-released'],
    ['by its file', { status: 'SENT', sentOn: date('2027-01-30') }, {}, 'accepted'],
    ['on the day of its file', { status: 'SENT', sentOn: today }, {}, 'accepted'],
    [
      'the day before its file',
      { status: 'SENT', sentOn: today },
      { paidOn: date('2027-01-31') },
      'supplier-paid-before-file',
    ],
  ];
  for (const [what, given, typed, expected] of pays)
    test(`paid ${what}: ${expected}`, () => {
      assert.equal(verdict(decideListPaid({ ...released, ...given }, { ...paid, ...typed }, today)), expected);
    });

  test('given up before it is paid, with a reason', () => {
    assert.deepEqual(
      (['PREPARED', 'RELEASED', 'SENT', 'PAID', 'CANCELLED'] as const).map(status =>
        verdict(decideListCancel(status, 'x')),
      ),
      ['accepted', 'accepted', 'supplier-list-sent', 'supplier-list-over', 'supplier-list-over'],
    );
    assert.equal(verdict(decideListCancel('PREPARED', ' ')), 'supplier-list-cancelled-without-reason');
  });

  const backs: readonly (readonly [string, object, string, string])[] = [
    ['today', {}, '2027-02-01', 'accepted'],
    ['on the day that it was paid', {}, '2027-01-29', 'accepted'],
    ['the day before', {}, '2027-01-28', 'supplier-payment-returned-before-paid'],
    ['tomorrow', {}, '2027-02-02', 'supplier-paid-in-future'],
    ['twice', { isReturned: true }, '2027-02-01', 'supplier-payment-returned-already'],
    ['before it was paid', { paidOn: undefined }, '2027-02-01', 'supplier-payment-not-paid'],
  ];
  for (const [what, given, on, expected] of backs)
    test(`given back ${what}: ${expected}`, () => {
      const payment = { paidOn: date('2027-01-29'), isReturned: false, ...given };
      assert.equal(verdict(decideSupplierReturn(payment, date(on), today)), expected);
    });
});
