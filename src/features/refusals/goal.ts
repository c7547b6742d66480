/** The words for refusals of rules/options/goal.ts and rules/options/programme.ts. */
import type { GoalRefusal } from '../../rules/options/goal.ts';
import type { ProgrammeRefusal } from '../../rules/options/programme.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const goalWords: Words<GoalRefusal | ProgrammeRefusal> = {
  'goal-sum-differs': ({ sumPence }) => ({
    field: 'finalPence',
    text: `The final budget must be the sum of the programme, ${pounds(sumPence)}`,
  }),
  'goal-not-one-off': () => ({ text: 'This is no one-off budget' }),
  'goal-not-running': () => ({ text: 'This one-off budget is not running now' }),
  'goal-nothing-bought': () => ({ text: 'Write down first what was bought' }),
  'goal-not-over': ({ lastOn }) => ({ text: `Its last day is ${longDate(lastOn)}` }),
  'goal-not-paid': () => ({ text: 'The money has not arrived yet' }),
  'purchase-in-future': () => ({ field: 'boughtOn', text: 'Enter a day that has come' }),
  'purchase-before-start': ({ startsOn }) => ({
    field: 'boughtOn',
    text: `The budget began on ${longDate(startsOn)}. Enter that day or a later one`,
  }),
  'purchase-without-evidence': () => ({ field: 'evidence', text: 'Say which receipt or paper shows it' }),
  'purchase-not-in-plan': () => ({ field: 'planItemId', text: 'Select the part of the plan that it is for' }),
  'purchase-is-ordered': ({ item }) => ({
    field: 'planItemId',
    text: `The NHS buys “${item}” itself. Raise an order for it on the page “Orders”. What its invoice says is then counted here by itself`,
  }),
  'purchase-with-holder': ({ item }) => ({
    field: 'planItemId',
    text: `Another organisation holds the money for “${item}”. Ask it to send its statement. What it spent is then counted here by itself`,
  }),
  'goal-order-open': ({ item }) => ({
    text: `The order for “${item}” is still open. Wait for its invoice, or close the order on the page “Orders”`,
  }),
  'purchase-taken-back': () => ({ field: 'goalPurchaseId', text: 'Select something that still stands there' }),
  'follow-up-too-early': ({ fromOn }) => ({ text: `We ask about it from ${longDate(fromOn)}` }),
  'follow-up-there': () => ({ field: 'outcomeId', text: 'That was said already. Select another one' }),
  'follow-up-without-words': () => ({ field: 'words', text: 'Say in a few words what has changed' }),
  'programme-without-name': () => ({ field: 'name', text: 'Enter the name of the programme' }),
  'programme-name-taken': () => ({ field: 'name', text: 'There is a programme of this name. Choose another name' }),
  'programme-without-people': () => ({ field: 'forWhom', text: 'Say who it is for' }),
  'programme-sum-out-of-range': () => ({ field: 'sumPence', text: 'Enter the sum for each person, more than £0' }),
  'programme-places-out-of-range': ({ most }) => ({
    field: 'places',
    text: `Enter the number of people, from 1 to ${most.toLocaleString('en-GB')}`,
  }),
  'programme-too-large': () => ({ field: 'places', text: 'All together it comes to £100,000,000 or more' }),
  'programme-ends-before-start': () => ({ field: 'lastOn', text: 'The last day must be the first day or later' }),
  'programme-over': ({ lastOn }) => ({ field: 'lastOn', text: `The last day was ${longDate(lastOn)}` }),
  'programme-not-open': ({ firstOn }) => ({
    field: 'programmeId',
    text: `This programme takes people from ${longDate(firstOn)}`,
  }),
  'programme-full': ({ places }) => ({
    field: 'programmeId',
    text:
      places === 1 ? 'The one place of this programme is taken' : `All ${places} places of this programme are taken`,
  }),
  'directory-entry-incomplete': ({ field }) => ({
    field,
    text: field === 'name' ? 'Enter the name of the place' : 'Say what can be had there',
  }),
  'directory-category-unknown': () => ({ field: 'category', text: 'Select what kind of thing it is' }),
  'directory-entry-there': () => ({ field: 'name', text: 'This stands in the directory already' }),
};
