/**
 * Bank holidays that change while the service runs: whether a day may be added or taken away, and what days a
 * run that was not sent gets. Nobody is left unpaid: earlier where that can still be done, else on the first day that
 * Bacs can.
 */
import { type BankHolidays, isBefore, isWorkingDay, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import { type BacsDays, bacsDays, earliestDays, monthlyDays, type Timing } from './payment.ts';

export type BankHolidayRefusal =
  | { readonly code: 'bank-holiday-not-ahead'; readonly day: PlainDate }
  | { readonly code: 'bank-holiday-at-weekend'; readonly day: PlainDate }
  | { readonly code: 'bank-holiday-known-already'; readonly day: PlainDate; readonly isHoliday: boolean };

export type BankHolidayChange = { readonly day: PlainDate; readonly isHoliday: boolean };

/** The days that count after changes, oldest first: the last word on a day stands. */
export function withChanges(known: BankHolidays, changes: readonly BankHolidayChange[]): BankHolidays {
  const days = new Set(known);
  for (const { day, isHoliday } of changes)
    if (isHoliday) days.add(day.toString());
    else days.delete(day.toString());
  return days;
}

/** Decides whether a day may be made a bank holiday, or be one no more: a day ahead, and not one that is so already. */
export function decideBankHoliday(
  { day, isHoliday }: BankHolidayChange,
  today: PlainDate,
  holidays: BankHolidays,
): Decision<true> {
  return decide(
    [
      !isBefore(today, day) && { code: 'bank-holiday-not-ahead', day },
      day.dayOfWeek > 5 && { code: 'bank-holiday-at-weekend', day },
      day.dayOfWeek <= 5 &&
        holidays.has(day.toString()) === isHoliday && { code: 'bank-holiday-known-already', day, isHoliday },
    ],
    () => true,
  );
}

/**
 * The days that a Bacs run that was not sent should have now; undefined when it has them. A run in advance keeps to the
 * first of its month; one that pays as soon as Bacs can keeps its credit day, if that still is one.
 */
export function newDays(
  run: BacsDays & { readonly month: Temporal.PlainYearMonth; readonly timing: Timing },
  today: PlainDate,
  holidays: BankHolidays,
): (BacsDays & { readonly timing: Timing }) | undefined {
  const right =
    run.timing === 'IN_ADVANCE'
      ? monthlyDays(run.month, holidays)
      : isWorkingDay(run.creditOn, holidays)
        ? bacsDays(run.creditOn, holidays)
        : undefined;
  if (
    right?.inputOn.equals(run.inputOn) &&
    right.processingOn.equals(run.processingOn) &&
    right.creditOn.equals(run.creditOn)
  )
    return undefined;
  return right && !isBefore(right.inputOn, today)
    ? { ...right, timing: run.timing }
    : { ...earliestDays(today, holidays), timing: 'EARLIEST_BACS_DAY' };
}
