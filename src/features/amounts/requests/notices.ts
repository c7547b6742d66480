/** What the person is told of an extra payment. Plain English, reading age 9 to 11. */
import { asOneEffect, type InstalmentChange } from '../../../rules/amounts/extra-payment.ts';
import { howToChallenge, whoElseCanHelp } from '../../../rules/decisions/refusal-reasons.ts';
import type { OpenInstalment } from '../../../rules/safeguards/holding-back.ts';
import { longDate, longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import type { IcbContact, NewNotice } from '../../people/store.ts';
import type { Budget } from '../../requests/store.ts';
import type { AmountRequest } from './store.ts';

type About = { readonly budget: Budget; readonly decisionId: string; readonly effectiveOn: PlainDate };

const addressed = ({ budget, decisionId, effectiveOn }: About) => ({
  personId: budget.personId,
  budgetId: budget.budgetId,
  recipient: budget.personName,
  decisionId,
  effectiveOn,
});

/** One line for each instalment: what it was and what it is now. */
export function changeLines(changes: readonly InstalmentChange[], before: readonly OpenInstalment[]): string[] {
  return asOneEffect(changes, before).map(
    ({ period, wasPence, changePence }) =>
      `${longMonth(period)}: ${pounds(wasPence + changePence)} instead of ${pounds(wasPence)}.`,
  );
}

/** N18: yes, when it comes, and which payments are smaller by it. */
export function extraAgreed(
  about: About,
  asked: AmountRequest,
  effect: { readonly changes: readonly InstalmentChange[]; readonly before: readonly OpenInstalment[] },
  icb: IcbContact,
): NewNotice {
  const isAdvance = asked.kind === 'ADVANCE';
  const sum = pounds(asked.amountPence);
  return {
    kind: 'N18',
    ...addressed(about),
    heading: isAdvance ? `You get an emergency payment of ${sum}` : `You get a payment of ${sum}`,
    paragraphs: [
      `It is for: ${asked.label}.`,
      isAdvance
        ? 'We pay it as soon as we can, by the fastest way that we have.'
        : `We pay it with the next payments, for ${longDate(asked.effectiveOn)}.`,
      asked.source === 'CONTINGENCY'
        ? 'It comes from the money that is kept for emergencies. That money is part of your monthly payments, so they are smaller from now on:'
        : 'It is part of the money for this year, so these payments are smaller:',
      ...changeLines(effect.changes, effect.before),
      'Over the whole year you get as much as before.',
      `If you think that something is wrong, call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
    reasons: [asked.reasons],
    rules: ['R-041', 'R-084'],
  };
}

/** N11: no, why, and how to have it looked at again. */
export function extraRefused(
  about: About,
  asked: AmountRequest,
  reasons: string,
  icb: IcbContact,
  answerDays: number,
): NewNotice {
  return {
    kind: 'N11',
    ...addressed(about),
    heading: `We said no to a payment of ${pounds(asked.amountPence)}`,
    paragraphs: [
      `It was asked for you on ${longDate(asked.askedOn)}, for: ${asked.label}.`,
      'Your other payments go on as before.',
    ],
    reasons: [reasons],
    rules: ['R-018'],
    whatWouldChange: ['Tell us what we do not know yet about why you need it.'],
    alternatives: [
      `If you would go without care, tell ${about.budget.careCoordinatorName} at once. We must make sure that you have the care that you need.`,
    ],
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}
