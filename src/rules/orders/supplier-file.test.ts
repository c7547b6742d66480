import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import type { Decision } from '../decision.ts';
import {
  askAboutList,
  decideListNotTaken,
  decideListTaken,
  decideSupplierFile,
  isListTaken,
  isWholeFile,
  onListWord,
  supplierFileDays,
  supplierReference,
} from './supplier-file.ts';
import type { ListStatus } from './supplier-payment.ts';

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

describe('R-083 R-092  The bank’s word on the file of a list, and its silence', () => {
  const list = {
    number: 12,
    status: 'SENT' as ListStatus,
    sentOn: date('2027-01-04') as ReturnType<typeof date> | undefined,
    sentById: 'rel' as string | undefined,
    sentByName: 'Rel',
    filesCount: 1,
    takenCount: 0,
    rejectedCount: 0,
    totals: { count: 3, totalPence: 44_000n },
  };
  const heard: readonly (readonly [string, Partial<typeof list>, 'TAKEN' | 'REJECTED', string, 'NOTE' | 'GIVE_UP'])[] =
    [
      ['rejected, heard by another', {}, 'REJECTED', 'fin', 'GIVE_UP'],
      ['rejected, heard by who wrote the file', {}, 'REJECTED', 'rel', 'NOTE'],
      ['taken', {}, 'TAKEN', 'fin', 'NOTE'],
      ['one of two files rejected', { filesCount: 2 }, 'REJECTED', 'fin', 'NOTE'],
      ['rejected when it is recorded as paid', { status: 'PAID' }, 'REJECTED', 'fin', 'NOTE'],
      ['rejected when it is given up', { status: 'CANCELLED' }, 'REJECTED', 'fin', 'NOTE'],
    ];
  for (const [what, given, says, byId, expected] of heard)
    test(`${what}: ${expected}`, () => assert.equal(onListWord({ ...list, ...given }, says, byId), expected));

  const taking: readonly (readonly [string, Partial<typeof list>, string, string])[] = [
    ['on its way', {}, 'Jo', 'accepted'],
    ['with one of two files taken', { filesCount: 2, takenCount: 1 }, 'Jo', 'accepted'],
    ['taken already', { takenCount: 1 }, 'Jo', 'supplier-list-taken-already'],
    ['without words', {}, ' ', 'supplier-list-taken-without-words'],
    ['not sent', { status: 'RELEASED', filesCount: 0 }, 'Jo', 'supplier-list-not-sent'],
  ];
  for (const [what, given, words, expected] of taking)
    test(`noted as taken, ${what}: ${expected}`, () =>
      assert.equal(verdict(decideListTaken({ ...list, ...given }, words)), expected));

  test('a list without a file was not taken in', () => {
    assert.equal(isListTaken({ filesCount: 0, takenCount: 0 }), false);
    assert.equal(isListTaken({ filesCount: 1, takenCount: 1 }), true);
  });

  const asked: readonly (readonly [string, Partial<typeof list>, string, RegExp | undefined])[] = [
    ['on its day', {}, '2027-01-05', undefined],
    [
      'the day after',
      {},
      '2027-01-06',
      /^The bank has not confirmed list 12 of payments to suppliers: 3 payments, £440\.00\. It should have by 5 January 2027\. /,
    ],
    ['once it was taken', { takenCount: 1 }, '2027-01-06', undefined],
    ['with one of two files taken', { filesCount: 2, takenCount: 1 }, '2027-01-06', /has not confirmed list 12/],
    ['paid', { status: 'PAID' }, '2027-01-06', undefined],
    [
      'paid and rejected',
      { status: 'PAID', rejectedCount: 1 },
      '2027-01-04',
      /did not take the file of list 12 .* recorded as paid/,
    ],
    ['given up', { status: 'CANCELLED' }, '2027-01-06', undefined],
    [
      'given up and taken',
      { status: 'CANCELLED', takenCount: 1 },
      '2027-01-04',
      /took in the file of list 12 .* may be paid twice/,
    ],
    ['given up and rejected', { status: 'CANCELLED', rejectedCount: 1 }, '2027-01-04', undefined],
    [
      'rejected, and still on its way',
      { rejectedCount: 1 },
      '2027-01-04',
      /did not take a file of list 12 .* else than Rel asks/,
    ],
    ['without a file', { status: 'RELEASED', sentOn: undefined }, '2027-01-06', undefined],
    ['as sent, without a day', { sentOn: undefined, rejectedCount: 1 }, '2027-01-06', undefined],
  ];
  for (const [what, given, day, expected] of asked)
    test(`asked about, ${what}: ${expected ?? 'nothing'}`, () => {
      const words = askAboutList({ ...list, ...given }, 1, date(day), new Set());
      if (expected) assert.match(words!, expected);
      else assert.equal(words, undefined);
    });

  const whole: readonly (readonly [number | undefined, number, boolean])[] = [
    [undefined, 0, true],
    [10, 0, true],
    [10, 2, true],
    [8, 2, true],
    [8, 1, false],
    [9, 0, false],
    [11, 0, false],
  ];
  for (const [count, rejected, expected] of whole)
    test(`of ten, ${count ?? 'no number'} taken in and ${rejected} rejected by name: ${expected ? 'all' : 'not all'} of it`, () =>
      assert.equal(isWholeFile({ count }, rejected, 10), expected));
});
