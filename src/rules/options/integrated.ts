/**
 * Integrated budgets: one budget for the person, and behind it each stream with its own payer, ledger and law
 * (R-096, R-097, R-100, R-101).
 *
 * Pure. Amounts are pence of one period. The months that the first review of an NHS direct payment may take are law;
 * those of social care and education are LOCAL.
 */
import { addMonths, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';

/** Under which law a stream stands. */
export type StreamLaw = 'NHS' | 'SOCIAL_CARE' | 'EDUCATION' | 'OTHER';

/** The law of a stream of CL-19. */
export function lawOf(stream: string): StreamLaw {
  if (stream.startsWith('NHS_')) return 'NHS';
  if (stream.startsWith('LA_')) return 'SOCIAL_CARE';
  return stream.startsWith('EDUCATION_') ? 'EDUCATION' : 'OTHER';
}

export type Stream = {
  /** CL-19. */
  readonly stream: string;
  /** The code of the body that pays it. */
  readonly payer: string;
  readonly pence: bigint;
};

export type IntegratedRefusal =
  | { readonly code: 'integrated-not-one'; readonly what: 'plan' | 'co-ordinator' | 'contact'; readonly count: number }
  | { readonly code: 'integrated-one-stream' }
  | { readonly code: 'stream-without-payer'; readonly stream: string }
  | { readonly code: 'means-test-not-social-care'; readonly stream: string }
  | { readonly code: 'means-test-over-stream'; readonly streamPence: bigint }
  | { readonly code: 'contribution-without-amount' } // R-101, this and the next
  | { readonly code: 'contribution-conditions-missing' };

/** Decides whether an integrated budget is one for the person, with a payer behind every stream. */
export function decideIntegrated(budget: {
  readonly streams: readonly Stream[];
  readonly plans: number;
  readonly coordinators: number;
  readonly contacts: number;
}): Decision<{ readonly totalPence: bigint; readonly ledgers: readonly Stream[] }> {
  const { streams, plans, coordinators, contacts } = budget;
  return decide(
    [
      plans !== 1 && { code: 'integrated-not-one', what: 'plan', count: plans },
      coordinators !== 1 && { code: 'integrated-not-one', what: 'co-ordinator', count: coordinators },
      contacts !== 1 && { code: 'integrated-not-one', what: 'contact', count: contacts },
      new Set(streams.map(({ stream }) => stream)).size < 2 && { code: 'integrated-one-stream' },
      ...streams.map(({ stream, payer }) => payer.trim() === '' && ({ code: 'stream-without-payer', stream } as const)),
    ],
    () => ({ totalPence: total(streams.map(({ pence }) => pence)), ledgers: streams }),
  );
}

/**
 * decides what the person pays of a stream after a means test, and what is left for its payer. Only social
 * care is means-tested: never the NHS's stream, nor care after detention, which nobody is charged for.
 */
export function decideMeansTest(
  { stream, pence: streamPence }: Pick<Stream, 'stream' | 'pence'>,
  contributionPence: bigint,
): Decision<{ readonly personPence: bigint; readonly payerPence: bigint }> {
  const mayBeCharged = lawOf(stream) === 'SOCIAL_CARE' && stream !== 'LA_S117';
  return decide(
    [
      contributionPence > 0n && !mayBeCharged && { code: 'means-test-not-social-care', stream },
      contributionPence > streamPence && { code: 'means-test-over-stream', streamPence },
    ],
    () => ({ personPence: contributionPence, payerPence: streamPence - contributionPence }),
  );
}

/** Months within which the first review of an NHS direct payment is due, by law. */
const NHS_FIRST_MONTHS = 3;
/** The most months between any two reviews. */
const THEN_MONTHS = 12;

/** the months until the first review of a stream; those that are not the NHS's are LOCAL. */
function firstMonthsOf(stream: string, policy: Policy['stream']): number {
  const months: Readonly<Record<StreamLaw, number>> = {
    NHS: NHS_FIRST_MONTHS,
    SOCIAL_CARE: policy.SOCIAL_CARE.firstReviewMonths,
    EDUCATION: policy.EDUCATION.firstReviewMonths,
    OTHER: THEN_MONTHS,
  };
  return months[lawOf(stream)];
}

/** the first review of an integrated budget is due when the strictest of its streams asks for it. */
export function firstIntegratedReview(
  budget: { readonly streams: readonly Pick<Stream, 'stream'>[]; readonly startsOn: PlainDate },
  policy: Policy['stream'],
): PlainDate {
  const months = budget.streams.map(({ stream }) => firstMonthsOf(stream, policy));
  return addMonths(budget.startsOn, Math.min(THEN_MONTHS, ...months));
}

/** after that the shortest interval that any stream asks for counts, and never more than twelve months. */
export function nextIntegratedReview(lastOn: PlainDate, monthsOfStreams: readonly number[]): PlainDate {
  return addMonths(lastOn, Math.min(THEN_MONTHS, ...monthsOfStreams));
}

/** What another body pays towards one item. */
export type Contribution = {
  readonly stream: string;
  readonly payer: string;
  readonly pence: bigint;
  /** What the payer asks for in return; `none` where it asks for nothing. */
  readonly conditions: string;
};

/** Decides whether a contribution may be recorded beside the NHS's part, as a stream of its own. */
export function decideContribution(
  contribution: Contribution,
  nhsPence: bigint,
): Decision<{ readonly nhsPence: bigint; readonly totalPence: bigint }> {
  const { stream, payer, pence, conditions } = contribution;
  return decide(
    [
      payer.trim() === '' && { code: 'stream-without-payer', stream },
      pence <= 0n && { code: 'contribution-without-amount' },
      conditions.trim() === '' && { code: 'contribution-conditions-missing' },
    ],
    () => ({ nhsPence, totalPence: nhsPence + pence }),
  );
}
