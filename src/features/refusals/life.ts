/** The words for refusals of rules/life.ts: wrong step, nothing there, somebody was faster. */
import { type LifeRefusal, TRANSITIONS, type Transition } from '../../rules/life.ts';
import { STATE_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

/** When a budget is at a step from which this transition starts. */
function whenFor(transition: Transition): string {
  const { from } = TRANSITIONS[transition];
  const [only] = from;
  return from.length === 1 ? `while the budget’s step is “${STATE_WORDS[only]}”` : 'before the budget is active';
}

export const lifeWords: Words<LifeRefusal> = {
  // It names the step and not the act: much is bound to a step beside the act that ends it.
  'wrong-state': ({ transition, state }) => ({
    text: `This can be done only ${whenFor(transition)}. Its step is “${STATE_WORDS[state]}”`,
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
