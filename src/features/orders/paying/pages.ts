/** Payments to suppliers: what is owed, the lists, and each step of one: released, paid, given up, given back. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { tag } from '../../../nhsuk/content/text-blocks.ts';
import { dateField, form, selectField, submitButton, textareaField, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, money, text, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../../platform/http.ts';
import { draftList, type LeftOut, type ListStatus } from '../../../rules/orders/supplier-payment.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import { cancelList } from './cancel-list.ts';
import { prepareList } from './prepare-list.ts';
import { recordPaid } from './record-paid.ts';
import { releaseList } from './release-list.ts';
import { returnSupplierPayment } from './return-supplier-payment.ts';
import {
  loadList,
  loadListPayments,
  loadLists,
  loadOwedSuppliers,
  type SupplierList,
  type SupplierPayment,
} from './store.ts';

const ReleaseForm = z.object({
  count: wholeNumber('The number of payments is missing. Open the page again', 1, 1_000_000),
  totalPence: money('The total is missing. Open the page again', 1n),
});

const PaidForm = z.object({
  reference: text('Enter the bank’s reference', 50),
  paidOn: date('Enter the day, such as 1 2 2027'),
});

const CancelForm = z.object({ reason: text('Say why it is given up', 300) });

const ReturnForm = z.object({
  supplierPaymentId: z.uuid({ error: 'Select the payment that came back' }),
  returnedOn: date('Enter the day, such as 1 2 2027'),
  reason: text('Say what the bank says', 300),
});

const ListAnswer = z.object({
  number: z.number(),
  status: z.enum(['PREPARED', 'RELEASED', 'PAID', 'CANCELLED']),
  totalPence: z.string(),
  payments: z.array(
    z.object({
      supplierPaymentId: z.string(),
      supplier: z.string(),
      pence: z.string(),
      invoices: z.array(z.string()),
      returnedOn: z.iso.date().nullable(),
    }),
  ),
});

const ofList = ({ listId }: { readonly listId: string }) => `/supplier-payments/${listId}`;

export const payingPages: readonly Route[] = [
  get('/supplier-payments', {
    may: 'see-pay-runs',
    records: 'supplier-lists.read',
    show: context => showLists(context),
  }),
  post('/supplier-payments', {
    may: 'prepare-pay-run',
    records: 'supplier-list.prepare',
    form: z.object({}),
    act: ({ tools, actor, command }) => prepareList(tools, actor, command),
    done: value => seeOther(ofList(value), `List ${value.number} prepared. Somebody else has to release it`),
    askAgain: (context, problems) => showLists(context, problems),
  }),
  get('/supplier-payments/:listId', {
    may: 'see-pay-runs',
    records: 'supplier-list.read',
    show: context => showList(context),
  }),
  read('/supplier-payments/:listId', {
    may: 'see-pay-runs',
    records: 'supplier-list.read',
    answer: ListAnswer,
    async read({ tx, params }) {
      const list = await loadList(tx, params.listId);
      return list && listAsJson(list, await loadListPayments(tx, list.listId));
    },
  }),
  get('/supplier-payments/:listId/release', {
    may: 'release-pay-run',
    records: 'supplier-list.ask',
    show: context => showRelease(context),
  }),
  post('/supplier-payments/:listId/release', {
    may: 'release-pay-run',
    records: 'supplier-list.release',
    form: ReleaseForm,
    act: ({ tools, actor, command, params, values }) => releaseList(tools, actor, command, params.listId, values),
    done: (_, { params }) => seeOther(ofList(params), 'Released. It can be paid now'),
    askAgain: (context, problems) => showRelease(context, problems),
  }),
  get('/supplier-payments/:listId/paid', {
    may: 'record-supplier-payment',
    records: 'supplier-list.ask',
    show: context => showPaid(context),
  }),
  post('/supplier-payments/:listId/paid', {
    may: 'record-supplier-payment',
    records: 'supplier-list.paid',
    form: PaidForm,
    act: ({ tools, actor, command, params, values }) => recordPaid(tools, actor, command, params.listId, values),
    done: ({ totalPence }, { params }) => seeOther(ofList(params), `Saved. ${pounds(BigInt(totalPence))} is paid`),
    askAgain: (context, problems, typed) => showPaid(context, problems, typed),
  }),
  get('/supplier-payments/:listId/cancel', {
    may: 'prepare-pay-run',
    records: 'supplier-list.ask',
    show: context => showCancel(context),
  }),
  post('/supplier-payments/:listId/cancel', {
    may: 'prepare-pay-run',
    records: 'supplier-list.cancel',
    form: CancelForm,
    act: ({ tools, actor, command, params, values }) => cancelList(tools, actor, command, params.listId, values),
    done: (_, { params }) => seeOther(ofList(params), 'Given up. Its invoices can be paid by another list'),
    askAgain: (context, problems, typed) => showCancel(context, problems, typed),
  }),
  get('/supplier-payments/:listId/return', {
    may: 'record-supplier-payment',
    records: 'supplier-list.ask',
    show: context => showReturn(context),
  }),
  post('/supplier-payments/:listId/return', {
    may: 'record-supplier-payment',
    records: 'supplier-list.return',
    form: ReturnForm,
    act: ({ tools, actor, command, params, values }) =>
      returnSupplierPayment(tools, actor, command, params.listId, values),
    done: ({ pence }, { params }) => seeOther(ofList(params), `Saved. ${pounds(BigInt(pence))} is owed again`),
    askAgain: (context, problems, typed) => showReturn(context, problems, typed),
  }),
];

function listAsJson(list: SupplierList, payments: readonly SupplierPayment[]): z.input<typeof ListAnswer> {
  return {
    number: list.number,
    status: list.status,
    totalPence: list.totals.totalPence.toString(),
    payments: payments.map(one => ({
      supplierPaymentId: one.supplierPaymentId,
      supplier: one.supplierName,
      pence: one.pence.toString(),
      invoices: one.invoices.map(({ number }) => number),
      returnedOn: one.returnedOn?.toString() ?? null,
    })),
  };
}

const STATUS_WORDS: Readonly<Record<ListStatus, string>> = {
  PREPARED: 'Waits for its release',
  RELEASED: 'Released, to be paid',
  PAID: 'Paid',
  CANCELLED: 'Given up',
};

const BECAUSE_WORDS: Readonly<Record<LeftOut['because'], string>> = {
  NO_ACCOUNT: 'Its account was not entered, or not checked by a second person',
  CREDIT: 'Its credit notes are as much as its invoices or more. They are taken off the next ones',
};

const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });

async function showLists({ tx, actor, frame }: ShowContext, problems: readonly Problem[] = []): Promise<Html> {
  const owed = await loadOwedSuppliers(tx, actor.icbCode);
  const names = new Map(owed.map(one => [one.supplierId, one.supplierName]));
  const { payments, leftOut } = draftList(owed);
  const lists = await loadLists(tx, actor.icbCode);
  return page({
    frame,
    title: 'Payments to suppliers',
    problems,
    width: 'full',
    backLink: { href: '/pay-runs', text: 'Payments' },
    content: html`
    <h1 class="nhsuk-heading-l">Payments to suppliers</h1>
    <p>What is owed for invoices that were accepted. One person prepares a list, another releases it, and finance records that the bank has paid it.</p>
    ${
      payments.length === 0
        ? html`<p>Nothing is to be paid now.</p>`
        : html`${table({
            caption: 'The next list',
            responsive: true,
            head: ['Supplier', { text: 'Invoices', format: 'numeric' }, { text: 'To pay', format: 'numeric' }],
            rows: [
              ...payments.map(one => [
                names.get(one.supplierId) ?? '',
                { text: String(one.invoiceIds.length), format: 'numeric' as const },
                numeric(one.pence),
              ]),
              ['Together', { text: '' }, numeric(total(payments.map(one => one.pence)))],
            ],
          })}
    ${hasLeave(actor, 'prepare-pay-run') && form({ action: '/supplier-payments', ...frame.hidden }, submitButton('Prepare this list'))}`
    }
    ${
      leftOut.length > 0 &&
      table({
        caption: 'Who is left out, and why',
        responsive: true,
        head: ['Supplier', { text: 'Owed', format: 'numeric' }, 'Why'],
        rows: leftOut.map(one => [one.supplierName, numeric(one.pence), BECAUSE_WORDS[one.because]]),
      })
    }
    ${
      lists.length > 0 &&
      table({
        caption: 'Lists so far',
        responsive: true,
        head: [
          'List',
          'Prepared',
          { text: 'Payments', format: 'numeric' },
          { text: 'Total', format: 'numeric' },
          'Where it stands',
        ],
        rows: lists.map(list => [
          { html: html`<a href="${ofList(list)}">List ${list.number}</a>` },
          `${longDate(list.preparedOn)} by ${list.preparedByName}`,
          { text: String(list.totals.count), format: 'numeric' as const },
          numeric(list.totals.totalPence),
          STATUS_WORDS[list.status],
        ]),
      })
    }`,
  });
}

type Asked = ShowContext<{ readonly listId: string }>;

const showSortCode = (digits: string) => digits.replace(/(..)(..)(..)/, '$1-$2-$3');

async function showList({ tx, actor, frame, params }: Asked): Promise<Html | undefined> {
  const list = await loadList(tx, params.listId);
  if (!list) return undefined;
  const payments = await loadListPayments(tx, list.listId);
  const at = ofList(list);
  const { status } = list;
  const isOver = status === 'PAID' || status === 'CANCELLED';
  const link = (path: string, words: string) => html`<p><a href="${at}/${path}">${words}</a></p>`;
  const title = `List ${list.number} of payments to suppliers`;
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: '/supplier-payments', text: 'Payments to suppliers' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>${tag({ text: STATUS_WORDS[status], colour: status === 'PAID' ? 'green' : status === 'CANCELLED' ? 'grey' : 'blue' })}</p>
    ${factsOf(list)}
    ${paymentsTable(list, payments)}
    ${hasLeave(actor, 'release-pay-run') && status === 'PREPARED' && link('release', 'Release it')}
    ${hasLeave(actor, 'record-supplier-payment') && status === 'RELEASED' && link('paid', 'Record that it is paid')}
    ${hasLeave(actor, 'record-supplier-payment') && status === 'PAID' && link('return', 'Record that a payment came back')}
    ${hasLeave(actor, 'prepare-pay-run') && !isOver && link('cancel', 'Give it up')}`,
  });
}

function factsOf(list: SupplierList): Html {
  return summaryList({
    rows: [
      { key: 'Payments', value: String(list.totals.count) },
      { key: 'Total', value: html`<strong>${pounds(list.totals.totalPence)}</strong>` },
      { key: 'Prepared', value: `${longDate(list.preparedOn)} by ${list.preparedByName}` },
      list.releasedOn && { key: 'Released', value: `${longDate(list.releasedOn)} by ${list.releasedByName}` },
      list.paidOn && {
        key: 'Paid',
        value: `${longDate(list.paidOn)}, ${list.bankReference}, recorded by ${list.paidByName}`,
      },
      list.cancelReason !== '' && { key: 'Given up', value: list.cancelReason },
    ],
  });
}

const paymentsTable = (list: SupplierList, payments: readonly SupplierPayment[]): Html =>
  table({
    caption: 'Payments',
    responsive: true,
    head: ['Supplier', 'Account', 'For', { text: 'Sum', format: 'numeric' }, 'What became of it'],
    rows: payments.map(one => [
      one.supplierName,
      `${showSortCode(one.sortCode)} ${one.accountNumber}, ${one.accountName}`,
      one.invoices.map(({ number, pence }) => `${number}: ${pounds(pence)}`).join('; '),
      numeric(one.pence),
      one.returnedOn ? `Came back on ${longDate(one.returnedOn)}: ${one.returnReason}` : STATUS_WORDS[list.status],
    ]),
  });

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

function showRelease(context: Asked, problems: readonly Problem[] = []): Promise<Html | undefined> {
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

function showPaid(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const shared = { problems, values: typed };
  return listForm(context, problems, { title: 'Record that the list is paid', path: 'paid', on: ['RELEASED'] }, () => [
    textField({ ...shared, name: 'reference', label: 'The bank’s reference', width: 20 }),
    dateField({ ...shared, name: 'paidOn', label: 'On which day did the bank pay it?' }),
    submitButton('Save'),
  ]);
}

function showCancel(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
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

function showReturn(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
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
