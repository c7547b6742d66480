import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readBacs } from '../../test/support/bacs-reader.ts';
import { type BacsFile, type BacsPayment, bacsText, splitForBacs, writeBacs18 } from './bacs18.ts';

const payment = (changes: Partial<BacsPayment> = {}): BacsPayment => ({
  sortCode: '089999',
  accountNumber: '66374958',
  amountPence: 260_000n,
  reference: 'PHB000123 DEC26',
  name: 'J Example',
  ...changes,
});

const file = (changes: Partial<BacsFile> = {}): BacsFile => ({
  serviceUserNumber: '123456',
  serial: '000001',
  createdOn: Temporal.PlainDate.from('2026-11-27'),
  processingOn: Temporal.PlainDate.from('2026-11-30'),
  originator: { sortCode: '107999', accountNumber: '88837491', name: 'NHS Example ICB' },
  contraNarrative: 'PHB RUN 2026-12',
  payments: [
    payment(),
    payment({
      sortCode: '202959',
      accountNumber: '63748472',
      amountPence: 142_581n,
      reference: 'PHB000124 DEC26',
      name: 'A Sample',
    }),
  ],
  ...changes,
});

/** The sample of the rulebook, section 6.3. The bar marks the end of a record and is no part of it. */
const GOLDEN = `
VOL1000001                               123456                                1|
HDR1A123456S  112345600000100010001       26331 26338 000000                    |
HDR2F0200000100                                   00                            |
UHL1 26334999999    000000001 DAILY  000                                        |
0899996637495809910799988837491    00000260000NHS EXAMPLE ICB   PHB000123 DEC26   J EXAMPLE         |
2029596374847209910799988837491    00000142581NHS EXAMPLE ICB   PHB000124 DEC26   A SAMPLE          |
1079998883749101710799988837491    00000402581PHB RUN 2026-12   CONTRA            NHS EXAMPLE ICB   |
EOF1A123456S  112345600000100010001       26331 26338 000000                    |
EOF2F0200000100                                   00                            |
UTL10000000402581000000040258100000010000002        0000000                     |
`
  .trimStart()
  .replaceAll('|\n', '\n');

function codesOf(changes: Partial<BacsFile>): string {
  const writing = writeBacs18(file(changes));
  return writing.ok ? 'written' : writing.problems.map(p => `${p.payment ?? ''}${p.field} ${p.code}`).join(', ');
}

