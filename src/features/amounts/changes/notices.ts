/** What the person is told when the amount changes, or when a change is refused. Plain English, reading age 9 to 11. */
import type { AmountOrder, Changed } from '../../../rules/amounts/changed-instalments.ts';
import { howToChallenge, whoElseCanHelp } from '../../../rules/decisions/refusal-reasons.ts';
import type { OpenInstalment } from '../../../rules/safeguards/holding-back.ts';
import { longDate, longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import type { IcbContact, NewNotice } from '../../people/store.ts';
import type { Budget } from '../../requests/store.ts';
import { changeLines } from '../requests/notices.ts';

type About = { readonly budget: Budget; readonly decisionId: string; readonly effectiveOn: PlainDate };

const addressed = ({ budget, decisionId }: About) => ({
  personId: budget.personId,
  budgetId: budget.budgetId,
  recipient: budget.personName,
  decisionId,
});

/** N18: how much from when on, why, and for a cut how to have it looked at again. */
export function amountChanged(
  about: About,
  effect: { readonly changed: Changed; readonly before: readonly OpenInstalment[]; readonly order: AmountOrder },
  icb: IcbContact,
  answerDays: number,
): NewNotice {
  const { changed, before, order } = effect;
  return {
    kind: 'N18',
    ...addressed(about),
    effectiveOn: order.effectiveOn,
    heading: changed.isCut ? 'You are paid less from a later month on' : 'You are paid more',
    paragraphs: [
      `For a whole year it is ${pounds(order.toPence)} now. The first payment that changes is that for ${longMonth(changed.firstMonth)}.`,
      ...changeLines(changed.changes, before),
      'What you were paid already stays as it is.',
      `We looked at whether it is enough for everything in your plan. This is what we found: ${order.found}`,
      `To ask questions, call ${icb.name} on ${icb.phone} or email ${icb.email}.`,
    ],
    reasons: [order.reasons],
    rules: ['R-089', 'R-090'],
    ...(changed.isCut && {
      whatWouldChange: ['Tell us if your care costs more than we think, or if your needs are not as we think.'],
      reconsiderationRoute: howToChallenge(icb, answerDays),
      help: whoElseCanHelp(icb),
    }),
  };
}

/** N11: a change was proposed and refused. */
export function changeRefused(about: About, reasons: string, icb: IcbContact, answerDays: number): NewNotice {
  return {
    kind: 'N11',
    ...addressed(about),
    effectiveOn: about.effectiveOn,
    heading: 'What you are paid stays as it is',
    paragraphs: [
      `Another amount was proposed for you. We decided on ${longDate(about.effectiveOn)} that nothing changes.`,
      'Your payments go on as before.',
    ],
    reasons: [reasons],
    rules: ['R-090'],
    whatWouldChange: ['Tell us if your needs have changed, or if the money is not enough for your plan.'],
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}
