/** The notices of agreement, set-up and start (N13 to N15), in words for a reading age of nine to eleven. */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';
import type { StoredAgreement } from './store.ts';

/** N13: the agreement as both sides signed it. */
export function signedCopyNotice(
  budget: Budget,
  agreement: StoredAgreement,
  signed: { readonly icbName: string; readonly today: PlainDate },
): NewNotice {
  return {
    kind: 'N13',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: 'Your agreement is signed',
    paragraphs: [
      `You and ${signed.icbName} have both signed your agreement. It is for ${pounds(agreement.yearPence)}${agreement.payments.some(({ purpose }) => purpose === 'ONE_OFF') ? ', once,' : ' for one year'} from ${longDate(agreement.startsOn)}.`,
      'This is your copy. Keep it. It says:',
      ...agreement.clauses.map(clause => `${clause.title}: ${clause.words}`),
    ],
    decisionId: agreement.agreementId,
    effectiveOn: signed.today,
  };
}

/** N14: everything is ready. */
export function readyNotice(
  budget: Budget,
  facts: { readonly startsOn: PlainDate; readonly today: PlainDate },
): NewNotice {
  return {
    kind: 'N14',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: 'Your budget is ready to start',
    paragraphs: [
      `Everything is ready. Your budget starts on ${longDate(facts.startsOn)}.`,
      'You do not need to do anything now. We write to you again when it starts.',
    ],
    effectiveOn: facts.today,
  };
}

export type StartFacts = {
  readonly startsOn: PlainDate;
  /** The first payment; undefined where nothing is paid out. */
  readonly firstPayment: { readonly creditOn: PlainDate; readonly amountPence: bigint } | undefined;
  readonly reviewBy: PlainDate;
  /** of a budget for one goal, the last day on which it may be used. It has no reviews. */
  readonly goalLastOn: PlainDate | undefined;
  readonly phone: string;
  readonly today: PlainDate;
};

/** N15: the start, with the date of the first review. */
export function startNotice(budget: Budget, facts: StartFacts): NewNotice {
  const { firstPayment } = facts;
  return {
    kind: 'N15',
    personId: budget.personId,
    budgetId: budget.budgetId,
    recipient: budget.personName,
    heading: 'Your budget has started',
    paragraphs: [
      `Your budget started on ${longDate(facts.startsOn)}.`,
      ...(firstPayment
        ? [
            `Your ${facts.goalLastOn ? '' : 'first '}payment of ${pounds(firstPayment.amountPence)} reaches your account on ${longDate(firstPayment.creditOn)}.`,
          ]
        : []),
      facts.goalLastOn
        ? `Use it by ${longDate(facts.goalLastOn)}. Keep the receipts and show us what you bought. We ask you later what has changed for you.`
        : `We meet you for your first review by ${longDate(facts.reviewBy)}. We tell you the day before that, and what we will talk about.`,
      `Your care co-ordinator is ${budget.careCoordinatorName}. Call ${facts.phone} if you need help.`,
    ],
    effectiveOn: facts.today,
  };
}
