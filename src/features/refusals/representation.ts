/** The words for refusals of who decides, who acts for the person, and who is paid: rules/representation/capacity.ts to rules/representation/payee.ts. */
import { type CapacityRefusal, PERSONAL_DECISION_WORDS } from '../../rules/representation/capacity.ts';
import type { ConsentRefusal } from '../../rules/representation/consent.ts';
import { NOMINEE_AGREEMENT, type NomineeRefusal } from '../../rules/representation/nominee.ts';
import type { PayeeBar, PayeeRefusal } from '../../rules/representation/payee.ts';
import { AUTHORITY_WORDS, type AuthorityRefusal } from '../../rules/representation/representation.ts';
import type { ScheduleRefusal } from '../../rules/representation/schedule.ts';
import type { RepresentationTaskRefusal } from '../../rules/representation/stop-duty.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

/** What stands against a direct payment, and what would change it. */
export const PAYEE_BAR_WORDS: Readonly<Record<PayeeBar, string>> = {
  'capacity-not-assessed':
    'Somebody said that the person cannot decide about direct payments, and there is no assessment that shows it. Record the assessment',
  'no-representative':
    'The person is under 16 or cannot decide about direct payments, and nobody acts for them. Record who does, and check the document',
  'no-consent': 'Nobody whose yes counts has said yes to direct payments',
  'schedule-bar': 'A court order about drugs or alcohol bars direct payments',
  'nominee-not-agreed': 'The nominee and the board have not both agreed yet',
  'dbs-missing': 'Whoever receives the money needs an enhanced DBS certificate first',
  'payee-ended': 'The account is that of somebody who no longer acts for the person. Enter another account',
};

export const representationWords: Words<
  | CapacityRefusal
  | AuthorityRefusal
  | ConsentRefusal
  | ScheduleRefusal
  | NomineeRefusal
  | PayeeRefusal
  | RepresentationTaskRefusal
> = {
  'capacity-support-missing': () => ({
    field: 'supportGiven',
    text: 'Say what was done to help the person to decide. Without that the assessment does not count',
  }),
  'capacity-assessed-in-future': () => ({ field: 'assessedOn', text: 'The day of the assessment lies in the future' }),
  'capacity-review-missing': () => ({
    field: 'reviewOn',
    text: 'Say when somebody looks again. A lack of capacity is found for one time only',
  }),
  'capacity-review-not-later': ({ assessedOn }) => ({
    field: 'reviewOn',
    text: `The day to look again must be after the assessment on ${longDate(assessedOn)}`,
  }),
  'capacity-not-assessed': () => ({ text: PAYEE_BAR_WORDS['capacity-not-assessed'] }),
  'authority-not-recognised': () => ({
    field: 'kind',
    text: 'To be next of kin, family or a friend gives no authority to act. Where nobody has authority, the board may appoint somebody: select that, and say why',
  }),
  'authority-without-document': () => ({
    field: 'documentRef',
    text: 'Enter which document shows it, and who issued it',
  }),
  'authority-without-scope': () => ({ field: 'scope', text: 'Select what they may decide' }),
  'authority-ends-before-start': ({ fromOn }) => ({
    field: 'untilOn',
    text: `The last day cannot be before the first day, ${longDate(fromOn)}`,
  }),
  'parental-responsibility-over': ({ birthdayOn }) => ({
    field: 'kind',
    text: `Parental responsibility ended with the 18th birthday on ${longDate(birthdayOn)}`,
  }),
  'appointed-beside-another': ({ kind }) => ({
    field: 'kind',
    text: `The board appoints somebody only where nobody else has authority. On record is: ${AUTHORITY_WORDS[kind]}`,
  }),
  'appointment-without-reason': () => ({
    field: 'appointedReason',
    text: 'Say why the board appoints them, and that nobody else has authority',
  }),
  'subject-acts-for-another': () => ({
    field: 'subject',
    text: 'This sign-in name belongs to somebody who acts for another person here',
  }),
  'authority-already-verified': () => ({
    text: 'The document of this authority was already checked',
  }),
  'authority-not-in-force': () => ({ field: 'lastOn', text: 'This authority has ended already by that day' }),
  'outside-authority': ({ decision }) => ({
    text: `You may not decide this for the person: ${PERSONAL_DECISION_WORDS[decision]}. Your authority does not cover it, has ended, or has not been checked yet`,
  }),
  'consent-not-yours-to-give': () => ({
    text: 'This yes has to come from somebody else: from the person, if they are 16 or over and can decide this; otherwise from who acts for them',
  }),
  'exclusion-not-in-schedule': () => ({
    field: 'category',
    text: 'Select which order it is. Only the orders on the list bar direct payments',
  }),
  'exclusion-without-order': () => ({ field: 'orderRef', text: 'Enter the court and the number of the order' }),
  'exclusion-ends-before-start': ({ fromOn }) => ({
    field: 'untilOn',
    text: `The last day cannot be before the first day, ${longDate(fromOn)}`,
  }),
  'exclusion-checked-in-future': () => ({ field: 'checkedOn', text: 'The day of the check lies in the future' }),
  'nominator-under-16': () => ({
    text: 'Only somebody of 16 or over can name who receives the money. Before that, who acts for them does it',
  }),
  'nominator-not-able': () => ({
    text: 'The person cannot decide who receives the money, or it is in doubt. Who acts for them does it',
  }),
  'appointed-representative-cannot-nominate': () => ({
    text: 'Somebody whom the board appointed cannot name somebody else to receive the money',
  }),
  'representative-may-not-wish': () => ({
    field: 'basis',
    text: 'Only the person can say what they wish for later',
  }),
  'advance-wish-binds': () => ({
    text: 'The person has said in advance who should receive the money. That wish stands',
  }),
  'nominee-already-named': () => ({
    text: 'Somebody is named already. End that first, so that it is clear who receives the money',
  }),
  'no-nominee': () => ({ text: 'Nobody is named to receive the money' }),
  'nominee-already-agreed': () => ({ text: 'This agreement is on record already' }),
  'nominee-not-agreed': () => ({ text: 'The nominee has not agreed yet. The board agrees after them' }),
  'nominee-clause-missing': ({ clause }) => ({
    text: `The nominee’s agreement lacks this: “${NOMINEE_AGREEMENT.clauses[clause]}”`,
  }),
  'nomination-not-withdrawn-in-writing': () => ({
    field: 'inWriting',
    text: 'A nomination ends in writing. Ask for a letter, an email or a message, and keep it',
  }),
  'payee-barred': ({ bar, untilOn }) => ({
    text:
      bar === 'schedule-bar'
        ? `${PAYEE_BAR_WORDS[bar]}${untilOn ? ` until ${longDate(untilOn)}` : ''}. The NHS or another organisation can hold the money: change how it is held in the plan`
        : PAYEE_BAR_WORDS[bar],
  }),
  'dbs-checked-before-issue': () => ({
    field: 'checkedOn',
    text: 'The certificate cannot have been looked at before it was issued',
  }),
  'dbs-checked-in-future': () => ({ field: 'checkedOn', text: 'The day of the check lies in the future' }),
  'payee-concern-not-of-person': () => ({
    field: 'kind',
    text: 'It is the person’s own money. If you doubt that they can decide, have their capacity assessed, and offer help',
  }),
  'payee-concern-without-reason': () => ({ field: 'reason', text: 'Say what was found, and how' }),
  'representation-task-closed': () => ({ text: 'This task is done already' }),
  'representation-task-without-outcome': () => ({ field: 'outcome', text: 'Say what was decided, and why' }),
};
