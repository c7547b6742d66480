/** The words for refusals of rules/life.ts: wrong step, nothing there, somebody was faster. */
import { type BudgetState, type LifeRefusal, TRANSITIONS } from '../../rules/life.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

/** The step that a budget has reached, as people say it. */
export const STATE_WORDS: Readonly<Record<BudgetState, string>> = {
  ENQUIRY: 'somebody asked about it',
  REQUESTED: 'requested',
  ELIGIBLE: 'found eligible',
  ASSESSED: 'assessed',
  INDICATIVE: 'indicative budget given',
  PLANNING: 'planning',
  SUBMITTED: 'plan waiting for approval',
  APPROVED: 'plan approved',
  BUDGET_SET: 'final budget set',
  AGREED: 'agreement signed',
  SET_UP: 'payments set up',
  ACTIVE: 'running',
  WITHDRAWN: 'withdrawn',
  DECLINED: 'not eligible',
  REFUSED: 'refused',
  NOT_TAKEN_UP: 'not taken up',
};

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
