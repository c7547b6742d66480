/** The invoices that a figure comes from, as a table. */
import { table } from '../../../nhsuk/content/table.ts';
import { type Html, html } from '../../../platform/html.ts';
import { invoiceStatusWords } from '../../../rules/orders/invoice-words.ts';
import { longDays } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import type { Invoice } from './store.ts';

const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });

/** What an invoice counts for: a credit note the other way. */
export const countsFor = ({ kind, pence }: Invoice): bigint => (kind === 'CREDIT' ? -pence : pence);

/** Invoices with what those that were accepted come to. */
export function invoicesTable(invoices: readonly Invoice[], acceptedPence: bigint): Html {
  return table({
    caption: 'Invoices',
    responsive: true,
    head: ['Invoice', 'From whom', 'For the days', 'Where it stands', { text: 'Sum', format: 'numeric' }],
    rows: [
      ...invoices.map(one => [
        {
          html: html`<a href="/budgets/${one.budgetId}/invoices/${one.invoiceId}">${one.kind === 'CREDIT' ? 'Credit note ' : ''}${one.number}</a>`,
        },
        one.supplierName,
        longDays(one.fromOn, one.toOn),
        invoiceStatusWords(one),
        numeric(countsFor(one)),
      ]),
      [
        { html: html`<strong>Accepted, together</strong>` },
        ...Array.from({ length: 3 }, () => ({ text: '' })),
        { html: html`<strong>${pounds(acceptedPence)}</strong>`, format: 'numeric' as const },
      ],
    ],
  });
}
