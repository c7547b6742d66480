/** A budget is voluntary: the person can withdraw until it is active, and keeps their entitlement to care (R-017, T05). */
import { type Decision, decide } from '../decision.ts';
import { type BudgetState, wrongState } from '../life.ts';

/** Why somebody withdraws. No reason has to be justified. */
export const WITHDRAWAL_REASONS = [
  'DO_NOT_WANT_ONE',
  'CARE_ARRANGED_ANOTHER_WAY',
  'TOO_MUCH_TO_MANAGE',
  'HEALTH_CHANGED',
  'MOVING_AWAY',
  'PREFER_NOT_TO_SAY',
  'OTHER',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** Decides T05. The only guard is the state: whoever may withdraw needs no better reason than their own. */
export function decideWithdrawal(
  state: BudgetState,
  reason: WithdrawalReason,
): Decision<{ readonly reason: WithdrawalReason }> {
  return decide([wrongState(state, 'T05')], () => ({ reason }));
}
