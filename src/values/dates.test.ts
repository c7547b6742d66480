import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addMonths,
  addWorkingDays,
  ageOn,
  countOf,
  earlier,
  isBefore,
  isWorkingDay,
  longDate,
  longDays,
  longMonth,
  onOrAfter,
  onOrBefore,
  readIsoDate,
} from './dates.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
/** Christmas of 2026: Friday 25 December, and Monday 28 December for Boxing Day on a Saturday. */
const holidays = new Set(['2026-12-25', '2026-12-28', '2027-01-01']);
const days = fc.integer({ min: 0, max: 20_000 }).map(count => on('2000-01-01').add({ days: count }));

test('the earlier of two dates', () => {
  const [first, second] = [Temporal.PlainDate.from('2026-11-23'), Temporal.PlainDate.from('2026-11-24')];
  assert.deepEqual([earlier(first, second), earlier(second, first), earlier(first, first)], [first, first, first]);
});

test('how many of something, in words', () => {
  assert.deepEqual(
    [0, 1, 2].map(count => countOf(count, 'working day')),
    ['0 working days', '1 working day', '2 working days'],
  );
});

describe('ISO dates', () => {
  const table = [
    ['2026-11-23', '2026-11-23'],
    ['2028-02-29', '2028-02-29'],
    ['2026-02-29', undefined],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['2026-00-10', undefined],
    ['2026-11-00', undefined],
    ['2026-11-31', undefined],
    ['26-11-23', undefined],
    ['2026-11-23T00:00', undefined],
    ['20261123', undefined],
    [' 2026-11-23', undefined],
    ['', undefined],
  ] as const;
  for (const [text, expected] of table) {
    test(`“${text}”: ${expected ?? 'refused'}`, () => assert.equal(readIsoDate(text)?.toString(), expected));
  }
  test('as people read them', () => {
    assert.equal(longDate(on('2018-08-06')), '6 August 2018');
    assert.equal(longDate(on('2026-12-31')), '31 December 2026');
    assert.equal(longDays(on('2026-12-01'), on('2026-12-31')), '1 December 2026 to 31 December 2026');
    assert.equal(longDays(on('2026-12-01'), on('2026-12-01')), '1 December 2026');
    assert.equal(longMonth(Temporal.PlainYearMonth.from('2026-01')), 'January 2026');
  });
  test('before is strict', () => {
    assert.equal(isBefore(on('2026-11-22'), on('2026-11-23')), true);
    assert.equal(isBefore(on('2026-11-23'), on('2026-11-23')), false);
    assert.equal(isBefore(on('2026-11-24'), on('2026-11-23')), false);
  });
});

describe('Working days', () => {
  const table = [
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['2026-12-26', false],
    ['2026-12-27', false],
    ['2026-12-28', false],
    ['2026-12-29', true],
  ] as const;
  for (const [date, expected] of table) {
    test(`${date}: ${expected}`, () => assert.equal(isWorkingDay(on(date), holidays), expected));
  }
  test('the nearest before and after; a working day is its own', () => {
    assert.equal(onOrBefore(on('2026-12-28'), holidays).toString(), '2026-12-24');
    assert.equal(onOrAfter(on('2026-12-25'), holidays).toString(), '2026-12-29');
    assert.equal(onOrBefore(on('2026-12-24'), holidays).toString(), '2026-12-24');
    assert.equal(onOrAfter(on('2026-12-29'), holidays).toString(), '2026-12-29');
  });
  const added = [
    ['2026-12-24', 0, '2026-12-24'],
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-12-24', 5, '2027-01-05'],
    ['2026-12-29', -1, '2026-12-24'],
    ['2026-12-26', 1, '2026-12-29'], // a Saturday is no day to count from
    ['2026-12-26', 0, '2026-12-26'],
    ['2026-11-20', 5, '2026-11-27'],
  ] as const;
  for (const [date, count, expected] of added) {
    test(`${count} after ${date}: ${expected}`, () =>
      assert.equal(addWorkingDays(on(date), count, holidays).toString(), expected));
  }
  test('there and back again from a working day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), (date, count) => {
        const start = onOrAfter(date, holidays);
        const there = addWorkingDays(start, count, holidays);
        assert.ok(isWorkingDay(there, holidays) && isBefore(start, there));
        assert.ok(addWorkingDays(there, -count, holidays).equals(start));
      }),
    );
  });
});

describe('Months and years', () => {
  const months = [
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-11-28', 3, '2027-02-28'],
    ['2026-12-31', 12, '2027-12-31'],
  ] as const;
  for (const [date, count, expected] of months) {
    test(`${date} + ${count} months: ${expected}`, () => assert.equal(addMonths(on(date), count).toString(), expected));
  }

  const ages = [
    ['2010-11-24', '2026-11-23', 15],
    ['2010-11-23', '2026-11-23', 16],
    ['2010-11-22', '2026-11-23', 16],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-11-23', '2026-11-23', 0],
    ['2026-11-24', '2026-11-23', -1],
  ] as const;
  for (const [born, date, expected] of ages) {
    test(`born ${born}, on ${date}: ${expected}`, () => assert.equal(ageOn(on(born), on(date)), expected));
  }
  test('one more on each birthday, and not the day before', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 110 }), (born, years) => {
        const isLeapDay = born.month === 2 && born.day === 29;
        const birthday = isLeapDay ? on(`${born.year + years}-03-01`) : born.add({ years });
        if (isLeapDay && born.add({ years }).day === 29) return;
        assert.equal(ageOn(born, birthday), years);
        assert.equal(ageOn(born, birthday.subtract({ days: 1 })), years - 1);
      }),
    );
  });
});
