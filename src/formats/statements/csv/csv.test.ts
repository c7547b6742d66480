import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readStatement, type StatementReading } from '../statement.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readStatement(encode(text));

/** `code line` of every problem, or the amounts in pence, oldest first. */
function verdict(reading: StatementReading): string {
  if (reading.ok) return reading.statement.lines.map(line => line.amountPence).join(' ');
  return reading.problems.map(({ code, line }) => [code, line].filter(Boolean).join(' ')).join(', ');
}

/** Rows of first direct: date, words, amount, balance. */
const balanced = (...rows: string[]) => read(['Date,Description,Amount,Balance', ...rows].join('\n'));

describe('The order of the lines is the one that the running balance proves', () => {
  const table = [
    ['newest first', ['02/12/2026,B,-3.00,107.00', '01/12/2026,A,10.00,110.00'], '1000 -300'],
    ['oldest first', ['01/12/2026,A,10.00,110.00', '02/12/2026,B,-3.00,107.00'], '1000 -300'],
    ['newest first within one day', ['01/12/2026,B,-3.00,107.00', '01/12/2026,A,10.00,110.00'], '1000 -300'],
    ['oldest first within one day', ['01/12/2026,A,10.00,110.00', '01/12/2026,B,-3.00,107.00'], '1000 -300'],
    [
      'days newest first, each day oldest first',
      [
        '02/12/2026,C,1.00,108.00',
        '02/12/2026,D,2.00,110.00',
        '01/12/2026,A,10.00,110.00',
        '01/12/2026,B,-3.00,107.00',
      ],
      '1000 -300 100 200',
    ],
    ['both ways hold: the dates tell', ['01/12/2026,A,10.00,100.00', '02/12/2026,B,-10.00,90.00'], '1000 -1000'],
    [
      'both ways hold on one day: as the bank usually does',
      ['01/12/2026,A,10.00,100.00', '01/12/2026,B,-10.00,90.00'],
      '-1000 1000',
    ],
    ['one line', ['01/12/2026,A,10.00,110.00'], '1000'],
    [
      'a balance left blank',
      ['02/12/2026,C,-3.00,107.00', '01/12/2026,B,2.00,', '01/12/2026,A,8.00,108.00'],
      '800 200 -300',
    ],
  ] as const;
  for (const [what, rows, expected] of table) {
    test(`${what}: ${expected}`, () => assert.equal(verdict(balanced(...rows)), expected));
  }

  test('opening and closing come from it', () => {
    const reading = balanced('02/12/2026,B,-3.00,107.00', '01/12/2026,A,10.00,110.00');
    assert.ok(reading.ok);
    const { openingPence, closingPence, balanced: proved } = reading.statement;
    assert.deepEqual([openingPence, closingPence, proved], [10_000n, 10_700n, true]);
  });

  test('no balance in any row: not provable, sorted by date', () => {
    const reading = balanced('01/12/2026,A,10.00,', '03/12/2026,B,-3.00,', '02/12/2026,C,-2.00,');
    assert.ok(reading.ok);
    const { openingPence, closingPence, balanced: proved } = reading.statement;
    assert.deepEqual([openingPence, closingPence, proved], [null, null, 'not provable']);
    assert.equal(verdict(reading), '1000 -200 -300');
  });

  const broken = [
    ['a penny too little', '109.99', 'does-not-balance, balance-break 2', 'a difference of −£0.01'],
    ['to the penny', '110.00', '1000 500 -300', ''],
    ['a penny too much', '110.01', 'does-not-balance, balance-break 2', 'a difference of £0.01'],
  ] as const;
  for (const [what, balance, expected, words] of broken) {
    test(`${what}: ${expected}`, () => {
      const rows = ['03/12/2026,C,-3.00,BALANCE', '02/12/2026,B,5.00,113.00', '01/12/2026,A,10.00,108.00'];
      const reading = balanced(rows.join('\n').replace('BALANCE', balance));
      assert.equal(verdict(reading), expected);
      assert.ok(reading.ok || reading.problems[0]!.text.includes(words));
    });
  }

  test('any true statement reads whole, in either order, and any one line taken from its middle is noticed', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.boolean(), fc.nat(), (pence, newestFirst, drop) => {
        let balance = 0;
        const rows = pence.map((amount, index) => {
          balance += amount;
          return `${String(index + 1).padStart(2, '0')}/12/2026,X,${(amount / 100).toFixed(2)},${(balance / 100).toFixed(2)}`;
        });
        const order = newestFirst ? rows.toReversed() : rows;
        assert.equal(verdict(balanced(...order)), pence.join(' '));
        const at = 1 + (drop % (order.length - 2));
        assert.match(verdict(balanced(...order.toSpliced(at, 1))), /^does-not-balance/);
      }),
      { numRuns: 200 },
    );
  });
});

const LLOYDS =
  'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance';
