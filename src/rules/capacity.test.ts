import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ageOn } from '../values/dates.ts';
import { directPaymentBars } from './capacity.ts';

describe('R-019  A direct payment goes to a person of 16 or more, with capacity, who has consented', () => {
  const table = [
    // age  capacity consent bars
    [15, true, true, 'under-16'],
    [16, true, true, ''],
    [17, true, true, ''],
    [90, true, true, ''],
    [16, false, true, 'lacks-capacity'],
    [16, true, false, 'no-consent'],
    [15, false, false, 'under-16, lacks-capacity, no-consent'],
  ] as const;
  for (const [ageYears, hasCapacity, consented, expected] of table) {
    test(`${ageYears} years, capacity ${hasCapacity}, consent ${consented}: ${expected || 'allowed'}`, () => {
      assert.equal(directPaymentBars({ ageYears, hasCapacity, consented }).join(', '), expected);
    });
  }

  const birthdays = [
    ['2010-11-24', 'under-16'], // 15 years and 364 days
    ['2010-11-23', ''], // 16 years and no days
    ['2010-11-22', ''],
  ] as const;
  for (const [born, expected] of birthdays) {
    test(`born ${born}, on 23 November 2026: ${expected || 'allowed'}`, () => {
      const ageYears = ageOn(Temporal.PlainDate.from(born), Temporal.PlainDate.from('2026-11-23'));
      assert.equal(directPaymentBars({ ageYears, hasCapacity: true, consented: true }).join(', '), expected);
    });
  }
});
