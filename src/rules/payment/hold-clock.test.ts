import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockOf } from './hold-clock.ts';

const table: readonly (readonly [string, number, boolean, string])[] = [
  ['2026-11-24', 3, false, '3 days left'],
  ['2026-11-26', 1, false, '1 day left'],
  ['2026-11-27', 0, false, 'Today'],
  ['2026-11-28', -1, true, '1 day late'],
  ['2026-12-01', -4, true, '4 days late'],
  ['2027-01-27', -61, true, '61 days late'],
];
for (const [today, daysLeft, isLate, words] of table)
  test(`R-085 a hold to be cleared by 27 November is ${words} on ${today}`, () => {
    const clock = clockOf(Temporal.PlainDate.from('2026-11-27'), Temporal.PlainDate.from(today));
    assert.deepEqual(clock, { daysLeft, isLate, words });
  });
