/** The words for refusals of rules/options/one-off.ts and rules/options/wheelchair.ts. */
import type { DischargeBar, DischargeSource, OneOffRefusal } from '../../rules/options/one-off.ts';
import type { WheelchairOption, WheelchairRefusal } from '../../rules/options/wheelchair.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const SOURCE: Readonly<Record<DischargeSource, string>> = {
  COMMISSIONED_SERVICES: 'services that the NHS already buys',
  UNPAID_CARE: 'family and friends',
  VOLUNTARY_SECTOR: 'a charity or volunteers',
};

const BAR: Readonly<Record<DischargeBar, string>> = {
  LONG_TERM_NEED: 'a long-term need that was assessed already',
  RESTARTS_PACKAGE: 'care that starts again unchanged',
  EMPLOYS_ASSISTANT: 'employing an assistant',
};

const OPTION: Readonly<Record<WheelchairOption, string>> = {
  NOTIONAL: 'the NHS provides the chair',
  NOTIONAL_TOPUP: 'the NHS provides the chair and you add to it',
  THIRD_PARTY: 'a supplier provides the chair and you own it',
  DIRECT_PAYMENT: 'the money is paid to you',
};

export const oneOffWords: Words<OneOffRefusal | WheelchairRefusal> = {
  'discharge-over-ceiling': ({ ceilingPence }) => ({
    field: 'amount',
    text: `A payment to leave hospital sooner is at most ${pounds(ceilingPence)}`,
  }),
  'discharge-over-usual': ({ usualPence }) => ({
    field: 'reason',
    text: `It is more than the usual ${pounds(usualPence)}. Say why it is needed`,
  }),
  'discharge-too-few-days': ({ leastDays }) => ({
    field: 'daysSaved',
    text: `The person must be able to leave at least ${leastDays} days sooner`,
  }),
  'discharge-not-agreed': ({ by }) => ({ text: `This person has not agreed yet: ${by}` }),
  'bed-day-not-set': () => ({
    text: 'The board has not set what a day in hospital costs, so nothing can be compared with it. Ask whoever keeps its policy',
  }),
  'discharge-costs-more': ({ than, pence }) => ({
    field: 'amount',
    text:
      than === 'bed days'
        ? `It costs more than the days in hospital that it saves: ${pounds(pence)}`
        : `It costs more than if the NHS bought it: ${pounds(pence)}`,
  }),
  'discharge-comes-anyway': ({ from }) => ({ text: `It could come in time from ${SOURCE[from]}` }),
  'discharge-no-planned-need': () => ({ text: 'Name the need of the plan that it is for' }),
  'discharge-barred': ({ bar }) => ({ text: `A payment to leave hospital sooner is never for ${BAR[bar]}` }),
  'goal-without-plan': () => ({ field: 'plan', text: 'Say what the budget is for' }),
  'goal-without-end': () => ({ field: 'endsOn', text: 'Enter the day on which it ends' }),
  'goal-without-check': ({ endsOn }) => ({
    field: 'checkOn',
    text: `Enter the day on which you ask how it went, on ${longDate(endsOn)} or later`,
  }),
  'goal-paid-monthly': () => ({ text: 'A budget for one goal is paid once, not by the month' }),
  'goal-overspent': ({ overPence }) => ({ text: `${pounds(overPence)} more was spent than the budget has` }),
  'wheelchair-option-not-offered': ({ option }) => ({
    field: 'option',
    text: `This board does not offer this way: ${OPTION[option]}`,
  }),
  'contribution-needs-topup': ({ pence }) => ({
    field: 'option',
    text: `The chair costs ${pounds(pence)} more than the budget. Choose the way in which you add to it, or another chair`,
  }),
  'chair-not-clinically-right': () => ({ text: 'A clinician must first say that this chair meets the need' }),
  'chair-other-category': ({ prescribed }) => ({
    text: `From a supplier the chair must be of the kind that was prescribed: ${prescribed}`,
  }),
  'chair-too-soon': ({ nextOn }) => ({
    text: `A new budget can be given from ${longDate(nextOn)}, or earlier if the need has changed`,
  }),
};
