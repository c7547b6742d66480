/** The words for refusals of rules/review/review.ts. */
import type { ReviewPart, ReviewRefusal } from '../../rules/review/review.ts';
import { countOf, longDate, longMonth } from '../../values/dates.ts';
import type { Words } from './words.ts';

const PART: Readonly<Record<ReviewPart, string>> = { CARE: 'care part', MONEY: 'money part' };

const FACTOR: Readonly<Record<string, string>> = {
  pastFindings: 'Findings in the past',
  missingEvidence: 'Missing evidence',
  capacityOrSafeguarding: 'Capacity or safeguarding',
  fluctuatingNeed: 'Need that goes up and down',
};

const months = (count: number) => countOf(count, 'month');

export const reviewWords: Words<ReviewRefusal> = {
  'review-budget-not-active': () => ({ text: 'There is nothing to review yet: the budget has not started' }),
  'review-already-open': () => ({ text: 'A review of this budget is open. Close it before you arrange another' }),
  'review-notice-too-short': ({ days, earliestOn }) => ({
    field: 'plannedOn',
    text: `The person must know at least ${days} days before a review. The earliest day is ${longDate(earliestOn)}`,
  }),
  'review-after-due': ({ dueOn }) => ({
    field: 'plannedOn',
    text: `This review is due by ${longDate(dueOn)}. Choose that day or an earlier one`,
  }),
  'review-not-yet': ({ plannedOn }) => ({
    text: `The person was told that this review is on ${longDate(plannedOn)}. It can be recorded from that day on`,
  }),
  'review-closed': () => ({ text: 'This review is closed. What was found stays as it is' }),
  'review-part-done': ({ part }) => ({ text: `The ${PART[part]} of this review was recorded already` }),
  'review-part-missing': ({ part }) => ({
    text: `The ${PART[part]} of this review is not recorded yet. A review looks at both care and money`,
  }),
  'review-one-person': () => ({
    text: 'A review is done by two people together: the care part and the money part need two different names',
  }),
  'outcome-not-rated': ({ outcomeId, outcome }) => ({
    field: `rating-${outcomeId}`,
    text: `Say how far “${outcome}” was reached`,
  }),
  'outcome-unknown': () => ({ text: 'One of the ratings is for an outcome that this plan does not have' }),
  'statement-month-missing': ({ month }) => ({
    text: `No bank statement covers the whole of ${longMonth(Temporal.PlainYearMonth.from(month))}. Add it before the money part is recorded`,
  }),
  'risk-points-out-of-range': ({ factor, most }) => ({
    field: factor,
    text: `${FACTOR[factor] ?? factor} must be from 0 to ${most}`,
  }),
  'review-interval-too-long': ({ months: asked, most }) => ({
    field: 'months',
    text: `The next review must be in 1 to ${months(most)}. You gave ${months(asked)}`,
  }),
  'window-closed': () => ({
    text: 'Bank lines may be opened by staff only while a review is open that the person was told of',
  }),
};
