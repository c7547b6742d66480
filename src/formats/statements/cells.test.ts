import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readAmount, readDate } from './cells.ts';

describe('Amounts of bank files', () => {
  const table = [
    ['12.34', 1234n],
    ['-12.34', -1234n],
    ['\u221212.34', -1234n],
    ['+12.34', 1234n],
    ['12.3', 1230n],
    ['12', 1200n],
    ['.50', 50n],
    ['0', 0n],
    ['£1,234.56', 123_456n],
    ['-£1,234.56', -123_456n],
    ['£-1,234.56', -123_456n],
    ['(1,234.56)', -123_456n],
    ['(£12.00)', -1200n],
    ['12.00 DR', -1200n],
    ['12.00dr', -1200n],
    ['12.00 CR', 1200n],
    ['12.00-', -1200n],
    ['\u00a0£5.00 ', 500n],
    ['5.00 GBP', 500n],
    ['1,234,567.89', 123_456_789n],
    ['99,999,999.99', 9_999_999_999n],
    ['100,000,000.00', undefined],
    ['1.234,56', undefined],
    ['1,23', undefined],
    ['12,34.00', undefined],
    ['1,2345', undefined],
    ['1 234.56', undefined],
    ['12.345', undefined],
    ['12.', undefined],
    ['-12.00 DR', undefined],
    ['(12.00', undefined],
    ['12.00)', undefined],
    ['(-12.00)', undefined],
    ['--12', undefined],
    ['£', undefined],
    ['', undefined],
    ['$5.00', undefined],
    ['€5.00', undefined],
    ['1O.50', undefined],
    ['1e3', undefined],
    ['NaN', undefined],
  ] as const;
  for (const [cell, pence] of table) {
    test(`"${cell}": ${pence ?? 'refused'}`, () => assert.equal(readAmount(cell), pence));
  }

  test('every amount survives being written in any of the ways', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 9_999_999_999n), pence => {
        const plain = `${pence / 100n}.${String(pence % 100n).padStart(2, '0')}`;
        const commas = plain.replace(/\B(?=(\d{3})+\.)/g, ',');
        for (const size of [plain, commas, `£${commas}`]) {
          assert.equal(readAmount(size), pence);
          for (const minus of [`-${size}`, `\u2212${size}`, `(${size})`, `${size} DR`, `${size}-`])
            assert.equal(readAmount(minus), -pence);
        }
      }),
    );
  });
});

describe('Dates of bank files: day first, or ISO', () => {
  const table = [
    ['31/12/2026', '2026-12-31'],
    ['01/02/2026', '2026-02-01'],
    ['1/2/2026', '2026-02-01'],
    ['31-12-2026', '2026-12-31'],
    ['31 Dec 2026', '2026-12-31'],
    ['1 december 2026', '2026-12-01'],
    ['31-Dec-2026', '2026-12-31'],
    ['31 Dec 26', '2026-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['29/02/2028', '2028-02-29'],
    ['29/02/2026', undefined],
    ['31/11/2026', undefined],
    ['12/31/2026', undefined],
    ['00/01/2026', undefined],
    ['31/12/26', undefined],
    ['2026/12/31', undefined],
    ['31 Foo 2026', undefined],
    ['01/01/1990', '1990-01-01'],
    ['31/12/1989', undefined],
    ['31/12/2099', '2099-12-31'],
    ['01/01/2100', undefined],
    ['46387', undefined],
    ['', undefined],
  ] as const;
  for (const [cell, date] of table) {
    test(`"${cell}": ${date ?? 'refused'}`, () => assert.equal(readDate(cell)?.toString(), date));
  }
});
