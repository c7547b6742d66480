/** The pages of payments to suppliers: what is owed, the lists, one of them, and what is asked at each step. */
import { PAYMENT_FILE_WRITERS } from '../../../formats/payment-files/writers.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { tag } from '../../../nhsuk/content/text-blocks.ts';
import {
  dateField,
  form,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import type { Problem, ShowContext, Typed } from '../../../platform/http.ts';
import { supplierReference } from '../../../rules/orders/supplier-file.ts';
import { draftList, type LeftOut, type ListStatus } from '../../../rules/orders/supplier-payment.ts';
import { MOST_BY_RAIL, RAIL_WORDS } from '../../../rules/payment/rails.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds, total } from '../../../values/pence.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadListFiles, type SupplierFile } from './file-store.ts';
import { loadNotArrived } from './not-arrived.ts';
import {
  loadList,
  loadListPayments,
  loadLists,
  loadOwedSuppliers,
  loadReturnedToUs,
  type SupplierList,
  type SupplierPayment,
} from './store.ts';

/** The page of a list. */
export const ofList = ({ listId }: { readonly listId: string }) => `/supplier-payments/${listId}`;

const STATUS_WORDS: Readonly<Record<ListStatus, string>> = {
  PREPARED: 'Waits for its release',
  RELEASED: 'Released, to be paid',
  SENT: 'Sent to the bank',
  PAID: 'Paid',
  CANCELLED: 'Given up',
};

const BECAUSE_WORDS: Readonly<Record<LeftOut['because'], string>> = {
  NO_ACCOUNT: 'Its account was not entered, or not checked by a second person',
  CREDIT: 'Its credit notes are as much as its invoices or more. They are taken off the next ones',
  COOLING_OFF:
    'Its account was changed and not confirmed by telephone. It waits until other payments were released since',
  OVER_LIMIT: `It is more than one payment may be: ${pounds(MOST_BY_RAIL.BACS)}`,
};

const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });

