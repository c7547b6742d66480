import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readMappedStatement, readStatement, type StatementReading, unknownCsv } from '../statement.ts';
import { type CsvMapping, csvShape, guessMapping, headerOf } from './csv-mapping.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const ONE: CsvMapping = {
  date: 0,
  dateOrder: 'day-first',
  narrative: 1,
  amount: 2,
  spendingIsPositive: false,
  decimalComma: false,
};
const read = (text: string, said: Partial<CsvMapping> = {}) => readMappedStatement(bytes(text), { ...ONE, ...said });
const linesOf = (reading: StatementReading) => {
  assert.ok(reading.ok, reading.ok ? '' : reading.problems.map(({ text }) => text).join('\n'));
  return reading.statement.lines.map(line => `${line.postedOn} ${line.amountPence} ${line.narrative}`);
};
const problemsOf = (reading: StatementReading) => {
  assert.ok(!reading.ok);
  return reading.problems.map(({ line, code }) => `${line ?? '-'} ${code}`);
};

describe('what a file looks like that no layout fits', () => {
  const table: readonly (readonly [what: string, text: string, shape: unknown])[] = [
    ['a header', 'Day,Who,Sum\n3/4/2026,Pool,-5.00\n', [',', ['Day', 'Who', 'Sum'], true, 1]],
    ['no header', '3/4/2026,Pool,Swim,-5.00\n', [',', ['', '', '', ''], false, 0]],
    ['semicolons', 'Day;Who;Sum\n3/4/2026;Pool, Bath;-5,00\n', [';', ['Day', 'Who', 'Sum'], true, 1]],
    ['tabs', 'Day\tWho\tSum\n3/4/2026\tPool\t-5.00\n', ['\t', ['Day', 'Who', 'Sum'], true, 1]],
    [
      'rows above it',
      'My bank\nAccount,1\n\nDay,Who,Sum\n3/4/2026,Pool,-5.00\n',
      [',', ['Day', 'Who', 'Sum'], true, 3],
    ],
    ['a column without a name', 'Day,,Sum\n2026-04-03,Pool,5\n', [',', ['Day', '', 'Sum'], true, 1]],
    ['a row longer than the header', 'Day,Sum\n3/4/2026,5,Pool\n', [',', ['Day', 'Sum', ''], true, 1]],
    ['no day', 'Day,Who,Sum\nMonday,Pool,-5.00\n', undefined],
    ['no amount', 'Day,Who\n3/4/2026,Pool\n', undefined],
    ['words', 'Dear Sir,\nyours\n', undefined],
    ['too many columns', `${'3/4/2026,5,'.repeat(31)}\n`, undefined],
    ['payments too far down', `${'a,b\n'.repeat(21)}3/4/2026,Pool,-5.00\n`, undefined],
  ];
  for (const [what, text, expected] of table)
    test(what, () => {
      const shape = csvShape(text);
      const found = shape && [shape.separator, shape.names, shape.hasHeader, shape.rowsFrom];
      assert.deepEqual(found, expected);
    });

  test('only a file that nobody can read, and whose quotation marks are in place, may be described', () => {
    const isUnknown = (text: string) => unknownCsv(bytes(text), readStatement(bytes(text))) !== undefined;
    assert.ok(isUnknown('Day,Who,Sum,More\n3/4/2026,Pool,-5.00,\n'));
    assert.ok(isUnknown('Day;Who;Sum\n3/4/2026;"Pool";-5,00\n'));
    assert.ok(!isUnknown('Day,Who,Sum,More\n3/4/2026,Po"ol,-5.00,\n'));
    assert.ok(!isUnknown('Date,Description,Amount,Balance\n03/04/2026,Pool,-5.00,x\n'));
    assert.ok(!isUnknown('\0'));
  });

  test('a head is known again by its names and separator; without names by the account as well', () => {
    const head = (text: string, account = 'a') => headerOf(csvShape(text)!, account);
    const plain = head('Day,Who,Sum\n3/4/2026,Pool,-5.00\n');
    assert.equal(head('DAY, who ,Sum\n1/1/2027,Gym,7\n', 'b'), plain);
    assert.notEqual(head('Day,Sum,Who\n3/4/2026,-5.00,Pool\n'), plain);
    assert.notEqual(head('Day;Who;Sum\n3/4/2026;Pool;-5.00\n'), plain);
    const bare = '3/4/2026,Pool,Swim,-5.00\n';
    assert.equal(head(bare), head('1/1/2027,Gym,,7\n'));
    assert.notEqual(head(bare), head(bare, 'b'));
  });

  test('what the columns may be is guessed from their names', () => {
    const guess = (text: string) => JSON.stringify(guessMapping(csvShape(text)!));
    assert.equal(
      guess('Day,Details,Amount,Balance\n3/4/2026,Pool,-5.00,1\n'),
      '{"date":0,"narrative":1,"amount":2,"balance":3}',
    );
    assert.equal(
      guess('Payee,Day,Paid in,Paid out\n1,3/4/2026,5,\n'),
      '{"date":1,"narrative":0,"paidIn":2,"paidOut":3}',
    );
    assert.equal(guess('x,y\n3/4/2026,5\n'), '{"date":0}');
  });
});

