/** What the rules ask of an order, from the stores that own it. */
import type { Tx } from '../../platform/db.ts';
import { yearEnd } from '../../rules/budget/instalments.ts';
import { ORDERING, type OrderFacts, type OrderLine } from '../../rules/orders/order.ts';
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { type FinalBudget, loadFinalBudget } from '../budgets/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { type Budget, loadBudgetsOf } from '../requests/store.ts';
import { loadOrders, type Order } from './store.ts';
import { loadSupplier } from './suppliers/store.ts';

export type Ordering = OrderFacts & {
  readonly finalBudget: FinalBudget;
  readonly orders: readonly Order[];
  /** Ids of the plan's lines that the NHS buys. */
  readonly notionalLines: readonly string[];
};

/** Where one line of a budget's plan stands for an order; undefined before there is a final budget. */
export async function loadOrdering(
  tx: Tx,
  budget: Budget,
  of: { readonly planItemId: string; readonly supplierId: string; readonly exceptOrderId?: string },
): Promise<Ordering | undefined> {
  const { budgetId } = budget;
  const finalBudget = await loadFinalBudget(tx, budgetId);
  const plan = await loadApprovedPlan(tx, budgetId);
  if (!finalBudget || !plan) return undefined;
  const orders = await loadOrders(tx, budgetId);
  const item = plan.items.find(one => one.planItemId === of.planItemId);
  const line: OrderLine | undefined = item && {
    option: item.option,
    plannedPence: item.annualPence,
    orders: orders.filter(one => one.planItemId === of.planItemId && one.orderId !== of.exceptOrderId),
  };
  return {
    state: budget.state,
    line,
    isSupplierKnown: (await loadSupplier(tx, of.supplierId)) !== undefined,
    startsOn: finalBudget.startsOn,
    lastOn: yearEnd(finalBudget.startsOn),
    finalBudget,
    orders,
    notionalLines: plan.items.filter(({ option }) => option === 'NOTIONAL').map(({ planItemId }) => planItemId),
  };
}

/** A line that the NHS buys, of a budget year after another one. */
export type LaterLine = { readonly budget: Budget; readonly planItemId: string; readonly label: string };

/** The lines of this person's budgets on which what an order of this year did not deliver can be ordered again. */
export async function loadLaterLines(tx: Tx, budget: Budget, budgetYear: PlainDate): Promise<readonly LaterLine[]> {
  const lines: LaterLine[] = [];
  for (const one of await loadBudgetsOf(tx, tx.icbCode, budget.personId)) {
    const finalBudget = await loadFinalBudget(tx, one.budgetId);
    if (!finalBudget || !ORDERING.includes(one.state) || !isBefore(yearEnd(budgetYear), finalBudget.startsOn)) continue;
    const plan = await loadApprovedPlan(tx, one.budgetId);
    for (const { option, planItemId, label } of plan?.items ?? [])
      if (option === 'NOTIONAL') lines.push({ budget: one, planItemId, label });
  }
  return lines;
}

/** The budget of the same person that has this line in its plan. */
export async function findBudgetOfLine(tx: Tx, budget: Budget, planItemId: string): Promise<Budget | undefined> {
  for (const one of await loadBudgetsOf(tx, tx.icbCode, budget.personId))
    if ((await loadApprovedPlan(tx, one.budgetId))?.items.some(item => item.planItemId === planItemId)) return one;
  return undefined;
}
