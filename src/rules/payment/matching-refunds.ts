/**
 * Where did money that came back come from?
 *
 * A credit is compared with the payments that left the account before it: the same payee, the same amount, the bank's
 * own reference, and words that say so. At or above policy.spend.placeFromScore it goes back to the plan line of that
 * payment; below, the person is asked, and the payment that fits best is shown to them.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { compareText } from '../../values/order.ts';
import type { Policy } from '../policy/policy.ts';

export type Credit = {
  readonly amountPence: bigint;
  readonly postedOn: PlainDate;
  /** In plain words, from `readText`. */
  readonly payee: string;
  readonly words: string;
  readonly bankRef: string | null;
};

/** A payment that was placed on one plan line. */
export type PastPayment = {
  readonly lineId: string;
  readonly planItemId: string;
  /** What was paid, above nought, less what came back of it already. */
  readonly leftPence: bigint;
  /** What was paid, above nought. */
  readonly paidPence: bigint;
  readonly postedOn: PlainDate;
  readonly payee: string;
  readonly bankRef: string | null;
};

export type RefundMatch = {
  readonly lineId: string;
  readonly planItemId: string;
  readonly score: number;
  readonly reasons: readonly string[];
};

const POINTS = { samePayee: 50, sameReference: 50, sameAmount: 40, saysSo: 30 } as const;

const SAYS_SO = / (?:refund|refunds|refunded|reversal|reversed|returned|money back|chargeback) /;

/** Every payment that the credit may be money back of, best first; of equals the latest. */
export function scoreRefund(credit: Credit, payments: readonly PastPayment[], policy: Policy): RefundMatch[] {
  const earliest = credit.postedOn.subtract({ days: policy.spend.refundDays });
  return payments
    .filter(
      ({ postedOn, leftPence }) =>
        !isBefore(credit.postedOn, postedOn) && !isBefore(postedOn, earliest) && credit.amountPence <= leftPence,
    )
    .map(payment => ({ payment, match: matchOf(credit, payment) }))
    .filter(({ match }) => match.score > 0)
    .sort(
      (a, b) =>
        b.match.score - a.match.score ||
        Temporal.PlainDate.compare(b.payment.postedOn, a.payment.postedOn) ||
        compareText(a.payment.lineId, b.payment.lineId),
    )
    .map(({ match }) => match);
}

/** The one payment that money came back of, or undefined when the person should be asked: too weak, or two plan lines fit alike. */
export function refundWithoutAsking(matches: readonly RefundMatch[], policy: Policy): RefundMatch | undefined {
  const [best] = matches;
  if (!best || best.score < policy.spend.placeFromScore) return undefined;
  const alike = matches.some(other => other.score === best.score && other.planItemId !== best.planItemId);
  return alike ? undefined : best;
}

/** A credit of a file with the payments that it may come back of. */
export type CreditToReturn = Credit & { readonly lineNumber: number; readonly payments: readonly PastPayment[] };

/** Where each credit goes back to, in the order of the file: no payment comes back more than once over. By line number. */
export function refundEach(credits: readonly CreditToReturn[], policy: Policy): ReadonlyMap<number, RefundMatch> {
  const returned = new Map<string, bigint>();
  const found = new Map<number, RefundMatch>();
  for (const credit of credits.toSorted((a, b) => a.lineNumber - b.lineNumber)) {
    const payments = credit.payments.map(payment => ({
      ...payment,
      leftPence: payment.leftPence - (returned.get(payment.lineId) ?? 0n),
    }));
    const match = refundWithoutAsking(scoreRefund(credit, payments, policy), policy);
    if (!match) continue;
    returned.set(match.lineId, (returned.get(match.lineId) ?? 0n) + credit.amountPence);
    found.set(credit.lineNumber, match);
  }
  return found;
}

/** Nought where neither payee nor reference is the same: an amount alone is no sign. */
function matchOf(credit: Credit, payment: PastPayment): RefundMatch {
  const payee = credit.payee !== '' && credit.payee === payment.payee;
  const reference = credit.bankRef !== null && credit.bankRef === payment.bankRef;
  const amount = credit.amountPence === payment.paidPence;
  const says = SAYS_SO.test(credit.words);
  const points =
    payee || reference
      ? (payee ? POINTS.samePayee : 0) +
        (reference ? POINTS.sameReference : 0) +
        (amount ? POINTS.sameAmount : 0) +
        (says ? POINTS.saysSo : 0)
      : 0;
  return {
    lineId: payment.lineId,
    planItemId: payment.planItemId,
    score: Math.min(points, 100),
    reasons: [
      payee && 'It came from whom you paid before',
      reference && 'The bank gives it the same reference',
      amount && 'The amount is the one that you paid',
      says && 'The bank says that it is money back',
    ].filter(reason => reason !== false),
  };
}
