import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../test/support/same.ts';
import { readInvoices } from './invoices-csv.ts';

const HEAD = 'Order,Supplier,Number,Issued,From,To,Quantity,Unit price,Total';
const GOOD = 'PO12,,INV 1,04/01/2027,2026-12-01,31/12/2026,8,40.00,320.00';
const read = (...lines: readonly string[]) => readInvoices(Buffer.from(lines.join('\n')));
const problemsOf = (...lines: readonly string[]) => {
  const reading = read(...lines);
  return reading.ok ? [] : reading.problems.map(({ line, words }) => `${line}: ${words.split('.')[0]}`);
};

describe('R-092  A CSV of several invoices', () => {
  test('is read by the names of its columns, in any order', () => {
    const reading = read(
      'Total,Unit price,Quantity,To,From,Issued,Number,Supplier,Order,Remark',
      '"1,320.50",40,7.5,31/12/2026,01/12/2026,04/01/2027,INV 1,Riverside,PO12,thank you',
    );
    assert.ok(reading.ok);
    same(reading.invoices, [
      {
        line: 2,
        order: 'PO12',
        supplier: 'Riverside',
        number: 'INV 1',
        issuedOn: Temporal.PlainDate.from('2027-01-04'),
        fromOn: Temporal.PlainDate.from('2026-12-01'),
        toOn: Temporal.PlainDate.from('2026-12-31'),
        quantity: { tenThousandths: 75_000n },
        unitPence: 4_000n,
        pence: 132_050n,
      },
    ]);
  });

  const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['nothing', [''], ['1: The file is empty']],
    ['a header alone', [HEAD], ['1: There is no invoice below the first line']],
    [
      'a column that is missing',
      ['Order,Number', GOOD],
      [
        '1: The first line must name the columns order, supplier, number, issued, from, to, quantity, unit price, total',
      ],
    ],
    ['a quotation mark out of place', [HEAD, 'PO"12,,INV'], ['2: A quotation mark is out of place']],
    [
      'every bad cell of every line, and nothing else',
      [HEAD, GOOD, 'PO12,,INV 2,32/01/2027,2026-12-01,31/12/2026,0,-1,x', ',,,,,,,,'],
      [
        '3: issued is “32/01/2027”',
        '3: quantity is “0”',
        '3: unit price is “-1”',
        '3: total is “x”',
        '4: order is “”',
        '4: number is “”',
        '4: issued is “”',
        '4: from is “”',
        '4: to is “”',
        '4: quantity is “”',
        '4: unit price is “”',
        '4: total is “”',
      ],
    ],
    ['a number of 51 characters', [HEAD, GOOD.replace('INV 1', 'x'.repeat(51))], [`2: number is “${'x'.repeat(51)}”`]],
    ['a number of 50', [HEAD, GOOD.replace('INV 1', 'x'.repeat(50))], []],
  ];
  for (const [what, lines, expected] of table)
    test(`${what}: ${expected.length} problems`, () => assert.deepEqual(problemsOf(...lines), expected));

  test('of 1,000 invoices it is read, of 1,001 it is not; of many problems the first 50 are told', () => {
    assert.equal(read(HEAD, ...Array.from({ length: 1_000 }, () => GOOD)).ok, true);
    assert.deepEqual(problemsOf(HEAD, ...Array.from({ length: 1_001 }, () => GOOD)), [
      '1: The file has more than 1000 invoices',
    ]);
    assert.equal(
      problemsOf(HEAD, ...Array.from({ length: 60 }, () => 'PO1,,,04/01/2027,2026-12-01,31/12/2026,8,40.00,320.00'))
        .length,
      50,
    );
  });
});
