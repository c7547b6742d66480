/**
 * Dated rate cards: which rate counts on which days of a budget year.
 *
 * A card counts from its first day until the next one begins. A card that begins inside a budget year counts for the
 * days that are left: the old rate until then, the new one from then on. Pure; dates are London calendar dates.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { accepted, type Decision, refused } from '../decision.ts';
import type { Rate, RatePeriod } from './budget.ts';

export type DatedCard = {
  readonly version: string;
  /** The first day on which it counts. */
  readonly effectiveFrom: PlainDate;
  readonly rates: readonly Rate[];
};

/** The cards that count on some day of the budget year that begins on `startsOn`, in the order of their days. */
export function cardsOfYear<Card extends Pick<DatedCard, 'effectiveFrom'>>(
  cards: readonly Card[],
  startsOn: PlainDate,
): readonly Card[] {
  const ordered = cards.toSorted((a, b) => Temporal.PlainDate.compare(a.effectiveFrom, b.effectiveFrom));
  const end = addMonths(startsOn, 12);
  const first = ordered.findLastIndex(card => !isBefore(startsOn, card.effectiveFrom));
  return first < 0 ? [] : ordered.slice(first).filter(card => isBefore(card.effectiveFrom, end));
}

/** A rate as a budget year sees it: `periods` only where it changes inside the year. */
export type RateOfYear = { readonly rate: Rate; readonly periods?: readonly RatePeriod[] };

/** The rate of a service over the budget year that begins on `startsOn`. */
export function rateOfYear(cards: readonly DatedCard[], service: string, startsOn: PlainDate): Decision<RateOfYear> {
  const counting = cardsOfYear(cards, startsOn);
  const [first] = counting;
  if (!first) return refused({ code: 'no-rate-card', on: startsOn.toString() });
  const found = counting.map(card => ({ card, rate: card.rates.find(rate => rate.code === service) }));
  const without = found.find(({ rate }) => !rate);
  if (without) return refused({ code: 'service-not-on-rate-card', service, rateCard: without.card.version });

  const rate = { ...found[0]!.rate!, source: sourceOf(first) };
  const changes = found.filter(({ rate: now }, i) => i === 0 || now!.pence !== found[i - 1]!.rate!.pence);
  if (changes.length === 1) return accepted({ rate });
  const end = addMonths(startsOn, 12);
  const periods = changes.map(({ card, rate: now }, i): RatePeriod => {
    const from = i === 0 ? startsOn : card.effectiveFrom;
    return {
      from,
      ratePence: now!.pence,
      days: from.until(changes[i + 1]?.card.effectiveFrom ?? end).days,
      daysInYear: startsOn.until(end).days,
      source: sourceOf(card),
    };
  });
  return accepted({ rate, periods });
}

function sourceOf(card: Pick<DatedCard, 'version'>): string {
  return `rate card ${card.version}`;
}
