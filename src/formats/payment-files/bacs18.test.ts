import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readBacs } from '../../../test/support/bacs-reader.ts';
import { bacsText } from './bacs-text.ts';
import { type BacsFile, type BacsPayment, piecesOfBacs18, splitForBacs, writeBacs18 } from './bacs18.ts';
import { readBacs18 } from './bacs18-read.ts';

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

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

function codesOf(changes: Partial<BacsFile>): string {
  const writing = writeBacs18(file(changes));
  return writing.ok ? 'written' : writing.problems.map(p => `${p.payment ?? ''}${p.field} ${p.code}`).join(', ');
}

describe('Bacs Standard 18', () => {
  test('the golden sample, byte for byte', () => {
    const writing = writeBacs18(file());
    assert.ok(writing.ok);
    assert.equal(textOf(writing.bytes), GOLDEN);
    assert.deepEqual([writing.totalPence, writing.count], [402_581n, 2]);
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
        const read = readBacs(textOf(writing.bytes));
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
    const { created, processing, expires } = readBacs(textOf(writing.bytes));
    assert.deepEqual([created, processing, expires], ['26365', '27004', '27008']);
  });
});

describe('A file for several days', () => {
  const days = ['2026-11-30', '2026-12-02', '2026-11-30'];
  const manyDays = {
    manyDays: true,
    payments: days.map((day, i) => payment({ processingOn: Temporal.PlainDate.from(day), amountPence: BigInt(i + 1) })),
  };

  test('each payment carries its own day, and each day balances in itself', () => {
    const writing = writeBacs18(file(manyDays));
    assert.ok(writing.ok);
    const read = readBacs(textOf(writing.bytes));
    assert.deepEqual(
      read.payments.map(({ processing, amountPence }) => [processing, amountPence]),
      [
        ['26334', 1n],
        ['26336', 2n],
        ['26334', 3n],
      ],
    );
    assert.deepEqual(
      read.contras.map(({ processing, amountPence }) => [processing, amountPence]),
      [
        ['26334', 4n],
        ['26336', 2n],
      ],
    );
    assert.deepEqual([read.processing, read.debitCount, writing.totalPence], ['26334', 2, 6n]);
    assert.deepEqual(readBacs18(textOf(writing.bytes))!.problems, []);
  });

  test('a payment without a day of its own goes on the day of the file', () => {
    const writing = writeBacs18(file({ manyDays: true }));
    assert.ok(writing.ok);
    assert.deepEqual(
      readBacs(textOf(writing.bytes)).payments.map(({ processing }) => processing),
      ['26334', '26334'],
    );
  });

  test('every one of its days must be one on which Bacs works, at most 30 ahead', () => {
    const saturday = payment({ processingOn: Temporal.PlainDate.from('2026-12-05') });
    const late = payment({ processingOn: Temporal.PlainDate.from('2026-12-28') });
    assert.equal(
      codesOf({ manyDays: true, payments: [payment(), saturday, late] }),
      'processingOn date-out-of-range, processingOn date-out-of-range',
    );
  });
});

describe('What is written fast is judged as strictly as by the words of the layout', () => {
  /** The layout once more, slowly: what each field must look like. */
  const fits = ({ sortCode, accountNumber, amountPence, reference, name }: BacsPayment) =>
    /^\d{6}$/.test(sortCode) &&
    /^\d{8}$/.test(accountNumber) &&
    amountPence >= 1n &&
    amountPence <= 2_000_000_000n &&
    /^[A-Z0-9][A-Z0-9.&/ -]{6,17}$/.test(reference) &&
    reference.trimEnd().length >= 7 &&
    new Set(reference.trimEnd()).size > 1 &&
    /[A-Z0-9]/.test(bacsText(name));

  const oddText = (least: number, most: number) =>
    fc.string({
      unit: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...'AZ09a.&/- ') },
        { weight: 1, arbitrary: fc.constantFrom('Ł', 'ÿ', 'ß', '\n', '李', '\u0141') },
      ),
      minLength: least,
      maxLength: most,
    });
  const oddPayment = fc.record({
    sortCode: fc.oneof(fc.constant('089999'), fc.stringMatching(/^[0-9/:A]{5,7}$/)),
    accountNumber: fc.oneof(fc.constant('66374958'), fc.stringMatching(/^[0-9/:é]{7,9}$/)),
    amountPence: fc.oneof(fc.bigInt(-2n, 2n), fc.bigInt(1_999_999_999n, 2_000_000_001n), fc.bigInt(1n, 2_000_000_000n)),
    reference: fc.oneof(
      fc.constant('PHB000123 DEC26'),
      fc.constantFrom('AAAAAAA', 'AAAAAA A', 'AAAAAAA ', 'AB     '),
      oddText(5, 20),
    ),
    name: oddText(0, 22),
  });

  test('whatever stands in a payment, it is written if and only if it fits, and with the same characters', () => {
    let [written, refused] = [0, 0];
    fc.assert(
      fc.property(oddPayment, one => {
        const writing = writeBacs18(file({ payments: [one] }));
        assert.equal(
          writing.ok,
          fits(one),
          JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
        );
        if (writing.ok) written += 1;
        else refused += 1;
        if (!writing.ok) return;
        const record = textOf(writing.bytes).split('\n')[4]!;
        const eighteen = (text: string) => text.slice(0, 18).padEnd(18);
        assert.equal(record.slice(35, 46), one.amountPence.toString().padStart(11, '0'));
        assert.equal(record.slice(64), eighteen(one.reference) + eighteen(bacsText(one.name)));
      }),
      { numRuns: 3000 },
    );
    assert.ok(written > 100 && refused > 100, `${written} written, ${refused} refused`);
  });

  test('the pieces of a long file are the file', () => {
    const payments = Array.from({ length: 6001 }, (_, i) => payment({ reference: `PHB${i + 100_000} DEC26` }));
    const pieces = [...piecesOfBacs18(file({ payments }))];
    assert.equal(pieces.length, 5);
    const read = readBacs(textOf(Buffer.concat(pieces)));
    assert.deepEqual(
      read.payments.map(({ reference }) => reference),
      payments.map(({ reference }) => reference),
    );
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
