/** The words for refusals of rules/payment/agreement.ts. */
import { type AgreementRefusal, SET_UP_TASK_WORDS } from '../../rules/payment/agreement.ts';
import { CLAUSE_TITLES } from '../../rules/payment/clauses.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const agreementWords: Words<AgreementRefusal> = {
  'no-final-budget': () => ({ text: 'The final budget is not set yet. The agreement states it, so set it first' }),
  'no-approved-plan': () => ({
    text: 'No care plan is approved. The agreement says what the money buys, so it needs one',
  }),
  'plan-over-final-budget': ({ shortPence }) => ({
    text: `The lines of the plan cost ${pounds(shortPence)} more than the final budget. Change one or the other first`,
  }),
  'clause-missing': ({ clause }) => ({
    text: `The agreement lacks the part “${CLAUSE_TITLES[clause]}”. Make the agreement again`,
  }),
  'record-keeping-missing': () => ({
    field: 'recordKeepingLevel',
    text: 'Say which records are kept and who keeps them. The agreement cannot be signed without that',
  }),
  'review-timetable-missing': () => ({
    field: 'reviewTimetable',
    text: 'Say when the reviews are. The agreement cannot be signed without that',
  }),
  'agreement-not-offered': () => ({ text: 'There is no agreement to sign yet' }),
  'agreement-changed': () => ({
    text: 'The agreement changed after you opened the page. Read it again before you sign',
  }),
  'agreement-out-of-date': () => ({
    text: 'The budget or the care plan changed after this agreement was made. A new agreement has to be made first',
  }),
  'agreement-already-signed': () => ({ text: 'This agreement is already signed' }),
  'agreement-not-signed': () => ({ text: 'The person has not signed this agreement yet. The ICB signs after them' }),
  'agreement-not-yours-to-sign': () => ({
    text: 'Somebody else has to sign this: the person, if they are 16 or over and can decide this; otherwise who acts for them',
  }),
  'agreement-signature-missing': () => ({
    text: 'Not everybody of the person’s side has signed yet. Those who act jointly each sign, and the ICB signs after them',
  }),
  'account-fails-check': () => ({
    field: 'accountNumber',
    text: 'This sort code and account number do not belong together. Check both against a bank statement',
  }),
  'account-name-not-writable': () => ({
    field: 'name',
    text: 'Write the name on the account in letters from A to Z',
  }),
  'account-unchanged': () => ({
    field: 'accountNumber',
    text: 'These are the details that we have already',
  }),
  'no-account': () => ({ text: 'No account has been entered yet' }),
  'account-already-checked': () => ({ text: 'This account was already checked. To change it, enter it again' }),
  'verifier-entered-account': () => ({
    text: 'You entered these details yourself. Somebody else has to check them',
  }),
  'set-up-task-unknown': ({ task }) => ({
    text: `“${SET_UP_TASK_WORDS[task]}” is not closed by hand for this budget`,
  }),
  'set-up-task-closed': ({ task }) => ({ text: `“${SET_UP_TASK_WORDS[task]}” is done already` }),
  'set-up-task-open': ({ task }) => ({ text: `Still to do: ${SET_UP_TASK_WORDS[task]}` }),
  'start-not-reached': ({ startsOn }) => ({ text: `The budget starts on ${longDate(startsOn)}, not before` }),
  'first-payment-not-released': () => ({ text: 'The first payment has not been released yet' }),
};
