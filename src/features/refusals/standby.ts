/** The words for refusals of rules/payment/standby.ts and wages.ts. */
import type { StandbyRefusal } from '../../rules/payment/standby.ts';
import type { WageRefusal } from '../../rules/payment/wages.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

export const standbyWords: Words<StandbyRefusal | WageRefusal> = {
  'wage-worker-unknown': ({ worker }) => ({
    field: 'worker',
    text: `“${worker}” is not recorded as an assistant of this person. Record them under “Employing assistants” first`,
  }),
  'wage-worker-left': ({ worker, leftOn }) => ({
    field: 'worker',
    text: `${worker} left on ${longDate(leftOn)}. Their wages cannot go straight to them any more`,
  }),
  'wage-account-is-own': () => ({
    field: 'accountNumber',
    text: 'This is an account that the person’s money goes to already. Enter the assistant’s own account',
  }),
  'wage-not-agreed': ({ worker }) => ({
    field: 'worker',
    text: `Nothing is agreed for ${worker} yet. Enter their account first`,
  }),
  'wage-unchanged': () => ({ field: 'monthlyPence', text: 'This is the sum that is agreed already' }),
  'run-not-sent': () => ({ text: 'The file of this run was not written, so nothing of it can be at the bank' }),
  'run-confirmed': () => ({ text: 'The bank has confirmed this file. What comes back of it comes in a report' }),
  'outage-declared-already': () => ({ text: 'It was decided before that this run is paid another way' }),
  'nothing-unsettled': () => ({
    text: 'Every payment of this run is confirmed, or has ended. There is nothing to pay another way',
  }),
  'overpayment-settled-already': () => ({ text: 'It was decided before what becomes of this over-payment' }),
  'overpayment-over-instalments': () => ({
    field: 'how',
    text: 'The instalments that are still to come cannot carry it. Talk with the person about paying it back',
  }),
  'rail-not-needed': () => ({
    text: 'Bacs can still pay this month in time. Faster Payments are for what Bacs cannot pay in time',
  }),
  'card-outage-moves-nothing': ({ withoutCount }) => ({
    field: 'sortCode',
    text:
      withoutCount === 0
        ? 'No payment is on its way to a card with this sort code'
        : `${withoutCount === 1 ? '1 payment is' : `${withoutCount} payments are`} on the way to cards with this sort code, and none of them has another way to be paid. Call these people: an emergency payment may be needed`,
  }),
  'run-not-by-service': () => ({ text: 'Somebody prepared this run, so nobody has to take it up' }),
  'run-taken-up-already': () => ({ text: 'Somebody has taken up this run before you' }),
  'run-not-taken-up': () => ({
    text: 'OpenPHB prepared this run. A payment preparer has to look at it and take it up before you can release it',
  }),
  'report-unreadable': ({ line, text }) => ({
    field: 'file',
    text: text.startsWith(`Line ${line}`) ? text : `Line ${line}: ${text}`,
  }),
};
