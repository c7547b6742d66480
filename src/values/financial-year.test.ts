import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { financialYearEnd, financialYearStart } from './financial-year.ts';

describe('The NHS financial year', () => {
  const table = [
    ['2026-03-31', '2025-04-01', '2026-03-31'],
    ['2026-04-01', '2026-04-01', '2027-03-31'],
    ['2027-01-31', '2026-04-01', '2027-03-31'],
    ['2028-02-29', '2027-04-01', '2028-03-31'],
  ] as const;
  for (const [date, first, last] of table)
    test(`${date} is in the year from ${first} to ${last}`, () => {
      assert.equal(financialYearStart(Temporal.PlainDate.from(date)).toString(), first);
      assert.equal(financialYearEnd(Temporal.PlainDate.from(date)).toString(), last);
    });
});
