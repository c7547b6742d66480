/** The words for refusals of rules/life.ts: wrong step, nothing there, somebody was faster. */
import { type LifeRefusal, TRANSITIONS } from '../../rules/life.ts';
import { STATE_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

export const lifeWords: Words<LifeRefusal> = {
  'wrong-state': ({ transition, state }) => ({
    text: `You cannot ${TRANSITIONS[transition].name} now: the budget’s step is “${STATE_WORDS[state]}”`,
  }),
  'not-found': ({ what }) => ({ text: `We could not find this ${what}` }),
  'changed-meanwhile': ({ what }) => ({
    text: `Somebody else changed this ${what} while you had the page open. Look at it again before you go on`,
  }),
  'command-reused': () => ({
    text: 'This page was already sent once with other answers. Check what was saved before you send it again',
  }),
  'date-not-later': ({ date, today }) => ({
    field: 'date',
    text: `The new date must be after ${longDate(today)}: ${longDate(date)} is not`,
  }),
};
