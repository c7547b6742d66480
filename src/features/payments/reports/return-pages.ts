/** What the bank sent back: one payment, why, and that it is owed again. */
import { z } from 'zod';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { oneOf, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { pounds } from '../../../values/pence.ts';
import { loadPayment } from '../store.ts';
import { returnPayment } from './return-payment.ts';

const ReturnForm = z.object({
  reason: oneOf(
    ['ACCOUNT_CLOSED', 'NO_ACCOUNT', 'ACCOUNT_TRANSFERRED', 'PAYEE_REFUSED', 'OTHER'],
    'Select why it came back',
  ),
  words: text('Enter the bank’s report, such as its date and number', 500),
});

export const returnPages: readonly Route[] = [
  get('/payments/:paymentId/return', {
    may: 'prepare-pay-run',
    records: 'payment.read',
    show: context => showReturn(context),
  }),
  post('/payments/:paymentId/return', {
    may: 'prepare-pay-run',
    records: 'payment.return',
    form: ReturnForm,
    act: ({ tools, actor, command, params, values }) => returnPayment(tools, actor, command, params.paymentId, values),
    done: () => seeOther('/pay-runs', 'Saved. The next payment run pays it again'),
    askAgain: (context, problems, typed) => showReturn(context, problems, typed),
  }),
];

async function showReturn(
  { tx, frame, params }: ShowContext<{ readonly paymentId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const payment = await loadPayment(tx, tx.icbCode, params.paymentId);
  if (!payment) return undefined;
  return page({
    frame,
    title: 'A payment came back',
    problems,
    backLink: { href: `/pay-runs/${payment.runId}` },
    content: html`
    <h1 class="nhsuk-heading-l">A payment came back</h1>
    ${insetText({ text: `${payment.reference}: ${pounds(payment.amountPence)}` })}
    <p>It is taken back in the books and is owed again. The next payment run pays it.</p>
    ${form(
      { action: `/payments/${payment.paymentId}/return`, ...frame.hidden },
      radiosField({
        name: 'reason',
        label: 'Why did it come back?',
        options: [
          { value: 'ACCOUNT_CLOSED', text: 'The account is closed' },
          { value: 'NO_ACCOUNT', text: 'There is no such account' },
          { value: 'ACCOUNT_TRANSFERRED', text: 'The account was moved to another bank' },
          { value: 'PAYEE_REFUSED', text: 'The person sent it back' },
          { value: 'OTHER', text: 'Something else' },
        ],
        problems,
        values: typed,
      }),
      textareaField({ name: 'words', label: 'The bank’s report', problems, values: typed, rows: 3 }),
      submitButton('Save'),
    )}`,
  });
}
