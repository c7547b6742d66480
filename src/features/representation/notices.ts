/** The letters about who decides and who is paid (N22, N31, N33), in words for a reading age of nine to eleven. */
import type { Turning } from '../../rules/representation/birthdays.ts';
import type { MandatoryGround } from '../../rules/representation/consent.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import type { IcbContact, NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';

const REASONS: Readonly<Record<MandatoryGround, string>> = {
  M1: 'You told us that you do not agree to direct payments any more. The law says that we must stop them then.',
  M2: 'Nobody who acts for you agrees to direct payments now. The law says that we must stop them then.',
  M3: 'You can now decide this for yourself. The law says that we need your own yes, and we do not have it.',
};

/** N22: direct payments have to stop. The care goes on. */
export function stopNotice(
  budget: Budget,
  facts: { readonly ground: MandatoryGround; readonly today: PlainDate },
  icb: IcbContact,
): NewNotice {
  return {
    kind: 'N22',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: 'Direct payments stop',
    paragraphs: [
      `From ${longDate(facts.today)} we do not pay the money directly any more.`,
      'Your care does not stop. The NHS arranges it for you, so that nothing is missing.',
      'Do not cancel any care yourself. If somebody works for you, we help with their pay and their notice.',
      `If you want direct payments again, tell us. Your care co-ordinator is ${budget.careCoordinatorName}. Call ${icb.phone}.`,
    ],
    reasons: [REASONS[facts.ground]],
    reconsiderationRoute: `If you think that this is wrong, you can ask us to look at it again. Call ${icb.name} on ${icb.phone} or email ${icb.email}, and tell us why. Somebody who did not make this decision will look at it and write to you. You can also make a complaint.`,
    effectiveOn: facts.today,
  };
}

/** N31: a nomination ended, and somebody looks at the budget again. */
export function nominationEndedNotice(
  budget: Budget,
  facts: { readonly nomineeName: string; readonly reviewBy: PlainDate; readonly today: PlainDate },
  icb: IcbContact,
): NewNotice {
  return {
    kind: 'N31',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: 'Somebody else will receive the money',
    paragraphs: [
      `${facts.nomineeName} no longer receives the money for you.`,
      `We talk with you by ${longDate(facts.reviewBy)} about who receives it now: you, or somebody else whom you choose.`,
      'Your care goes on meanwhile.',
      `Your care co-ordinator is ${budget.careCoordinatorName}. Call ${icb.phone} if you need help.`,
    ],
    effectiveOn: facts.today,
  };
}

/** N33: a birthday that changes who decides (T32). */
export function turningNotice(
  budget: Budget,
  facts: { readonly turning: Turning; readonly today: PlainDate },
  icb: IcbContact,
): NewNotice {
  const { years, birthdayOn } = facts.turning;
  const paragraphs: readonly [string, ...string[]] =
    years === 16
      ? [
          `On ${longDate(birthdayOn)} you will be 16. From then on you can decide about your budget yourself.`,
          'If you want the money to be paid directly, we need your own yes by that day. You can say it now.',
          'You can ask somebody to receive the money for you. If you need help to decide, we give it.',
        ]
      : [
          `On ${longDate(birthdayOn)} you will be 18. Then you are an adult, and your care as a child ends.`,
          'Before that day we find out with you what care you need as an adult, and who pays for it.',
          'Your parents no longer decide for you from that day. You can ask them or somebody else to help you.',
        ];
  return {
    kind: 'N33',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: `What changes when you are ${years}`,
    paragraphs: [
      ...paragraphs,
      `Your care co-ordinator is ${budget.careCoordinatorName}. Call ${icb.phone} if you have a question.`,
    ],
    effectiveOn: facts.today,
  };
}
