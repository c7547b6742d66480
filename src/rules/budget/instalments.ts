/**
 * The monthly instalments of a budget year, to the penny.
 *
 * Rules R-044 (part months by days; a start inside a month gives 13 payments) and R-045 (twelve instalments add up,
 * the last carries the pennies; under £12.00 the year is paid once). A budget year is twelve months from its start.
 */
import { addMonths, earlier, isBefore, type PlainDate } from '../../values/dates.ts';
import { divideHalfUp, least } from '../../values/pence.ts';

export type Instalment = {
  /** The calendar month that it covers. */
  readonly month: Temporal.PlainYearMonth;
  /** First and last day that it covers, both included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly pence: bigint;
};

/** Below this a year's sum is paid once. */
const LEAST_IN_INSTALMENTS = 1200n;

/** The last day of the budget year that begins on `startsOn`. */
export function yearEnd(startsOn: PlainDate): PlainDate {
  return addMonths(startsOn, 12).subtract({ days: 1 });
}

/** The instalments of a year that begins on `startsOn`, in order; they sum to `annualPence`. Nought gives none. */
export function instalmentsOf(annualPence: bigint, startsOn: PlainDate): readonly Instalment[] {
  if (annualPence < 0n) throw new RangeError('a budget year is nought pence or more');
  const end = yearEnd(startsOn);
  if (annualPence === 0n) return [];
  if (annualPence < LEAST_IN_INSTALMENTS)
    return [{ month: startsOn.toPlainYearMonth(), from: startsOn, to: end, pence: annualPence }];

  const regular = divideHalfUp(annualPence, 12n);
  const odd = annualPence - 11n * regular; // the twelfth, which carries the pennies
  const days = startsOn.daysInMonth - startsOn.day + 1;
  const first = least(divideHalfUp(regular * BigInt(days), BigInt(startsOn.daysInMonth)), odd);
  const amounts =
    startsOn.day === 1
      ? [...Array<bigint>(11).fill(regular), odd]
      : [first, ...Array<bigint>(11).fill(regular), odd - first];

  return amounts
    .map((pence, i): Instalment => {
      const month = startsOn.toPlainYearMonth().add({ months: i });
      const monthEnd = month.toPlainDate({ day: month.daysInMonth });
      return {
        month,
        from: i === 0 ? startsOn : month.toPlainDate({ day: 1 }),
        to: earlier(monthEnd, end),
        pence,
      };
    })
    .filter(instalment => instalment.pence !== 0n);
}

/** The instalment of the month that a day lies in, paid in advance for it; nought outside the year. */
export function instalmentOn(day: PlainDate, annualPence: bigint, startsOn: PlainDate): bigint {
  const covers = ({ from, to }: Instalment) => !isBefore(day, from) && !isBefore(to, day);
  return instalmentsOf(annualPence, startsOn).find(covers)?.pence ?? 0n;
}
