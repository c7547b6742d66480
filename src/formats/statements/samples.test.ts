import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fingerprints } from '../../../test/support/fingerprints.ts';
import { total } from '../../values/pence.ts';
import { statementJson } from './json.ts';
import { readStatement } from './statement.ts';

const folder = new URL('../../../demo/statements/', import.meta.url);
const read = (name: string) => readStatement(readFileSync(new URL(name, folder)));

/** The month that every sample holds, oldest first: day of December 2026, signed pence, words of the counterparty. */
const MONTH = [
  [1, 260_000n, 'NHS EXAMPLE ICB'],
  [2, -3_800n, 'FAIRPAY PAYROLL'],
  [4, -41_250n, 'M OKAFOR'],
  [4, -27_500n, 'T LINDQVIST'],
  [7, -118_640n, 'BRIGHTWAY CARE AGENCY'],
  [8, -750n, 'RIVERSIDE LEISURE'],
  [8, -750n, 'RIVERSIDE LEISURE'],
  [10, -4_500n, 'HANDS ON MASSAGE'],
  [11, -41_250n, 'M OKAFOR'],
  [11, -27_500n, 'T LINDQVIST'],
  [14, -6_420n, 'PAWS & CLAWS VETS'],
  [15, -3_899n, 'THE DOG BOWL'],
  [16, 4_660n, 'BRIGHTWAY CARE AGENCY'],
  [18, -41_250n, 'M OKAFOR'],
  [18, -27_500n, 'T LINDQVIST'],
  [21, -980n, 'CAFÉ LUNA'],
  [23, -2_431n, 'ADAPTIVE TOOLS SHOP'],
  [29, -825n, 'HOMEGUARD INSURANCE'],
  [31, 42n, 'INTEREST'],
] as const;

const barclays = { sortCode: '202959', accountNumber: '63748472' };
const lloyds = { sortCode: '309070', accountNumber: '12345668' };
const natwest = { sortCode: '107999', accountNumber: '88837491' };
const ofx = { sortCode: '089999', accountNumber: '66374958' };

const SAMPLES = [
  // file, layout, account, opening, closing
  ['barclays.csv', 'barclays', barclays, null, null],
  ['hsbc.csv', 'hsbc', null, null, null],
  ['first-direct.csv', 'first-direct', null, 125_075n, 40_532n],
  ['lloyds.csv', 'lloyds', lloyds, 125_075n, 40_532n],
  ['natwest.csv', 'natwest', natwest, 125_075n, 40_532n],
  ['natwest-card.csv', 'natwest', null, 125_075n, 40_532n],
  ['nationwide.csv', 'nationwide', null, 125_075n, 40_532n],
  ['santander.csv', 'santander', null, 125_075n, 40_532n],
  ['santander-text.txt', 'santander-text', null, 125_075n, 40_532n],
  ['co-operative.csv', 'co-operative', null, 125_075n, 40_532n],
  ['monzo.csv', 'monzo', null, null, null],
  ['starling.csv', 'starling', null, 125_075n, 40_532n],
  ['card-feed.csv', 'card-feed', null, 125_075n, 40_532n],
  ['statement.ofx', 'ofx-1', ofx, null, 40_532n],
  ['statement-xml.ofx', 'ofx-2', ofx, null, 40_532n],
  ['statement.qif', 'qif', null, null, null],
  ['statement-month-first.qif', 'qif', null, null, null],
  ['mt940.sta', 'mt940', ofx, 125_075n, 40_532n],
  ['camt-053.xml', 'camt-053', { iban: 'GB11NWBK08999966374958' }, 125_075n, 40_532n],
  ['camt-053-v8.xml', 'camt-053', ofx, 125_075n, 40_532n],
] as const;

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'csv',
  txt: 'csv',
  ofx: 'ofx',
  qif: 'qif',
  sta: 'mt940',
  xml: 'camt',
};

