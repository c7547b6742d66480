import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOLDER_COLUMNS, HOLDER_EXAMPLE, HOLDER_SHEET, readHolderStatement } from './holder.ts';

const HEAD = HOLDER_COLUMNS.join(',');
const read = (...rows: readonly string[]) =>
  readHolderStatement(new TextEncoder().encode(`${[HEAD, ...rows].join('\n')}\n`));
const clientsOf = (reading: ReturnType<typeof readHolderStatement>) => {
  assert.ok(reading.ok, reading.ok ? '' : reading.problems.map(({ text }) => text).join('\n'));
  return reading.clients.map(({ reference, firstLine, statement, lineOf }) => ({
    reference,
    firstLine,
    lines: statement.lines.map(
      line => `${lineOf.get(line)}: ${line.postedOn} ${line.amountPence} ${line.counterparty}`,
    ),
    opening: statement.openingPence,
    closing: statement.closingPence,
    balanced: statement.balanced,
  }));
};
const problemsOf = (reading: ReturnType<typeof readHolderStatement>) =>
  reading.ok ? [] : reading.problems.map(({ line, code }) => `${line ?? '-'} ${code}`);

describe('The statement of an organisation that holds money for many', () => {
  test('rows of two clients, mixed; each proved by its own balances', () =>
    assert.deepEqual(
      clientsOf(
        read(
          'PHB100001,01/12/2026,NHS,,,866.67,866.67',
          'phb 100002,2026-12-02,Pool,Swimming,45.00,,955.00',
          'PHB100001,03/12/2026,Agency,Week 49,£320.00,,546.67',
        ),
      ),
      [
        {
          reference: 'PHB100001',
          firstLine: 2,
          lines: ['2: 2026-12-01 86667 NHS', '4: 2026-12-03 -32000 Agency'],
          opening: 0n,
          closing: 54_667n,
          balanced: true,
        },
        {
          reference: 'PHB100002',
          firstLine: 3,
          lines: ['3: 2026-12-02 -4500 Pool'],
          opening: 100_000n,
          closing: 95_500n,
          balanced: true,
        },
      ],
    ));
  test('newest first does as well', () => {
    const [client] = clientsOf(read('A1,03/12/2026,Agency,,320.00,,546.67', 'A1,01/12/2026,NHS,,,866.67,866.67'));
    assert.deepEqual([client!.opening, client!.closing], [0n, 54_667n]);
  });
  test('without balances nothing is proved', () => {
    const [client] = clientsOf(read('A1,01/12/2026,Pool,,45.00,,'));
    assert.deepEqual([client!.balanced, client!.closing], ['not provable', null]);
  });
  test('a row with a balance alone says what is held', () => {
    const [client] = clientsOf(read('A1,31/12/2026,,,,,546.67'));
    assert.deepEqual([client!.lines, client!.closing], [['2: 2026-12-31 0 '], 54_667n]);
  });
  test('columns in any order, what may be left out left out, blank rows', () => {
    const text = 'money in,MONEY OUT,Paid to or from,Date,Client reference\n\n,12.00,Shop,01/12/2026,A1\n,,,,\n';
    assert.deepEqual(clientsOf(readHolderStatement(new TextEncoder().encode(text)))[0]!.lines, [
      '3: 2026-12-01 -1200 Shop',
    ]);
  });
  test('the sheet that we offer is empty, and reads once a row like the one that we show stands in it', () => {
    assert.deepEqual(problemsOf(readHolderStatement(new TextEncoder().encode(HOLDER_SHEET))), ['- empty-file']);
    assert.equal(
      clientsOf(readHolderStatement(new TextEncoder().encode(`${HOLDER_SHEET}${HOLDER_EXAMPLE.join(',')}\r\n`))).length,
      1,
    );
  });

  const table: readonly (readonly [string, string])[] = [
    [',01/12/2026,Pool,,45.00,,', '2 missing'],
    ['A1,32/12/2026,Pool,,45.00,,', '2 bad-date'],
    ['A1,01/12/2026,Pool,,,,', '2 missing'],
    ['A1,01/12/2026,Pool,,45.00,45.00,', '2 bad-amount'],
    ['A1,01/12/2026,Pool,,-45.00,,', '2 bad-amount'],
    ['A1,01/12/2026,Pool,,,-0.01,', '2 bad-amount'],
    ['A1,01/12/2026,Pool,,forty,,', '2 bad-amount'],
    ['A1,01/12/2026,Pool,,45.00,,much', '2 bad-amount'],
    ['A1,01/12/2026,"Pool,,45.00,,', '2 broken-file'],
  ];
  for (const [row, expected] of table)
    test(`${row} is refused: ${expected}`, () => assert.deepEqual(problemsOf(read(row)), [expected]));
  test('every row that is wrong is told, and nothing is taken', () =>
    assert.deepEqual(problemsOf(read('A1,x,Pool,,45.00,,', 'A1,01/12/2026,Pool,,45.00,,', 'A1,01/12/2026,Pool,,x,,')), [
      '2 bad-date',
      '4 bad-amount',
    ]));
  test('a balance that does not follow is refused with whose it is', () => {
    const reading = read(
      'A1,01/12/2026,NHS,,,10.00,10.00',
      'A1,02/12/2026,Pool,,4.00,,6.01',
      'B1,02/12/2026,Pool,,4.00,,6.00',
    );
    assert.deepEqual(problemsOf(reading), ['- does-not-balance', '3 balance-break']);
    assert.match(reading.ok ? '' : reading.problems[1]!.text, /^A1: Line 3: the balance is £6\.01/);
  });
  test('no rows, other columns, not a text', () => {
    assert.deepEqual(problemsOf(read()), ['- empty-file']);
    assert.deepEqual(problemsOf(readHolderStatement(new TextEncoder().encode('Date,Amount\n01/12/2026,1.00\n'))), [
      '1 unknown-layout',
    ]);
    assert.equal(problemsOf(readHolderStatement(new Uint8Array([0, 1, 2, 255]))).length, 1);
  });
});
