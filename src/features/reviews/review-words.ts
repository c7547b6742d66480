/** The words for reviews: kinds, ratings, bands. */
import type { RiskBand } from '../../rules/review/risk.ts';
import type { Diagnosis, Variance, VarianceCause } from '../../rules/review/variance.ts';
import { pounds } from '../../values/pence.ts';

const KINDS: Readonly<Record<string, string>> = {
  MONTH_1: 'Review after one month',
  MONTH_2: 'Review after two months',
  THREE_MONTH: 'Three-month review',
  PLANNED_RISK: 'Planned review',
};

export function kindWords(kind: string): string {
  return KINDS[kind] ?? 'Review';
}

/** How far an outcome was reached, from the best to the worst. */
export const RATINGS = [2, 1, 0, -1, -2] as const;

const RATING_WORDS: Readonly<Record<number, string>> = {
  2: 'Much better',
  1: 'A little better',
  0: 'No change',
  [-1]: 'A little worse',
  [-2]: 'Much worse',
};

export function ratingWords(rating: number): string {
  return RATING_WORDS[rating] ?? '';
}

export const BAND_WORDS: Readonly<Record<RiskBand, string>> = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  VERY_HIGH: 'Very high',
};

/** CL-22. */
export const VARIANCE_CAUSE_WORDS: Readonly<Record<VarianceCause, string>> = {
  BUDGET_TOO_HIGH: 'The budget is more than is needed',
  HOSPITAL: 'A stay in hospital',
  SAVING_FOR_ITEM: 'Something is to be bought later, or not any more',
  FLUCTUATING_NEED: 'The need goes up and down, and money is kept for that',
  BUDGET_TOO_LOW: 'The budget is less than is needed',
  CONTINGENCY: 'Money for emergencies was used',
  RECRUITMENT_GAP: 'No assistant could be found for a while',
  INVOICE_TIMING: 'A bill came early or late',
  PROVIDER_PRICE: 'Prices changed',
  MISUSE_QUERY: 'We do not understand a payment yet',
  DATA_GAP: 'Figures are missing',
  OTHER: 'Something else',
};

/** Planned and spent in one sentence, with how far apart they are. */
export function spendingWords(spending: { readonly expectedPence: bigint; readonly actualPence: bigint }): string {
  const { expectedPence, actualPence } = spending;
  const apart = actualPence - expectedPence;
  const how =
    apart === 0n
      ? 'That is as planned.'
      : apart < 0n
        ? `That is ${pounds(-apart)} less.`
        : `That is ${pounds(apart)} more.`;
  return `${pounds(actualPence)} was spent and ${pounds(expectedPence)} was planned. ${how}`;
}

/** R-149 in words. */
export const DIAGNOSIS_WORDS: Readonly<Record<Diagnosis, string>> = {
  FEW_LARGE: 'A few budgets make most of the difference',
  MANY_SMALL: 'Many budgets differ a little, all the same way',
  MIXED: 'There is no clear pattern',
};

/** R-150 in words. */
export const NEXT_STEP_WORDS = {
  QUERY_COORDINATORS:
    'Ask the care co-ordinators of these budgets first. Each sees their own on the page of reviews. What nobody can explain is looked at together in a review.',
  JOINT_INTERIM_REVIEW: 'Look at these budgets together in a review.',
  REVIEW_BUDGET_METHOD: 'Look at how budgets are worked out: single budgets are not the cause.',
} as const;

/** ` (−17.3%)`; nothing where nothing was planned. */
export function percentWords({ tenthsOfPercent }: Variance): string {
  if (tenthsOfPercent === undefined) return '';
  const size = tenthsOfPercent < 0n ? -tenthsOfPercent : tenthsOfPercent;
  return ` (${tenthsOfPercent < 0n ? '−' : '+'}${size / 10n}.${size % 10n}%)`;
}
