/** What the pages about orders share: a budget with what is bought for it, where an order stands, and its facts. */
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import type { ShowContext } from '../../platform/http.ts';
import { leftOnLine, promisedLeft, takenOfLine } from '../../rules/orders/order.ts';
import type { PlanItem } from '../../rules/plan/plan.ts';
import type { Actor } from '../../values/actor.ts';
import { longDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { showQuantity } from '../../values/quantity.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { loadOrders, type Order } from './store.ts';

export type Asked = ShowContext<{ readonly budgetId: string }>;
export type AskedOrder = ShowContext<{ readonly budgetId: string; readonly orderId: string }>;

export type Bought = {
  readonly budget: Budget;
  readonly items: readonly PlanItem[];
  readonly orders: readonly Order[];
};

/** A budget with the parts of its plan that the NHS buys; undefined where there is neither a part nor an order. */
export async function findBought(tx: Tx, actor: Actor, budgetId: string): Promise<Bought | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  if (!budget) return undefined;
  const plan = await loadApprovedPlan(tx, budgetId);
  const items = (plan?.items ?? []).filter(({ option }) => option === 'NOTIONAL');
  const orders = await loadOrders(tx, budgetId);
  return items.length + orders.length === 0 ? undefined : { budget, items, orders };
}

export const STATUSES = ['WAITING', 'REFUSED', 'OPEN', 'CLOSED'] as const;
type Status = (typeof STATUSES)[number];

export function statusOf({ outcome, isEnded }: Order): Status {
  if (outcome === undefined) return 'WAITING';
  if (outcome === 'REFUSED') return 'REFUSED';
  return isEnded ? 'CLOSED' : 'OPEN';
}

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  WAITING: 'Waits for a yes',
  REFUSED: 'Refused',
  OPEN: 'Ordered',
  CLOSED: 'Closed',
};

/** What an order still promises. */
export const promisedOf = ({ parts, isEnded }: Order) => total(parts.map(part => promisedLeft(part, isEnded)));

export const lineOf = ({ orders }: Bought, item: PlanItem) => {
  const own = orders.filter(order => order.planItemId === item.planItemId);
  return {
    takenPence: total(own.map(order => takenOfLine(order, true))),
    leftPence: leftOnLine({ plannedPence: item.annualPence, orders: own }),
  };
};

export const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

export function orderFacts(order: Order): Html {
  return summaryList({
    rows: [
      { key: 'What', value: order.what },
      { key: 'Part of the plan', value: order.lineLabel },
      { key: 'From', value: order.supplierName },
      {
        key: 'How much',
        value: `${showQuantity(order.quantity)} at ${pounds(order.unitPence)} for each ${order.unit}`,
      },
      { key: 'Price', value: html`<strong>${pounds(order.pricePence)}</strong>` },
      { key: 'First day', value: longDate(order.fromOn) },
      { key: 'Last day', value: longDate(order.toOn) },
      order.outcome === 'APPROVED' && { key: 'Invoiced', value: pounds(order.invoicedPence) },
      order.outcome === 'APPROVED' && { key: 'Still to come', value: pounds(promisedOf(order)) },
      { key: 'Raised', value: `${longDate(order.raisedOn)} by ${order.raisedByName}` },
      order.decidedOn && {
        key: order.outcome === 'APPROVED' ? 'Approved' : 'Refused',
        value: `${longDate(order.decidedOn)} by ${order.decidedByName}${order.decisionReason === '' ? '' : `: ${order.decisionReason}`}`,
      },
      order.endedOn && {
        key: 'Closed',
        value: `${longDate(order.endedOn)} by ${order.endedByName}: ${order.endReason}. ${pounds(order.givenBackPence)} went back to the budget`,
      },
    ],
  });
}
