/**
 * Holding payments back for a while because of a concern (R-105; T21 and T22).
 *
 * Pure. The days until it is first looked at again, and then between looks, are LOCAL.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';
import { CONCERNS, type ConcernKind, hasBeen } from './concern.ts';

export type SuspensionRefusal =
  | { readonly code: 'suspension-without-concern' } // R-105, this and the next five
  | { readonly code: 'suspension-without-reasons' }
  | { readonly code: 'suspension-not-talked-over'; readonly with: 'care co-ordinator' | 'person' }
  | { readonly code: 'suspension-without-cover' }
  | { readonly code: 'suspension-review-too-late'; readonly latestOn: PlainDate }
  | { readonly code: 'suspension-not-cleared' }; // T22

/** Days after the start by which it is first looked at again, and days between looks after that. */
export type SuspensionPolicy = Policy['suspension'];

export type Suspension = {
  readonly concern: string;
  readonly reasons: string;
  readonly talkedWithCoordinatorOn: PlainDate | undefined;
  readonly talkedWithPersonOn: PlainDate | undefined;
  /** How care goes on meanwhile. */
  readonly continuityPlan: string;
  readonly startsOn: PlainDate;
  readonly reviewOn: PlainDate;
};

/** Decides whether payments may be held back for a concern (T21): talked over, and nobody goes without care. */
export function decideSuspension(
  suspension: Suspension,
  policy: SuspensionPolicy,
  today: PlainDate,
): Decision<{ readonly startsOn: PlainDate; readonly reviewOn: PlainDate }> {
  const { startsOn, reviewOn } = suspension;
  const latestOn = startsOn.add({ days: policy.firstReviewDays });
  return decide(
    [
      !CONCERNS.includes(suspension.concern as ConcernKind) && { code: 'suspension-without-concern' },
      suspension.reasons.trim() === '' && { code: 'suspension-without-reasons' },
      !hasBeen(suspension.talkedWithCoordinatorOn, today) && {
        code: 'suspension-not-talked-over',
        with: 'care co-ordinator',
      },
      !hasBeen(suspension.talkedWithPersonOn, today) && { code: 'suspension-not-talked-over', with: 'person' },
      suspension.continuityPlan.trim() === '' && { code: 'suspension-without-cover' },
      isBefore(latestOn, reviewOn) && { code: 'suspension-review-too-late', latestOn },
    ],
    () => ({ startsOn, reviewOn }),
  );
}

/** The last day for the next look at a suspension that goes on. */
export function nextSuspensionReview(lastReviewOn: PlainDate, policy: SuspensionPolicy): PlainDate {
  return lastReviewOn.add({ days: policy.everyDays });
}

/** Decides whether payments begin again (T22), and what is paid at once to catch up: all that fell due meanwhile. */
export function decideResumption(suspended: {
  readonly cleared: string;
  /** What fell due while payments were held back. */
  readonly missed: readonly { readonly duePence: bigint; readonly paidPence: bigint }[];
}): Decision<{ readonly catchUpPence: bigint }> {
  return decide([suspended.cleared.trim() === '' && { code: 'suspension-not-cleared' }], () => ({
    catchUpPence: total(suspended.missed.map(({ duePence, paidPence }) => duePence - paidPence)),
  }));
}
