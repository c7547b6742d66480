/** Reports of banks: which were added, what each record did, adding one, and accounts to check because a bank says so. */
import { z } from 'zod';
import { button } from '../../../nhsuk/content/button.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { fileField, form, submitButton } from '../../../nhsuk/forms.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { file } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, read, type ShowContext, seeOther } from '../../../platform/http.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { type ListHeard, loadListsHeardIn } from '../../orders/paying/file-store.ts';
import { findNamedPayments, type NamedPayment } from '../../orders/paying/named-store.ts';
import { importReport } from './import-report.ts';
import { loadOpenAdvice, loadReport, loadReports, type Outcome, type StoredRecord } from './store.ts';

const ReportForm = z.object({ file: file('Choose the file of the report') });

export const reportPages: readonly Route[] = [
  get('/bank-reports', { may: 'hear-bank', records: 'bank-report.list', show: context => showReports(context) }),
  get('/bank-reports/new', { may: 'hear-bank', records: 'bank-report.ask', show: async context => showNew(context) }),
  post('/bank-reports/new', {
    may: 'hear-bank',
    records: 'bank-report.import',
    form: ReportForm,
    act: ({ tools, actor, command, values }) => importReport(tools, actor, command, values),
    done: ({ reportId, records, again }) =>
      seeOther(
        `/bank-reports/${reportId}`,
        again
          ? 'This report was added before. Nothing was done again'
          : `Report added: ${records} ${records === 1 ? 'record' : 'records'}`,
      ),
    askAgain: async (context, problems) => showNew(context, problems),
  }),
  get('/bank-reports/:reportId', {
    may: 'hear-bank',
    records: 'bank-report.read',
    show: context => showReport(context),
  }),
];

const ReportAnswer = z.object({
  reportId: z.string(),
  kind: z.string(),
  name: z.string(),
  receivedOn: z.iso.date(),
  recordCount: z.number(),
  openCount: z.number(),
});
const RecordAnswer = z.object({
  line: z.number(),
  says: z.string(),
  outcome: z.string(),
  paymentId: z.string().nullable(),
  reference: z.string(),
  amountPence: z.string().nullable(),
  reason: z.string(),
});

export const reportEndpoints: readonly Route[] = [
  read('/bank-reports', {
    may: 'hear-bank',
    records: 'bank-report.list',
    answer: z.object({ reports: z.array(ReportAnswer) }),
    read: async ({ tx, actor }) => ({
      reports: (await loadReports(tx, actor.icbCode)).map(one => ({ ...one, receivedOn: one.receivedOn.toString() })),
    }),
  }),
  read('/bank-reports/:reportId', {
    may: 'hear-bank',
    records: 'bank-report.read',
    answer: ReportAnswer.extend({ records: z.array(RecordAnswer) }),
    async read({ tx, actor, params }) {
      const report = await loadReport(tx, actor.icbCode, params.reportId);
      return (
        report && {
          ...report,
          receivedOn: report.receivedOn.toString(),
          records: report.records.map(one => ({ ...one, amountPence: one.amountPence?.toString() ?? null })),
        }
      );
    },
  }),
];

async function showReports(context: ShowContext): Promise<Html> {
  const { tx, actor, frame } = context;
  const { shown: reports, rest } = inParts(await loadReports(tx, actor.icbCode), context);
  const advice = await loadOpenAdvice(tx, actor.icbCode);
  return page({
    frame,
    title: 'Reports of the bank',
    width: 'full',
    backLink: { href: '/pay-runs' },
    content: html`
    <h1 class="nhsuk-heading-l">Reports of the bank</h1>
    <p>What came back, what was rejected, what arrived.</p>
    ${button({ text: 'Add a report', href: '/bank-reports/new' })}
    ${
      advice.length > 0 &&
      html`${table({
        caption: { text: 'Accounts to check', size: 'm' },
        responsive: true,
        head: ['Budget', 'Person', 'The bank says it is', 'Since'],
        rows: advice.map(one => [
          { text: one.budgetReference, href: `/budgets/${one.budgetId}/account` },
          one.personName,
          `${one.newSortCode.replace(/(\d\d)(?=\d)/g, '$1-')} ${one.newAccountNumber}`,
          longDate(one.receivedOn),
        ]),
      })}<p>Nothing is changed by the bank’s word alone. Call the person on a number that you know, enter the account, and somebody else checks it.</p>`
    }
    ${
      reports.length === 0
        ? html`<p>No report was added yet.</p>`
        : table({
            caption: { text: 'Reports, the last one first', size: 'm' },
            responsive: true,
            head: [
              'Report',
              'File',
              { text: 'Records', format: 'numeric' },
              { text: 'To ask about', format: 'numeric' },
              'Added',
            ],
            rows: reports.map(one => [
              { text: `${KIND_WORDS[one.kind]} ${one.name}`, href: `/bank-reports/${one.reportId}` },
              one.fileName,
              String(one.recordCount),
              String(one.openCount),
              `${longDate(one.receivedOn)} by ${one.byName}`,
            ]),
          })
    }
    ${rest}`,
  });
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  ARUCS: 'Credits that came back (ARUCS)',
  AWACS: 'Accounts that are others (AWACS)',
  INPUT: 'Input report',
  PAIN002: 'Payment status (pain.002)',
};

