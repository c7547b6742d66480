/** What the rules ask of a chair, from what is stored. */
import type { ChairFunding, ChairStanding } from '../../rules/options/chair.ts';
import type { Budget } from '../requests/store.ts';
import type { Chair } from './store.ts';

export function standingOf(budget: Budget, chair: Chair): ChairStanding {
  return { isWheelchair: budget.kind === 'WHEELCHAIR', isOrdered: chair.order !== undefined };
}

/** Who pays what of the chosen chair; undefined before one was chosen. */
export function fundingOf({ choice, contributions }: Chair): ChairFunding | undefined {
  return choice && { ...choice, contributedPence: contributions.map(({ pence }) => pence) };
}