describe('a file read as somebody said', () => {
  test('a signed column, two columns, and spending without a sign', () => {
    assert.deepEqual(linesOf(read('Day,Who,Sum\n3/4/2026,Pool,-5.00\n4/4/2026,Gym,7\n')), [
      '2026-04-03 -500 Pool',
      '2026-04-04 700 Gym',
    ]);
    const two = { amount: undefined, paidIn: 2, paidOut: 3 };
    assert.deepEqual(linesOf(read('Day,Who,In,Out\n3/4/2026,Pool,,5.00\n4/4/2026,Gym,7,\n', two)), [
      '2026-04-03 -500 Pool',
      '2026-04-04 700 Gym',
    ]);
    assert.deepEqual(linesOf(read('Day,Who,Sum\n3/4/2026,Pool,5.00\n', { spendingIsPositive: true })), [
      '2026-04-03 -500 Pool',
    ]);
  });

  const days = [
    ['3/4/2026', '2026-04-03', '2026-03-04'],
    ['03.04.2026', '2026-04-03', '2026-03-04'],
    ['3-4-26', '2026-04-03', '2026-03-04'],
    ['2026-04-03', '2026-04-03', '2026-04-03'],
    ['2026/04/03', '2026-04-03', '2026-04-03'],
    ['2026-04-03T09:15:00Z', '2026-04-03', '2026-04-03'],
    ['3/4/2026 09:15', '2026-04-03', '2026-03-04'],
    ['3 Apr 2026', '2026-04-03', '2026-04-03'],
  ] as const;
  for (const [written, dayFirst, monthFirst] of days)
    test(`the day ${written}`, () => {
      const on = (dateOrder: CsvMapping['dateOrder']) =>
        linesOf(read(`Day,Who,Sum\n${written},Pool,1\n`, { dateOrder }))[0]!.slice(0, 10);
      assert.equal(on('day-first'), dayFirst);
      assert.equal(on('month-first'), monthFirst);
    });

  const amounts = [
    ['-1.234,56', -123_456n],
    ['1.234', 123_400n],
    ['12,5', 1_250n],
    ['(0,07)', -7n],
    ['1.234.567,00', 123_456_700n],
    ['12', 1_200n],
    ['1,234.56', undefined],
    ['1234.56', undefined],
    ['1.23,00', undefined],
    ['x', undefined],
  ] as const;
  for (const [written, pence] of amounts)
    test(`${written} with a decimal comma: ${pence ?? 'refused'}`, () => {
      const reading = read(`Day;Who;Sum\n3/4/2026;Gym;1,00\n4/4/2026;Pool;${written}\n`, { decimalComma: true });
      if (pence === undefined) assert.deepEqual(problemsOf(reading), ['3 bad-amount']);
      else assert.equal(reading.ok && reading.statement.lines[1]!.amountPence, pence);
    });

  test('every row that does not fit is told with its line, and nothing is taken', () => {
    const text = 'Day,Who,Sum\n3/4/2026,Pool,-5.00\n31/2/2026,Gym,7\n4/4/2026,Gym\n5/4/2026,Gym,seven\n';
    assert.deepEqual(problemsOf(read(text)), ['3 bad-date', '4 wrong-columns', '5 bad-amount']);
    assert.deepEqual(problemsOf(read('Day,Who,Sum\n3/4/2026,Pool,1\n4/4/2026,"Po\n')), ['3 broken-file']);
    assert.deepEqual(problemsOf(read('Day,Who\n')), ['- unknown-layout']);
    assert.deepEqual(problemsOf(readMappedStatement(bytes('\0'), ONE)), ['- not-text']);
    assert.deepEqual(problemsOf(read('Day,Who,Sum\n3/4/2026,Pool,1\n', { date: 3 })), ['- wrong-columns']);
  });

  test('balances prove the order and that nothing is missing', () => {
    const said = { balance: 3 };
    const whole = 'Day,Who,Sum,Left\n4/4/2026,Gym,7,102\n3/4/2026,Pool,-5,95\n';
    const reading = read(whole, said);
    assert.ok(reading.ok);
    assert.deepEqual(
      [reading.statement.balanced, reading.statement.openingPence, reading.statement.closingPence],
      [true, 10_000n, 10_200n],
    );
    assert.ok(problemsOf(read(whole.replace('102', '103'), said)).includes('2 balance-break'));
  });
});

