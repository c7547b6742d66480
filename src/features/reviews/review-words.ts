/** The words for reviews: kinds, ratings, bands. */
import type { RiskBand } from '../../rules/risk.ts';

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

export function monthsWords(months: number): string {
  return `${months} ${months === 1 ? 'month' : 'months'}`;
}
