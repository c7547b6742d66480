/** What the person is told about their plan. Plain English, reading age 9 to 11. */
import type { IcbPoint, RefusalReason } from '../../rules/decisions/approval.ts';
import { guideOf, howToChallenge, ITEM_GUIDE, whoElseCanHelp } from '../../rules/decisions/refusal-reasons.ts';
import type { PlanItem } from '../../rules/plan/plan.ts';
import { REFUSAL_REASON_WORDS } from '../../rules/plan/plan-words.ts';
import { countOf, longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';

type About = { readonly budget: Budget; readonly effectiveOn: PlainDate };
type Decided = About & { readonly decisionId: string };

/** N07: come and plan; and when the plan will be looked at again. */
export function planningBegins(about: About, planningSupport: string, firstMonths: number): NewNotice {
  return {
    kind: 'N07',
    ...addressed(about),
    heading: 'Let us plan how to use your budget',
    paragraphs: [
      `${about.budget.careCoordinatorName} will write the plan with you. It is your plan: you say what matters to you and who takes part.`,
      planningSupport ? `This helps you too: ${planningSupport}.` : 'You can ask for somebody to help you with it.',
      'You can choose how the money is held: it is paid to you, somebody else holds it for you, or the NHS arranges the care. You can mix these.',
      `We look at the plan with you ${countOf(firstMonths, 'month')} after the first payment, and after that at least once a year. You can ask us to look at it sooner.`,
    ],
  };
}

/** N08: the plan was sent in. */
export function planSubmitted(about: About, workingDays: number): NewNotice {
  return {
    kind: 'N08',
    ...addressed(about),
    heading: 'We have your care plan',
    paragraphs: [
      `${about.budget.careCoordinatorName} sent in your plan on ${longDate(about.effectiveOn)}.`,
      `Somebody who did not write it now looks at it. We aim to tell you within ${countOf(workingDays, 'working day')}.`,
      'Nothing in the plan can be changed while they look at it.',
    ],
  };
}

/** N09: the plan was approved. */
export function planApproved(about: Decided, finalPence: bigint, conditions: string, refusedItems: number): NewNotice {
  return {
    kind: 'N09',
    ...addressed(about),
    decisionId: about.decisionId,
    heading: 'Your care plan is approved',
    paragraphs: [
      `We approved it on ${longDate(about.effectiveOn)}. The budget in it is ${pounds(finalPence)} a year.`,
      ...(refusedItems > 0
        ? [
            refusedItems === 1
              ? 'We said no to one thing in it. Another letter says why, and how to ask us to look at it again.'
              : `We said no to ${refusedItems} things in it. There is a letter for each that says why, and how to ask us to look at it again.`,
          ]
        : []),
      ...(conditions ? [`Please keep to this: ${conditions}`] : []),
      'Next, we set your final budget. Then you sign an agreement, and the payments are set up.',
    ],
  };
}

/** How a decision is challenged: whom to turn to, and by when there is an answer. */
export type Challenge = { readonly icb: IcbContact; readonly answerDays: number };

type SaidNo = { readonly point: IcbPoint; readonly reason: string; readonly facts: readonly string[] };

/** N10: the plan goes back, with what would put it right. */
export function planReturned(about: Decided, points: readonly SaidNo[]): NewNotice {
  return {
    kind: 'N10',
    ...addressed(about),
    decisionId: about.decisionId,
    heading: 'Your care plan needs some changes',
    paragraphs: [
      'We could not approve your plan as it is. You can change it and send it in again.',
      'This is not a no to your budget.',
      `${about.budget.careCoordinatorName} will help you with it.`,
    ],
    reasons: points.map(({ reason }) => reason),
    rules: points.map(({ point }) => POINT_RULES[point]),
    facts: points.flatMap(({ facts }) => facts),
    help: [
      'If you do not want to change it, tell your care co-ordinator. We can then decide on the plan as it is, and you can have that decision looked at again.',
    ],
  };
}

/** N11: no, with the reasons, what they rest on, what would change them and how to have it looked at again. */
export function planRefused(
  about: Decided,
  refusal: { readonly code: RefusalReason; readonly reasons: readonly string[]; readonly points: readonly SaidNo[] },
  { icb, answerDays }: Challenge,
): NewNotice {
  const { rules, whatWouldChange } = guideOf([ITEM_GUIDE[refusal.code]]);
  return {
    kind: 'N11',
    ...addressed(about),
    decisionId: about.decisionId,
    heading: 'We cannot approve your care plan',
    paragraphs: [
      `We decided this on ${longDate(about.effectiveOn)}.`,
      `You still have a right to your care. ${about.budget.careCoordinatorName} can talk it through with you.`,
    ],
    reasons: refusal.reasons,
    rules: [...rules, ...refusal.points.map(({ point }) => POINT_RULES[point])],
    facts: refusal.points.flatMap(({ facts }) => facts),
    whatWouldChange,
    alternatives: [
      'The NHS arranges your care without a budget.',
      'You can ask for a budget again with another plan. Your care co-ordinator can help you to write it.',
    ],
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}

/** N11 for one item: the rest of the plan is approved. */
export function itemRefused(
  about: Decided,
  refused: { readonly item: PlanItem; readonly code: RefusalReason; readonly words: string },
  { icb, answerDays }: Challenge,
): NewNotice {
  const { item, code, words } = refused;
  return {
    kind: 'N11',
    ...addressed(about),
    decisionId: about.decisionId,
    heading: `Your budget cannot pay for “${item.label}”`,
    paragraphs: [
      `We decided this on ${longDate(about.effectiveOn)}. The rest of your care plan is approved.`,
      `Your budget is ${pounds(item.annualPence)} a year smaller, which is what this would have cost.`,
    ],
    reasons: [words],
    ...guideOf([ITEM_GUIDE[code]]),
    facts: [
      `In your plan: ${item.label}, ${pounds(item.annualPence)} for the year`,
      `Why, in short: ${REFUSAL_REASON_WORDS[code]}`,
    ],
    alternatives: [
      'You can choose something else that helps with the same outcome. Your care co-ordinator can help you to find it.',
    ],
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}

/** */
const POINT_RULES: Readonly<Record<IcbPoint, string>> = {
  ICB1: 'R-056',
  ICB2: 'R-057',
  ICB3: 'R-058',
  ICB4: 'R-059',
  ICB5: 'R-060',
};

function addressed({ budget, effectiveOn }: About) {
  return { personId: budget.personId, budgetId: budget.budgetId, recipient: budget.personName, effectiveOn };
}
