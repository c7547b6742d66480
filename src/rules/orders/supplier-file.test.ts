import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import type { Decision } from '../decision.ts';
import { decideListNotTaken, decideSupplierFile, supplierFileDays, supplierReference } from './supplier-file.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

describe('R-083  When the money of suppliers goes and arrives', () => {
  const days = (rail: 'BACS' | 'FASTER_PAYMENTS', today: string) => {
    const { inputOn, processingOn, creditOn } = supplierFileDays(rail, date(today), ENGLAND_AND_WALES);
    return [inputOn, processingOn, creditOn].map(String);
  };

  test('by Bacs on the third working day, over a week-end and a bank holiday', () => {
    assert.deepEqual(days('BACS', '2027-02-01'), ['2027-02-01', '2027-02-02', '2027-02-03']);
    assert.deepEqual(days('BACS', '2026-12-24'), ['2026-12-24', '2026-12-29', '2026-12-30']);
    assert.deepEqual(days('BACS', '2027-02-06'), ['2027-02-08', '2027-02-09', '2027-02-10']);
  });

  test('by Faster Payments the same day, any day', () => {
    assert.deepEqual(days('FASTER_PAYMENTS', '2027-02-06'), ['2027-02-06', '2027-02-06', '2027-02-06']);
  });
});

test('R-084 every payment to a supplier has a reference of its own, of the length that Bacs takes', () => {
  assert.equal(supplierReference({ number: 1, place: 1 }), 'PHB S1 1');
  assert.equal(supplierReference({ number: 12, place: 3 }), 'PHB S12 3');
  assert.notEqual(supplierReference({ number: 1, place: 11 }), supplierReference({ number: 11, place: 1 }));
  assert.equal(supplierReference({ number: 999_999, place: 1_000 }).length, 16);
});

describe('R-083 R-085 R-092  The file of a list', () => {
  const list = {
    status: 'RELEASED',
    payments: [{ supplierName: 'Riverside', pence: 100_000_000n }],
    changedAccounts: [],
    hasBankDetails: true,
  } as const;
  const table: readonly (readonly [string, object, 'BACS' | 'FASTER_PAYMENTS', string])[] = [
    ['a released list', {}, 'BACS', 'accepted'],
    ['one that nobody released', { status: 'PREPARED' }, 'BACS', 'supplier-file-list-not-released'],
    ['one that is paid', { status: 'PAID' }, 'BACS', 'supplier-file-list-not-released'],
    ['one that was given up', { status: 'CANCELLED' }, 'BACS', 'supplier-file-list-not-released'],
    ['one that is sent', { status: 'SENT' }, 'BACS', 'supplier-file-list-not-released'],
    ['£1,000,000.00 by Faster Payments', {}, 'FASTER_PAYMENTS', 'accepted'],
    [
      'a penny more',
      { payments: [{ supplierName: 'Riverside', pence: 100_000_001n }] },
      'FASTER_PAYMENTS',
      'supplier-file-over-rail',
    ],
    ['the same by Bacs', { payments: [{ supplierName: 'Riverside', pence: 100_000_001n }] }, 'BACS', 'accepted'],
    [
      'everything at once',
      { status: 'SENT', changedAccounts: ['a', 'b'], hasBankDetails: false },
      'BACS',
      'supplier-file-list-not-released, supplier-list-account-changed, supplier-list-account-changed, icb-bank-details-missing',
    ],
  ];
  for (const [what, given, rail, expected] of table)
    test(`${what}: ${expected}`, () =>
      assert.equal(verdict(decideSupplierFile({ ...list, ...given }, rail)), expected));

  test('who is paid too much for the rail is named, with the most', () => {
    const payments = [
      { supplierName: 'Small', pence: 1n },
      { supplierName: 'Large', pence: 2_000_000_001n },
    ];
    assert.deepEqual(decideSupplierFile({ ...list, payments }, 'BACS'), {
      accepted: false,
      refusals: [{ code: 'supplier-file-over-rail', supplier: 'Large', mostPence: 2_000_000_000n }],
    });
  });
});

describe('R-085 R-092  A file that the bank did not take', () => {
  const sent = { status: 'SENT', sentById: 'rel' } as const;
  const table: readonly (readonly [string, object, string, string, string])[] = [
    ['another person says so', {}, 'Rejected', 'fin', 'accepted'],
    ['who wrote it', {}, 'Rejected', 'rel', 'supplier-list-file-own'],
    ['without what the bank says', {}, ' ', 'fin', 'supplier-list-not-taken-without-words'],
    [
      'before there is a file',
      { status: 'RELEASED', sentById: undefined },
      'Rejected',
      'fin',
      'supplier-list-not-sent',
    ],
    ['after it was paid', { status: 'PAID' }, 'Rejected', 'fin', 'supplier-list-not-sent'],
  ];
  for (const [what, given, words, byId, expected] of table)
    test(`${what}: ${expected}`, () =>
      assert.equal(verdict(decideListNotTaken({ ...sent, ...given }, words, byId)), expected));
});
