/**
 * Why a payment waits, in words for the person whose payment it is: what is missing, and what they can do. Reading age 9 to 11.
 *
 * What staff read stands with the reasons in payment.ts. A payment that is held back over a concern has a letter of its own.
 */
import type { HoldReason } from './payment.ts';

/** What is missing, and what the person can do about it. */
export type HoldWords = { readonly why: string; readonly you: string };

const NOTHING_TO_DO = 'You do not need to do anything. We are putting this right.';

export const HOLDS_FOR_PERSON: Readonly<Record<Exclude<HoldReason, 'suspended'>, HoldWords>> = {
  'not-set-up': {
    why: 'Not everything is ready yet for your payments to start.',
    you: 'Ask your care co-ordinator what is still missing.',
  },
  'capacity-not-assessed': {
    why: 'Somebody told us that you may need help to decide about your payments. We have to talk with you about that first.',
    you: 'Tell your care co-ordinator when we can talk, and who you want with you.',
  },
  'no-representative': {
    why: 'We do not know yet who may decide about your payments for you.',
    you: 'Tell your care co-ordinator who that could be.',
  },
  'no-consent': {
    why: 'We do not have a yes to direct payments, or it was taken back.',
    you: 'If you want direct payments, say yes on the page “May we pay the money to you?”, or tell your care co-ordinator.',
  },
  'schedule-bar': {
    why: 'A court order does not let us pay the money to you while it runs.',
    you: 'Your care goes on. Ask your care co-ordinator how it is arranged.',
  },
  'nominee-not-agreed': {
    why: 'The person who is to receive the money for you has not agreed yet, or we have not.',
    you: 'Ask them to tell us that they agree.',
  },
  'dbs-missing': {
    why: 'Whoever receives the money for you needs a check of their record first, and we do not have it.',
    you: 'Ask them to send us their DBS certificate.',
  },
  'payee-ended': {
    why: 'The account that we have is that of somebody who does not act for you any more.',
    you: 'Tell us the account that we should pay into.',
  },
  'no-account': {
    why: 'We do not know yet which account to pay into.',
    you: 'Tell us the account that we should pay into.',
  },
  'account-not-verified': {
    why: 'We have to check your account with you first, so that your money goes to nobody else.',
    you: 'Wait for our call, or send us a letter from your bank.',
  },
  'account-refused': {
    why: 'We checked the account, and it was not the right one.',
    you: 'Tell us the right account.',
  },
  'account-cooling-off': {
    why: 'Your account has changed. To keep your money safe, a new account waits for one payment, or until we have called you.',
    you: 'Ask us to call you. Then we can pay at once.',
  },
  'contract-over': {
    why: 'Our contract with the organisation that holds your money ends before then.',
    you: 'Ask your care co-ordinator who holds your money after that.',
  },
  'not-enough-undrawn': {
    why: 'It is more than what is left to pay out this year, so we look at it first.',
    you: NOTHING_TO_DO,
  },
  'over-bacs-limit': { why: 'It is more than a bank carries in one payment.', you: NOTHING_TO_DO },
};

/** What the person is told of these reasons, in order; none where another letter has told them. */
export function holdWords(reasons: readonly string[]): HoldWords[] {
  return reasons.flatMap(reason => HOLDS_FOR_PERSON[reason as keyof typeof HOLDS_FOR_PERSON] ?? []);
}
