/** The pages of payments to suppliers: what is owed, the lists, and one of them. */

import { table } from '../../../../nhsuk/content/table.ts';
import { insetText, tag } from '../../../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton } from '../../../../nhsuk/forms.ts';
import { inParts } from '../../../../nhsuk/in-parts.ts';
import { page } from '../../../../nhsuk/page.ts';
import { type Html, html } from '../../../../platform/html.ts';
import type { Problem, ShowContext } from '../../../../platform/http.ts';
import { askAboutList, isListTaken, supplierReference } from '../../../../rules/orders/supplier-file.ts';
import { draftList, type LeftOut } from '../../../../rules/orders/supplier-payment.ts';
import { MOST_BY_RAIL, RAIL_WORDS } from '../../../../rules/payment/rails.ts';
import { hasLeave } from '../../../../rules/permissions.ts';
import { longDate } from '../../../../values/dates.ts';
import { pounds, total } from '../../../../values/pence.ts';
import { loadBankHolidays } from '../../../bank-holidays/store.ts';
import { loadPolicy } from '../../../policy/store.ts';
import { loadListFiles, type SupplierFile } from '../file-store.ts';
import { loadNotArrived } from '../not-arrived.ts';
import {
  loadList,
  loadListPayments,
  loadLists,
  loadOwedSuppliers,
  loadReturnedToUs,
  type SupplierList,
} from '../store.ts';
import { type Asked, factsOf, fileName, numeric, ofList, paymentsTable, STATUS_WORDS } from './list-parts.ts';

const BECAUSE_WORDS: Readonly<Record<LeftOut['because'], string>> = {
  NO_ACCOUNT: 'Its account was not entered, or not checked by a second person',
  CREDIT: 'Its credit notes are as much as its invoices or more. They are taken off the next ones',
  COOLING_OFF:
    'Its account was changed and not confirmed by telephone. It waits until other payments were released since',
  OVER_LIMIT: `It is more than one payment may be: ${pounds(MOST_BY_RAIL.BACS)}`,
};

export async function showLists(context: ShowContext, problems: readonly Problem[] = []): Promise<Html> {
  const { tx, tools, actor, frame } = context;
  const owed = await loadOwedSuppliers(tx, actor.icbCode);
  const names = new Map(owed.map(one => [one.supplierId, one.supplierName]));
  const { coolingOff } = (await loadPolicy(tx, actor.icbCode, tools.today())).account;
  const { payments, leftOut } = draftList(owed, coolingOff);
  const shown = payments.slice(0, ON_A_PAGE);
  const lists = inParts(await loadLists(tx, actor.icbCode), context, 'lists');
  const returned = inParts(await loadReturnedToUs(tx, actor.icbCode), context, 'returned');
  const since = tools.today().subtract({ days: DAYS_TO_LOOK_BACK });
  const notArrived = inParts(await loadNotArrived(tx, actor.icbCode, since), context, 'not-arrived');
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
      notArrived.shown.length > 0 &&
      table({
        caption: 'The bank says that these did not arrive',
        responsive: true,
        head: ['Supplier', 'Reference', { text: 'Sum', format: 'numeric' }, 'Told on', 'What the bank says', 'To do'],
        rows: notArrived.shown.map(({ payment, word }) => [
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
    ${notArrived.rest}
    ${
      returned.shown.length > 0 &&
      table({
        caption: 'Came back from the bank, and owed again',
        responsive: true,
        head: ['Supplier', 'Reference', { text: 'Sum', format: 'numeric' }, 'Came back', 'What the bank says', 'To do'],
        rows: returned.shown.map(one => [
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
    ${returned.rest}
    ${
      lists.shown.length > 0 &&
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
        rows: lists.shown.map(list => [
          { html: html`<a href="${ofList(list)}">List ${list.number}</a>` },
          `${longDate(list.preparedOn)} by ${list.preparedByName}`,
          { text: String(list.totals.count), format: 'numeric' as const },
          numeric(list.totals.totalPence),
          STATUS_WORDS[list.status],
        ]),
      })
    }
    ${lists.rest}`,
  });
}

/** So many suppliers are shown one by one; the rest is counted. */
const ON_A_PAGE = 500;

/** So many days back a payment to a supplier is looked for in what the bank reports. */
const DAYS_TO_LOOK_BACK = 90;

export async function showList(context: Asked, problems: readonly Problem[] = []): Promise<Html | undefined> {
  const { tx, tools, actor, frame, params } = context;
  const list = await loadList(tx, params.listId);
  if (!list) return undefined;
  const payments = await loadListPayments(tx, list.listId);
  const files = await loadListFiles(tx, list.listId);
  const at = ofList(list);
  const { status } = list;
  const mayFile = hasLeave(actor, 'write-pay-file');
  const { confirmWorkingDays } = (await loadPolicy(tx, actor.icbCode, tools.today())).payments;
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  const ask = askAboutList(list, confirmWorkingDays, tools.today(), holidays);
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
    ${ask !== undefined && insetText({ text: ask })}
    ${factsOf(list)}
    ${files.length > 0 && filesTable(list, files, mayFile)}
    ${mayFile && status === 'RELEASED' && fileForm(at, frame, problems)}
    ${paymentsTable(list, payments)}
    ${hasLeave(actor, 'release-pay-run') && status === 'PREPARED' && link('release', 'Release it')}
    ${mayRecord && (status === 'RELEASED' || status === 'SENT') && link('paid', 'Record that it is paid')}
    ${hasLeave(actor, 'hear-bank') && status === 'SENT' && !isListTaken(list) && link('taken', 'Record that the bank took the file in')}
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
