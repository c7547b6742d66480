/** The notices of agreement, set-up and start (N13 to N15), and of another account (N18), in words for a reading age of nine to eleven. */
import type { AccountRole } from '../../rules/payment/account.ts';
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

/** An account that takes the place of one that was right, as the person is told of it. */
export type OtherAccount = {
  readonly role: AccountRole;
  readonly accountNumber: string;
  readonly phone: string;
  readonly today: PlainDate;
};

/** another account was entered. The person hears of it in the way they always do, before anything is paid there. */
export function accountEnteredNotice(budget: Budget, account: OtherAccount, coolingOff: boolean): NewNotice {
  const isCard = account.role === 'SECOND_CARD';
  return accountNotice(budget, account, 'Did you ask us to pay into another account?', [
    isCard
      ? `We were told that you have another second card. Its account ${endingOf(account)}.`
      : `We were told that your payments should go to another account. Its number ${endingOf(account)}.`,
    `If you did not ask for this, call us now on ${account.phone}.`,
    'If you did: we check it with you before we pay anything into it. We call you on the number that we have always had, or you show us a letter from your bank.',
    ...(isCard ? [] : ['Your payments wait until we have checked it.']),
    ...(coolingOff && !isCard
      ? [
          'If we do not speak with you on the phone, a new account also waits for one payment. That keeps your money safe.',
        ]
      : []),
    `If you would go without care meanwhile, tell ${budget.careCoordinatorName} at once.`,
  ]);
}

/** It was checked by a second person: what goes there now, or that it was not the right one. */
export function accountCheckedNotice(
  budget: Budget,
  account: OtherAccount,
  check: { readonly isRight: boolean; readonly waitsForOneRun: boolean },
): NewNotice {
  const isCard = account.role === 'SECOND_CARD';
  if (!check.isRight)
    return accountNotice(budget, account, 'We do not pay into the other account', [
      `We checked the account whose number ${endingOf(account)}. It was not the right one. We pay nothing into it.`,
      `Tell us the right account. Call us on ${account.phone}.`,
      ...(isCard ? [] : ['Until we have it your payments wait. They are still yours.']),
    ]);
  return accountNotice(
    budget,
    account,
    isCard ? 'Your other second card is ready' : 'We now pay into your new account',
    [
      `We checked it. Its number ${endingOf(account)}.`,
      isCard
        ? 'We use it on a day on which your first card does not work.'
        : check.waitsForOneRun
          ? 'To keep your money safe, your next payment may wait until the one after it. Ask us to call you. Then we can pay at once.'
          : 'Your next payment goes there.',
      ...(isCard
        ? []
        : [
            'Is money left in the old account? Move it to the new one. Then send us the last statement of the old account.',
          ]),
      `Is this not right? Call us now on ${account.phone}.`,
    ],
  );
}

const endingOf = ({ accountNumber }: OtherAccount) => `ends in ${accountNumber.slice(-4)}`;

function accountNotice(
  { personId, budgetId, personName: recipient }: Budget,
  { today: effectiveOn }: OtherAccount,
  heading: string,
  paragraphs: readonly [string, ...string[]],
): NewNotice {
  return { kind: 'N18', personId, budgetId, recipient, heading, paragraphs, rules: ['R-085'], effectiveOn };
}