async function showReport(context: ShowContext<{ readonly reportId: string }>): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const report = await loadReport(tx, actor.icbCode, params.reportId);
  if (!report) return undefined;
  const lists = await loadListsHeardIn(tx, report.reportId);
  const unfitted = report.records.filter(({ outcome }) => outcome === 'NOT_FOUND').map(({ reference }) => reference);
  const named = await findNamedPayments(tx, actor.icbCode, unfitted);
  const toSuppliers = new Map(named.map(one => [one.name, one]));
  const { shown, rest } = inParts(report.records, context);
  return page({
    frame,
    title: report.fileName,
    width: 'full',
    backLink: { href: '/bank-reports' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${KIND_WORDS[report.kind]}</span> ${report.name || report.fileName}</h1>
    <p>Added on ${longDate(report.receivedOn)} by ${report.byName}.</p>
    ${lists.map(one => html`<p>${listWords(one)}. <a class="nhsuk-link" href="/supplier-payments/${one.listId}">Open the list</a></p>`)}
    ${
      report.records.length === 0
        ? lists.length === 0 && html`<p>It is about the whole file.</p>`
        : table({
            caption: { text: 'What each record did', size: 'm' },
            responsive: true,
            head: ['Line', 'Reference', 'The bank says', 'What was done', { text: 'Amount', format: 'numeric' }],
            rows: shown.map(one => [
              String(one.line),
              one.paymentId && one.budgetId
                ? { text: one.reference, href: `/budgets/${one.budgetId}/payments` }
                : one.reference,
              `${SAYS_WORDS[one.says]}${one.reason === '' ? '' : `: ${one.reason}`}${newAccount(one)}`,
              doneWords(one, toSuppliers),
              one.amountPence === null ? '' : pounds(one.amountPence),
            ]),
          })
    }
    ${rest}`,
  });
}

/** What a report says of the file of a list to suppliers, and what followed. */
function listWords({ number, says, status }: ListHeard): string {
  if (says === 'TAKEN') return `The bank took in the file of list ${number} of payments to suppliers`;
  const words = `The bank did not take the file of list ${number} of payments to suppliers`;
  return status === 'CANCELLED' ? `${words}. Its invoices can be paid by another list` : words;
}

/** What a record did; of a payment to a supplier, what it is, and the way to it. */
function doneWords(record: StoredRecord, toSuppliers: ReadonlyMap<string, NamedPayment>): string | { html: Html } {
  const paid = record.outcome === 'NOT_FOUND' ? toSuppliers.get(record.reference) : undefined;
  if (!paid) return OUTCOME_WORDS[record.outcome];
  const next = paid.isBack
    ? 'It is recorded that it came back'
    : record.amountPence !== null && record.amountPence !== paid.pence
      ? `We paid ${pounds(paid.pence)}. Ask the bank why it says another sum`
      : record.says === 'RETURNED' || record.says === 'REJECTED'
        ? 'Record on its list what became of it'
        : 'Nothing more to do';
  return {
    html: html`A payment to a supplier, ${paid.supplierName}: <a class="nhsuk-link" href="/supplier-payments/${paid.listId}">payment ${paid.place} of list ${paid.number}</a>. ${next}.`,
  };
}

function newAccount({ newSortCode, newAccountNumber }: StoredRecord): string {
  if (!newSortCode && !newAccountNumber) return '';
  return `, it is ${[newSortCode?.replace(/(\d\d)(?=\d)/g, '$1-'), newAccountNumber].filter(Boolean).join(' ')}`;
}

const SAYS_WORDS: Readonly<Record<string, string>> = {
  RETURNED: 'Came back',
  REJECTED: 'Not taken in',
  PAID: 'Arrived',
  PENDING: 'Not known yet',
  WRONG_ACCOUNT: 'Another account',
};

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  CONFIRMED: 'Noted that it arrived',
  TAKEN_BACK: 'Taken back, and owed again',
  KNOWN_UNPAID: 'It was given up before: nothing more to do',
  FOUND: 'It arrived after all: it is not paid again',
  OVERPAID: 'It arrived, and so did another: paid twice',
  OVERPAYMENT_RETURNED: 'What was paid twice came back',
  OVERPAYMENT_STANDS: 'It came back; the other payment stands for it',
  NOTHING_NEW: 'Known before',
  NOT_SENT: 'This payment was not sent. Ask the bank',
  CONTRADICTS: 'The bank said otherwise before. Ask the bank',
  NOT_FOUND: 'No payment fits. Ask the bank',
  SEVERAL: 'Several payments fit. Record it by hand on the payment’s page',
};

function showNew({ frame }: ShowContext, problems: readonly Problem[] = []): Html {
  return page({
    frame,
    title: 'Add a report of the bank',
    problems,
    backLink: { href: '/bank-reports' },
    content: html`
    <h1 class="nhsuk-heading-l">Add a report of the bank</h1>
    <p>ARUCS, AWACS and input reports of Bacs, and pain.002 of a bank, all as XML. You can add the same one twice: nothing is done twice.</p>
    ${form(
      { action: '/bank-reports/new', ...frame.hidden, multipart: true },
      fileField({ name: 'file', label: 'The report', hint: 'A file that ends in .xml', accept: '.xml', problems }),
      submitButton('Add the report'),
    )}`,
  });
}
