/**
 * Reviews: when they are due, how they are announced, and when one may be closed.
 *
 * Dates are London calendar dates; a month is the same day N months later, clamped to the month's end.
 * The person knows beforehand when a review is and what it covers, and nobody looks at their bank lines
 * outside the window that the announcement opens.
 */
import {
  addMonths,
  type BankHolidays,
  earlier,
  isBefore,
  onOrAfter,
  onOrBefore,
  type PlainDate,
} from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { firstIntegratedReview } from '../options/integrated.ts';
import type { Policy } from '../policy/policy.ts';
import { MOST_POINTS, monthsFor, type RiskBand, type RiskFacts } from './risk.ts';

export type ReviewRefusal =
  | { readonly code: 'review-budget-not-active'; readonly state: BudgetState }
  | { readonly code: 'review-already-open' }
  | { readonly code: 'review-notice-too-short'; readonly days: number; readonly earliestOn: PlainDate }
  | { readonly code: 'review-after-due'; readonly dueOn: PlainDate }
  | { readonly code: 'review-not-yet'; readonly plannedOn: PlainDate }
  | { readonly code: 'review-closed' }
  | { readonly code: 'review-part-done'; readonly part: ReviewPart }
  | { readonly code: 'review-part-missing'; readonly part: ReviewPart }
  | { readonly code: 'review-one-person' } // done jointly
  | { readonly code: 'outcome-not-rated'; readonly outcomeId: string; readonly outcome: string }
  | { readonly code: 'outcome-unknown'; readonly outcomeId: string }
  | { readonly code: 'statement-month-missing'; readonly month: string }
  | { readonly code: 'risk-points-out-of-range'; readonly factor: string; readonly most: number }
  | { readonly code: 'review-interval-too-long'; readonly months: number; readonly most: number }
  | { readonly code: 'window-closed' };

export type ReviewPart = 'CARE' | 'MONEY';

/** The longest time between two reviews that the law allows, in months. */
export const MOST_MONTHS_BETWEEN_REVIEWS = 12;

/** The longest time to the first review that the law allows, in months. */
const MOST_MONTHS_TO_FIRST_REVIEW = 3;

/**
 * The first reviews: at most three months after the credit date of the first payment, clamped to the month's end, or
 * after each of the first three months where policy asks for that.
 */
export function firstReviews(firstCreditOn: PlainDate, policy: Policy): [PlainDate, ...PlainDate[]] {
  const { monthlyFirst3, firstMonths } = policy.review;
  const after = (months: number) => addMonths(firstCreditOn, months);
  return monthlyFirst3 ? [after(1), after(2), after(3)] : [after(Math.min(firstMonths, MOST_MONTHS_TO_FIRST_REVIEW))];
}

export type ReviewKind = 'MONTH_1' | 'MONTH_2' | 'THREE_MONTH' | 'PLANNED_RISK'; // CL-21, those that this service plans

/**
 * The next review of a budget: when it is due and of which kind. The first ones are counted from the first credit
 * (from the first day of the budget where nothing is paid out); after each close its own date counts if it is sooner.
 */
export function nextReview(
  facts: {
    readonly clockFrom: PlainDate;
    readonly closedReviews: number;
    /** What the last closed review said. */
    readonly nextDueOn: PlainDate | undefined;
    /** Of its payers, where there are several: the strictest of them asks for the first review. */
    readonly streams: readonly string[];
  },
  policy: Policy,
): { readonly dueOn: PlainDate; readonly kind: ReviewKind } {
  const { clockFrom, closedReviews, nextDueOn, streams } = facts;
  const ofOne = firstReviews(clockFrom, policy)[closedReviews] ?? nextDueOn;
  const strictest = firstIntegratedReview(
    { streams: streams.map(stream => ({ stream })), startsOn: clockFrom },
    policy.stream,
  );
  const due = closedReviews === 0 && ofOne !== undefined && streams.length > 1 ? earlier(ofOne, strictest) : ofOne;
  if (due === undefined) throw new RangeError('a review that was closed says when the next one is due');
  const kinds = policy.review.monthlyFirst3
    ? (['MONTH_1', 'MONTH_2', 'THREE_MONTH'] as const)
    : (['THREE_MONTH'] as const);
  return {
    dueOn: nextDueOn !== undefined && isBefore(nextDueOn, due) ? nextDueOn : due,
    kind: kinds[closedReviews] ?? 'PLANNED_RISK',
  };
}

