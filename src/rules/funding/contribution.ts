/**
 * What somebody else than us pays into the account for a council's part: the person after a means test, or a payer
 * who pays the person itself. What is expected month by month, what has come, what is missing and for how long, and
 * whether something may be written down as paid.
 *
 * Pure, pence. A part that is missing leads to a talk; nothing stops by itself. What came pays for the oldest month first.
 */
import { addWorkingDays, type BankHolidays, isBefore, type PlainDate } from '../../values/dates.ts';
import { greatest, least, total } from '../../values/pence.ts';
import { instalmentsOf } from '../budget/instalments.ts';
import { type Decision, decide } from '../decision.ts';
import { decideMeansTest } from '../options/integrated.ts';
import type { Policy } from '../policy/policy.ts';

/** Who pays it in. */
export const PAID_BY = ['person', 'payer'] as const;
export type PaidBy = (typeof PAID_BY)[number];

/** One month's part. */
export type ContributionDue = {
  readonly month: Temporal.PlainYearMonth;
  /** The last day of the month that it is for. */
  readonly dueOn: PlainDate;
  readonly pence: bigint;
};

/** A year's part, month by month: together they are what was agreed. */
export function contributionsOfYear(year: {
  readonly startsOn: PlainDate;
  readonly askedPence: bigint;
}): ContributionDue[] {
  return instalmentsOf(year.askedPence, year.startsOn).map(({ month, to, pence }) => ({ month, dueOn: to, pence }));
}

/** A month with what has come for it. */
export type MonthPaid = ContributionDue & {
  readonly paidPence: bigint;
  readonly leftPence: bigint;
  /** Since the day it was due; nought while it is paid or its days of grace run. */
  readonly daysLate: number;
};

/** Lays what came upon the months, the oldest first. */
export function monthsPaid(
  due: readonly ContributionDue[],
  paidPence: bigint,
  today: PlainDate,
  policy: Policy['contribution'],
): MonthPaid[] {
  let left = paidPence;
  return due.map(month => {
    const paid = least(left, month.pence);
    left -= paid;
    const leftPence = month.pence - paid;
    return { ...month, paidPence: paid, leftPence, daysLate: leftPence > 0n ? lateBy(month.dueOn, today, policy) : 0 };
  });
}

function lateBy(dueOn: PlainDate, today: PlainDate, { graceDays }: Policy['contribution']): number {
  const days = dueOn.until(today, { largestUnit: 'days' }).days;
  return days > graceDays ? days : 0;
}

/** What is late of all months. */
export type Arrears = {
  readonly pence: bigint;
  readonly months: number;
  /** The oldest month of them. */
  readonly oldest: Temporal.PlainYearMonth;
  readonly daysLate: number;
  /** Somebody speaks with the person by this day; undefined where somebody has, since it was late. */
  readonly talkBy: PlainDate | undefined;
};

/** What is late, how old it is, and by when somebody speaks with the person; undefined where nothing is. */
export function arrearsOf(
  months: readonly MonthPaid[],
  talkedOn: PlainDate | undefined,
  policy: Policy['contribution'],
  holidays: BankHolidays,
): Arrears | undefined {
  const late = months.filter(({ daysLate }) => daysLate > 0);
  const [oldest] = late;
  if (!oldest) return undefined;
  const lateFrom = oldest.dueOn.add({ days: policy.graceDays + 1 });
  const isTalkedOf = talkedOn !== undefined && !isBefore(talkedOn, lateFrom);
  return {
    pence: total(late.map(({ leftPence }) => leftPence)),
    months: late.length,
    oldest: oldest.month,
    daysLate: oldest.daysLate,
    talkBy: isTalkedOf ? undefined : addWorkingDays(lateFrom, policy.talkWorkingDays, holidays),
  };
}

/** How old what is late is, as a list groups it. */
export const AGE_BANDS = ['up to 30 days', '31 to 60 days', '61 to 90 days', 'over 90 days'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export function ageBandOf(daysLate: number): AgeBand {
  if (daysLate <= 30) return AGE_BANDS[0];
  if (daysLate <= 60) return AGE_BANDS[1];
  return daysLate <= 90 ? AGE_BANDS[2] : AGE_BANDS[3];
}

export type PaidInRefusal =
  | { readonly code: 'contribution-not-asked' }
  | { readonly code: 'contribution-in-future' }
  | { readonly code: 'contribution-before-start'; readonly startsOn: PlainDate }
  | { readonly code: 'contribution-over-year'; readonly leftPence: bigint }
  | { readonly code: 'contribution-reference-known'; readonly reference: string }
  | { readonly code: 'contribution-line-not-free' }
  | { readonly code: 'contribution-talk-in-future' }
  | { readonly code: 'line-is-contribution' };

export type PaidIn = {
  readonly stream: string;
  readonly paidBy: PaidBy;
  readonly pence: bigint;
  readonly paidOn: PlainDate;
  /** What shows it. */
  readonly reference: string;
};

/** Decides whether money may be written down as somebody's part: of a stream that asks them for it, once, and not more than was agreed. */
export function decidePaidIn(
  paid: PaidIn,
  known: {
    /** What was agreed that they pay in of this stream, year by year. */
    readonly years: readonly { readonly startsOn: PlainDate; readonly askedPence: bigint }[];
    readonly paidPence: bigint;
    readonly references: readonly string[];
  },
  today: PlainDate,
): Decision<{ readonly leftPence: bigint }> {
  const { stream, paidBy, pence, paidOn, reference } = paid;
  const agreedPence = total(known.years.map(({ askedPence }) => askedPence));
  const leftPence = greatest(agreedPence - known.paidPence, 0n);
  const startsOn = known.years.map(year => year.startsOn).toSorted(Temporal.PlainDate.compare)[0];
  const meansTest = decideMeansTest({ stream, pence }, pence);
  return decide(
    [
      ...(meansTest.accepted || paidBy === 'payer' ? [] : meansTest.refusals),
      startsOn === undefined && { code: 'contribution-not-asked' },
      isBefore(today, paidOn) && { code: 'contribution-in-future' },
      startsOn !== undefined && isBefore(paidOn, startsOn) && { code: 'contribution-before-start', startsOn },
      startsOn !== undefined && pence > leftPence && { code: 'contribution-over-year', leftPence },
      known.references.includes(reference) && { code: 'contribution-reference-known', reference },
    ],
    () => ({ leftPence: leftPence - pence }),
  );
}

/**
 * Which bank line shows which part that finance knew of before: the same sum, within so many days, the oldest part first
 * and the nearest day. Each line is one part's.
 */
export function pairWithLines<
  Part extends Pick<PaidIn, 'pence' | 'paidOn'>,
  Line extends { readonly pence: bigint; readonly postedOn: PlainDate },
>(parts: readonly Part[], lines: readonly Line[], days: number): { readonly part: Part; readonly line: Line }[] {
  const free = new Set(lines);
  const apart = (part: Part, line: Line) => Math.abs(part.paidOn.until(line.postedOn, { largestUnit: 'days' }).days);
  return parts
    .toSorted((a, b) => Temporal.PlainDate.compare(a.paidOn, b.paidOn))
    .flatMap(part => {
      const [line] = [...free]
        .filter(each => each.pence === part.pence && apart(part, each) <= days)
        .toSorted((a, b) => apart(part, a) - apart(part, b));
      if (!line) return [];
      free.delete(line);
      return [{ part, line }];
    });
}
