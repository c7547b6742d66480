/** What the person is told about the answer to their request. Plain English, reading age 9 to 11. */

import { DECLINE_GUIDE, guideOf, howToChallenge, whoElseCanHelp } from '../../rules/decisions/refusal-reasons.ts';
import type { DeclineBecause, Reason } from '../../rules/eligibility/eligibility.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';

type Answered = {
  readonly recipient: string;
  readonly personId: string;
  readonly budgetId: string;
  readonly decisionId: string;
  readonly effectiveOn: PlainDate;
  readonly careCoordinator: string;
};

/** N01 for a person whose case is open: told of their right, with what they were given. */
export function informationGiven(
  about: Pick<Answered, 'recipient' | 'personId' | 'budgetId' | 'effectiveOn'> & { readonly what: string },
  icb: IcbContact,
): NewNotice {
  const { what, ...addressed } = about;
  return {
    kind: 'N01',
    ...addressed,
    heading: 'Your right to a personal health budget',
    paragraphs: [
      'A personal health budget is NHS money for your health care. You help to choose how it is spent.',
      'You do not have to have one. If you say no, you still get your care.',
      `What we told you or gave you: ${what}`,
      `To ask questions, call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
  };
}

/** N03: the person can have a budget, for all or for part of their care. */
export function foundEligible(answered: Answered, partRefused: string): NewNotice {
  const { careCoordinator, ...addressed } = answered;
  return {
    kind: 'N03',
    ...addressed,
    heading: 'You can have a personal health budget',
    paragraphs: [
      `We decided this on ${longDate(answered.effectiveOn)}.`,
      partRefused
        ? `It is for your care, but not for this part of it: ${partRefused}. We wrote to you with the reasons.`
        : 'It is for all of the care that you asked about.',
      `Next, ${careCoordinator} will talk with you about your needs, what you are good at and what you want.`,
      'You can still say no to a budget at any time. If you do, you still get your care.',
    ],
  };
}

/**
 * N04: no, for the whole or for a part; with the reasons, what they rest on, what would change them, what is offered
 * instead and how to have it looked at again.
 */
export function declined(
  answered: Answered,
  refusal: {
    readonly reasons: readonly Reason[];
    readonly part: string;
    readonly alternatives: string;
    readonly facts: readonly string[];
  },
  icb: IcbContact,
  answerDays: number,
): NewNotice {
  const { careCoordinator, ...addressed } = answered;
  return {
    kind: 'N04',
    ...addressed,
    heading: refusal.part
      ? 'A part of your care cannot be in a personal health budget'
      : 'We cannot give you a personal health budget',
    paragraphs: [
      `We decided this on ${longDate(answered.effectiveOn)}.`,
      ...(refusal.part ? [`The part is: ${refusal.part}.`] : []),
      `You still have a right to your care. ${careCoordinator} can talk it through with you.`,
    ],
    reasons: refusal.reasons.map(reason => reason.words),
    facts: refusal.facts,
    ...guideOf(refusal.reasons.map(({ code }) => DECLINE_GUIDE[code as DeclineBecause])),
    alternatives: refusal.part
      ? [refusal.alternatives, 'The rest of your care can be in a budget.'].filter(Boolean)
      : [
          refusal.alternatives,
          'The NHS arranges your care without a budget.',
          'You can have a personalised care and support plan without a budget.',
        ].filter(Boolean),
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}
