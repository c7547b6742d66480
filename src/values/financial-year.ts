/** The NHS financial year: 1 April to 31 March. */
import { isBefore, type PlainDate } from './dates.ts';

/** The first day of the financial year that `date` is in. */
export function financialYearStart(date: PlainDate): PlainDate {
  const april = date.with({ month: 4, day: 1 });
  return isBefore(date, april) ? april.subtract({ years: 1 }) : april;
}

/** The last day of the financial year that `date` is in. */
export function financialYearEnd(date: PlainDate): PlainDate {
  return financialYearStart(date).add({ years: 1 }).subtract({ days: 1 });
}
