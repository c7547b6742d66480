/**
 * The day by which the file of a run has to go to the bank, as it stands before anybody presses a button: whether
 * it has passed, and what then follows.
 *
 * Pure. What may be done stands with the decisions in payment.ts.
 */
import { type BankHolidays, isBefore, longDate, type PlainDate } from '../../values/dates.ts';
import { earliestDays, type RunStatus } from './payment.ts';
import type { Rail } from './rails.ts';

export type FileDay = 'TO_COME' | 'TODAY' | 'OVER';

/** How the day of a run's file stands; undefined once the file is written, or the run is given up. */
export function fileDayOf(
  run: { readonly status: RunStatus; readonly inputOn: PlainDate },
  today: PlainDate,
): FileDay | undefined {
  if (run.status !== 'PREPARED' && run.status !== 'RELEASED') return undefined;
  if (isBefore(run.inputOn, today)) return 'OVER';
  return run.inputOn.equals(today) ? 'TODAY' : 'TO_COME';
}

/** What to know of that day before releasing or sending; undefined while it is to come, and once it does not matter. */
export function fileDayWords(
  run: { readonly status: RunStatus; readonly inputOn: PlainDate; readonly rail: Rail },
  today: PlainDate,
  holidays: BankHolidays,
): string | undefined {
  switch (fileDayOf(run, today)) {
    case 'TODAY':
      return 'The file has to go to the bank today. Tomorrow it is too late, and the run has to be prepared again.';
    case 'OVER': {
      const next =
        run.rail === 'BACS'
          ? `The money then arrives on ${longDate(earliestDays(today, holidays).creditOn)} at the earliest.`
          : 'By Faster Payments the money still arrives on the day on which it is sent.';
      return `The file had to go to the bank by ${longDate(run.inputOn)}. It is too late: nobody can release or send this run, and it pays nobody. Cancel it and prepare it again. ${next}`;
    }
    default:
      return undefined;
  }
}
