/** The words for refusals of rules/options/chair.ts. */
import type { ChairRefusal } from '../../rules/options/chair.ts';
import { STATE_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

export const chairWords: Words<ChairRefusal> = {
  'chair-line-not-ordered': ({ item }) => ({
    text: `The NHS pays for “${item}”, and it has no approved order yet. Raise one on the page “Orders”; another person says yes to it`,
  }),
  'chair-not-wheelchair': () => ({ text: 'This budget is not for a wheelchair' }),
  'chair-words-missing': ({ field }) => ({ field, text: 'Write something here' }),
  'chair-cost-missing': () => ({ text: 'Enter what the chair costs, more than £0' }),
  'chair-day-in-future': () => ({ text: 'Enter a day that has come' }),
  'chair-not-prescribed': () => ({ text: 'Write down first what was prescribed' }),
  'chair-not-chosen': () => ({ text: 'Write down first which chair was chosen' }),
  'chair-ordered-already': () => ({ text: 'The chair is ordered. Nothing of it can be changed any more' }),
  'chair-not-agreed': ({ state }) => ({
    text: `A chair is ordered once the agreement is signed. This budget stands at: ${STATE_WORDS[state]}`,
  }),
  'chair-not-paid-for': ({ pence }) => ({
    field: 'personPays',
    text: `${pounds(pence)} of its price is paid by nobody yet. Write down who adds it, or that the person pays it`,
  }),
  'chair-contribution-too-much': ({ pence }) => ({
    field: 'pence',
    text: `That is ${pounds(pence)} more than is left to pay`,
  }),
  'chair-not-ordered': () => ({ text: 'The chair has not been ordered yet' }),
  'chair-issued-already': () => ({ text: 'It is written down already that the chair came' }),
  'chair-issued-before-order': ({ orderedOn }) => ({
    field: 'issuedOn',
    text: `It was ordered on ${longDate(orderedOn)}. Enter that day or a later one`,
  }),
  'chair-not-issued': () => ({ text: 'The chair has not come yet' }),
};
