/**
 * No budget is not no care: when a case ends without one, the care co-ordinator has the task the same day to
 * arrange the care without it. Pure.
 */
import { type Decision, decide } from '../decision.ts';
import type { Transition } from '../life.ts';

export type CareTaskRefusal = { readonly code: 'care-task-done' } | { readonly code: 'care-not-described' };

/** The transitions after which the care has to be arranged without a budget: declined, withdrawn, plan refused. */
export const RAISES_CARE_TASK = ['T04', 'T05', 'T12'] as const satisfies readonly Transition[];
export type RaisesCareTask = (typeof RAISES_CARE_TASK)[number];

/** Decides whether what was arranged closes the task. */
export function decideCareArranged(done: boolean, arranged: string): Decision<{ readonly arranged: string }> {
  return decide([done && { code: 'care-task-done' }, arranged.trim() === '' && { code: 'care-not-described' }], () => ({
    arranged,
  }));
}
