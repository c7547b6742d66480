/**
 * Asking for money back: when it may be required, how much, and how it is asked for (R-112, R-113, R-115, R-116; T26).
 *
 * Pure, pence. The days that somebody has to pay are LOCAL. What pauses while it is looked at again is R-114.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { greatest, total } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { type ConcernRefusal, type Conversation, hasBeen, misuseReasons } from './concern.ts';

/**
 * CL-24: P1 the plan changed, P2 circumstances changed, P3 money lies idle, P4 spent outside the plan, P5 possible
 * offence, P6 died.
 */
export const REPAYMENT_GROUNDS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'] as const;
export type RepaymentGround = (typeof REPAYMENT_GROUNDS)[number];

export type RepaymentRefusal =
  | ConcernRefusal
  | { readonly code: 'repayment-ground-not-in-law'; readonly ground: string }
  | { readonly code: 'repayment-not-appropriate' }
  | { readonly code: 'repayment-notice-lacks'; readonly part: 'reasons' | 'amount' | 'deadline' | 'who pays' }
  | { readonly code: 'repayment-too-soon'; readonly earliestOn: PlainDate }
  | { readonly code: 'repayment-from-estate-only' } // after a death only those who settle the estate are asked
  | { readonly code: 'repayment-not-talked-over'; readonly with: 'care co-ordinator' | 'person' }
  | { readonly code: 'repayment-outside-review' }
  | { readonly code: 'repayment-over-amount'; readonly mostPence: bigint };

/** What stands in the account at the end, and what of it is not for paying back; pence. */
export type ReclaimFacts = {
  readonly balancePence: bigint;
  /** Contingency that was agreed to stay. */
  readonly contingencyPence: bigint;
  /** Unpaid invoices, notice and redundancy pay, tax, a purchase that was agreed. */
  readonly liabilitiesPence: readonly bigint[];
};

/** the most that may be asked for: what is left once everything owed is paid. Never less than nought. */
export function reclaimPence({ balancePence, contingencyPence, liabilitiesPence }: ReclaimFacts): bigint {
  return greatest(balancePence - contingencyPence - total(liabilitiesPence), 0n);
}

export type Repayment = {
  readonly ground: string;
  readonly appropriateBecause: string;
  readonly reasons: string;
  /** Undefined while the notice does not say. */
  readonly pence: bigint | undefined;
  readonly payBy: PlainDate | undefined;
  readonly payer: 'PERSON' | 'REPRESENTATIVE' | 'NOMINEE' | 'PERSONAL_REPRESENTATIVES' | undefined;
  readonly talkedWithCoordinatorOn: PlainDate | undefined;
  /** With the person; after a death with those who settle the estate. */
  readonly talkedWithPersonOn: PlainDate | undefined;
  readonly reviewId: string | undefined;
  /** For the grounds of misuse. */
  readonly conversation: Conversation | undefined;
  readonly money: ReclaimFacts;
};

/** Decides whether repayment may be required (T26): a ground of the law, talked over, within a review, in a whole notice. */
export function decideRepayment(
  repayment: Repayment,
  noticeDays: number,
  today: PlainDate,
): Decision<{ readonly pence: bigint; readonly payBy: PlainDate }> {
  const { ground, pence, payBy, payer } = repayment;
  const mostPence = reclaimPence(repayment.money);
  const earliestOn = today.add({ days: noticeDays });
  return decide(
    [
      !(REPAYMENT_GROUNDS as readonly string[]).includes(ground) && { code: 'repayment-ground-not-in-law', ground },
      repayment.appropriateBecause.trim() === '' && { code: 'repayment-not-appropriate' },
      ...(ground === 'P4' || ground === 'P5' ? misuseReasons(repayment.conversation, today) : []),
      ...noticeReasons(repayment),
      payBy !== undefined && isBefore(payBy, earliestOn) && { code: 'repayment-too-soon', earliestOn },
      ground === 'P6' &&
        payer !== undefined &&
        payer !== 'PERSONAL_REPRESENTATIVES' && { code: 'repayment-from-estate-only' },
      !hasBeen(repayment.talkedWithCoordinatorOn, today) && {
        code: 'repayment-not-talked-over',
        with: 'care co-ordinator',
      },
      !hasBeen(repayment.talkedWithPersonOn, today) && { code: 'repayment-not-talked-over', with: 'person' },
      repayment.reviewId === undefined && { code: 'repayment-outside-review' },
      pence !== undefined && pence > mostPence && { code: 'repayment-over-amount', mostPence },
    ],
    () => ({ pence: pence!, payBy: payBy! }),
  );
}

/** the four parts of the notice. */
function noticeReasons({ reasons, pence, payBy, payer }: Repayment): (RepaymentRefusal | false)[] {
  return [
    reasons.trim() === '' && { code: 'repayment-notice-lacks', part: 'reasons' },
    (pence === undefined || pence <= 0n) && { code: 'repayment-notice-lacks', part: 'amount' },
    payBy === undefined && { code: 'repayment-notice-lacks', part: 'deadline' },
    payer === undefined && { code: 'repayment-notice-lacks', part: 'who pays' },
  ];
}
