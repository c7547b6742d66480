import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { monthlyDays } from '../rules/payment/payment.ts';
import { ENGLAND_AND_WALES } from '../values/bank-holidays.ts';
import { isBefore, isWorkingDay, type PlainDate } from '../values/dates.ts';
import { dayOf, endedMonths, monthsBack, reviewDates, runDates } from './calendar.ts';

const date = (iso: string) => Temporal.PlainDate.from(iso);
const notAfter = (a: PlainDate, b: PlainDate) => !isBefore(b, a);
const days = (a: PlainDate, b: PlainDate) => a.until(b).days;

/** Every first of a month whose holidays, and those of the half year before it, are known. */
const STARTS = Array.from({ length: 64 }, (_, i) => date('2024-08-01').add({ months: i }));

describe('The calendar of the demonstration', () => {
  test('the account is verified before the first payment run is prepared, whatever holidays lie between', () => {
    for (const startsOn of STARTS) {
      const { prepareOn } = runDates(startsOn.toPlainYearMonth(), ENGLAND_AND_WALES);
      assert.ok(isBefore(dayOf('verification', startsOn, ENGLAND_AND_WALES), prepareOn), startsOn.toString());
    }
  });

  test('R-083 every run is in time for its input day, on working days, and credited by the first of its month', () => {
    for (const startsOn of STARTS) {
      const { prepareOn, releaseOn, fileOn, creditOn } = runDates(startsOn.toPlainYearMonth(), ENGLAND_AND_WALES);
      const { inputOn } = monthlyDays(startsOn.toPlainYearMonth(), ENGLAND_AND_WALES);
      const order = [prepareOn, releaseOn, fileOn, inputOn, creditOn, startsOn];
      for (const [i, day] of order.slice(1).entries()) assert.ok(notAfter(order[i]!, day), `${startsOn}: ${order}`);
      for (const day of order.slice(0, -1)) assert.ok(isWorkingDay(day, ENGLAND_AND_WALES), day.toString());
    }
  });

  test('R-135, R-139 the first review is told at least 14 days before and held within 3 months of the first credit', () => {
    for (const startsOn of STARTS.slice(0, -4)) {
      const { announceOn, holdOn } = reviewDates(startsOn, ENGLAND_AND_WALES);
      const { creditOn } = monthlyDays(startsOn.toPlainYearMonth(), ENGLAND_AND_WALES);
      assert.ok(days(announceOn, holdOn) >= 14, `${announceOn} to ${holdOn}`);
      assert.ok(notAfter(holdOn, creditOn.add({ months: 3 })));
      // It is over when Jackie's fifth month begins.
      assert.ok(notAfter(holdOn, startsOn.add({ months: 4 })));
    }
  });

  test('months are counted from the first of this one, on the last day of a long month too', () => {
    assert.equal(monthsBack(date('2028-02-29'), 1).toString(), '2028-01-01');
    assert.equal(monthsBack(date('2026-08-31'), 4).toString(), '2026-04-01');
    assert.equal(monthsBack(date('2027-01-01'), 4).toString(), '2026-09-01');
  });

  test('ended months run from the first to the one before today’s; none when today is in the first', () => {
    const months = (first: string, today: string) => endedMonths(date(first), date(today)).map(String);
    assert.deepEqual(months('2026-11-01', '2027-01-31'), ['2026-11', '2026-12']);
    assert.deepEqual(months('2026-11-01', '2026-12-01'), ['2026-11']);
    assert.deepEqual(months('2026-11-01', '2026-11-30'), []);
  });
});