describe('R-078  The same month reads the same from every bank', () => {
  test('every file of the folder is in the table', () => {
    const files = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile());
    const names = files.map(entry => entry.name).filter(name => name !== 'README.md');
    assert.deepEqual(names.sort(), SAMPLES.map(([name]) => name).sort());
  });

  for (const [name, layout, account, openingPence, closingPence] of SAMPLES) {
    test(`${name}: 19 lines, ${openingPence === null ? 'not provable' : 'balanced'}`, () => {
      const reading = read(name);
      assert.ok(reading.ok);
      const { statement, notes } = reading;
      assert.deepEqual(
        statement.lines.map(line => [line.postedOn.toString(), line.valueOn.toString(), line.amountPence]),
        MONTH.map(([day, pence]) => {
          const date = `2026-12-${String(day).padStart(2, '0')}`;
          return [date, date, pence];
        }),
      );
      for (const [index, { counterparty, narrative }] of statement.lines.entries()) {
        const [, , words] = MONTH[index]!;
        assert.ok(
          `${counterparty} ${narrative}`.toUpperCase().includes(words),
          `${words} in "${counterparty}" "${narrative}"`,
        );
        assert.doesNotMatch(counterparty + narrative, /^['"]|\s{2}|[\t\n\u00a0]/);
      }
      assert.equal(total(statement.lines.map(line => line.amountPence)), -84_543n);
      const { from, to, balanced, format } = statement;
      assert.deepEqual([from?.toString(), to?.toString()], ['2026-12-01', '2026-12-31']);
      assert.deepEqual([statement.openingPence, statement.closingPence], [openingPence, closingPence]);
      assert.equal(balanced, openingPence === null ? 'not provable' : true);
      assert.equal(format, FORMATS[name.split('.')[1]!]);
      assert.deepEqual([statement.layout, statement.account], [layout, account]);
      assert.equal(
        notes.length,
        { 'natwest-card.csv': 1, 'card-feed.csv': 2, 'camt-053-v8.xml': 1 }[name as string] ?? 0,
      );
      assert.equal(new Set(fingerprints(statement.lines)).size, 19);
    });
  }

  test('the two OFX files carry the same references, so the one adds nothing to the other', () => {
    const [one, two] = [read('statement.ofx'), read('statement-xml.ofx')];
    assert.ok(one.ok && two.ok);
    assert.deepEqual(fingerprints(one.statement.lines), fingerprints(two.statement.lines));
  });

  test('as JSON: whole pence in strings, ISO dates', () => {
    const reading = read('lloyds.csv');
    assert.ok(reading.ok);
    const json = JSON.parse(JSON.stringify(statementJson(reading.statement)));
    assert.deepEqual(Object.keys(json), ['format', 'account', 'openingPence', 'closingPence', 'balanced', 'lines']);
    assert.deepEqual(
      { ...json, lines: json.lines[0] },
      {
        format: 'csv',
        account: lloyds,
        openingPence: '125075',
        closingPence: '40532',
        balanced: true,
        lines: {
          postedOn: '2026-12-01',
          valueOn: '2026-12-01',
          amountPence: '260000',
          counterparty: 'NHS EXAMPLE ICB',
          narrative: 'NHS EXAMPLE ICB PHB000123 DEC26',
          bankRef: null,
          type: 'BGC',
          merchantCode: null,
        },
      },
    );
  });
});

const REFUSED = [
  [
    'does-not-balance.csv',
    'does-not-balance, balance-break 16',
    /make £423\.32, but the closing balance is £405\.32: a difference of −£18\.00/,
  ],
  ['line-missing.csv', 'does-not-balance, balance-break 9', /18 lines .* a difference of −£64\.20/],
  ['two-accounts.csv', 'several-accounts 7', /one account at a time/],
  ['unknown-layout.csv', 'unknown-layout 1', /Barclays \(Number,Date,Account/],
  [
    'foreign-amounts.csv',
    `${Array.from({ length: 19 }, (_, i) => `bad-amount ${i + 2}`).join(', ')}`,
    /Allowed: pounds/,
  ],
  ['bad-cells.csv', 'bad-date 2, bad-amount 3, bad-date 4, bad-amount 4, bad-amount 5', /31\/11\/2026/],
  ['dollars.ofx', 'not-pounds 30', /USD/],
  ['cut-off.ofx', 'broken-file 138', /cut off/],
  ['camt-penny.xml', 'does-not-balance 11, does-not-balance 11', /6139\.47/],
  ['camt-doctype.xml', 'broken-file 2', /DOCTYPE/],
  ['mt940-cut-off.sta', 'broken-file 35', /no closing balance/],
  ['mt940-page-missing.sta', 'does-not-balance 37', /A part is missing/],
  ['dates-unclear.qif', 'dates-unclear 2', /day first or month first/],
  ['doctype.ofx', 'broken-file 2', /DOCTYPE/],
  ['renamed-sheet.csv', 'not-text', /not text/],
] as const;

describe('A file that is wrong is refused with every problem and its line', () => {
  test('every refused file of the folder is in the table', () => {
    assert.deepEqual(readdirSync(new URL('refused/', folder)).sort(), REFUSED.map(([name]) => name).sort());
  });
  for (const [name, expected, words] of REFUSED) {
    test(`${name}: ${expected.slice(0, 80)}`, () => {
      const reading = read(`refused/${name}`);
      assert.ok(!reading.ok);
      const codes = reading.problems.map(problem => [problem.code, problem.line].filter(Boolean).join(' '));
      assert.equal(codes.join(', '), expected);
      assert.match(reading.problems[0]!.text, words);
    });
  }
});
