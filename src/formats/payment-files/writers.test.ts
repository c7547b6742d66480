import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readBacs } from '../../../test/support/bacs-reader.ts';
import { readPain001, readPortalCsv } from '../../../test/support/payment-readers.ts';
import { bacsText } from './bacs-text.ts';
import type { Credit, FileOrder } from './payment-file.ts';
import { PAYMENT_FILE_FORMATS, PAYMENT_FILE_WRITERS, type PaymentFileFormat } from './writers.ts';

const payment = (changes: Partial<Credit> = {}): Credit => ({
  sortCode: '089999',
  accountNumber: '66374958',
  amountPence: 260_000n,
  reference: 'PHB000123 DEC26',
  name: 'J Example',
  endToEndId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  ...changes,
});

const order = (changes: Partial<FileOrder> = {}): FileOrder => ({
  serviceUserNumber: '123456',
  serial: '000001',
  messageId: 'RUN-QTA-2026-12-1-000001',
  rail: 'BACS',
  createdOn: Temporal.PlainDate.from('2026-11-27'),
  processingOn: Temporal.PlainDate.from('2026-11-30'),
  originator: { sortCode: '107999', accountNumber: '88837491', name: 'NHS Example & Sons <ICB>' },
  narrative: 'PHB RUN 2026-12',
  payments: [payment(), payment({ sortCode: '202959', amountPence: 5n, name: 'Zoë "Zed" O’Brien' })],
  ...changes,
});

function written(format: PaymentFileFormat, changes: Partial<FileOrder> = {}): Uint8Array {
  const writing = PAYMENT_FILE_WRITERS[format].write(order(changes));
  if (!writing.ok) assert.fail(writing.problems[0]!.text);
  return writing.bytes;
}

describe('A portal CSV', () => {
  test('byte for byte', () => {
    assert.equal(
      Buffer.from(written('PORTAL_CSV')).toString(),
      '089999,66374958,J EXAMPLE,2600.00,99,107999,88837491,NHS EXAMPLE & SONS,PHB000123 DEC26,30/11/2026\r\n' +
        '202959,66374958,ZOE ZED O BRIEN,0.05,99,107999,88837491,NHS EXAMPLE & SONS,PHB000123 DEC26,30/11/2026\r\n',
    );
  });
});

describe('A pain.001', () => {
  test('a second reader finds what was ordered', () => {
    const read = readPain001(written('PAIN001'));
    assert.deepEqual(
      [read.messageId, read.day, read.service, read.payerSortCode, read.payerAccountNumber, read.payerName],
      ['RUN-QTA-2026-12-1-000001', '2026-11-30', 'NURG', '107999', '88837491', 'NHS Example & Sons <ICB>'],
    );
    assert.deepEqual(read.payments, order().payments);
    assert.equal(read.totalPence, 260_005n);
  });

  test('by Faster Payments it asks for the urgent service', () => {
    assert.equal(readPain001(written('PAIN001', { rail: 'FASTER_PAYMENTS' })).service, 'URNS');
  });

  test('any name makes a document that is well formed and reads back', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        ...'<>&"\']]>',
        '\u0000',
        '\u000b',
        '\uffff',
        '\ud800',
        '\t',
        '\u0085',
        '&amp;',
        '<!DOCTYPE x>',
        '-->',
      ),
      fc.constantFrom('é', '李', '𝒵', 'A'),
    );
    const anyName = fc.array(unit, { maxLength: 200 }).map(parts => `A${parts.join('')}`);
    fc.assert(
      fc.property(fc.array(anyName, { minLength: 1, maxLength: 5 }), names => {
        const read = readPain001(written('PAIN001', { payments: names.map(name => payment({ name })) }));
        assert.equal(read.payments.length, names.length);
        for (const { name } of read.payments) assert.ok(name.startsWith('A'));
      }),
      { numRuns: 300 },
    );
  });
});

describe('Whichever format is chosen', () => {
  const number = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  const anyPayment = fc.record({
    sortCode: number(6),
    accountNumber: number(8),
    amountPence: fc.bigInt(1n, 2_000_000_000n),
    reference: fc.stringMatching(/^[A-Z][0-9][A-Z0-9.&/ -]{4,15}[A-Z0-9]$/),
    name: fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => `A${text}`),
    endToEndId: fc.stringMatching(/^[0-9a-f]{32}$/),
  });
  const readers = {
    BACS18: (bytes: Uint8Array) => readBacs(Buffer.from(bytes).toString('latin1')).payments,
    BACS18_DAYS: (bytes: Uint8Array) => readBacs(Buffer.from(bytes).toString('latin1')).payments,
    PORTAL_CSV: (bytes: Uint8Array) => readPortalCsv(bytes).payments,
    PAIN001: (bytes: Uint8Array) => readPain001(bytes).payments,
  };

  for (const format of PAYMENT_FILE_FORMATS)
    test(`${format}: accounts, amounts, references and names are those of the order`, () => {
      fc.assert(
        fc.property(fc.array(anyPayment, { minLength: 1, maxLength: 20 }), payments => {
          const facts = (one: Omit<Credit, 'endToEndId'>) => [
            one.sortCode,
            one.accountNumber,
            one.amountPence,
            one.reference,
            bacsText(one.name).slice(0, 18).trim(),
          ];
          assert.deepEqual(readers[format](written(format, { payments })).map(facts), payments.map(facts));
        }),
        { numRuns: 100 },
      );
    });

  const refused: readonly (readonly [string, Partial<FileOrder>, string])[] = [
    ['no payments', { payments: [] }, 'payments empty'],
    ['a short sort code', { payments: [payment({ sortCode: '08999' })] }, '1sortCode not-digits'],
    [
      'an account in Arabic digits',
      { payments: [payment({ accountNumber: '٦٦٣٧٤٩٥٨' })] },
      '1accountNumber not-digits',
    ],
    ['no penny', { payments: [payment({ amountPence: 0n })] }, '1amountPence amount-out-of-range'],
    ['a comma in a reference', { payments: [payment({ reference: 'PHB,000123' })] }, '1reference not-allowed'],
    ['a name of blanks', { payments: [payment({ name: ' ' })] }, '1name empty'],
    ['a day that is past', { createdOn: Temporal.PlainDate.from('2026-12-01') }, 'processingOn date-out-of-range'],
  ];
  for (const [what, changes, expected] of refused)
    for (const format of PAYMENT_FILE_FORMATS)
      test(`${format} refuses ${what}`, () => {
        const writing = PAYMENT_FILE_WRITERS[format].write(order(changes));
        assert.ok(!writing.ok);
        assert.equal(writing.problems.map(p => `${p.payment ?? ''}${p.field} ${p.code}`).join(', '), expected);
      });
});
