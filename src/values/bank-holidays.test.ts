import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BANK_HOLIDAYS_KNOWN_UNTIL, ENGLAND_AND_WALES } from './bank-holidays.ts';

describe('bank holidays of England and Wales', () => {
  for (let year = 2024; year <= BANK_HOLIDAYS_KNOWN_UNTIL.year; year += 1) {
    test(`${year}: the eight days that the law gives, worked out a second way`, () => {
      const listed = [...ENGLAND_AND_WALES].filter(day => day.startsWith(`${year}-`));
      assert.deepEqual(listed, byLaw(year));
    });
  }

  test('the substitute counts, not the day itself: 26 December 2026 no, 28 December 2026 yes', () => {
    assert.equal(ENGLAND_AND_WALES.has('2026-12-26'), false);
    assert.equal(ENGLAND_AND_WALES.has('2026-12-28'), true);
  });
});

function byLaw(year: number): string[] {
  const day = (month: number, dayOfMonth: number) => Temporal.PlainDate.from({ year, month, day: dayOfMonth });
  const easter = easterSunday(year);
  const days = new Set<string>();
  const add = (wanted: Temporal.PlainDate) => {
    let given = wanted;
    while (given.dayOfWeek > 5 || days.has(given.toString())) given = given.add({ days: 1 });
    days.add(given.toString());
  };
  add(day(1, 1));
  add(easter.subtract({ days: 2 }));
  add(easter.add({ days: 1 }));
  add(mondayOnOrAfter(day(5, 1)));
  add(mondayOnOrAfter(day(5, 25)));
  add(mondayOnOrAfter(day(8, 25)));
  add(day(12, 25));
  add(day(12, 26));
  return [...days].sort();
}

function mondayOnOrAfter(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.add({ days: (8 - date.dayOfWeek) % 7 });
}

/** The Gregorian computus (Meeus, Jones and Butcher). */
function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Temporal.PlainDate.from({ year, month, day: (h + l - 7 * m + 33 * month + 19) % 32 });
}
