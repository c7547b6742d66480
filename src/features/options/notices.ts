/** What the person is told when a way of holding the money is refused. Plain English, reading age 9 to 11. */
import type { OptionRefusalInput } from '../../rules/decisions/option-refusal.ts';
import { guideOf, howToChallenge, OPTION_GUIDE, whoElseCanHelp } from '../../rules/decisions/refusal-reasons.ts';
import type { Option } from '../../rules/plan/plan.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';

const NOT_THIS_WAY: Readonly<Record<Option, string>> = {
  DIRECT_PAYMENT: 'The money of your budget cannot be paid to you',
  THIRD_PARTY: 'This organisation cannot hold the money of your budget',
  NOTIONAL: 'The NHS cannot hold the money of your budget for you',
};

const BUT_THIS_WAY: Readonly<Record<Option, string>> = {
  DIRECT_PAYMENT: 'The money can be paid to you, and you arrange your care.',
  THIRD_PARTY: 'An organisation that you choose can hold the money and pay for your care.',
  NOTIONAL: 'The NHS can hold the money, and arrange and pay for the care that you choose.',
};

/** N11 for a way of holding the money: the budget itself goes on. */
export function optionRefused(
  about: { readonly budget: Budget; readonly decisionId: string; readonly effectiveOn: PlainDate },
  { option, reason, words, offered }: OptionRefusalInput,
  icb: IcbContact,
  answerDays: number,
): NewNotice {
  const { budget, decisionId, effectiveOn } = about;
  return {
    kind: 'N11',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    effectiveOn,
    decisionId,
    heading: NOT_THIS_WAY[option],
    paragraphs: [
      `We decided this on ${longDate(effectiveOn)}.`,
      'You still have your budget. This is only about who holds the money.',
    ],
    reasons: [words],
    ...guideOf([OPTION_GUIDE[reason]]),
    alternatives: offered.map(each => BUT_THIS_WAY[each]),
    reconsiderationRoute: howToChallenge(icb, answerDays),
    help: whoElseCanHelp(icb),
  };
}