const MONZO = 'Transaction ID,Date,Time,Type,Name,Amount,Currency,Local amount,Local currency,Description';
const NATWEST = 'Date,Type,Description,Value,Balance,Account Name,Account Number';

describe('Traps of the layouts', () => {
  const table = [
    ['two columns, neither filled', `${LLOYDS}\n01/12/2026,DD,'30-90-70,12345668,A,,,`, 'bad-amount 2'],
    ['two columns, both filled', `${LLOYDS}\n01/12/2026,DD,'30-90-70,12345668,A,1.00,2.00,5.00`, 'bad-amount 2'],
    ['two columns, the other nought', `${LLOYDS}\n01/12/2026,DD,'30-90-70,12345668,A,1.00,0.00,5.00`, '-100'],
    ['a debit with a sign', `${LLOYDS}\n01/12/2026,DD,'30-90-70,12345668,A,-1.00,,5.00`, 'bad-amount 2'],
    ['a sort code of five digits', `${LLOYDS}\n01/12/2026,DD,3090-7,12345668,A,1.00,,5.00`, 'bad-account 2'],
    ['a missing cell', `${LLOYDS}\n01/12/2026,DD,'30-90-70,12345668,A,1.00,5.00`, 'wrong-columns 2'],
    ['an amount cut by its comma', 'Date,Description,Amount,Balance\n01/12/2026,A,1,000.00,5.00', 'wrong-columns 2'],
    ['equal twins', 'Date,Description,Amount,Balance\n01/12/2026,A,-5.00,90.00\n01/12/2026,A,-5.00,95.00', '-500 -500'],
    ['header in capitals, other order', 'BALANCE,AMOUNT,DATE,DESCRIPTION\n5.00,1.00,01/12/2026,A', '100'],
    ['a column too many', 'Date,Description,Amount,Balance,Mood\n01/12/2026,A,1.00,5.00,good', 'unknown-layout 1'],
    ['a header and nothing else', 'Date,Description,Amount,Balance\n', ''],
    ['HSBC with a bad amount in its first row', '01/12/2026,A,x\n02/12/2026,B,1.00', 'bad-amount 1'],
    ['HSBC with a bad date in its first row', '31/02/2026,A,-2.00\n02/12/2026,B,1.00', 'bad-date 1'],
    ['HSBC, the same day: newest first', '02/12/2026,B,1.00\n02/12/2026,A,2.00', '200 100'],
    ['HSBC, a lost quotation mark', '02/12/2026,"B,1.00\n02/12/2026,A",2.00', 'broken-file 2'],
    ['a quotation mark that never ends', '02/12/2026,"B,1.00\n02/12/2026,A,2.00', 'broken-file 1'],
    ['a quotation mark in the middle', '02/12/2026,B "C,1.00\n02/12/2026,A,2.00', 'broken-file 1'],
    ['something behind a quotation mark', '02/12/2026,A,1.00\n02/12/2026,"B"C,2.00', 'broken-file 2'],
    ['two quotation marks are one', '02/12/2026, "B ""C"" D" ,1.00\r\n02/12/2026,"A",2.00\r\n', '200 100'],
    ['line ends of an old machine', '02/12/2026,"B",1.00\r02/12/2026,A,2.00\r', '200 100'],
    ['Monzo in dollars abroad', `${MONZO}\ntx_1,01/12/2026,10:00,Card,A,-10.00,GBP,-12.70,USD,B`, '-1000'],
    ['a Monzo account in euro', `${MONZO}\ntx_1,01/12/2026,10:00,Card,A,-10.00,EUR,-10.00,EUR,B`, 'not-pounds 2'],
    ['a Monzo note over two lines', `${MONZO}\ntx_1,01/12/2026,10:00,Card,A,-10.00,GBP,-10.00,GBP,"B\nC"`, '-1000'],
    [
      'pending in the date column',
      `${NATWEST}\nPending,PUR,A,-1.00,,B,5434******1234\n01 Dec 2026,PUR,A,-2.00,5.00,B,5434******1234`,
      '-200',
    ],
    ['blank lines anywhere', '\n\nDate,Description,Amount,Balance\n\n01/12/2026,A,1.00,5.00\n,,,\n\n', '100'],
    ['semicolons', 'Date;Description;Amount;Balance\n01/12/2026;A;1.00;5.00', 'unknown-layout 1'],
    ['an amount over the largest', 'Date,Description,Amount,Balance\n01/12/2026,A,100000000.00,', 'bad-amount 2'],
  ] as const;
  for (const [what, text, expected] of table) {
    test(`${what}: ${expected || 'no lines'}`, () => assert.equal(verdict(read(text)), expected));
  }

  test('pending lines are left out and counted', () => {
    const reading = read(`${NATWEST}\nPending,PUR,A,-1.00,,B,x\n01 Dec 2026,PUR,A,-2.00,Pending,B,5434******1234`);
    assert.ok(reading.ok);
    assert.equal(reading.statement.lines.length, 0);
    assert.deepEqual(reading.notes, [
      '2 pending payments were left out (lines 2, 3): the bank has not booked them yet.',
    ]);
  });

  test('an account that a sheet robbed of its noughts is filled up', () => {
    const reading = read(`${LLOYDS}\n01/12/2026,DD,'08-60-90,6774744,A,1.00,,5.00`);
    assert.ok(reading.ok);
    assert.deepEqual(reading.statement.account, { sortCode: '086090', accountNumber: '06774744' });
  });

  test('a bad cell is told with line, column, what was found and what is allowed', () => {
    const reading = read('Date,Description,Amount,Balance\n01/12/2026,A,"1.234,56",5.00');
    assert.ok(!reading.ok);
    const { text, ...facts } = reading.problems[0]!;
    assert.deepEqual(facts, { line: 2, field: 'Amount', code: 'bad-amount', found: '1.234,56' });
    assert.match(text, /^Line 2, Amount: "1\.234,56" is not an amount\. Allowed: pounds such as/);
  });

  test('a hundred problems are told, and how many more there are', () => {
    for (const [rows, expected] of [
      [99, 99],
      [100, 100],
      [101, 101],
      [250, 101],
    ] as const) {
      const reading = balanced(...Array.from({ length: rows }, () => 'x,A,1.00,'));
      assert.ok(!reading.ok);
      assert.equal(reading.problems.length, expected);
      const last = reading.problems.at(-1)!;
      assert.equal(last.code === 'more-problems' ? last.found : '0', String(Math.max(rows - 100, 0)));
    }
  });
});