test('a file read by a mapping holds what the same rows hold in a layout that we know', () => {
  const row = fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    who: fc.stringMatching(/^[A-Za-z][A-Za-z ,."']{0,20}$/),
    pence: fc.integer({ min: -500_000, max: 500_000 }).filter(pence => pence !== 0),
  });
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const money = (pence: number) => `${pence < 0 ? '-' : ''}${(Math.abs(pence) / 100).toFixed(2)}`;
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.constantFrom(',', ';', '\t'), (rows, separator) => {
      const sorted = rows.toSorted((a, b) => a.day - b.day);
      let balance = 1_000_000;
      const cells = sorted.map(({ day, who, pence }) => {
        balance += pence;
        return { date: `${String(day).padStart(2, '0')}/12/2026`, who, pence, balance: money(balance) };
      });
      const known = ['Date,Description,Amount,Balance'].concat(
        cells.map(({ date, who, pence, balance: left }) => [date, quoted(who), money(pence), left].join(',')),
      );
      const unknown = [['In', 'Left', 'Words', 'Out', 'When'].join(separator)].concat(
        cells.map(({ date, who, pence, balance: left }) =>
          [pence > 0 ? money(pence) : '', left, quoted(who), pence < 0 ? money(-pence) : '', date].join(separator),
        ),
      );
      const ours = readStatement(bytes(known.join('\n')));
      const mapped = read(unknown.join('\r\n'), {
        date: 4,
        narrative: 2,
        amount: undefined,
        paidIn: 0,
        paidOut: 3,
        balance: 1,
      });
      assert.ok(ours.ok && mapped.ok);
      const facts = ({ statement }: typeof ours) =>
        JSON.stringify(
          [
            statement.openingPence,
            statement.closingPence,
            statement.balanced,
            ...statement.lines.map(line => [
              line.postedOn.toString(),
              line.amountPence,
              line.narrative,
              line.counterparty,
            ]),
          ],
          (_, value) => (typeof value === 'bigint' ? value.toString() : value),
        );
      assert.equal(facts(mapped), facts(ours));
    }),
    { numRuns: 200 },
  );
});

test('a described file that is damaged anyhow is refused, or balances as before', () => {
  const whole = bytes(
    'My bank\nDay;Who;In;Out;Left\n03.12.2026;"Pat ""P"" Green";;1.150,00;350,00\n04.12.2026;Pool, Bath;20,50;;370,50\n05.12.2026;Kiosk;;0,99;369,51\n',
  );
  const said = { amount: undefined, paidIn: 2, paidOut: 3, balance: 4, decimalComma: true };
  const damage = fc.record({
    cutAt: fc.integer({ min: 0, max: whole.length }),
    at: fc.nat({ max: whole.length - 1 }),
    byte: fc.nat({ max: 255 }),
    isCut: fc.boolean(),
  });
  let accepted = 0;
  fc.assert(
    fc.property(damage, ({ cutAt, at, byte, isCut }) => {
      const damaged = isCut ? whole.slice(0, cutAt) : whole.with(at, byte);
      unknownCsv(damaged, readStatement(damaged));
      const reading = readMappedStatement(damaged, { ...ONE, ...said });
      if (!reading.ok) return assert.ok(reading.problems.every(({ text }) => text.length > 10));
      accepted += 1;
      const { openingPence, closingPence, balanced, lines } = reading.statement;
      if (balanced !== true) return;
      assert.equal(openingPence! + lines.reduce((sum, line) => sum + line.amountPence, 0n), closingPence);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(accepted > 50, `${accepted} accepted`);
});
