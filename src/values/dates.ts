/**
 * London calendar dates. A date is a `Temporal.PlainDate`: no time, no zone, never a `Date`.
 * Bank holidays are data and are passed in; the working-day rule is here because every chapter uses it.
 */

export type PlainDate = Temporal.PlainDate;

/** England and Wales bank holidays, as ISO dates (the substitute day where a holiday falls on a weekend). */
export type BankHolidays = ReadonlySet<string>;

/** Reads an ISO date `2026-11-21`; undefined when the text is not one or the day does not exist. */
export function readIsoDate(text: string): PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** A date as people read it: `6 August 2018`. */
export function longDate(date: PlainDate): string {
  return `${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** Some days as people read them: `1 December 2026 to 31 December 2026`, or one day once. */
export function longDays(from: PlainDate, to: PlainDate): string {
  return from.equals(to) ? longDate(from) : `${longDate(from)} to ${longDate(to)}`;
}

/** A month as people read it: `December 2026`. */
export function longMonth(month: Temporal.PlainYearMonth): string {
  return `${MONTHS[month.month - 1]} ${month.year}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Monday to Friday and no bank holiday. */
export function isWorkingDay(date: PlainDate, holidays: BankHolidays): boolean {
  return date.dayOfWeek <= 5 && !holidays.has(date.toString());
}

/** `date` itself when it is a working day, else the nearest working day before it. */
export function onOrBefore(date: PlainDate, holidays: BankHolidays): PlainDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = day.subtract({ days: 1 });
  return day;
}

/** `date` itself when it is a working day, else the nearest working day after it. */
export function onOrAfter(date: PlainDate, holidays: BankHolidays): PlainDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = day.add({ days: 1 });
  return day;
}

/** The date `count` working days before (negative) or after (positive) `date`; `date` itself need not be one. */
export function addWorkingDays(date: PlainDate, count: number, holidays: BankHolidays): PlainDate {
  const step = { days: count < 0 ? -1 : 1 };
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = day.add(step);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** Same day of the month `months` later, clamped to the month's end: 30 November + 3 = 28 February. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return date.add({ months });
}

/** Completed years of age on `date`. Someone born on 29 February has their birthday on 1 March in other years. */
export function ageOn(dateOfBirth: PlainDate, date: PlainDate): number {
  const had = date.month > dateOfBirth.month || (date.month === dateOfBirth.month && date.day >= dateOfBirth.day);
  return date.year - dateOfBirth.year - (had ? 0 : 1);
}

/** `1 day`, `14 days`: how many of something, in words. */
export function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** True when `a` is before `b`. */
export function isBefore(a: PlainDate, b: PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

/** The earlier of two dates. */
export function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return isBefore(b, a) ? b : a;
}

/** `23 November 2026, 14:05`: an instant as clocks in London show it. */
export function londonTime(at: Temporal.Instant): string {
  const london = at.toZonedDateTimeISO('Europe/London');
  return `${longDate(london.toPlainDate())}, ${london.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