const SANTANDER = 'Date: 02/12/2026\nDescription: B\nAmount: -3.00\nBalance: 107.00\n\n';

describe('The text form of Santander', () => {
  const table = [
    ['without a heading', SANTANDER, '-300'],
    ['a heading of another bank', `Account: 1\nDate,What\n`, 'unknown-layout 1'],
    ['a period that is none', `From: 01/13/2026 to 31/12/2026\n${SANTANDER}`, 'bad-date 1'],
    ['a payment without its balance', SANTANDER.replace(/Balance.*\n/, ''), 'missing 1'],
    ['a second amount', SANTANDER.replace('Amount', 'Amount: 1.00\nAmount'), 'broken-file 4'],
    ['words between', `${SANTANDER}hello\n`, 'broken-file 6'],
    ['bad cells', SANTANDER.replace('02/12', '31/11').replace('-3.00', 'x'), 'bad-date 1, bad-amount 3'],
    ['a break', `${SANTANDER}${SANTANDER}`, 'does-not-balance, balance-break 1'],
  ] as const;
  for (const [what, text, expected] of table) {
    test(`${what}: ${expected}`, () => assert.equal(verdict(read(text)), expected));
  }
});

describe('Encodings and limits', () => {
  const text = 'Date,Description,Amount,Balance\n01/12/2026,CAFÉ,£1.00,5.00\n';
  const utf16 = (little: boolean) => {
    const bytes = new Uint8Array(2 + text.length * 2);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0xfeff, little);
    for (let i = 0; i < text.length; i += 1) view.setUint16(2 + i * 2, text.charCodeAt(i), little);
    return bytes;
  };
  const encodings = [
    ['UTF-8', encode(text)],
    ['UTF-8 with a mark', encode(`\ufeff${text}`)],
    ['UTF-16 little-endian', utf16(true)],
    ['UTF-16 big-endian', utf16(false)],
    ['windows-1252', Uint8Array.from(text, character => character.charCodeAt(0))],
  ] as const;
  for (const [name, bytes] of encodings) {
    test(`${name}`, () => {
      const reading = readStatement(bytes);
      assert.equal(verdict(reading), '100');
      assert.ok(reading.ok && reading.statement.lines[0]!.narrative === 'CAFÉ');
    });
  }

  const unfit = [
    ['nothing', new Uint8Array(), 'empty-file'],
    ['blanks', encode(' \r\n\t\n'), 'empty-file'],
    ['a PDF', encode('%PDF-1.7\n\u0000\u0001'), 'not-text'],
    ['UTF-16 cut in half', utf16(true).slice(0, -1), 'not-text'],
    ['100 MB and a byte', new Uint8Array(100_000_001), 'too-large'],
    [
      'a line of 10,001 characters',
      encode(`Date,Description,Amount,Balance\n${'x'.repeat(10_001)}`),
      'line-too-long 2',
    ],
    [
      'a line of 10,000 characters',
      encode(`Date,Description,Amount,Balance\n${'x'.repeat(10_000)}`),
      'wrong-columns 2',
    ],
    ['a million lines, a hundred and one', encode('\n'.repeat(1_000_100) + 'x'), 'too-many-lines'],
  ] as const;
  for (const [what, bytes, expected] of unfit) {
    test(`${what}: ${expected}`, () => assert.equal(verdict(readStatement(bytes)), expected));
  }
});
