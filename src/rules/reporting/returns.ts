/**
 * The quarterly return: when it opens, what is counted, and that its sums agree.
 *
 * Pure; London dates. The financial year begins on 1 April. Opening days and the rule for mixed budgets are LOCAL.
 */
import {
  addMonths,
  addWorkingDays,
  ageOn,
  type BankHolidays,
  isBefore,
  onOrAfter,
  type PlainDate,
} from '../../values/dates.ts';
import { financialYearStart } from '../../values/financial-year.ts';
import { type Decision, decide } from '../decision.ts';
import type { ManagementOption } from '../payment/ledger.ts';
import type { Policy } from '../policy/policy.ts';

export type ReturnRefusal =
  | { readonly code: 'return-cell-differs'; readonly cell: string; readonly closing: number; readonly expected: number }
  | { readonly code: 'return-sum-differs'; readonly by: string; readonly sum: number; readonly total: number };

export type Quarter = { readonly from: PlainDate; readonly to: PlainDate };

/** The quarter of the financial year that a day is in. */
export function quarterOf(date: PlainDate): Quarter {
  const monthsIn = (date.month + 8) % 3;
  const from = date.with({ day: 1 }).subtract({ months: monthsIn });
  return { from, to: addMonths(from, 3).subtract({ days: 1 }) };
}

/** when the return of a quarter may be sent: from the working day after its end that policy says, for so many days. */
export function returnWindow(
  quarter: Quarter,
  policy: Pick<Policy['report'], 'opensWorkingDay' | 'windowDays'>,
  holidays: BankHolidays,
): { readonly opensOn: PlainDate; readonly closesOn: PlainDate } {
  const first = onOrAfter(quarter.to.add({ days: 1 }), holidays);
  const opensOn = addWorkingDays(first, policy.opensWorkingDay - 1, holidays);
  return { opensOn, closesOn: opensOn.add({ days: policy.windowDays }) };
}

/** One number of the return, and how it came about in the quarter. */
export type Cell = {
  readonly name: string;
  readonly opening: number;
  readonly began: number;
  readonly ended: number;
  readonly closing: number;
};

/** How a total is divided: by age, by option, by group. */
export type Breakdown = { readonly by: string; readonly parts: readonly number[]; readonly total: number };

/** Decides whether a return may be sent: every cell follows from the last one, and every breakdown is whole. */
export function decideReturn(
  cells: readonly Cell[],
  breakdowns: readonly Breakdown[],
): Decision<{ readonly closing: number }> {
  return decide(
    [
      ...cells.map(({ name, opening, began, ended, closing }) => {
        const expected = opening + began - ended;
        return closing !== expected && ({ code: 'return-cell-differs', cell: name, closing, expected } as const);
      }),
      ...breakdowns.map(({ by, parts, total }) => {
        const sum = parts.reduce((a, b) => a + b, 0);
        return sum !== total && ({ code: 'return-sum-differs', by, sum, total } as const);
      }),
    ],
    () => ({ closing: cells.reduce((sum, cell) => sum + cell.closing, 0) }),
  );
}

/** A budget as the return counts it. */
export type CountedBudget = {
  readonly personId: string;
  readonly from: PlainDate;
  /** Its last day; undefined while it runs. */
  readonly to: PlainDate | undefined;
};

/** how many people had a budget at any time from the first day of the financial year to `on`; each counts once. */
export function peopleThisYear(budgets: readonly CountedBudget[], on: PlainDate): number {
  const first = financialYearStart(on);
  const counted = budgets.filter(({ from, to }) => !isBefore(on, from) && (to === undefined || !isBefore(to, first)));
  return new Set(counted.map(budget => budget.personId)).size;
}

/** under which age a budget is counted on a day. */
export function ageGroupOf(dateOfBirth: PlainDate, on: PlainDate): 'ADULT' | 'CHILD_OR_YOUNG_PERSON' {
  return ageOn(dateOfBirth, on) >= 18 ? 'ADULT' : 'CHILD_OR_YOUNG_PERSON';
}

/** a wheelchair budget is ongoing only while it is reviewed each year, or its first review is not due yet. */
export function wheelchairCountsAs(
  wheelchair: { readonly issuedOn: PlainDate; readonly lastReviewOn: PlainDate | undefined },
  on: PlainDate,
): 'ONGOING' | 'ONE_OFF' {
  const goodUntil = addMonths(wheelchair.lastReviewOn ?? wheelchair.issuedOn, 12);
  return isBefore(goodUntil, on) ? 'ONE_OFF' : 'ONGOING';
}

/** The options in the order in which a tie is settled: the direct payment first. */
const BY_TIE: readonly ManagementOption[] = ['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'];

/** a mixed budget counts once, under the option that holds most of it (`policy.report.mixRule` LARGEST). */
export function reportOption(mix: Readonly<Record<ManagementOption, bigint>>): ManagementOption {
  return BY_TIE.reduce((largest, option) => (mix[option] > mix[largest] ? option : largest));
}
