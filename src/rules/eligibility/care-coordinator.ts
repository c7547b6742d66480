/**
 * The care co-ordinator of a case: there is always exactly one who works here, and a gap is mended at once.
 *
 * When somebody leaves and nobody follows, the case says so from the first day, and from the fourteenth (policy) no
 * review of it is closed. Payments go on: nobody goes without care because a chair is empty. Pure.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { hasEnded } from '../next-steps.ts';

export type CoordinatorRefusal =
  | { readonly code: 'coordinator-left'; readonly name: string; readonly leftOn: PlainDate } // R-051, all of these
  | { readonly code: 'coordinator-same' }
  | { readonly code: 'coordinator-not-one'; readonly name: string }
  | { readonly code: 'coordinator-of-closed-case' };

/** `gap` warns, `too-long` keeps a review from being closed. */
export type CoordinatorStanding = 'active' | 'gap' | 'too-long';

/** Where the case stands; `leftOn` is the day on which the co-ordinator's access ended. */
export function coordinatorStanding(
  leftOn: PlainDate | undefined,
  today: PlainDate,
  blockAfterDays: number,
): CoordinatorStanding {
  if (leftOn === undefined) return 'active';
  return isBefore(today, leftOn.add({ days: blockAfterDays })) ? 'gap' : 'too-long';
}

export type HandOver = {
  readonly state: BudgetState;
  readonly fromId: string;
  readonly to: { readonly id: string; readonly name: string; readonly isCoordinator: boolean };
};

/** Decides whether the case may go to this co-ordinator from today. */
export function decideHandOver({ state, fromId, to }: HandOver): Decision<{ readonly coordinatorId: string }> {
  return decide(
    [
      hasEnded(state) && { code: 'coordinator-of-closed-case' },
      to.id === fromId && { code: 'coordinator-same' },
      !to.isCoordinator && { code: 'coordinator-not-one', name: to.name },
    ],
    () => ({ coordinatorId: to.id }),
  );
}
