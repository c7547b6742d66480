/** What the rules ask of a one-off budget that runs, gathered from the stores that own it. */
import type { Tx } from '../../platform/db.ts';
import type { Running } from '../../rules/options/goal.ts';
import type { PlanItem } from '../../rules/plan/plan.ts';
import { loadAgreement } from '../agreements/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadProgrammeOf } from '../programmes/store.ts';
import type { Budget } from '../requests/store.ts';
import { loadPurchases, type Purchase } from './store.ts';

export type RunningGoal = Running & {
  readonly isPaid: boolean;
  readonly items: readonly PlanItem[];
  readonly purchases: readonly Purchase[];
};

/** The facts of a budget that has a place in a programme and an agreement; undefined for any other. */
export async function loadRunning(tx: Tx, budget: Budget): Promise<RunningGoal | undefined> {
  const { budgetId } = budget;
  const programme = await loadProgrammeOf(tx, budgetId);
  const finalBudget = await loadFinalBudget(tx, budgetId);
  const agreement = await loadAgreement(tx, budgetId);
  if (!programme || !finalBudget || !agreement) return undefined;
  const purchases = await loadPurchases(tx, budgetId);
  const paid = (await loadPayments(tx, budgetId)).some(({ status }) => status === 'CREDITED');
  return {
    isGoal: budget.kind === 'ONE_OFF_GOAL',
    isActive: budget.state === 'ACTIVE',
    startsOn: finalBudget.startsOn,
    lastOn: programme.lastOn,
    sumPence: finalBudget.finalPence,
    boughtPence: purchases.map(({ pence }) => pence),
    // Where others hold the money nothing is paid out to the person.
    isPaid: agreement.payments.length === 0 || paid,
    items: (await loadApprovedPlan(tx, budgetId))?.items ?? [],
    purchases,
  };
}
