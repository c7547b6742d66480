import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { verdict } from '../../../test/support/cases.ts';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import { decideBankHoliday, newDays, withChanges } from './bank-holidays.ts';
import { monthlyDays, type Timing } from './payment.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const month = (iso: string) => Temporal.PlainYearMonth.from(iso);
const added = (...days: string[]) =>
  withChanges(
    ENGLAND_AND_WALES,
    days.map(iso => ({ day: date(iso), isHoliday: true })),
  );

describe('R-083  The first of the month, or the working day before, on real dates', () => {
  const table: readonly (readonly [string, string, string, string, string])[] = [
    // Month, why it is here, input, processing, credit.
    ['2026-04', 'Good Friday is the 3rd: the 1st is a Wednesday', '2026-03-30', '2026-03-31', '2026-04-01'],
    ['2024-04', 'the 1st is Easter Monday: paid on Maundy Thursday', '2024-03-26', '2024-03-27', '2024-03-28'],
    [
      '2027-01',
      'the 1st is New Year’s Day, after Christmas on a Friday and Boxing Day on Monday',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
    ],
    ['2028-01', 'the 1st is a Saturday, after two substitute days', '2027-12-29', '2027-12-30', '2027-12-31'],
    ['2027-05', 'the 1st is a Saturday', '2027-04-28', '2027-04-29', '2027-04-30'],
    ['2026-05', 'the 1st is a Friday', '2026-04-29', '2026-04-30', '2026-05-01'],
    ['2026-11', 'the 1st is a Sunday', '2026-10-28', '2026-10-29', '2026-10-30'],
    ['2026-09', 'the August holiday is the 31st', '2026-08-27', '2026-08-28', '2026-09-01'],
    ['2028-03', 'after 29 February', '2028-02-28', '2028-02-29', '2028-03-01'],
  ];
  for (const [of, why, ...days] of table)
    test(`${of}: ${why}`, () => {
      const { inputOn, processingOn, creditOn } = monthlyDays(month(of), ENGLAND_AND_WALES);
      assert.deepEqual([inputOn, processingOn, creditOn].map(String), days);
    });
});

describe('R-083  A day is made a bank holiday, or one no more', () => {
  test('the last word on a day stands, and other days stay', () => {
    const days = withChanges(new Set(['2026-12-25']), [
      { day: date('2026-12-24'), isHoliday: true },
      { day: date('2026-12-25'), isHoliday: false },
      { day: date('2026-12-24'), isHoliday: false },
      { day: date('2026-12-23'), isHoliday: true },
    ]);
    assert.deepEqual([...days], ['2026-12-23']);
  });
  const table: readonly (readonly [string, boolean, string])[] = [
    ['2026-11-22', true, 'bank-holiday-not-ahead, bank-holiday-at-weekend'],
    ['2026-11-23', true, 'bank-holiday-not-ahead'],
    ['2026-11-24', true, 'accepted'],
    ['2026-11-27', true, 'accepted'],
    ['2026-11-28', true, 'bank-holiday-at-weekend'],
    ['2026-11-28', false, 'bank-holiday-at-weekend'],
    ['2026-11-29', false, 'bank-holiday-at-weekend'],
    ['2026-11-30', true, 'accepted'],
    ['2026-11-30', false, 'bank-holiday-known-already'],
    ['2026-12-25', true, 'bank-holiday-known-already'],
    ['2026-12-25', false, 'accepted'],
  ];
  for (const [day, isHoliday, expected] of table)
    test(`${day} ${isHoliday ? 'is one' : 'is none'}, said on Monday 23 November: ${expected}`, () => {
      const decision = decideBankHoliday({ day: date(day), isHoliday }, date('2026-11-23'), ENGLAND_AND_WALES);
      assert.equal(verdict(decision), expected);
    });
});

describe('R-083  A run that was not sent gets new days, and nobody stays unpaid', () => {
  const run = (timing: Timing, inputOn: string, processingOn: string, creditOn: string) => ({
    month: month('2026-12'),
    timing,
    inputOn: date(inputOn),
    processingOn: date(processingOn),
    creditOn: date(creditOn),
  });
  const inAdvance = run('IN_ADVANCE', '2026-11-27', '2026-11-30', '2026-12-01');
  const earliest = run('EARLIEST_BACS_DAY', '2026-12-02', '2026-12-03', '2026-12-04');
  const table: readonly (readonly [string, typeof inAdvance, string, readonly string[], string])[] = [
    ['nothing changed', inAdvance, '2026-11-23', [], 'as it was'],
    ['nothing changed, and the input day is past', inAdvance, '2026-11-28', [], 'as it was'],
    ['a day that it does not use', inAdvance, '2026-11-23', ['2026-12-02'], 'as it was'],
    ['the day before its input day', inAdvance, '2026-11-23', ['2026-11-26'], 'as it was'],
    ['its input day', inAdvance, '2026-11-23', ['2026-11-27'], '2026-11-26 2026-11-30 2026-12-01 IN_ADVANCE'],
    ['its processing day', inAdvance, '2026-11-23', ['2026-11-30'], '2026-11-26 2026-11-27 2026-12-01 IN_ADVANCE'],
    ['its credit day', inAdvance, '2026-11-23', ['2026-12-01'], '2026-11-26 2026-11-27 2026-11-30 IN_ADVANCE'],
    [
      'its credit day, in time to the day',
      inAdvance,
      '2026-11-26',
      ['2026-12-01'],
      '2026-11-26 2026-11-27 2026-11-30 IN_ADVANCE',
    ],
    [
      'its credit day, a day too late',
      inAdvance,
      '2026-11-27',
      ['2026-12-01'],
      '2026-11-27 2026-11-30 2026-12-02 EARLIEST_BACS_DAY',
    ],
    [
      'its input day, on that day',
      inAdvance,
      '2026-11-27',
      ['2026-11-27'],
      '2026-11-30 2026-12-01 2026-12-02 EARLIEST_BACS_DAY',
    ],
    ['as soon as can be: nothing changed', earliest, '2026-12-02', [], 'as it was'],
    [
      'as soon as can be: its credit day',
      earliest,
      '2026-12-02',
      ['2026-12-04'],
      '2026-12-02 2026-12-03 2026-12-07 EARLIEST_BACS_DAY',
    ],
    [
      'as soon as can be: its processing day, still in time',
      earliest,
      '2026-12-01',
      ['2026-12-03'],
      '2026-12-01 2026-12-02 2026-12-04 EARLIEST_BACS_DAY',
    ],
    [
      'as soon as can be: its processing day',
      earliest,
      '2026-12-02',
      ['2026-12-03'],
      '2026-12-02 2026-12-04 2026-12-07 EARLIEST_BACS_DAY',
    ],
  ];
  for (const [what, given, today, holidays, expected] of table)
    test(`${what}, known on ${today}: ${expected}`, () => {
      const days = newDays(given, date(today), added(...holidays));
      assert.equal(
        days ? `${days.inputOn} ${days.processingOn} ${days.creditOn} ${days.timing}` : 'as it was',
        expected,
      );
    });
  test('a holiday that is taken away gives the later days back', () => {
    const early = run('IN_ADVANCE', '2026-11-26', '2026-11-27', '2026-11-30');
    const days = newDays(early, date('2026-11-23'), ENGLAND_AND_WALES);
    assert.equal(`${days?.inputOn} ${days?.creditOn} ${days?.timing}`, '2026-11-27 2026-12-01 IN_ADVANCE');
  });
});
