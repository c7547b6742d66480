/** What the person is told when a decision is looked at again. Plain English, reading age 9 to 11. */

import type { AnswerInput, DecisionKind } from '../../rules/decisions/reconsideration.ts';
import { CHALLENGE_RULES, DECISION_WORDS, whoElseCanHelp } from '../../rules/decisions/refusal-reasons.ts';
import type { BudgetState } from '../../rules/life.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';
import type { Reconsideration } from './store.ts';

type About = { readonly budget: Budget; readonly effectiveOn: PlainDate };

/** N29: we have your request, and by when it is answered. */
export function askReceived(
  about: About,
  asked: { readonly kind: DecisionKind; readonly answerBy: PlainDate },
  icb: IcbContact,
): NewNotice {
  return {
    kind: 'N29',
    ...addressed(about),
    heading: 'We are looking at our decision again',
    paragraphs: [
      `You asked us to look again at this decision: ${lower(DECISION_WORDS[asked.kind])}.`,
      'Somebody who did not make the decision, and who did not work on your case, looks at it.',
      `We will tell you by ${longDate(asked.answerBy)}, with our reasons.`,
      ...(asked.kind === 'REPAYMENT' ? ['You do not have to pay anything back while we look at it.'] : []),
      `If you have something new to tell us, call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
    rules: [CHALLENGE_RULES[asked.kind]],
    help: whoElseCanHelp(icb),
  };
}

/** N30: the answer with its reasons, and what happens next. */
export function answerGiven(
  about: About,
  asked: Reconsideration,
  answer: AnswerInput & { readonly reopensTo: BudgetState | undefined },
  icb: IcbContact,
): NewNotice {
  const changed = answer.outcome === 'CHANGED';
  return {
    kind: 'N30',
    ...addressed(about),
    heading: changed ? 'We changed our decision' : 'Our decision stays as it is',
    paragraphs: [
      `You asked us on ${longDate(asked.askedOn)} to look again at this decision: ${lower(DECISION_WORDS[asked.kind])}.`,
      changed
        ? 'We looked at it again, and the first decision no longer holds.'
        : 'We looked at it again. It stays as it is.',
      changed
        ? whatNext(asked, answer.reopensTo, about.budget.careCoordinatorName)
        : 'You still have a right to your care.',
    ],
    reasons: [answer.reasons],
    rules: [CHALLENGE_RULES[asked.kind]],
    facts: [`What you told us: ${asked.words}`],
    help: changed ? [] : whoElseCanHelp(icb),
  };
}

/** What a changed decision means for the person. */
function whatNext(
  { kind, about }: Reconsideration,
  reopensTo: BudgetState | undefined,
  careCoordinator: string,
): string {
  if (reopensTo === 'REQUESTED')
    return 'Your request is open again. Somebody else than before decides on it now, and we tell you soon.';
  if (kind === 'PLAN') return `You can go on with your plan. ${careCoordinator} will help you to send it in again.`;
  if (kind === 'ITEM' && reopensTo === 'PLANNING')
    return `“${about}” is in your plan again. You and ${careCoordinator} send the plan in once more, with the money for it.`;
  if (kind === 'ITEM')
    return `“${about}” may be in your plan. ${careCoordinator} will add it when your plan is next changed. Ask for a review if you need it sooner.`;
  if (kind === 'OPTION') return 'You can choose this way of holding the money again.';
  if (kind === 'PART') return 'This part of your care can now be in your budget too.';
  return `${careCoordinator} will tell you what happens next.`;
}

function addressed({ budget, effectiveOn }: About) {
  return { personId: budget.personId, budgetId: budget.budgetId, recipient: budget.personName, effectiveOn };
}

/** Inside a sentence. */
function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