/** Days before notice must be given by which the service announces a review, so that a weekend never makes it late. */
const ANNOUNCE_AHEAD_DAYS = 7;

/** The last due date that is announced today. */
export function announceUntil(today: PlainDate, policy: Policy): PlainDate {
  return today.add({ days: policy.notice.reviewDays + ANNOUNCE_AHEAD_DAYS });
}

/**
 * The day on which the service plans a review: the last working day on or before its due date. Where notice leaves
 * no such day, the due date itself; where it is late already, the first working day that notice allows.
 */
export function planReview(dueOn: PlainDate, today: PlainDate, policy: Policy, holidays: BankHolidays): PlainDate {
  const earliestOn = today.add({ days: policy.notice.reviewDays });
  if (isBefore(dueOn, earliestOn)) return onOrAfter(earliestOn, holidays);
  const day = onOrBefore(dueOn, holidays);
  return isBefore(day, earliestOn) ? dueOn : day;
}

export type ReviewToArrange = {
  readonly state: BudgetState;
  readonly openReviews: number;
  readonly dueOn: PlainDate;
  readonly plannedOn: PlainDate;
};

/** Decides whether a review may be announced today for the day that is planned (T17, R-139). */
export function decideReviewNotice(
  review: ReviewToArrange,
  today: PlainDate,
  policy: Policy,
): Decision<{ notifiedOn: PlainDate }> {
  const earliestOn = today.add({ days: policy.notice.reviewDays });
  const late = isBefore(review.dueOn, earliestOn);
  return decide(
    [
      review.state !== 'ACTIVE' && { code: 'review-budget-not-active', state: review.state },
      review.openReviews > 0 && { code: 'review-already-open' },
      isBefore(review.plannedOn, earliestOn) && {
        code: 'review-notice-too-short',
        days: policy.notice.reviewDays,
        earliestOn,
      },
      // A review that is already too late for its due date may still be held, as early as notice allows.
      !late && isBefore(review.dueOn, review.plannedOn) && { code: 'review-after-due', dueOn: review.dueOn },
    ],
    () => ({ notifiedOn: today }),
  );
}

export type OpenReview = {
  readonly plannedOn: PlainDate;
  readonly closedOn: PlainDate | null;
  /** Who recorded each part, once it is recorded. */
  readonly carePartBy: string | null;
  readonly moneyPartBy: string | null;
};

/** Decides whether one part of a review may be recorded today. */
export function decidePart(
  review: OpenReview,
  part: ReviewPart,
  by: string,
  today: PlainDate,
): Decision<{ part: ReviewPart }> {
  const mine = part === 'CARE' ? review.carePartBy : review.moneyPartBy;
  const other = part === 'CARE' ? review.moneyPartBy : review.carePartBy;
  return decide(
    [
      review.closedOn !== null && { code: 'review-closed' },
      isBefore(today, review.plannedOn) && { code: 'review-not-yet', plannedOn: review.plannedOn },
      mine !== null && { code: 'review-part-done', part },
      other === by && { code: 'review-one-person' },
    ],
    () => ({ part }),
  );
}

type Points = Partial<Pick<RiskFacts, keyof typeof MOST_POINTS>>;

