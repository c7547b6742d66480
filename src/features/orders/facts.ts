/** What the rules ask of an order, from the stores that own it. */
import type { Tx } from '../../platform/db.ts';
import type { OrderFacts, OrderLine } from '../../rules/orders/order.ts';
import { addMonths } from '../../values/dates.ts';
import { type FinalBudget, loadFinalBudget } from '../budgets/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import type { Budget } from '../requests/store.ts';
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
    lastOn: addMonths(finalBudget.startsOn, 12).subtract({ days: 1 }),
    finalBudget,
    orders,
    notionalLines: plan.items.filter(({ option }) => option === 'NOTIONAL').map(({ planItemId }) => planItemId),
  };
}
