/** What waits for an answer in the whole board: orders that somebody has to say yes or no to, and invoices to check. */

import { table } from '../../nhsuk/content/table.ts';
import { inParts } from '../../nhsuk/in-parts.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import type { ShowContext } from '../../platform/http.ts';
import { closesOn, yearsToClose } from '../../rules/orders/year-end.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadPolicy } from '../policy/store.ts';
import { type Invoice, loadInvoicesToDecide } from './invoices/store.ts';
import { promisedOf } from './page-parts.ts';
import { loadOrdersOfYears, loadOrdersToDecide, type Order } from './store.ts';

export async function showWork(context: ShowContext): Promise<Html> {
  const { tx, tools, actor, frame } = context;
  const isOnCases = hasLeave(actor, 'see-case');
  const orders = isOnCases ? await loadOrdersToDecide(tx, actor.icbCode) : [];
  const invoices = isOnCases ? await loadInvoicesToDecide(tx, actor.icbCode) : [];
  const today = tools.today();
  const ended = isOnCases ? await loadOrdersOfYears(tx, actor.icbCode, yearsToClose(today, 0)) : [];
  const { lateInvoiceDays } = (await loadPolicy(tx, actor.icbCode, today)).orders;
  const title = 'Care that the NHS buys';
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>An order is raised on the page of its budget. Another person approves it, and only then does it count.</p>
    <p><a href="/suppliers">Suppliers and their accounts</a></p>
    ${hasLeave(actor, 'enter-invoice') && html`<p><a href="/invoices/upload">Enter a file of invoices</a></p>`}
    ${hasLeave(actor, 'see-pay-runs') && html`<p><a href="/supplier-payments">Payments to suppliers</a></p>`}
    ${isOnCases && waiting(context, orders)}
    ${isOnCases && toCheck(context, invoices)}
    ${ended.length > 0 && ofEndedYears(context, ended, lateInvoiceDays)}`,
  });
}

function waiting(context: ShowContext, orders: readonly Order[]): Html {
  const { shown, rest } = inParts(orders, context, 'orders');
  return html`
    <h2 class="nhsuk-heading-m">Orders that wait for a yes</h2>
    ${
      orders.length === 0
        ? html`<p>None.</p>`
        : table({
            caption: { text: 'The oldest first', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Order', 'Budget', 'What', 'From', { text: 'Price', format: 'numeric' }, 'Raised'],
            rows: shown.map(order => [
              {
                html: html`<a href="/budgets/${order.budgetId}/orders/${order.orderId}">${order.reference}</a>`,
              },
              order.budgetReference,
              order.what,
              order.supplierName,
              { text: pounds(order.pricePence), format: 'numeric' },
              `${longDate(order.raisedOn)} by ${order.raisedByName}`,
            ]),
          })
    }
    ${rest}`;
}

function toCheck(context: ShowContext, invoices: readonly Invoice[]): Html {
  const { shown, rest } = inParts(invoices, context, 'invoices');
  return html`
    <h2 class="nhsuk-heading-m">Invoices to decide about</h2>
    ${
      invoices.length === 0
        ? html`<p>None.</p>`
        : table({
            caption: { text: 'Invoices, the oldest first', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: [
              'Invoice',
              'Budget',
              'Order',
              'From',
              { text: 'Sum', format: 'numeric' },
              'Entered',
              'Where it stands',
            ],
            rows: shown.map(invoice => [
              {
                html: html`<a href="/budgets/${invoice.budgetId}/invoices/${invoice.invoiceId}">${invoice.number}</a>`,
              },
              invoice.budgetReference,
              invoice.orderReference,
              invoice.supplierName,
              { text: pounds(invoice.kind === 'CREDIT' ? -invoice.pence : invoice.pence), format: 'numeric' },
              `${longDate(invoice.enteredOn)} by ${invoice.enteredByName}`,
              invoice.status === 'QUERIED' ? 'Asked about' : 'To be checked',
            ]),
          })
    }
    ${rest}`;
}

function ofEndedYears(context: ShowContext, orders: readonly Order[], lateInvoiceDays: number): Html {
  const { shown, rest } = inParts(orders, context, 'ended');
  return html`
    <h2 class="nhsuk-heading-m">Open orders of years that are over</h2>
    <p>Enter the last invoices. What did not come can be ordered again in a later year, on the page of the order. An order that is still open on its day is closed by itself, and what it promised is free again.</p>
    ${table({
      caption: { text: 'The oldest first', classes: 'nhsuk-u-visually-hidden' },
      responsive: true,
      head: ['Order', 'Budget', 'What', 'From', { text: 'Still to come', format: 'numeric' }, 'Closed on'],
      rows: shown.map(order => [
        { html: html`<a href="/budgets/${order.budgetId}/orders/${order.orderId}">${order.reference}</a>` },
        order.budgetReference,
        order.what,
        order.supplierName,
        { text: pounds(promisedOf(order)), format: 'numeric' },
        order.openInvoices > 0
          ? 'Once its invoices are decided'
          : longDate(closesOn(order.budgetYear, lateInvoiceDays)),
      ]),
    })}
    ${rest}`;
}
