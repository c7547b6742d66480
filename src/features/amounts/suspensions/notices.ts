/** What the person is told when payments are held back, and when they begin again. Plain English, reading age 9 to 11. */
import { howToChallenge, whoElseCanHelp } from '../../../rules/decisions/refusal-reasons.ts';
import type { HoldingBack } from '../../../rules/safeguards/holding-back.ts';
import { longDate, longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import type { StillOwed } from '../../payments/owed-store.ts';
import type { IcbContact, NewNotice } from '../../people/store.ts';
import type { Budget } from '../../requests/store.ts';

type About = { readonly budget: Budget; readonly decisionId: string; readonly effectiveOn: PlainDate };

const addressed = ({ budget, decisionId, effectiveOn }: About) => ({
  personId: budget.personId,
  budgetId: budget.budgetId,
  recipient: budget.personName,
  decisionId,
  effectiveOn,
  rules: ['R-105'],
});

/** N20: from when, why, how care goes on, and how to have it looked at again. */
export function paymentsHeldBack(about: About, held: HoldingBack, icb: IcbContact, answerDays: number): NewNotice {
  const isPart = held.scope === 'PART';
  return {
    kind: 'N20',
    ...addressed(about),
    heading: isPart ? 'We are holding a part of your payments back' : 'We are holding your payments back',
    paragraphs: [
      `We talked with you and with ${about.budget.careCoordinatorName}. From ${longDate(held.startsOn)} we hold ${isPart ? 'a part of your payments' : 'your payments'} back. We do not stop your budget.`,
      `Your care goes on like this: ${held.continuityPlan}`,
      'A payment that is on its way already still reaches you.',
      `We look at this again by ${longDate(held.reviewOn)}, and tell you what we find.`,
      'When payments begin again, you get what we held back.',
    ],
    reasons: [held.reasons],
    whatWouldChange: ['Payments begin again as soon as the concern is cleared. Tell us what you know about it.'],
    alternatives: [
      `If you would go without care, tell ${about.budget.careCoordinatorName} at once. You can be paid an emergency payment.`,
    ],
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}

/** N20 once more: it was looked at, and goes on. */
export function paymentsStillHeldBack(
  about: About,
  look: { readonly found: string; readonly nextReviewOn: PlainDate },
  icb: IcbContact,
  answerDays: number,
): NewNotice {
  return {
    kind: 'N20',
    ...addressed(about),
    heading: 'We still hold payments back',
    paragraphs: [
      `We looked at it again on ${longDate(about.effectiveOn)}. The concern is not cleared yet.`,
      `We look at it once more by ${longDate(look.nextReviewOn)}.`,
      'Your care goes on as we agreed. When payments begin again, you get what we held back.',
    ],
    reasons: [look.found],
    whatWouldChange: ['Payments begin again as soon as the concern is cleared. Tell us what you know about it.'],
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}

/** N21: payments begin again, and what is paid to catch up. */
export function paymentsBeginAgain(
  about: About,
  end: { readonly cleared: string },
  missed: readonly StillOwed[],
  icb: IcbContact,
): NewNotice {
  const sum = total(missed.map(({ amountPence }) => amountPence));
  return {
    kind: 'N21',
    ...addressed(about),
    heading: 'Your payments begin again',
    paragraphs: [
      `From ${longDate(about.effectiveOn)} we hold nothing back any more.`,
      sum > 0n
        ? `With the next payment you also get ${pounds(sum)}, which is everything that we held back.`
        : 'Nothing was held back of what was due, so there is nothing to catch up on.',
      ...missed.map(each => `For ${longMonth(each.period)}: ${pounds(each.amountPence)}.`),
      `If you think that the sum is wrong, call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
    reasons: [end.cleared],
  };
}
