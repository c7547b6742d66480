/**
 * A budget is the usual way for adults who have NHS Continuing Healthcare at home: where there is none, a reason
 * is on record, or the case stands on the list of exceptions.
 *
 * Pure; dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import type { BudgetState } from '../life.ts';
import type { Group } from './eligibility.ts';
import { isContinuingHealthcare } from './groups.ts';

export const PLACES = ['HOME', 'CARE_HOME', 'HOSPITAL', 'NOT_KNOWN'] as const;
/** Where the person lives while they have the care. Not known counts as at home: nobody drops off the list unseen. */
export type Place = (typeof PLACES)[number];

export type ChcCase = {
  readonly group: Group;
  readonly livesAt: Place;
  readonly state: BudgetState;
  /** By when the request is to be decided. */
  readonly decideBy: PlainDate;
  /** Why there is no budget, as recorded; empty when nothing is. */
  readonly reason: string;
};

/** `has-budget` or one on its way; `not-at-home` and `not-chc` are outside the rule. */
export type ChcStanding = 'not-chc' | 'not-at-home' | 'has-budget' | 'reason-recorded' | 'exception';

const WITHOUT_BUDGET: readonly BudgetState[] = ['WITHDRAWN', 'DECLINED', 'REFUSED', 'NOT_TAKEN_UP'];

/** where a case stands against the default. A request that nobody decided in time counts as no budget. */
export function chcStanding({ group, livesAt, state, decideBy, reason }: ChcCase, today: PlainDate): ChcStanding {
  if (!isContinuingHealthcare(group)) return 'not-chc';
  if (livesAt === 'CARE_HOME' || livesAt === 'HOSPITAL') return 'not-at-home';
  const isLate = state === 'REQUESTED' && isBefore(decideBy, today);
  if (!WITHOUT_BUDGET.includes(state) && !isLate) return 'has-budget';
  return reason.trim() === '' ? 'exception' : 'reason-recorded';
}