export async function showLists(
  { tx, tools, actor, frame }: ShowContext,
  problems: readonly Problem[] = [],
): Promise<Html> {
  const owed = await loadOwedSuppliers(tx, actor.icbCode);
  const names = new Map(owed.map(one => [one.supplierId, one.supplierName]));
  const { coolingOff } = (await loadPolicy(tx, actor.icbCode, tools.today())).account;
  const { payments, leftOut } = draftList(owed, coolingOff);
  const shown = payments.slice(0, ON_A_PAGE);
  const lists = await loadLists(tx, actor.icbCode);
  const returned = await loadReturnedToUs(tx, actor.icbCode);
  const notArrived = await loadNotArrived(tx, actor.icbCode, tools.today().subtract({ days: DAYS_TO_LOOK_BACK }));
  return page({
    frame,
    title: 'Payments to suppliers',
    problems,
    width: 'full',
    backLink: { href: '/pay-runs', text: 'Payments' },
    content: html`
    <h1 class="nhsuk-heading-l">Payments to suppliers</h1>
    <p>What is owed for invoices that were accepted. One person prepares a list, another releases it, its file goes to the bank, and finance records that the bank has paid it.</p>
    ${
      payments.length === 0
        ? html`<p>Nothing is to be paid now.</p>`
        : html`${table({
            caption: 'The next list',
            responsive: true,
            head: ['Supplier', { text: 'Invoices', format: 'numeric' }, { text: 'To pay', format: 'numeric' }],
            rows: [
              ...shown.map(one => [
                names.get(one.supplierId) ?? '',
                { text: String(one.invoiceIds.length), format: 'numeric' as const },
                numeric(one.pence),
              ]),
              payments.length > shown.length && [
                `And ${payments.length - shown.length} more suppliers`,
                { text: '' },
                numeric(total(payments.slice(ON_A_PAGE).map(one => one.pence))),
              ],
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
        rows: leftOut
          .slice(0, ON_A_PAGE)
          .map(one => [one.supplierName, numeric(one.pence), BECAUSE_WORDS[one.because]]),
      })
    }
    ${leftOut.length > ON_A_PAGE && html`<p>And ${leftOut.length - ON_A_PAGE} more suppliers.</p>`}
    ${
      notArrived.length > 0 &&
      table({
        caption: 'The bank says that these did not arrive',
        responsive: true,
        head: ['Supplier', 'Reference', { text: 'Sum', format: 'numeric' }, 'Told on', 'What the bank says', 'To do'],
        rows: notArrived.map(({ payment, word }) => [
          payment.supplierName,
          supplierReference(payment),
          numeric(payment.pence),
          longDate(word.receivedOn),
          { text: word.reason === '' ? 'The report' : word.reason, href: `/bank-reports/${word.reportId}` },
          payment.isPaid
            ? { text: 'Record that it came back', href: `${ofList(payment)}/return` }
            : { text: 'Record first that the list is paid', href: `${ofList(payment)}/paid` },
        ]),
      })
    }
    ${
      returned.length > 0 &&
      table({
        caption: 'Came back from the bank, and owed again',
        responsive: true,
        head: ['Supplier', 'Reference', { text: 'Sum', format: 'numeric' }, 'Came back', 'What the bank says', 'To do'],
        rows: returned.map(one => [
          one.supplierName,
          { text: supplierReference(one), href: ofList(one) },
          numeric(one.pence),
          longDate(one.returnedOn),
          one.reason,
          one.isNewAccount
            ? 'Another account was entered. The next list pays it there once it is checked'
            : {
                html: html`Call the supplier, and <a href="/suppliers/${one.supplierId}/account">enter its right account</a> before the next list`,
              },
        ]),
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

/** So many suppliers are shown one by one; the rest is counted. */
const ON_A_PAGE = 500;

/** So many days back a payment to a supplier is looked for in what the bank reports. */
const DAYS_TO_LOOK_BACK = 90;

type Asked = ShowContext<{ readonly listId: string }>;

const showSortCode = (digits: string) => digits.replace(/(..)(..)(..)/, '$1-$2-$3');

export async function showList(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const list = await loadList(tx, params.listId);
  if (!list) return undefined;
  const payments = await loadListPayments(tx, list.listId);
  const files = await loadListFiles(tx, list.listId);
  const at = ofList(list);
  const { status } = list;
  const mayFile = hasLeave(actor, 'write-pay-file');
  const mayRecord = hasLeave(actor, 'record-supplier-payment');
  const link = (path: string, words: string) => html`<p><a href="${at}/${path}">${words}</a></p>`;
  const title = `List ${list.number} of payments to suppliers`;
  return page({
    frame,
    title,
    problems,
    width: 'full',
    backLink: { href: '/supplier-payments', text: 'Payments to suppliers' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>${tag({ text: STATUS_WORDS[status], colour: status === 'PAID' ? 'green' : status === 'CANCELLED' ? 'grey' : 'blue' })}</p>
    ${factsOf(list)}
    ${files.length > 0 && filesTable(list, files, mayFile)}
    ${mayFile && status === 'RELEASED' && fileForm(at, frame, problems)}
    ${paymentsTable(list, payments)}
    ${hasLeave(actor, 'release-pay-run') && status === 'PREPARED' && link('release', 'Release it')}
    ${mayRecord && (status === 'RELEASED' || status === 'SENT') && link('paid', 'Record that it is paid')}
    ${mayRecord && status === 'SENT' && link('not-taken', 'Record that the bank did not take the file')}
    ${mayRecord && status === 'PAID' && link('return', 'Record that a payment came back')}
    ${hasLeave(actor, 'prepare-pay-run') && (status === 'PREPARED' || status === 'RELEASED') && link('cancel', 'Give it up')}`,
  });
}

function fileForm(at: string, frame: ShowContext['frame'], problems: readonly Problem[]): Html {
  return form(
    { action: `${at}/file`, ...frame.hidden },
    radiosField({
      name: 'rail',
      label: 'How is it paid?',
      hint: 'Once the file is written the list cannot be given up, because the bank may pay it',
      options: [
        { value: 'BACS', text: 'By Bacs. The money arrives on the third working day' },
        {
          value: 'FASTER_PAYMENTS',
          text: `By Faster Payments, the same day. At most ${pounds(MOST_BY_RAIL.FASTER_PAYMENTS)} a payment`,
        },
      ],
      problems,
      values: undefined,
    }),
    submitButton('Write the payment file'),
  );
}

/** `suppliers-12.txt`, or with the part where there are several, and the ending of its format. */
export function fileName({ number }: SupplierList, { part, format }: SupplierFile): string {
  return `suppliers-${number}${part === 1 ? '' : `-part-${part}`}.${PAYMENT_FILE_WRITERS[format].extension}`;
}

const filesTable = (list: SupplierList, files: readonly SupplierFile[], mayDownload: boolean): Html =>
  table({
    caption: 'Payment file',
    responsive: true,
    head: ['File', 'By', { text: 'Payments', format: 'numeric' }, { text: 'Sum', format: 'numeric' }, 'SHA-256'],
    rows: files.map(file => [
      mayDownload
        ? { text: fileName(list, file), href: `${ofList(list)}/file?part=${file.part}` }
        : fileName(list, file),
      RAIL_WORDS[file.rail],
      { text: String(file.paymentsCount), format: 'numeric' as const },
      numeric(file.totalPence),
      { html: html`<code class="nhsuk-u-font-size-14">${file.sha256.match(/.{16}/g)!.join(' ')}</code>` },
    ]),
  });

function factsOf(list: SupplierList): Html {
  return summaryList({
    rows: [
      { key: 'Payments', value: String(list.totals.count) },
      { key: 'Total', value: html`<strong>${pounds(list.totals.totalPence)}</strong>` },
      { key: 'Prepared', value: `${longDate(list.preparedOn)} by ${list.preparedByName}` },
      list.releasedOn && { key: 'Released', value: `${longDate(list.releasedOn)} by ${list.releasedByName}` },
      list.sentOn &&
        list.creditOn && {
          key: 'Payment file',
          value: `Written on ${longDate(list.sentOn)} by ${list.sentByName}. The money arrives on ${longDate(list.creditOn)}`,
        },
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
    head: ['Supplier', 'Account', 'Reference', 'For', { text: 'Sum', format: 'numeric' }, 'What became of it'],
    rows: payments.map(one => [
      one.supplierName,
      `${showSortCode(one.sortCode)} ${one.accountNumber}, ${one.accountName}`,
      supplierReference({ number: list.number, place: one.place }),
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
