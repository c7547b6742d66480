import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writeBacs18 } from './bacs18.ts';
import { readBacs18 } from './bacs18-read.ts';

const writing = writeBacs18({
  serviceUserNumber: '123456',
  serial: '000001',
  createdOn: Temporal.PlainDate.from('2026-11-27'),
  processingOn: Temporal.PlainDate.from('2026-11-30'),
  originator: { sortCode: '107999', accountNumber: '88837491', name: 'NHS Example ICB' },
  contraNarrative: 'PHB RUN 2026-12',
  payments: [
    {
      sortCode: '089999',
      accountNumber: '66374958',
      amountPence: 260_000n,
      reference: 'PHB000123 DEC26',
      name: 'J Example',
    },
    {
      sortCode: '202959',
      accountNumber: '63748472',
      amountPence: 142_581n,
      reference: 'PHB000124 DEC26',
      name: 'A Sample',
    },
  ],
});
if (!writing.ok) throw new Error('the sample was not written');
const text = Buffer.from(writing.bytes).toString('latin1');
const records = text.slice(0, -1).split('\n');

/** The sample with one record changed, read again. */
function faultsWith(record: number, change: (line: string) => string | undefined): string[] {
  const changed = records.flatMap((line, index) => (index === record - 1 ? (change(line) ?? []) : line));
  return readBacs18(`${changed.join('\n')}\n`)!.problems.map(problem => `${problem.record}: ${problem.text}`);
}

/** Puts text at a position counted from 1. */
const put = (position: number, text: string) => (line: string) =>
  line.slice(0, position - 1) + text + line.slice(position - 1 + text.length);

describe('A Standard 18 file is read back', () => {
  test('totals, count and day, with either line ending', () => {
    for (const one of [text, text.replaceAll('\n', '\r\n'), text.slice(0, -1)])
      assert.deepEqual(readBacs18(one), {
        serial: '000001',
        serviceUserNumber: '123456',
        processing: '26334',
        count: 2,
        totalPence: 402_581n,
        problems: [],
      });
  });

  test('what is no such file is none', () => {
    for (const text of ['', '\n', 'a,b,c\n', records.slice(1).join('\n')]) assert.equal(readBacs18(text), undefined);
  });

  const table: readonly (readonly [string, number, (line: string) => string | undefined, readonly string[]])[] = [
    [
      'a penny more in one payment',
      5,
      put(46, '1'),
      [
        '10: the balancing record has 402581 pence, the payments come to 402582',
        '10: the credit total says "0000000402581", the records come to 402582',
      ],
    ],
    [
      'a payment left out',
      6,
      () => undefined,
      [
        '9: the balancing record has 402581 pence, the payments come to 260000',
        '9: the credit total says "0000000402581", the records come to 260000',
        '9: the number of credits says "0000002", the records come to 1',
      ],
    ],
    ['a small letter in a name', 5, put(83, 'j'), ['5: has a character that Bacs does not allow']],
    ['a letter in the account', 5, put(7, 'X'), ['5: sort code and account number are not 14 digits']],
    ['a short record', 6, line => line.trimEnd(), ['6: is 90 characters long, not 100']],
    ['another trailer', 8, put(6, '654321'), ['8: EOF1 differs from HDR1']],
    ['the contra to another account', 7, put(1, '2'), ['7: the balancing record does not debit the account that pays']],
    ['no serial', 1, put(5, '000000'), ['1: serial "000000" is not 6 digits above nought']],
  ];
  for (const [what, record, change, expected] of table)
    test(what, () => {
      assert.deepEqual(faultsWith(record, change), expected);
    });
});
