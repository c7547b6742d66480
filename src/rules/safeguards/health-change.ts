/**
 * A change of health while the money runs: somebody looks again whether it is still enough, and writes down
 * what they found.
 *
 * Pure. No payment changes by it; pence of a year; dates are London calendar dates.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { decideSufficiency, sufficiencyDueOn } from '../budget/amount-change.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import { notRunning } from './holding-back.ts';

export type HealthChangeRefusal =
  | { readonly code: 'health-change-in-future' }
  | { readonly code: 'health-change-checked-already' };

/** Decides whether a report of changed health is noted, and by which day somebody looks whether the money is enough. */
export function decideHealthChange(
  report: { readonly state: BudgetState; readonly changedOn: PlainDate },
  recheckDays: number,
  today: PlainDate,
): Decision<{ readonly checkBy: PlainDate }> {
  return decide(
    [notRunning(report.state), isBefore(today, report.changedOn) && { code: 'health-change-in-future' }],
    () => ({ checkBy: sufficiencyDueOn(today, recheckDays) }),
  );
}

export const HEALTH_FINDINGS = ['ENOUGH', 'ANOTHER_AMOUNT', 'REVIEW'] as const;
/** What was found: the money is enough, another amount is needed, or the plan itself has to be looked at. */
export type HealthFinding = (typeof HEALTH_FINDINGS)[number];

/** Decides whether the check is complete: once, in words, and "enough" only where each service is covered in full. */
export function decideHealthCheck(check: {
  readonly isChecked: boolean;
  readonly finding: HealthFinding;
  readonly found: string;
  readonly services: Parameters<typeof decideSufficiency>[0]['services'];
}): Decision<true> {
  const { isChecked, finding, found, services } = check;
  const enough = decideSufficiency({ services: finding === 'ENOUGH' ? services : [], found });
  return decide(
    [isChecked && { code: 'health-change-checked-already' }, ...(enough.accepted ? [] : enough.refusals)],
    () => true,
  );
}
