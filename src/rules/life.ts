/**
 * The life of one budget: its states, and who may move it from where to where.
 *
 * The table is section 2.2 of the rulebook (T01 to T16 here, T28 and T31). Guards live in the chapter that owns
 * them; this file answers only "may this transition be made from this state?".
 */
import type { PlainDate } from '../values/dates.ts';
import { type Decision, decide } from './decision.ts';

export type BudgetState =
  | 'ENQUIRY'
  | 'REQUESTED'
  | 'ELIGIBLE'
  | 'ASSESSED'
  | 'INDICATIVE'
  | 'PLANNING'
  | 'SUBMITTED'
  | 'APPROVED'
  | 'BUDGET_SET'
  | 'AGREED'
  | 'SET_UP'
  | 'ACTIVE'
  | 'RECONCILING'
  | 'CLOSED'
  | 'WITHDRAWN'
  | 'DECLINED'
  | 'REFUSED'
  | 'NOT_TAKEN_UP';

/** States from which the person may still withdraw (T05). */
const BEFORE_ACTIVE = [
  'ENQUIRY',
  'REQUESTED',
  'ELIGIBLE',
  'ASSESSED',
  'INDICATIVE',
  'PLANNING',
  'SUBMITTED',
  'APPROVED',
  'BUDGET_SET',
  'AGREED',
  'SET_UP',
] as const;

/** Every transition that a case is moved by: what it is called, where it starts and where it ends. */
export const TRANSITIONS = {
  T02: { name: 'request', from: ['ENQUIRY'], to: 'REQUESTED' },
  T03: { name: 'find eligible', from: ['REQUESTED'], to: 'ELIGIBLE' },
  T04: { name: 'decline', from: ['REQUESTED'], to: 'DECLINED' },
  T05: { name: 'withdraw', from: BEFORE_ACTIVE, to: 'WITHDRAWN' },
  T06: { name: 'complete the assessment', from: ['ELIGIBLE'], to: 'ASSESSED' },
  T07: { name: 'issue the indicative budget', from: ['ASSESSED'], to: 'INDICATIVE' },
  T08: { name: 'begin planning', from: ['INDICATIVE'], to: 'PLANNING' },
  T09: { name: 'submit the care plan', from: ['PLANNING'], to: 'SUBMITTED' },
  T10: { name: 'approve the care plan', from: ['SUBMITTED'], to: 'APPROVED' },
  T11: { name: 'return the care plan', from: ['SUBMITTED'], to: 'PLANNING' },
  T12: { name: 'refuse the care plan', from: ['SUBMITTED'], to: 'REFUSED' },
  T13: { name: 'set the final budget', from: ['APPROVED'], to: 'BUDGET_SET' },
  T14: { name: 'sign the agreement', from: ['BUDGET_SET'], to: 'AGREED' },
  T15: { name: 'complete the set-up', from: ['AGREED'], to: 'SET_UP' },
  T16: { name: 'start', from: ['SET_UP'], to: 'ACTIVE' },
  T28: { name: 'close the budget', from: ['RECONCILING'], to: 'CLOSED' },
  T31: { name: 'finish a one-off budget', from: ['ACTIVE'], to: 'RECONCILING' },
} as const satisfies Record<string, { name: string; from: readonly BudgetState[]; to: BudgetState }>;

export type Transition = keyof typeof TRANSITIONS;

export type LifeRefusal =
  | { readonly code: 'wrong-state'; readonly transition: Transition; readonly state: BudgetState }
  | { readonly code: 'not-found'; readonly what: string }
  | { readonly code: 'changed-meanwhile'; readonly what: string } // somebody else saved first
  | { readonly code: 'command-reused' } // one command id, two different inputs
  | { readonly code: 'date-not-later'; readonly date: PlainDate; readonly today: PlainDate }; // demonstration only: time goes one way

/** Decides whether a transition may start from this state, whatever its other guards say. */
export function decideMove(state: BudgetState, transition: Transition): Decision<{ readonly to: BudgetState }> {
  return decide([wrongState(state, transition)], () => ({ to: TRANSITIONS[transition].to }));
}

/** The refusal of a transition from a state that it does not start from, or false: one reason among others. */
export function wrongState(state: BudgetState, transition: Transition): LifeRefusal | false {
  const from: readonly BudgetState[] = TRANSITIONS[transition].from;
  return !from.includes(state) && { code: 'wrong-state', transition, state };
}
