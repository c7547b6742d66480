import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readStatement } from './statement.ts';

const page = (lines: readonly string[], opening = ':60F:C261201GBP100,00', closing = ':62F:C261231GBP100,') =>
  [':20:X', ':25:08999966374958', ':28C:1/1', opening, ...lines, closing, '-'].join('\r\n');
const read = (text: string) => readStatement(new TextEncoder().encode(text));

/** `code line` of every problem; or each line as its posting day, value day and pence. */
function verdict(text: string): string {
  const reading = read(text);
  if (!reading.ok) return reading.problems.map(({ code, line }) => `${code} ${line}`).join(', ');
  const { lines } = reading.statement;
  return lines.map(({ postedOn, valueOn, amountPence }) => `${postedOn} ${valueOn} ${amountPence}`).join('; ');
}

describe('MT940: the line :61:', () => {
  const pair = (written: string, back: string) => verdict(page([`:61:${written}`, `:61:${back}`]));
  const table = [
    [
      'a credit',
      '2612011201C5,00NTRFX',
      '2612011201D5,00NTRFX',
      '2026-12-01 2026-12-01 500; 2026-12-01 2026-12-01 -500',
    ],
    ['no pence', '2612011201C5,NTRFX', '2612011201D5,00NTRFX', '2026-12-01 2026-12-01 500; 2026-12-01 2026-12-01 -500'],
    ['one place', '261201C0,5NTRFX', '261201D,50NTRFX', 'bad-amount 6'],
    [
      'a debit taken back',
      '261201RD5,00NTRFX',
      '261201D5,00NTRFX',
      '2026-12-01 2026-12-01 500; 2026-12-01 2026-12-01 -500',
    ],
    [
      'a credit taken back',
      '261201RC5,00NTRFX',
      '261201C5,00NTRFX',
      '2026-12-01 2026-12-01 -500; 2026-12-01 2026-12-01 500',
    ],
    [
      'a funds code',
      '2612011201CP5,00NTRFX',
      '2612011201DP5,00NTRFX',
      '2026-12-01 2026-12-01 500; 2026-12-01 2026-12-01 -500',
    ],
    ['no entry date', '261203C5,00NTRFX', '261203D5,00NTRFX', '2026-12-03 2026-12-03 500; 2026-12-03 2026-12-03 -500'],
    [
      'booked before the new year',
      '2701021231C5,00NTRFX',
      '2701021231D5,00NTRFX',
      '2026-12-31 2027-01-02 500; 2026-12-31 2027-01-02 -500',
    ],
    [
      'booked after the new year',
      '2612310102C5,00NTRFX',
      '2612310102D5,00NTRFX',
      '2027-01-02 2026-12-31 500; 2027-01-02 2026-12-31 -500',
    ],
    [
      'a leap day',
      '2802290301C5,00NTRFX',
      '2802290301D5,00NTRFX',
      '2028-03-01 2028-02-29 500; 2028-03-01 2028-02-29 -500',
    ],
    ['a day that is none', '2611311201C5,00NTRFX', '2612011201D5,00NTRFX', 'bad-date 5'],
    ['an entry day that is none', '2612011131C5,00NTRFX', '2612011201D5,00NTRFX', 'bad-date 5'],
    ['a point', '2612011201C5.00NTRFX', '2612011201D5,00NTRFX', 'bad-amount 5'],
    ['three places', '2612011201C5,000NTRFX', '2612011201D5,00NTRFX', 'bad-amount 5'],
    ['another side', '2612011201X5,00NTRFX', '2612011201D5,00NTRFX', 'bad-amount 5'],
    ['an amount over the largest', '2612011201C100000000,00NTRFX', '2612011201D5,00NTRFX', 'bad-amount 5'],
  ] as const;
  for (const [what, written, back, expected] of table)
    test(`${what}: ${expected}`, () => assert.equal(pair(written, back), expected));

  test('references, kind and words', () => {
    const rows = [
      ':61:2612011201C5,00NTRFINV 7//BK42',
      'supplementary',
      ':86:/ORDP//NAME/M&S PLC/REMI/FOOD  AND',
      'MORE',
      ':61:2612011201D2,00NMSCNONREF',
      ':86:177?20WAGES?32JANE?33 DOE',
      ':61:2612011201D3,00FCHGBOOK 9',
    ];
    const reading = read(page(rows));
    assert.ok(reading.ok);
    assert.deepEqual(
      reading.statement.lines.map(({ counterparty, narrative, bankRef, type }) => [
        counterparty,
        narrative,
        bankRef,
        type,
      ]),
      [
        ['M&S PLC', '/ORDP//NAME/M&S PLC/REMI/FOOD AND MORE', 'BK42', 'NTRF'],
        ['JANE DOE', '177?20WAGES?32JANE?33 DOE', null, 'NMSC'],
        ['BOOK 9', 'BOOK 9', null, 'FCHG'],
      ],
    );
  });
});

describe('MT940: messages', () => {
  const credit = ':61:2612011201C5,00NTRFX';
  const table = [
    ['a penny off', page([credit], undefined, ':62F:C261231GBP105,01'), 'does-not-balance 1'],
    [
      'below nought',
      page([':61:2612011201D105,00NTRFX'], undefined, ':62F:D261231GBP5,00'),
      '2026-12-01 2026-12-01 -10500',
    ],
    ['dollars', page([], ':60F:C261201USD100,00'), 'not-pounds 4'],
    ['no closing balance', page([]).replace(/:62F.*\r\n-/s, ''), 'broken-file 5'],
    ['two opening balances', page([':60F:C261201GBP100,00']), 'broken-file 1'],
    ['no account', page([]).replace(/:25:.*\r\n/, ''), 'missing 1'],
    ['a field of another message', page([':34F:GBP0,']), 'broken-file 5'],
    ['words before the first', `HELLO\r\n${page([])}`, 'unknown-layout 1'],
    ['words after the last', `${page([])}\r\nHELLO`, 'broken-file 7'],
    ['the blocks of a network', `{1:F01BANKGB2L}{2:O940}{4:\r\n${page([])}}`, ''],
    ['another account', `${page([])}\r\n${page([]).replace('66374958', '66374959')}`, 'several-accounts 7'],
    [
      'pages newest first',
      `${page([credit], ':60M:C261201GBP105,', ':62F:C261231GBP110,')}\r\n${page([credit], undefined, ':62M:C261201GBP105,')}`,
      '2026-12-01 2026-12-01 500; 2026-12-01 2026-12-01 500',
    ],
    [
      'a page missing',
      `${page([])}\r\n${page([], ':60F:C261201GBP101,', ':62F:C261231GBP101,')}`,
      'does-not-balance 7',
    ],
  ] as const;
  for (const [what, text, expected] of table)
    test(`${what}: ${expected || 'no lines'}`, () => assert.equal(verdict(text), expected));

  test('opening is that of the first page, closing that of the last', () => {
    const reading = read(
      `${page([credit], undefined, ':62M:C261201GBP105,')}\r\n${page([credit], ':60M:C261201GBP105,', ':62F:C261231GBP110,')}`,
    );
    assert.ok(reading.ok);
    const { openingPence, closingPence, balanced } = reading.statement;
    assert.deepEqual([openingPence, closingPence, balanced], [10_000n, 11_000n, true]);
  });
});
