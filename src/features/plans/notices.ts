/** What the person is told about their plan. Plain English, reading age 9 to 11. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';

type About = { readonly budget: Budget; readonly effectiveOn: PlainDate };
type Decided = About & { readonly decisionId: string };

/** N07: come and plan; and when the plan will be looked at again. */
export function planningBegins(about: About, planningSupport: string): NewNotice {
  return {
    kind: 'N07',
    ...addressed(about),
    heading: 'Let us plan how to use your budget',
    paragraphs: [
      `${about.budget.careCoordinatorName} will write the plan with you. It is your plan: you say what matters to you and who takes part.`,
      planningSupport ? `This helps you too: ${planningSupport}.` : 'You can ask for somebody to help you with it.',
      'You can choose how the money is held: it is paid to you, somebody else holds it for you, or the NHS arranges the care. You can mix these.',
      'We look at the plan with you 3 months after the first payment, and after that at least once a year. You can ask us to look at it sooner.',
    ],
  };
}

/** N08: the plan was sent in. */
export function planSubmitted(about: About): NewNotice {
  return {
    kind: 'N08',
    ...addressed(about),
    heading: 'We have your care plan',
    paragraphs: [
      `${about.budget.careCoordinatorName} sent in your plan on ${longDate(about.effectiveOn)}.`,
      'Somebody who did not write it now looks at it. We aim to tell you within 10 working days.',
      'Nothing in the plan can be changed while they look at it.',
    ],
  };
}

/** N09: the plan was approved. */
export function planApproved(about: Decided, finalPence: bigint, conditions: string): NewNotice {
  return {
    kind: 'N09',
    ...addressed(about),
    decisionId: about.decisionId,
    heading: 'Your care plan is approved',
    paragraphs: [
      `We approved it on ${longDate(about.effectiveOn)}. The budget in it is ${pounds(finalPence)} a year.`,
      ...(conditions ? [`Please keep to this: ${conditions}`] : []),
      'Next, we set your final budget. Then you sign an agreement, and the payments are set up.',
    ],
  };
}

/** N10: the plan goes back, with what would put it right. */
export function planReturned(about: Decided, reasons: readonly string[]): NewNotice {
  return {
    kind: 'N10',
    ...addressed(about),
    decisionId: about.decisionId,
    heading: 'Your care plan needs some changes',
    paragraphs: [
      'We could not approve your plan as it is. You can change it and send it in again.',
      `${about.budget.careCoordinatorName} will help you with it.`,
    ],
    reasons,
  };
}

/** N11: no, with the reasons and how to have it looked at again. */
export function planRefused(about: Decided, reasons: readonly string[], icb: IcbContact): NewNotice {
  return {
    kind: 'N11',
    ...addressed(about),
    decisionId: about.decisionId,
    heading: 'We cannot approve your care plan',
    paragraphs: [
      `We decided this on ${longDate(about.effectiveOn)}.`,
      `You still have a right to your care. ${about.budget.careCoordinatorName} can talk it through with you.`,
    ],
    reasons,
    reconsiderationRoute: `If you think that this is wrong, you can ask us to look at it again. Call ${icb.name} on ${icb.phone} or email ${icb.email}, and tell us why. Somebody who did not make this decision will look at it and write to you. You can also make a complaint.`,
  };
}

function addressed({ budget, effectiveOn }: About) {
  return { personId: budget.personId, budgetId: budget.budgetId, recipient: budget.personName, effectiveOn };
}
