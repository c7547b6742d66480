/** The orders of one budget: what the plan has for each part, what is ordered and invoiced of it, and each order by itself. */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { ORDERING } from '../../rules/orders/order.ts';
import { leftToDeliver } from '../../rules/orders/year-end.ts';
import { hasLeave } from '../../rules/permissions.ts';
import type { Actor } from '../../values/actor.ts';
import { longDays } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadBudget } from '../requests/store.ts';
import { loadLaterLines } from './facts.ts';
import { invoicesTable } from './invoices/invoice-parts.ts';
import { loadInvoices } from './invoices/store.ts';
import {
  type Asked,
  type AskedOrder,
  findBought,
  heading,
  lineOf,
  orderFacts,
  promisedOf,
  STATUS_WORDS,
  STATUSES,
  statusOf,
} from './page-parts.ts';
import { loadOrder, type Order } from './store.ts';

export const OrdersAnswer = z.object({
  lines: z.array(
    z.object({
      planItemId: z.string(),
      label: z.string(),
      plannedPence: z.string(),
      takenPence: z.string(),
      leftPence: z.string(),
    }),
  ),
  orders: z.array(
    z.object({
      orderId: z.string(),
      reference: z.string(),
      planItemId: z.string(),
      supplier: z.string(),
      what: z.string(),
      status: z.enum(STATUSES),
      pricePence: z.string(),
      invoicedPence: z.string(),
      promisedPence: z.string(),
      fromOn: z.iso.date(),
      toOn: z.iso.date(),
    }),
  ),
});

/** The same as JSON. */
export async function ordersAsJson(
  tx: Tx,
  actor: Actor,
  budgetId: string,
): Promise<z.input<typeof OrdersAnswer> | undefined> {
  const bought = await findBought(tx, actor, budgetId);
  return (
    bought && {
      lines: bought.items.map(item => {
        const { takenPence, leftPence } = lineOf(bought, item);
        const { planItemId, label, annualPence } = item;
        return {
          planItemId,
          label,
          plannedPence: annualPence.toString(),
          takenPence: takenPence.toString(),
          leftPence: leftPence.toString(),
        };
      }),
      orders: bought.orders.map(order => ({
        orderId: order.orderId,
        reference: order.reference,
        planItemId: order.planItemId,
        supplier: order.supplierName,
        what: order.what,
        status: statusOf(order),
        pricePence: order.pricePence.toString(),
        invoicedPence: order.invoicedPence.toString(),
        promisedPence: promisedOf(order).toString(),
        fromOn: order.fromOn.toString(),
        toOn: order.toOn.toString(),
      })),
    }
  );
}

const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });

export async function showOrders({ tx, actor, frame, params }: Asked): Promise<Html | undefined> {
  const bought = await findBought(tx, actor, params.budgetId);
  if (!bought) return undefined;
  const { budget, items, orders } = bought;
  const mine = actor.personId !== undefined;
  const title = mine ? 'What the NHS buys for you' : 'What the NHS buys';
  const mayRaise = hasLeave(actor, 'raise-order') && ORDERING.includes(budget.state);
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, title)}
    <p>${mine ? 'We order this care for you and pay for it. No money goes to you.' : 'The NHS orders this care and pays for it. No money goes to the person.'}</p>
    ${table({
      caption: 'What the plan has, and what is ordered',
      responsive: true,
      head: [
        'What for',
        ...['In the plan', 'Ordered', 'Left'].map(words => ({ text: words, format: 'numeric' as const })),
      ],
      rows: items.map(item => {
        const { takenPence, leftPence } = lineOf(bought, item);
        return [item.label, numeric(item.annualPence), numeric(takenPence), numeric(leftPence)];
      }),
    })}
    ${mayRaise && html`<p><a href="/budgets/${budget.budgetId}/orders/new">Order something</a></p>`}
    ${
      orders.length === 0
        ? html`<p>Nothing is ordered yet.</p>`
        : table({
            caption: 'Orders',
            responsive: true,
            head: [
              'Order',
              'What',
              'From whom',
              'Days',
              ...['Price', 'Invoiced', 'Still to come'].map(words => ({ text: words, format: 'numeric' as const })),
              'Where it stands',
            ],
            rows: orders.map(order => [
              { html: html`<a href="/budgets/${budget.budgetId}/orders/${order.orderId}">${order.reference}</a>` },
              order.what,
              order.supplierName,
              longDays(order.fromOn, order.toOn),
              numeric(order.pricePence),
              numeric(order.invoicedPence),
              numeric(promisedOf(order)),
              STATUS_WORDS[statusOf(order)],
            ]),
          })
    }`,
  });
}

export async function showOrder({ tx, actor, frame, params }: AskedOrder): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const order = budget && (await loadOrder(tx, budget.budgetId, params.orderId));
  if (!budget || !order) return undefined;
  const at = `/budgets/${budget.budgetId}/orders/${order.orderId}`;
  const status = statusOf(order);
  const mayDecide = hasLeave(actor, 'decide-order') && status === 'WAITING';
  const title = `Order ${order.reference}`;
  const mayCarry = hasLeave(actor, 'carry-over-order') && status === 'OPEN' && leftToDeliver(order).tenThousandths > 0n;
  const laterLines = mayCarry ? await loadLaterLines(tx, budget, order.budgetYear) : [];
  const invoices = (await loadInvoices(tx, budget.budgetId)).filter(one => one.orderId === order.orderId);
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}/orders`, text: 'All orders' },
    content: html`
    ${heading(budget, title)}
    <p>${tag({ text: STATUS_WORDS[status], colour: status === 'OPEN' ? 'green' : status === 'WAITING' ? 'blue' : 'grey' })}</p>
    ${orderFacts(order)}
    ${order.parts.length > 1 && partsTable(order)}
    ${invoices.length > 0 && invoicesTable(invoices, order.invoicedPence)}
    ${hasLeave(actor, 'enter-invoice') && status === 'OPEN' && html`<p><a href="${at}/invoices/new">Enter an invoice</a></p>`}
    ${mayDecide && actor.id === order.raisedById && insetText({ text: 'You raised this order, so somebody else decides about it.' })}
    ${mayDecide && actor.id !== order.raisedById && html`<p><a href="${at}/answer">Say yes or no</a></p>`}
    ${hasLeave(actor, 'close-order') && status === 'OPEN' && html`<p><a href="${at}/close">Close the order</a></p>`}
    ${laterLines.length > 0 && html`<p><a href="${at}/carry-over">Order the rest again in a later year</a></p>`}`,
  });
}

const partsTable = (order: Order): Html =>
  table({
    caption: 'Who pays for it',
    responsive: true,
    head: ['Payer', ...['Price', 'Invoiced'].map(words => ({ text: words, format: 'numeric' as const }))],
    rows: order.parts.map(part => [streamWords(part.stream), numeric(part.pence), numeric(part.invoicedPence)]),
  });
