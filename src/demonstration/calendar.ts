/**
 * The dates of the demonstration, counted back from today, so that it is never old: Jackie's budget began four
 * months before this month, Janice's one month before it.
 */
import { monthlyDays } from '../rules/payment/payment.ts';
import { DEFAULT_POLICY } from '../rules/policy/policy.ts';
import { firstReviews } from '../rules/review/review.ts';
import { addWorkingDays, type BankHolidays, onOrBefore, type PlainDate } from '../values/dates.ts';

/** The first day of the month that lies so many months before today's. */
export function monthsBack(today: PlainDate, months: number): PlainDate {
  return today.with({ day: 1 }).subtract({ months });
}

/** How long before the first day of the budget year each thing is done, in days; done on the working day before it. */
const DAYS_BEFORE_START = {
  enquiry: 98,
  request: 93,
  information: 91,
  eligibility: 79,
  assessment: 72,
  indicativeBudget: 65,
  planning: 58,
  writing: 51,
  proposal: 44,
  statements: 42,
  submission: 41,
  approval: 35,
  finalBudget: 33,
  offer: 31,
  signature: 29,
  icbSignature: 27,
  consent: 26,
  account: 25,
  verification: 23,
} as const;

export type Milestone = keyof typeof DAYS_BEFORE_START;

/** The working day on which a step towards a budget that begins on `startsOn` is taken. */
export function dayOf(milestone: Milestone, startsOn: PlainDate, holidays: BankHolidays): PlainDate {
  return onOrBefore(startsOn.subtract({ days: DAYS_BEFORE_START[milestone] }), holidays);
}

/** When a month's payment run is prepared, released, sent and credited: in good time, on working days. */
export function runDates(month: Temporal.PlainYearMonth, holidays: BankHolidays) {
  const { inputOn, creditOn } = monthlyDays(month, holidays);
  const before = (days: number) => addWorkingDays(inputOn, -days, holidays);
  return { prepareOn: before(5), releaseOn: before(3), fileOn: before(2), creditOn };
}

/** When the first review of a budget is announced and held. */
export function reviewDates(startsOn: PlainDate, holidays: BankHolidays) {
  const { creditOn } = monthlyDays(startsOn.toPlainYearMonth(), holidays);
  const dueOn = firstReviews(creditOn, DEFAULT_POLICY)[0];
  return { announceOn: onOrBefore(dueOn.subtract({ days: 21 }), holidays), holdOn: onOrBefore(dueOn, holidays) };
}

/** The months from the one that begins on `first` to the one before today's, in order. */
export function endedMonths(first: PlainDate, today: PlainDate): Temporal.PlainYearMonth[] {
  const many = first.toPlainYearMonth().until(today.toPlainYearMonth(), { largestUnit: 'months' }).months;
  return Array.from({ length: Math.max(many, 0) }, (_, i) => first.toPlainYearMonth().add({ months: i }));
}
