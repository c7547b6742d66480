import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DateOrder } from './cells.ts';
import { readStatement } from './statement.ts';

/** `code line` of every problem; or each line as its day and pence. */
function verdict(text: string, dateOrder?: DateOrder): string {
  const reading = readStatement(new TextEncoder().encode(text), undefined, { dateOrder });
  if (!reading.ok) return reading.problems.map(({ code, line }) => `${code} ${line}`).join(', ');
  return reading.statement.lines.map(({ postedOn, amountPence }) => `${postedOn} ${amountPence}`).join('; ');
}
const dated = (...dates: string[]) => `!Type:Bank\n${dates.map(date => `D${date}\nT1.00\n^\n`).join('')}`;

describe('QIF: the order of the dates', () => {
  const table = [
    ['a day over twelve first', dated('31/12/2026', '01/12/2026'), undefined, '2026-12-01 100; 2026-12-31 100'],
    ['a day over twelve second', dated('12/31/2026', '12/01/2026'), undefined, '2026-12-01 100; 2026-12-31 100'],
    ['the twelfth tells nothing', dated('12/11/2026'), undefined, 'dates-unclear 2'],
    ['the thirteenth does', dated('12/11/2026', '13/11/2026'), undefined, '2026-11-12 100; 2026-11-13 100'],
    ['said: day first', dated('03/04/2026'), 'day-first', '2026-04-03 100'],
    ['said: month first', dated('03/04/2026'), 'month-first', '2026-03-04 100'],
    ['said wrongly', dated('13/04/2026'), 'month-first', 'bad-date 2'],
    ['both ways the same', dated('05/05/2026'), undefined, '2026-05-05 100'],
    ['one of either kind', dated('13/12/2026', '12/13/2026'), undefined, 'bad-date 5'],
    ['an apostrophe', dated("12/31'26"), undefined, '2026-12-31 100'],
    ['blanks for noughts', dated("12/31' 6", "12/ 1' 6"), undefined, '2006-12-01 100; 2006-12-31 100'],
    ['two digits', dated('31.12.26'), undefined, '2026-12-31 100'],
    ['two digits of the last century', dated('31-12-98'), undefined, '1998-12-31 100'],
    ['ISO', dated('2026-03-04'), undefined, '2026-03-04 100'],
    ['words', dated('yesterday'), undefined, 'bad-date 2'],
  ] as const;
  for (const [what, text, said, expected] of table)
    test(`${what}: ${expected}`, () => assert.equal(verdict(text, said), expected));
});

const one = (...fields: string[]) => `!Type:Bank\nD31/12/2026\n${fields.join('\n')}\n^\n`;

describe('QIF: payments', () => {
  const table = [
    ['both signs and commas', `${one('T-1,234.56')}D31/12/2026\nT+2\n^\n`, '2026-12-31 -123456; 2026-12-31 200'],
    ['parts that make the amount', one('T-3.00', 'SA', '$-1.00', 'SB', '$-2.00'), '2026-12-31 -300'],
    ['parts that do not', one('T-3.00', 'SA', '$-1.00', 'SB', '$-2.01'), 'does-not-balance 3'],
    ['the amount again', one('T-3.00', 'U-3.00'), '2026-12-31 -300'],
    ['another amount again', one('T-3.00', 'U-3.01'), 'does-not-balance 3'],
    ['no amount', one('PA'), 'missing 2'],
    ['two amounts', one('T1', 'T1'), 'broken-file 2'],
    ['a bad amount', one('T1.234,56'), 'bad-amount 3'],
    ['an unknown mark', one('T1', 'Q1'), 'broken-file 4'],
    ['cut off', one('T1').replace('^', ''), 'broken-file 2'],
    ['an account in front', `!Account\nNMine\nTBank\n^\n${one('T1')}`, '2026-12-31 100'],
    ['two accounts', `!Account\nNA\n^\n${one('T1')}!Account\nNB\n^\n${one('T1')}`, 'several-accounts 8'],
    ['shares', '!Type:Invst\nD31/12/2026\n^\n', 'broken-file 1, broken-file 2, broken-file 3'],
    ['switches', `!Option:AutoSwitch\n${one('T1')}!Clear:AutoSwitch\n`, '2026-12-31 100'],
    ['a line end inside of a line', one('T\r12.50'), 'broken-file 3'],
    ['nothing', '!Type:Bank\n', ''],
  ] as const;
  for (const [what, text, expected] of table)
    test(`${what}: ${expected || 'no lines'}`, () => assert.equal(verdict(text), expected));

  test('an opening balance is no payment', () => {
    const text = `!Type:Bank\nD31/12/2026\nT10.00\nPOpening Balance\n^\nD31/12/2026\nT-1.00\nPA\nMB\nN12\n^\n`;
    const reading = readStatement(new TextEncoder().encode(text));
    assert.ok(reading.ok);
    const { openingPence, closingPence, balanced, lines } = reading.statement;
    assert.deepEqual([openingPence, closingPence, balanced], [1_000n, null, 'not provable']);
    assert.deepEqual(
      lines.map(({ counterparty, narrative, type }) => [counterparty, narrative, type]),
      [['A', 'A B', '12']],
    );
  });
});
