/** What the rules ask of a one-off budget that runs, gathered from the stores that own it. */
import type { Tx } from '../../platform/db.ts';
import type { Running } from '../../rules/options/goal.ts';
import { lineFigures } from '../../rules/payment/ledger.ts';
import type { PlanItem } from '../../rules/plan/plan.ts';
import { loadAgreement } from '../agreements/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadBalances } from '../ledger/store.ts';
import { loadOrders } from '../orders/store.ts';
import { loadPayments } from '../payments/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadProgrammeOf } from '../programmes/store.ts';
import type { Budget } from '../requests/store.ts';
import { loadPurchases, type Purchase } from './store.ts';

export type RunningGoal = Running & {
  readonly isPaid: boolean;
  /** The lines whose orders still run or wait for a yes. */
  readonly openOrders: readonly string[];
  /** What organisations that hold money and the NHS itself have spent, by the label of its line. */
  readonly spentByOthers: readonly { readonly label: string; readonly pence: bigint }[];
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
  const items = (await loadApprovedPlan(tx, budgetId))?.items ?? [];
  const lines = lineFigures(await loadBalances(tx, budgetId, { ofYear: finalBudget.startsOn }), finalBudget.startsOn);
  const spentByOthers = items
    .filter(({ option }) => option !== 'DIRECT_PAYMENT')
    .map(({ planItemId, label }) => ({ label, pence: lines.get(planItemId)?.spentPence ?? 0n }))
    .filter(({ pence }) => pence > 0n);
  const orders = await loadOrders(tx, budgetId);
  const paid = (await loadPayments(tx, budgetId)).some(({ status }) => status === 'CREDITED');
  return {
    isGoal: budget.kind === 'ONE_OFF_GOAL',
    isActive: budget.state === 'ACTIVE',
    startsOn: finalBudget.startsOn,
    lastOn: programme.lastOn,
    sumPence: finalBudget.finalPence,
    boughtPence: [...purchases, ...spentByOthers].map(({ pence }) => pence),
    // Where others hold the money nothing is paid out to the person.
    isPaid: agreement.payments.length === 0 || paid,
    openOrders: orders
      .filter(({ isEnded, outcome }) => !isEnded && outcome !== 'REFUSED')
      .map(({ lineLabel }) => lineLabel),
    spentByOthers,
    items,
    purchases,
  };
}
