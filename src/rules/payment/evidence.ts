/**
 * Which payments a receipt is asked for, and what a receipt that comes in makes us notice.
 *
 * Asked for as little as can be: by the risk of the budget, by the amount, and by how surely the payment is what the plan
 * says. A payment to a provider of the plan at the agreed price shows for itself what it was for.
 */
import { type Decision, decide } from '../decision.ts';
import type { Policy } from '../policy/policy.ts';
import { type RiskBand, receiptFrom } from '../review/risk.ts';

export type EvidenceRefusal =
  | { readonly code: 'receipt-kind' }
  | { readonly code: 'receipt-already-there' }
  | { readonly code: 'receipt-of-money-in' };

/** A payment as far as it matters for its receipt. */
export type PaymentToShow = {
  /** Signed: money in is above nought. */
  readonly amountPence: bigint;
  /** How surely it was matched by the service, 0 to 100; null where a person placed it, or nobody did. */
  readonly score: number | null;
  /** The bank's words or the kind of shop raise a question. */
  readonly isQuestioned: boolean;
};

/** whether a receipt is asked for. High risks show everything; others what is not sure by itself. */
export function needsReceipt(
  { amountPence, score, isQuestioned }: PaymentToShow,
  band: RiskBand,
  policy: Policy,
): boolean {
  if (amountPence >= 0n || -amountPence < receiptFrom(band, policy)) return false;
  if (isQuestioned || band === 'HIGH' || band === 'VERY_HIGH') return true;
  return score === null || score < policy.evidence.sureFromScore;
}

/** Decides whether a file may be kept as the receipt of a payment. */
export function decideReceipt(facts: {
  readonly amountPence: bigint;
  /** Whether the bytes are those of a kind that we take. */
  readonly isKnownKind: boolean;
  /** Whether this very file is there for this payment already. */
  readonly isThere: boolean;
}): Decision<true> {
  return decide(
    [
      facts.amountPence > 0n && { code: 'receipt-of-money-in' },
      !facts.isKnownKind && { code: 'receipt-kind' },
      facts.isThere && { code: 'receipt-already-there' },
    ],
    () => true,
  );
}

/** What is noticed about a paper. A question to the person, not a bar: one paper may be for two payments. */
export function noticeOf(facts: {
  /** The same file is there for another payment. */
  readonly isSamePaper: boolean;
  /** Another payment of the same amount, on the same day, to the same payee has a receipt. */
  readonly hasTwinWithReceipt: boolean;
}): 'SAME_PAPER' | 'SAME_PAYMENT' | null {
  if (facts.isSamePaper) return 'SAME_PAPER';
  return facts.hasTwinWithReceipt ? 'SAME_PAYMENT' : null;
}
