/** What the NHS buys for somebody, as "my money" shows it: live, from the orders and the invoices (R-092). */
import { table } from '../../nhsuk/content/table.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import { notionalMoney } from '../../rules/options/options.ts';
import { invoiceStatusWords } from '../../rules/orders/invoice-words.ts';
import { promisedLeft, takenOfLine } from '../../rules/orders/order.ts';
import { longDays } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { type Invoice, loadInvoices } from '../orders/invoices/store.ts';
import { loadOrders, type Order } from '../orders/store.ts';
import { totalRow } from './line-words.ts';
import type { MyMoney } from './my-money.ts';

/** Spent on what the NHS buys: no money of it went through the account. */
export function boughtPence({ items }: MyMoney): bigint {
  return total(items.filter(item => item.option === 'NOTIONAL').map(item => item.spentPence));
}

/** Whether the NHS buys a part of it, and whether all of it. */
export function howBought({ items, finalBudget }: MyMoney): { readonly some: boolean; readonly all: boolean } {
  const some = items.some(item => item.option === 'NOTIONAL');
  return {
    some,
    all: some && items.every(item => item.option === 'NOTIONAL') && finalBudget.directPaymentPence === 0n,
  };
}

const countsFor = ({ kind, pence }: Invoice) => (kind === 'CREDIT' ? -pence : pence);
const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });

/** What is ordered, what of it is invoiced, and what is still to come: one row for each order that was approved. */
export async function boughtPart(tx: Tx, { budget }: MyMoney): Promise<Html> {
  const { budgetId } = budget;
  const orders = (await loadOrders(tx, budgetId)).filter(order => order.outcome === 'APPROVED');
  const invoices = await loadInvoices(tx, budgetId);
  const accepted = invoices.filter(one => one.status === 'ACCEPTED');
  const { actualPence } = notionalMoney({
    orderedPence: total(orders.map(order => takenOfLine(order, false))),
    acceptedInvoicesPence: accepted.map(countsFor),
  });
  const checked = total(invoices.filter(one => one.status === 'ENTERED' || one.status === 'QUERIED').map(countsFor));
  const owed = total(accepted.filter(one => one.paidOn === undefined).map(countsFor));
  return html`
    <h2 class="nhsuk-heading-m">What the NHS buys</h2>
    ${
      orders.length === 0
        ? html`<p>Nothing is ordered yet.</p>`
        : table({
            caption: { text: 'Each order, and what is invoiced of it', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: [
              'What',
              'From whom',
              ...['Ordered', 'Spent', 'Still to come'].map(text => ({ text, format: 'numeric' as const })),
            ],
            rows: [
              ...orders.map(order => [
                { html: html`<a href="/budgets/${budgetId}/orders/${order.orderId}">${order.what}</a>` },
                order.supplierName,
                numeric(takenOfLine(order, false)),
                numeric(order.invoicedPence),
                numeric(toCome(order)),
              ]),
              [
                { html: html`<strong>Together</strong>` },
                { text: '' },
                numeric(total(orders.map(order => takenOfLine(order, false)))),
                numeric(actualPence),
                numeric(total(orders.map(toCome))),
              ],
            ],
          })
    }
    ${checked !== 0n && html`<p>Invoices for ${pounds(checked)} have come and are being checked. Until then they count as still to come.</p>`}
    ${owed !== 0n && html`<p>Of what is spent, ${pounds(owed)} is still to be paid to the suppliers.</p>`}
    <p><a href="/budgets/${budgetId}/orders">See all orders</a></p>`;
}

function toCome({ parts, isEnded }: Order): bigint {
  return total(parts.map(part => promisedLeft(part, isEnded)));
}

/** The invoices behind a figure of what is spent; of one line of the plan where it is given. */
export async function invoicesPart(tx: Tx, { budget }: MyMoney, pence: bigint, planItemId?: string): Promise<Html> {
  const orders = await loadOrders(tx, budget.budgetId);
  const own = new Set(
    orders.filter(order => planItemId === undefined || order.planItemId === planItemId).map(({ orderId }) => orderId),
  );
  const accepted = (await loadInvoices(tx, budget.budgetId)).filter(
    one => one.status === 'ACCEPTED' && own.has(one.orderId),
  );
  if (accepted.length === 0) return html`<p>No invoice was accepted yet.</p>`;
  const other = pence - total(accepted.map(countsFor));
  return table({
    caption: 'Invoices for what the NHS buys',
    responsive: true,
    head: ['Invoice', 'From whom', 'For the days', 'Where it stands', { text: 'Amount', format: 'numeric' }],
    rows: [
      ...accepted.map(one => [
        {
          html: html`<a href="/budgets/${one.budgetId}/invoices/${one.invoiceId}">${one.kind === 'CREDIT' ? 'Credit note ' : ''}${one.number}</a>`,
        },
        one.supplierName,
        longDays(one.fromOn, one.toOn),
        invoiceStatusWords(one),
        numeric(countsFor(one)),
      ]),
      ...(other === 0n ? [] : [totalRow('Not on these invoices', other, 5)]),
      totalRow('Together', pence, 5),
    ],
  });
}
