/** The words for refusals of rules/budget/budget.ts. */
import type { BudgetRefusal } from '../../rules/budget/budget.ts';
import type { ReleasableRefusal } from '../../rules/eligibility/releasable.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const day = (iso: string) => longDate(Temporal.PlainDate.from(iso));

export const budgetWords: Words<BudgetRefusal | ReleasableRefusal> = {
  'need-tag-closed': () => ({
    text: 'The care plan was sent for approval, so what the budget is there for stays as it is',
  }),
  'need-tag-without-reason': () => ({
    field: 'reason',
    text: 'Say which service it is and why its money cannot be released. The person reads it',
  }),
  'no-budget-lines': () => ({
    field: 'service',
    text: 'Add at least one line before you give the budget to the person',
  }),
  'no-rate-card': ({ on }) => ({
    field: 'startsOn',
    text: `There is no rate card for ${day(on)}. Choose another start date, or ask for a rate card to be added`,
  }),
  'rate-card-not-readable': ({ problem }) => ({ field: 'card', text: `In the file: ${problem}` }),
  'version-there-already': ({ version, effectiveFrom }) => ({
    text: `There is already one called ${version}, or one that counts from ${day(effectiveFrom)}. It stays as it is: give the new one another name and another first day`,
  }),
  'service-not-on-rate-card': ({ service, rateCard }) => ({
    field: 'service',
    text: `“${service}” is not on rate card ${rateCard}. Take the line out, or choose a service of the card`,
  }),
  'budget-too-large': ({ totalPence }) => ({
    text: `The lines come to ${pounds(totalPence)}, which is more than one budget can be. Check the quantities`,
  }),
  'lines-differ-from-total': ({ linesPence, totalPence }) => ({
    text: `The lines come to ${pounds(linesPence)} but the total says ${pounds(totalPence)}`,
  }),
  'higher-or-lower-not-said': () => ({ text: 'The statement must say that the final budget may be higher or lower' }),
  'amount-changed': ({ seenPence, nowPence }) => ({
    text: `The sum on your page was ${pounds(seenPence)}. It is now ${pounds(nowPence)}. Check it and press the button again`,
  }),
  'no-indicative-budget': () => ({
    text: 'The person must have an indicative budget first, so that they know how much they plan with',
  }),
  'budget-below-plan': ({ finalPence, neededPence }) => ({
    text: `The budget of ${pounds(finalPence)} is ${pounds(neededPence - finalPence)} too small: the plan and the money for emergencies come to ${pounds(neededPence)}`,
  }),
  'difference-not-explained': ({ differencePence }) => ({
    field: 'reason',
    text: `Say why the final budget is ${pounds(differencePence < 0n ? -differencePence : differencePence)} ${differencePence < 0n ? 'lower' : 'higher'} than the indicative budget`,
  }),
  'contingency-over-budget': ({ contingencyPence, finalPence }) => ({
    field: 'contingencyPence',
    text: `The money for emergencies, ${pounds(contingencyPence)}, cannot be more than the whole budget of ${pounds(finalPence)}`,
  }),
  'starts-before-approval': ({ approvedOn }) => ({
    field: 'startsOn',
    text: `The budget cannot start before the plan was approved, on ${day(approvedOn)}`,
  }),
  'starts-too-late': ({ latestOn }) => ({
    field: 'startsOn',
    text: `The budget must start by ${day(latestOn)}, a year after the plan was approved. After that the plan needs a new look`,
  }),
  'too-few-similar-cases': ({ count, needed }) => ({
    field: 'method',
    text: `There ${count === 1 ? 'is 1 similar case' : `are ${count} similar cases`}, and it takes ${needed} to work a budget out from them. Choose another way`,
  }),
  'no-bands-of-points': () => ({
    field: 'method',
    text: 'The policy does not say what points are worth. Add its bands, or choose another way',
  }),
  'points-below-bands': ({ points, leastPoints }) => ({
    field: 'method',
    text: `${points} ${points === 1 ? 'point reaches' : 'points reach'} no band: the first begins at ${leastPoints}. Check the points, or choose another way`,
  }),
  'pay-below-minimum': ({ assistant, on, ratePence, neededPence }) => ({
    text: `${assistant} would be paid ${pounds(ratePence)} an hour. On ${day(on)} the law asks for ${pounds(neededPence)} or more`,
  }),
  'minimum-wage-not-known': ({ assistant, on }) => ({
    text: `The policy has no minimum wage for ${day(on)}, so the pay of ${assistant} cannot be checked. Add it to the policy`,
  }),
  'employing-price-missing': ({ price, rateCard }) => ({
    text: `Rate card ${rateCard} has no price for “${price}”, which whoever employs somebody has to pay. Add a card that has it`,
  }),
  'assistant-too-young': ({ assistant, ageYears }) => ({
    text: `${assistant} is ${ageYears} on the first day of work. An assistant must be 16 or over`,
  }),
};
