import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { arucs, awacs, inputReport, pain002 } from '../../../test/support/bank-reports.ts';
import { type BankReport, readBankReport } from './report.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function reportOf(text: string): BankReport {
  const reading = readBankReport(bytes(text));
  if (!reading.ok) assert.fail(reading.problems.map(({ line, text: words }) => `${line}: ${words}`).join('; '));
  return reading.report;
}

function problemsOf(text: string | Uint8Array): string[] {
  const reading = readBankReport(typeof text === 'string' ? bytes(text) : text);
  return reading.ok ? [] : reading.problems.map(({ line, text: words }) => `${line}: ${words}`);
}

describe('Reports of banks', () => {
  test('ARUCS: each credit that came back, with its account, amount, day and reason', () => {
    const report = reportOf(
      arucs([
        { reference: 'PHB000123 DEC26', processedOn: '2026-11-30' },
        { reference: 'PHB000124 DEC26', pounds: '0.05', code: 'B', words: 'ACCOUNT CLOSED' },
      ]),
    );
    assert.deepEqual([report.kind, report.name, report.file], ['ARUCS', 'REFT1019 141 2026-12-02', undefined]);
    assert.deepEqual(
      report.records.map(one => [
        one.line,
        one.says,
        one.sortCode,
        one.accountNumber,
        one.amountPence,
        one.reference,
        one.processedOn,
        one.reason,
      ]),
      [
        [4, 'RETURNED', '089999', '66374958', 260_000n, 'PHB000123 DEC26', '2026-11-30', '5 NO ACCOUNT'],
        [5, 'RETURNED', '089999', '66374958', 5n, 'PHB000124 DEC26', undefined, 'B ACCOUNT CLOSED'],
      ],
    );
  });

  test('AWACS: the account that we paid and the one that it should be', () => {
    const [record] = reportOf(awacs('PHB000123 DEC26')).records;
    assert.deepEqual(
      [
        record!.says,
        record!.sortCode,
        record!.accountNumber,
        record!.newSortCode,
        record!.newAccountNumber,
        record!.amountPence,
      ],
      ['WRONG_ACCOUNT', '089999', '66374958', '107999', '88837491', undefined],
    );
  });

  const files = [
    [
      inputReport('000001', { count: 2, pounds: '5200.00' }),
      { id: '000001', says: 'TAKEN', count: 2, totalPence: 520_000n },
    ],
    [inputReport('000001', { count: 0, pounds: '0.00' }), { id: '000001', says: 'REJECTED', count: 0, totalPence: 0n }],
    [pain002('RUN-1', 'ACSC'), { id: 'RUN-1', says: 'TAKEN', count: undefined, totalPence: undefined }],
    [pain002('RUN-1', 'RJCT'), { id: 'RUN-1', says: 'REJECTED', count: undefined, totalPence: undefined }],
    [pain002('RUN-1', 'ACCP'), { id: 'RUN-1', says: 'PENDING', count: undefined, totalPence: undefined }],
  ] as const;
  for (const [text, expected] of files)
    test(`of a whole file: ${expected.id} ${expected.says}`, () => assert.deepEqual(reportOf(text).file, expected));

  test('the input report names what was rejected', () => {
    const [record] = reportOf(inputReport('000001', { count: 1, pounds: '2600.00' }, ['PHB000123 DEC26'])).records;
    assert.deepEqual(
      [record!.says, record!.reference, record!.amountPence, record!.processedOn, record!.reason],
      ['REJECTED', 'PHB000123 DEC26', 260_000n, '2026-11-30', 'DESTINATION SORT CODE NOT KNOWN'],
    );
  });

  const statuses = [
    ['RJCT', 'REJECTED'],
    ['ACSC', 'PAID'],
    ['ACCC', 'PAID'],
    ['ACSP', 'PENDING'],
    ['PDNG', 'PENDING'],
  ] as const;
  for (const [status, says] of statuses)
    test(`pain.002: a transfer that is ${status} counts as ${says}`, () => {
      const [record] = reportOf(pain002('RUN-1', 'PART', [['abc', status, 'AC04']])).records;
      assert.deepEqual([record!.says, record!.endToEndId, record!.reason], [says, 'abc', 'AC04']);
    });

  test('pain.002: a transfer without a status of its own has that of the file', () => {
    const text = pain002('RUN-1', 'ACSC', [['abc', 'X']]).replace('<TxSts>X</TxSts>', '');
    assert.equal(reportOf(text).records[0]!.says, 'PAID');
  });

  const one = arucs([{ reference: 'PHB000123 DEC26' }]);
  const refused: readonly (readonly [string, string | Uint8Array, readonly RegExp[]])[] = [
    ['a DOCTYPE', one.replace('<BACSDocument', '<!DOCTYPE x>\n<BACSDocument'), [/DOCTYPE/]],
    ['an entity', one.replace('NO ACCOUNT', '&toString;'), [/entity/i]],
    ['half a file', one.slice(0, 300), [/XML/]],
    ['no XML', 'a,b,c\n', [/no report of Bacs/]],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x3c, 0]), [/UTF-8/]],
    ['another document', '<?xml version="1.0"?><Other/>', [/<Other> is none/]],
    ['no record', arucs([]), [/no record/]],
    ['20 MB and a byte', new Uint8Array(20_000_001).fill(32), [/20 MB/]],
    ['an amount in words', one.replace('2600.00', 'much'), [/^4: The amount is "much"/]],
    ['an amount with three decimals', one.replace('2600.00', '2600.001'), [/^4: The amount/]],
    ['euros', one.replace('GBP', 'EUR'), [/^4: .*"EUR"/]],
    ['a short sort code', one.replace('08-99-99', '08-99-9'), [/^4: The sort code is "08-99-9"/]],
    ['a long account', one.replace('66374958', '663749580'), [/^4: The account number/]],
    ['no reference', one.replace('PHB000123 DEC26', ''), [/^4: The record has no reference/]],
    ['a day that is none', arucs([{ reference: 'X1', processedOn: '2026-02-30' }]), [/^4: The day is "2026-02-30"/]],
    [
      'two things at once',
      one.replace('66374958', 'x').replace('2600.00', ''),
      [/^4: The account number is "x"/, /^4: The amount is ""/],
    ],
    ['an unknown status', pain002('RUN-1', 'PART', [['abc', 'WHAT']]), [/"WHAT" is not a status/]],
    ['no file named', pain002('', 'ACSC'), [/which file/]],
    ['no transfer named', pain002('RUN-1', 'PART', [['', 'RJCT']]), [/no end-to-end id/]],
    ['no submission named', inputReport('', { count: 1, pounds: '1.00' }), [/which submission/]],
  ];
  for (const [what, text, patterns] of refused)
    test(`refuses ${what}, with everything and its line`, () => {
      const problems = problemsOf(text);
      assert.equal(problems.length, patterns.length, problems.join('\n'));
      for (const [i, pattern] of patterns.entries()) assert.match(problems[i]!, pattern);
    });

  test('whatever was done to a report, it is read or refused in words, and amounts are those that stand in it', () => {
    const whole = bytes(arucs([{ reference: 'PHB000123 DEC26' }, { reference: 'PHB000124 DEC26', pounds: '14.99' }]));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const changed = cut ? whole.slice(0, at) : Uint8Array.from(whole, (byte, i) => (i === at ? value : byte));
        const reading = readBankReport(changed);
        if (!reading.ok)
          return assert.ok(reading.problems.length > 0 && reading.problems.every(({ text }) => text !== ''));
        const stands = [
          ...Buffer.from(changed)
            .toString()
            .matchAll(/valueOf="\s*([0-9.]+)\s*"/g),
        ].map(([, sum]) => Number(sum));
        assert.deepEqual(
          reading.report.records.map(({ amountPence }) => Number(amountPence) / 100),
          stands,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
