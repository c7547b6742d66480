/** For finance: payments that came back and are owed again, so that the account is put right before the next run. */
import { z } from 'zod';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Route, read, type ShowContext } from '../../../platform/http.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadReturned, type ReturnedPayment } from './returned-store.ts';

const ReturnedAnswer = z.object({
  returned: z.array(
    z.object({
      paymentId: z.uuid(),
      budgetId: z.uuid(),
      period: z.string(),
      amountPence: z.string(),
      reason: z.string(),
      words: z.string(),
      returnedOn: z.iso.date(),
      hasNewAccount: z.boolean(),
    }),
  ),
});

export const returnedPages: readonly Route[] = [
  get('/returned-payments', {
    may: 'hear-bank',
    records: 'returned-payment.list',
    show: context => showReturned(context),
  }),
  read('/returned-payments', {
    may: 'hear-bank',
    records: 'returned-payment.list',
    answer: ReturnedAnswer,
    read: async ({ tx, actor }) => ({
      returned: (await loadReturned(tx, actor.icbCode)).map(each => ({
        paymentId: each.paymentId,
        budgetId: each.budgetId,
        period: each.period.toString(),
        amountPence: each.amountPence.toString(),
        reason: each.reason,
        words: each.words,
        returnedOn: each.returnedOn.toString(),
        hasNewAccount: each.hasNewAccount,
      })),
    }),
  }),
];

async function showReturned(context: ShowContext): Promise<Html> {
  const { shown: returned, rest } = inParts(await loadReturned(context.tx, context.actor.icbCode), context);
  return page({
    frame: context.frame,
    title: 'Payments that came back',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Payments that came back</h1>
    <p>Each is owed again, and the person has been told. The next payment run pays it, into the account that is then on record.</p>
    ${
      returned.length === 0
        ? insetText({ text: 'No payment has come back that is not paid again.' })
        : table({
            caption: { text: 'The one that waits longest first', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Budget', 'Person', 'For', 'Why', 'Since', 'What to do', { text: 'Amount', format: 'numeric' }],
            rows: returned.map(each => [
              each.budgetReference,
              each.personName,
              longMonth(each.period),
              each.words,
              longDate(each.returnedOn),
              toDo(each),
              pounds(each.amountPence),
            ]),
          })
    }
    ${rest}`,
  });
}

function toDo({ reason, hasNewAccount }: ReturnedPayment): string {
  if (hasNewAccount) return 'Another account was entered since. It is paid when that is checked.';
  return reason === 'OTHER'
    ? 'Ask the bank why, before the next run.'
    : 'Call the person on a number that you know, and have the account entered again.';
}
