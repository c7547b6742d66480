/** What is asked at each step of a list of payments to suppliers. */
import { dateField, form, selectField, submitButton, textareaField, textField } from '../../../../nhsuk/forms.ts';
import { page } from '../../../../nhsuk/page.ts';
import { type Html, html } from '../../../../platform/html.ts';
import type { Problem, Typed } from '../../../../platform/http.ts';
import type { ListStatus } from '../../../../rules/orders/supplier-payment.ts';
import { pounds } from '../../../../values/pence.ts';
import { loadList, loadListPayments, type SupplierList, type SupplierPayment } from '../store.ts';
import { type Asked, factsOf, ofList, paymentsTable } from './list-parts.ts';

async function listForm(
  { tx, frame, params }: Asked,
  problems: readonly Problem[],
  given: { readonly title: string; readonly path: string; readonly on: readonly ListStatus[] },
  fields: (list: SupplierList, payments: readonly SupplierPayment[]) => readonly Html[],
  hidden: (list: SupplierList) => Readonly<Record<string, string>> = () => ({}),
): Promise<Html | undefined> {
  const list = await loadList(tx, params.listId);
  if (!list || (problems.length === 0 && !given.on.includes(list.status))) return undefined;
  const payments = await loadListPayments(tx, list.listId);
  return page({
    frame,
    title: given.title,
    problems,
    width: 'full',
    backLink: { href: ofList(list), text: `List ${list.number}` },
    content: html`
    <h1 class="nhsuk-heading-l">${given.title}</h1>
    ${factsOf(list)}
    ${paymentsTable(list, payments)}
    ${form({ action: `${ofList(list)}/${given.path}`, ...frame.hidden, hidden: hidden(list) }, ...fields(list, payments))}`,
  });
}

export function showRelease(context: Asked, problems: readonly Problem[] = []): Promise<Html | undefined> {
  return listForm(
    context,
    problems,
    { title: 'Release the list', path: 'release', on: ['PREPARED'] },
    () => [submitButton('Release these payments')],
    ({ totals }) => ({ count: String(totals.count), totalPence: inPounds(totals.totalPence) }),
  );
}

/** A sum as a form sends it. */
const inPounds = (pence: bigint) => `${pence / 100n}.${String(pence % 100n).padStart(2, '0')}`;

export function showPaid(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const shared = { problems, values: typed };
  return listForm(
    context,
    problems,
    { title: 'Record that the list is paid', path: 'paid', on: ['RELEASED', 'SENT'] },
    () => [
      textField({ ...shared, name: 'reference', label: 'The bank’s reference', width: 20 }),
      dateField({ ...shared, name: 'paidOn', label: 'On which day did the bank pay it?' }),
      submitButton('Save'),
    ],
  );
}

export function showCancel(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  return listForm(
    context,
    problems,
    { title: 'Give the list up', path: 'cancel', on: ['PREPARED', 'RELEASED'] },
    () => [
      textareaField({
        name: 'reason',
        label: 'Why?',
        hint: 'Make sure first that the bank has not paid it and will not',
        problems,
        values: typed,
        rows: 3,
      }),
      submitButton('Give it up', 'warning'),
    ],
  );
}

export function showReturn(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const shared = { problems, values: typed };
  return listForm(
    context,
    problems,
    { title: 'Record that a payment came back', path: 'return', on: ['PAID'] },
    (_, payments) => [
      selectField({
        ...shared,
        name: 'supplierPaymentId',
        label: 'Which payment came back?',
        options: payments
          .filter(one => one.returnedOn === undefined)
          .map(one => ({ value: one.supplierPaymentId, text: `${one.supplierName}, ${pounds(one.pence)}` })),
      }),
      dateField({ ...shared, name: 'returnedOn', label: 'On which day?' }),
      textField({ ...shared, name: 'reason', label: 'What does the bank say?', hint: 'Such as: account closed' }),
      submitButton('Save'),
    ],
  );
}

export function showNotTaken(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const given = { title: 'Record that the bank did not take the file', path: 'not-taken', on: ['SENT'] } as const;
  return listForm(context, problems, given, () => [
    textareaField({
      name: 'reason',
      label: 'What does the bank say?',
      hint: 'Make sure that it has paid none of these payments and will not. They go into another list',
      problems,
      values: typed,
      rows: 3,
    }),
    submitButton('Save', 'warning'),
  ]);
}

export function showTaken(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const given = { title: 'Record that the bank took the file in', path: 'taken', on: ['SENT'] } as const;
  return listForm(context, problems, given, () => [
    textareaField({
      name: 'words',
      label: 'Who told you, and when?',
      hint: 'Nothing counts as paid by this. Record that when the bank has paid it',
      problems,
      values: typed,
      rows: 3,
    }),
    submitButton('Save'),
  ]);
}