describe('Bacs Standard 18', () => {
  test('the golden sample, byte for byte', () => {
    assert.deepEqual(writeBacs18(file()), { ok: true, text: GOLDEN, totalPence: 402_581n, count: 2 });
  });

  test('an independent reader finds the same facts in the golden sample', () => {
    const read = readBacs(GOLDEN);
    assert.deepEqual([read.serial, read.serviceUserNumber, read.processing], ['000001', '123456', '26334']);
    assert.deepEqual([read.contra.name, read.contra.reference, read.debitCount], ['NHS EXAMPLE ICB', 'CONTRA', 1]);
  });

  test('whatever is written reads back to the same payments and totals', () => {
    const number = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
    const anyPayment = fc.record({
      sortCode: number(6),
      accountNumber: number(8),
      amountPence: fc.bigInt(1n, 2_000_000_000n),
      reference: fc.stringMatching(/^[A-Z][0-9][A-Z0-9.&/ -]{4,15}[A-Z0-9]$/),
      name: fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => `A${text}`),
    });
    fc.assert(
      fc.property(fc.array(anyPayment, { minLength: 1, maxLength: 49 }), payments => {
        const writing = writeBacs18(file({ payments }));
        assert.ok(writing.ok);
        const read = readBacs(writing.text);
        const facts = (one: BacsPayment) => [one.sortCode, one.accountNumber, one.amountPence, one.reference];
        assert.deepEqual(read.payments.map(facts), payments.map(facts));
        assert.equal(read.contra.amountPence, writing.totalPence);
        assert.equal(read.creditCount, payments.length);
      }),
      { numRuns: 200 },
    );
  });

  const edges = [
    ['1 penny', { payments: [payment({ amountPence: 1n })] }, 'written'],
    ['no penny', { payments: [payment({ amountPence: 0n })] }, '1amountPence amount-out-of-range'],
    ['£20,000,000.00', { payments: [payment({ amountPence: 2_000_000_000n })] }, 'written'],
    ['£20,000,000.01', { payments: [payment({ amountPence: 2_000_000_001n })] }, '1amountPence amount-out-of-range'],
    ['no payments', { payments: [] }, 'payments empty'],
    ['sort code of 5', { payments: [payment({ sortCode: '08999' })] }, '1sortCode not-digits'],
    ['account of 7', { payments: [payment({ accountNumber: '6637495' })] }, '1accountNumber not-digits'],
    ['reference of 6', { payments: [payment({ reference: 'PHB001' })] }, '1reference not-allowed'],
    ['reference of 7', { payments: [payment({ reference: 'PHB0012' })] }, 'written'],
    ['reference of 18', { payments: [payment({ reference: 'PHB0012345678901/A' })] }, 'written'],
    ['reference of 19', { payments: [payment({ reference: 'PHB0012345678901/AB' })] }, '1reference not-allowed'],
    ['small letters in a reference', { payments: [payment({ reference: 'phb000123' })] }, '1reference not-allowed'],
    ['a reference led by a dash', { payments: [payment({ reference: '-PHB000123' })] }, '1reference not-allowed'],
    ['a reference of one letter', { payments: [payment({ reference: 'AAAAAAA' })] }, '1reference not-allowed'],
    ['a name without letters', { payments: [payment({ name: '李明' })] }, '1name empty'],
    ['serial 000000', { serial: '000000' }, 'serial not-allowed'],
    ['processing on the day of making', { processingOn: Temporal.PlainDate.from('2026-11-27') }, 'written'],
    ['the day before', { processingOn: Temporal.PlainDate.from('2026-11-26') }, 'processingOn date-out-of-range'],
    ['a Saturday', { processingOn: Temporal.PlainDate.from('2026-11-28') }, 'processingOn date-out-of-range'],
    [
      '30 days ahead',
      { createdOn: Temporal.PlainDate.from('2026-11-02'), processingOn: Temporal.PlainDate.from('2026-12-02') },
      'written',
    ],
    [
      '31 days ahead',
      { createdOn: Temporal.PlainDate.from('2026-11-01'), processingOn: Temporal.PlainDate.from('2026-12-02') },
      'processingOn date-out-of-range',
    ],
  ] as const;
  for (const [what, changes, expected] of edges) {
    test(`${what}: ${expected}`, () => assert.equal(codesOf(changes), expected));
  }

  test('says everything at once', () => {
    const payments = [payment({ sortCode: 'x', amountPence: 0n }), payment({ reference: '' })];
    assert.equal(
      codesOf({ serviceUserNumber: '1', payments }),
      'serviceUserNumber not-digits, 1sortCode not-digits, 1amountPence amount-out-of-range, 2reference not-allowed',
    );
  });

  test('the year turns: processed on 4 January 2027, expires on the 8th', () => {
    const turn = {
      createdOn: Temporal.PlainDate.from('2026-12-31'),
      processingOn: Temporal.PlainDate.from('2027-01-04'),
    };
    const writing = writeBacs18(file(turn));
    assert.ok(writing.ok);
    const { created, processing, expires } = readBacs(writing.text);
    assert.deepEqual([created, processing, expires], ['26365', '27004', '27008']);
  });
});

describe('A file over £999,999,999.99 is split', () => {
  const many = (count: number, last: bigint) => [
    ...Array.from({ length: count }, () => payment({ amountPence: 2_000_000_000n })),
    payment({ amountPence: last }),
  ];
  const table = [
    [1_999_999_998n, 'written', [50]],
    [1_999_999_999n, 'written', [50]],
    [2_000_000_000n, 'payments split-the-file', [49, 1]],
  ] as const;
  for (const [last, expected, sizes] of table) {
    test(`49 × £20,000,000 and ${last} pence: ${expected}, ${sizes.join(' and ')}`, () => {
      const payments = many(49, last);
      assert.equal(codesOf({ payments }), expected);
      assert.deepEqual(
        splitForBacs(payments).map(part => part.length),
        sizes,
      );
    });
  }

  test('splitting leaves out nothing, keeps the order, and every part can be written', () => {
    const amounts = fc.array(fc.bigInt(1n, 2_000_000_000n), { maxLength: 300 });
    fc.assert(
      fc.property(amounts, pence => {
        const payments = pence.map(amountPence => payment({ amountPence }));
        const parts = splitForBacs(payments);
        assert.deepEqual(parts.flat(), payments);
        for (const part of parts) assert.equal(codesOf({ payments: part }), 'written');
      }),
      { numRuns: 50 },
    );
  });
});

describe('Names in the characters of Bacs', () => {
  const table = [
    ['Zoë Łukasz-Øster', 'ZOE LUKASZ-OSTER'],
    ["Siân O'Brien", 'SIAN O BRIEN'],
    ['Groß & Söhne', 'GROSS & SOHNE'],
    ['  two   spaces\t', 'TWO SPACES'],
    ['李明', ''],
  ] as const;
  for (const [name, expected] of table) {
    test(`${name}: "${expected}"`, () => assert.equal(bacsText(name), expected));
  }
});