/** Every judged factor of the risk score whose points are out of its range. */
function outOfRange(points: Points): ReviewRefusal[] {
  return (Object.keys(MOST_POINTS) as (keyof typeof MOST_POINTS)[])
    .filter(factor => {
      const given = points[factor];
      return given !== undefined && !(Number.isInteger(given) && given >= 0 && given <= MOST_POINTS[factor]);
    })
    .map(factor => ({ code: 'risk-points-out-of-range', factor, most: MOST_POINTS[factor] }));
}

/** Decides whether the care part is complete: every outcome of the plan is rated, and nothing else. */
export function decideCarePart(
  outcomes: readonly { readonly outcomeId: string; readonly words: string }[],
  ratings: readonly { readonly outcomeId: string }[],
  points: Points,
): Decision<true> {
  const rated = new Set(ratings.map(rating => rating.outcomeId));
  const known = new Set(outcomes.map(outcome => outcome.outcomeId));
  return decide(
    [
      ...outcomes.map(
        ({ outcomeId, words }) =>
          !rated.has(outcomeId) && ({ code: 'outcome-not-rated', outcomeId, outcome: words } as const),
      ),
      ...[...rated].map(outcomeId => !known.has(outcomeId) && ({ code: 'outcome-unknown', outcomeId } as const)),
      ...outOfRange(points),
    ],
    () => true,
  );
}

/**
 * Decides whether the money part is complete: the statements cover every month that has ended since the
 * first payment, and the judged points of the risk score are in range.
 */
export function decideMoneyPart(
  coverage: { readonly monthsToCover: readonly string[]; readonly monthsCovered: ReadonlySet<string> },
  points: Points,
): Decision<true> {
  return decide(
    [
      ...coverage.monthsToCover.map(
        month => !coverage.monthsCovered.has(month) && ({ code: 'statement-month-missing', month } as const),
      ),
      ...outOfRange(points),
    ],
    () => true,
  );
}

/** The calendar months, as `2026-12`, that had fully ended by `today`, from the month in which the first payment can be spent. */
export function monthsToCover(firstCreditOn: PlainDate, today: PlainDate): string[] {
  // A payment credited on the last days of a month is for the next one, but its statement line is in this one.
  const months: string[] = [];
  let month = firstCreditOn.toPlainYearMonth();
  while (Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) < 0) {
    months.push(month.toString());
    month = month.add({ months: 1 });
  }
  return months;
}

/** Decides whether a review may be closed, and the date of the next one (T18, R-136, R-140, R-141). */
export function decideClose(
  review: OpenReview,
  /** Undefined while a part is missing: there is no score then. */
  band: RiskBand | undefined,
  /** The months until the next review where somebody chose fewer than the band gives; undefined for the band's. */
  chosenMonths: number | undefined,
  today: PlainDate,
  policy: Policy,
): Decision<{ closedOn: PlainDate; months: number; nextDueOn: PlainDate }> {
  const byBand = band === undefined ? MOST_MONTHS_BETWEEN_REVIEWS : monthsFor(band, policy);
  const most = Math.min(byBand, MOST_MONTHS_BETWEEN_REVIEWS);
  const months = chosenMonths ?? most;
  return decide(
    [
      review.closedOn !== null && { code: 'review-closed' },
      review.carePartBy === null && { code: 'review-part-missing', part: 'CARE' },
      review.moneyPartBy === null && { code: 'review-part-missing', part: 'MONEY' },
      review.carePartBy !== null && review.carePartBy === review.moneyPartBy && { code: 'review-one-person' },
      (months > most || months < 1) && { code: 'review-interval-too-long', months, most },
    ],
    () => ({ closedOn: today, months, nextDueOn: addMonths(today, months) }),
  );
}

/** staff may open bank lines only while an announced review is open. The person always may. */
export function decideLookIn(reader: { readonly isTheirs: boolean; readonly openWindows: number }): Decision<true> {
  return decide([!reader.isTheirs && reader.openWindows === 0 && { code: 'window-closed' }], () => true);
}
