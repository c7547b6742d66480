/**
 * What a suspension holds back, and how long it goes on (T21, T22, R-105).
 *
 * Pure. Whether there may be one at all is in suspension.ts; here its scope, what it takes of each instalment that is
 * not owed yet, the looks at it, and its end. Pence; London calendar dates, first and last days both included.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { divideHalfUp, least, total } from '../../values/pence.ts';
import { type Decision, decide, type Refusal } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { decideSuspension, nextSuspensionReview, type Suspension, type SuspensionPolicy } from './suspension.ts';

export type HoldingBackRefusal =
  | { readonly code: 'payments-not-running'; readonly state: BudgetState } // T21, T22, and whatever else changes a payment
  | { readonly code: 'suspension-starts-past' } // R-105, this and the next five
  | { readonly code: 'suspension-review-past' }
  | { readonly code: 'suspension-without-lines' }
  | { readonly code: 'suspension-line-unknown' }
  | { readonly code: 'suspension-takes-nothing' }
  | { readonly code: 'suspension-look-empty' };

export const SCOPES = ['WHOLE', 'PART'] as const;
/** WHOLE: every payment. PART: what some plan lines cost. */
export type Scope = (typeof SCOPES)[number];

/** A plan line that the payments are for. */
export type PaidLine = { readonly planItemId: string; readonly stream: string; readonly annualPence: bigint };

/** An instalment that no run has made owed yet. */
export type OpenInstalment = {
  readonly stream: string;
  readonly option: string;
  readonly period: Temporal.PlainYearMonth;
  readonly coversFrom: PlainDate;
  readonly coversTo: PlainDate;
  /** As agreed and as changed since. */
  readonly pence: bigint;
};

export type HeldPart = {
  readonly stream: string;
  readonly option: string;
  readonly period: Temporal.PlainYearMonth;
  /** The first day that it would have been for; it is for the rest of the instalment. */
  readonly coversFrom: PlainDate;
  /** The last day that the rest of the instalment is for, which is paid. */
  readonly restCoversTo: PlainDate;
  readonly pence: bigint;
};

export type HoldingBackFacts = {
  readonly state: BudgetState;
  /** A suspension goes on already. */
  readonly isSuspended: boolean;
  readonly lines: readonly PaidLine[];
  readonly instalments: readonly OpenInstalment[];
  /** What the instalments of the year come to, by stream. */
  readonly yearPence: Readonly<Record<string, bigint>>;
  /** Payments that are owed and not paid; a suspension of the whole holds them back too. */
  readonly unpaidCount: number;
};

export type HoldingBack = Suspension & { readonly scope: Scope; readonly planItemIds: readonly string[] };

/** Decides whether payments are held back (T21), and how much of each instalment. */
export function decideHoldingBack(
  facts: HoldingBackFacts,
  order: HoldingBack,
  policy: SuspensionPolicy,
  today: PlainDate,
): Decision<{ readonly parts: readonly HeldPart[] }> {
  const { scope, planItemIds, startsOn, reviewOn } = order;
  const isPart = scope === 'PART';
  const known = planItemIds.every(id => facts.lines.some(line => line.planItemId === id));
  const parts = heldParts(facts, order);
  const suspension = decideSuspension(order, policy, today);
  return decide(
    [
      notRunning(facts.state),
      facts.isSuspended && { code: 'overlay-there-already', overlay: 'SUSPENDED' },
      ...(suspension.accepted ? [] : suspension.refusals),
      isBefore(startsOn, today) && { code: 'suspension-starts-past' },
      isBefore(reviewOn, startsOn) && { code: 'suspension-review-past' },
      isPart && planItemIds.length === 0 && { code: 'suspension-without-lines' },
      isPart && !known && { code: 'suspension-line-unknown' },
      (!isPart || (known && planItemIds.length > 0)) &&
        parts.length === 0 &&
        (isPart || facts.unpaidCount === 0) && { code: 'suspension-takes-nothing' },
    ],
    () => ({ parts }),
  );
}

/** Something is paid only while the budget is active; before that nothing is, and later there is nothing to change. */
export function notRunning(state: BudgetState): Refusal | false {
  return state !== 'ACTIVE' && { code: 'payments-not-running', state };
}

/**
 * What is held back of each instalment that ends on or after the first day: its days from then on, of all its days, and
 * of that the share of the lines. Each amount is rounded once.
 */
export function heldParts(
  { lines, instalments, yearPence }: Pick<HoldingBackFacts, 'lines' | 'instalments' | 'yearPence'>,
  { scope, planItemIds, startsOn }: Pick<HoldingBack, 'scope' | 'planItemIds' | 'startsOn'>,
): HeldPart[] {
  const linesPence = (stream: string) =>
    total(
      lines
        .filter(line => line.stream === stream && planItemIds.includes(line.planItemId))
        .map(line => line.annualPence),
    );
  return instalments
    .filter(({ coversTo, pence }) => pence > 0n && !isBefore(coversTo, startsOn))
    .map(({ stream, option, period, coversFrom, coversTo, pence }) => {
      const from = isBefore(coversFrom, startsOn) ? startsOn : coversFrom;
      const [heldDays, days] = [daysIn(from, coversTo), daysIn(coversFrom, coversTo)];
      // The instalment is one of the year's, so that the year comes to more than nought.
      const year = yearPence[stream]!;
      return {
        stream,
        option,
        period,
        coversFrom: from,
        restCoversTo: scope === 'WHOLE' && isBefore(coversFrom, from) ? from.subtract({ days: 1 }) : coversTo,
        pence:
          scope === 'WHOLE'
            ? divideHalfUp(pence * heldDays, days)
            : divideHalfUp(pence * heldDays * least(linesPence(stream), year), days * year),
      };
    })
    .filter(({ pence }) => pence > 0n);
}

/** From the first day to the last, both counted. */
function daysIn(from: PlainDate, to: PlainDate): bigint {
  return BigInt(from.until(to).days + 1);
}

/** Decides whether a suspension goes on after it was looked at: what was found, and when it is looked at next. */
export function decideLook(
  look: { readonly isSuspended: boolean; readonly found: string; readonly nextReviewOn: PlainDate },
  policy: SuspensionPolicy,
  today: PlainDate,
): Decision<true> {
  const latestOn = nextSuspensionReview(today, policy);
  return decide(
    [
      !look.isSuspended && { code: 'overlay-not-there', overlay: 'SUSPENDED' },
      look.found.trim() === '' && { code: 'suspension-look-empty' },
      isBefore(look.nextReviewOn, today) && { code: 'suspension-review-past' },
      isBefore(latestOn, look.nextReviewOn) && { code: 'suspension-review-too-late', latestOn },
    ],
    () => true,
  );
}

/** Whether the day of the next look has passed. */
export function isLookLate(reviewOn: PlainDate, today: PlainDate): boolean {
  return isBefore(reviewOn, today);
}
