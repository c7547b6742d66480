/** Invoices: entered on their order, checked against it, agreed to where they are more, accepted or refused, credited. */
import { z } from 'zod';
import { INVOICE_COLUMNS, MOST_INVOICES } from '../../../formats/invoices-csv.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import {
  dateField,
  fileField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, file, money, oneOf, optionalText, quantity, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { streamWords } from '../../../rules/funding/streams.ts';
import { FINDING_ASKS, type InvoiceFinding, mayAccept, touchesPerson } from '../../../rules/orders/invoice.ts';
import { findingForPerson, invoiceStatusWords } from '../../../rules/orders/invoice-words.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate, longDays } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { showQuantity } from '../../../values/quantity.ts';
import { loadPolicy } from '../../policy/store.ts';
import { findingWords } from '../../refusals/invoices.ts';
import { type Budget, loadBudget } from '../../requests/store.ts';
import { loadOrder } from '../store.ts';
import { loadSupplierNames } from '../suppliers/store.ts';
import { agreeInvoice } from './agree-invoice.ts';
import { answerInvoice } from './answer-invoice.ts';
import { enterCredit } from './enter-credit.ts';
import { enterInvoice } from './enter-invoice.ts';
import { type Judged, loadJudged } from './facts.ts';
import { importInvoices } from './import-invoices.ts';
import { countsFor } from './invoice-parts.ts';

const InvoiceForm = z.object({
  supplierId: z.uuid({ error: 'Select who sent it' }),
  number: text('Enter the number of the invoice', 50),
  issuedOn: date('Enter the day of the invoice, such as 1 12 2026'),
  fromOn: date('Enter the first day of the care, such as 1 12 2026'),
  toOn: date('Enter the last day of the care, such as 31 12 2026'),
  quantity: quantity('Enter how many, such as 8 or 7.5'),
  unitPence: money('Enter the price of one, such as 38.50', 1n),
  pence: money('Enter what it comes to, such as 308.00', 1n),
});

const AnswerForm = z.object({
  outcome: oneOf(['ACCEPTED', 'QUERIED', 'REFUSED'], 'Select what becomes of it'),
  reason: optionalText(500),
});

const AgreementForm = z.object({ reason: text('Say why it is right that it is more', 500) });

const CreditForm = z.object({
  number: text('Enter the number of the credit note', 50),
  issuedOn: date('Enter the day of the credit note, such as 1 12 2026'),
  pence: money('Enter how much is taken back, such as 38.50', 1n),
  words: text('Say why it is taken back', 300),
});

const ofInvoice = ({ budgetId, invoiceId }: { readonly budgetId: string; readonly invoiceId: string }) =>
  `/budgets/${budgetId}/invoices/${invoiceId}`;

const FileForm = z.object({ file: file('Choose the file of invoices') });

export const invoicePages: readonly Route[] = [
  get('/invoices/upload', { may: 'enter-invoice', records: 'invoice.ask', show: context => showUpload(context) }),
  post('/invoices/upload', {
    may: 'enter-invoice',
    records: 'invoice.import',
    form: FileForm,
    act: ({ tools, actor, command, values }) => importInvoices(tools, actor, command, values),
    done: ({ entered }) => seeOther('/orders', `Invoices entered: ${entered}`),
    askAgain: async (context, problems) => showUpload(context, problems),
  }),
  get('/budgets/:budgetId/orders/:orderId/invoices/new', {
    may: 'enter-invoice',
    records: 'invoice.ask',
    show: context => showNew(context),
  }),
  post('/budgets/:budgetId/orders/:orderId/invoices/new', {
    may: 'enter-invoice',
    records: 'invoice.enter',
    form: InvoiceForm,
    act: ({ tools, actor, command, params, values }) =>
      enterInvoice(tools, actor, command, params.budgetId, params.orderId, values),
    done: ({ invoiceId }, { params }) => seeOther(ofInvoice({ ...params, invoiceId }), 'Invoice entered'),
    askAgain: (context, problems, typed) => showNew(context, problems, typed),
  }),
  get('/budgets/:budgetId/invoices/:invoiceId', {
    may: 'see-case',
    records: 'invoice.read',
    show: context => showInvoice(context),
  }),
  get('/budgets/:budgetId/invoices/:invoiceId/answer', {
    may: 'decide-invoice',
    records: 'invoice.ask',
    show: context => showAnswer(context),
  }),
  post('/budgets/:budgetId/invoices/:invoiceId/answer', {
    may: 'decide-invoice',
    records: 'invoice.decide',
    form: AnswerForm,
    act: ({ tools, actor, command, params, values }) =>
      answerInvoice(tools, actor, command, params.budgetId, params.invoiceId, values),
    done: (_, { params }) => seeOther(ofInvoice(params), 'Saved'),
    askAgain: (context, problems, typed) => showAnswer(context, problems, typed),
  }),
  get('/budgets/:budgetId/invoices/:invoiceId/agreement', {
    may: 'agree-invoice',
    records: 'invoice.ask',
    show: context => showAgreement(context),
  }),
  post('/budgets/:budgetId/invoices/:invoiceId/agreement', {
    may: 'agree-invoice',
    records: 'invoice.agree',
    form: AgreementForm,
    act: ({ tools, actor, command, params, values }) =>
      agreeInvoice(tools, actor, command, params.budgetId, params.invoiceId, values),
    done: (_, { params }) => seeOther(ofInvoice(params), 'Agreed. Somebody else can accept it now'),
    askAgain: (context, problems, typed) => showAgreement(context, problems, typed),
  }),
  get('/budgets/:budgetId/invoices/:invoiceId/credit', {
    may: 'enter-invoice',
    records: 'invoice.ask',
    show: context => showCredit(context),
  }),
  post('/budgets/:budgetId/invoices/:invoiceId/credit', {
    may: 'enter-invoice',
    records: 'invoice.credit',
    form: CreditForm,
    act: ({ tools, actor, command, params, values }) =>
      enterCredit(tools, actor, command, params.budgetId, params.invoiceId, values),
    done: ({ invoiceId }, { params }) => seeOther(ofInvoice({ ...params, invoiceId }), 'Credit note entered'),
    askAgain: (context, problems, typed) => showCredit(context, problems, typed),
  }),
];

function showUpload({ frame }: ShowContext, problems: readonly Problem[] = []): Promise<Html> {
  const title = 'Enter a file of invoices';
  return Promise.resolve(
    page({
      frame,
      title,
      problems,
      backLink: { href: '/orders', text: 'Care that the NHS buys' },
      content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <p>A CSV file with one invoice a line, at most ${MOST_INVOICES.toLocaleString('en-GB')}. The first line names the columns: ${INVOICE_COLUMNS.join(', ')}. Leave the supplier empty where it is the one of the order. If one line is wrong, none is entered, and you see which.</p>
    ${form(
      { action: '/invoices/upload', ...frame.hidden, multipart: true },
      fileField({ name: 'file', label: 'File of invoices', accept: '.csv,text/csv', problems }),
      submitButton('Enter the invoices'),
    )}`,
    }),
  );
}

type AskedOrder = ShowContext<{ readonly budgetId: string; readonly orderId: string }>;
type Asked = ShowContext<{ readonly budgetId: string; readonly invoiceId: string }>;

const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

async function showNew(
  { tx, actor, frame, params }: AskedOrder,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const order = budget && (await loadOrder(tx, budget.budgetId, params.orderId));
  if (!budget || !order) return undefined;
  const at = `/budgets/${budget.budgetId}/orders/${order.orderId}`;
  const suppliers = await loadSupplierNames(tx, actor.icbCode);
  const shared = { problems, values: typed };
  const title = `Enter an invoice on order ${order.reference}`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: at, text: `Order ${order.reference}` },
    content: html`
    ${heading(budget, title)}
    <p>${order.what}: ${showQuantity(order.quantity)} at ${pounds(order.unitPence)} for each ${order.unit}, from ${longDate(order.fromOn)} to ${longDate(order.toOn)}. Enter what the invoice says, right or wrong: it is checked against the order.</p>
    ${form(
      { action: `${at}/invoices/new`, ...frame.hidden },
      selectField({
        ...shared,
        name: 'supplierId',
        label: 'Who sent it?',
        value: order.supplierId,
        options: suppliers.map(({ supplierId, name }) => ({ value: supplierId, text: name })),
      }),
      textField({ ...shared, name: 'number', label: 'Number of the invoice', width: 10 }),
      dateField({ ...shared, name: 'issuedOn', label: 'Day of the invoice' }),
      dateField({ ...shared, name: 'fromOn', label: 'First day of the care' }),
      dateField({ ...shared, name: 'toOn', label: 'Last day of the care' }),
      textField({ ...shared, name: 'quantity', label: `How many? (${order.unit})`, width: 5, inputmode: 'decimal' }),
      moneyField({ ...shared, name: 'unitPence', label: 'Price of one' }),
      moneyField({ ...shared, name: 'pence', label: 'What does it come to?' }),
      submitButton('Enter the invoice'),
    )}`,
  });
}

type Found = Judged & { readonly budget: Budget };

async function find({ tx, actor, params }: Asked): Promise<Found | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const judged = budget && (await loadJudged(tx, budget, params.invoiceId));
  return judged && { ...judged, budget };
}

const isOpen = ({ invoice }: Judged) => invoice.status === 'ENTERED' || invoice.status === 'QUERIED';
const asks = ({ open }: Judged, what: 'STOP' | 'AGREEMENT' | 'REASON') =>
  open.findings.filter(({ code }) => FINDING_ASKS[code] === what);
const nameOf = ({ invoice }: Judged) => `${invoice.kind === 'CREDIT' ? 'Credit note' : 'Invoice'} ${invoice.number}`;

async function showInvoice(context: Asked): Promise<Html | undefined> {
  const found = await find(context);
  if (!found) return undefined;
  const { actor, frame } = context;
  const { budget, invoice, order } = found;
  const at = ofInvoice(invoice);
  const mayCredit = hasLeave(actor, 'enter-invoice') && invoice.status === 'ACCEPTED' && invoice.kind === 'INVOICE';
  return page({
    frame,
    title: nameOf(found),
    backLink: { href: `/budgets/${budget.budgetId}/orders/${order.orderId}`, text: `Order ${order.reference}` },
    content: html`
    ${heading(budget, nameOf(found))}
    ${factsOf(found)}
    ${actor.personId === undefined ? findings(found) : findingsForPerson(found)}
    ${hasLeave(actor, 'agree-invoice') && isOpen(found) && asks(found, 'AGREEMENT').length > 0 && html`<p><a href="${at}/agreement">Agree that it is more than was ordered</a></p>`}
    ${hasLeave(actor, 'decide-invoice') && isOpen(found) && html`<p><a href="${at}/answer">Accept it, ask about it or refuse it</a></p>`}
    ${mayCredit && html`<p><a href="${at}/credit">Enter a credit note for it</a></p>`}`,
  });
}

function factsOf({ invoice, order }: Judged): Html {
  const isCredit = invoice.kind === 'CREDIT';
  return html`${summaryList({
    rows: [
      { key: 'From', value: invoice.supplierName },
      { key: 'Day', value: longDate(invoice.issuedOn) },
      isCredit && {
        key: 'Takes back',
        value: html`<a href="/budgets/${invoice.budgetId}/invoices/${invoice.creditsId}">An invoice</a>`,
      },
      isCredit && { key: 'Why', value: invoice.words },
      { key: 'For the days', value: longDays(invoice.fromOn, invoice.toOn) },
      !isCredit && {
        key: 'How much',
        value: `${showQuantity(invoice.quantity)} at ${pounds(invoice.unitPence)} for each ${order.unit}`,
      },
      { key: 'Sum', value: html`<strong>${pounds(countsFor(invoice))}</strong>` },
      { key: 'Entered', value: `${longDate(invoice.enteredOn)} by ${invoice.enteredByName}` },
      invoice.agreed && {
        key: 'More than was ordered',
        value: `${invoice.agreed.byName} agreed to ${pounds(invoice.agreed.overPence)}: ${invoice.agreed.reason}`,
      },
      { key: 'Where it stands', value: invoiceStatusWords(invoice) },
      invoice.answeredOn && {
        key: 'Answered',
        value: `${longDate(invoice.answeredOn)} by ${invoice.answeredByName}${invoice.answerReason === '' ? '' : `: ${invoice.answerReason}`}`,
      },
    ],
  })}
    ${
      invoice.parts.length > 1 &&
      table({
        caption: 'Who pays for it',
        responsive: true,
        head: ['Payer', { text: 'Sum', format: 'numeric' }],
        rows: invoice.parts.map(part => [
          streamWords(part.stream),
          { text: pounds(invoice.kind === 'CREDIT' ? -part.pence : part.pence), format: 'numeric' as const },
        ]),
      })
    }`;
}

/** What was found, and what it asks for. */
function findings(found: Judged): Html | false {
  if (!isOpen(found)) return false;
  const list = (title: string, of: readonly InvoiceFinding[]) =>
    of.length > 0 &&
    html`<p>${title}</p><ul class="nhsuk-list nhsuk-list--bullet">${of.map(one => html`<li>${findingWords(one)}</li>`)}</ul>`;
  if (found.open.findings.length === 0) return insetText({ text: 'It is as it was ordered.' });
  return insetText({
    html: html`${list('It cannot be accepted:', asks(found, 'STOP'))}
    ${list('Another person has to agree to this before it is accepted:', asks(found, 'AGREEMENT'))}
    ${list('Whoever accepts it says why it is right all the same:', asks(found, 'REASON'))}`,
  });
}

/** The same for the person: what we look into before we pay, and whom to tell what they know. */
function findingsForPerson(found: Found): Html | false {
  if (!isOpen(found)) return false;
  const { budget, invoice, open } = found;
  const checked = 'Somebody checks this bill before we pay it. You pay nothing.';
  if (open.findings.length === 0) return insetText({ text: checked });
  return insetText({
    html: html`<p>${checked} This is what we look into:</p>
    <ul class="nhsuk-list nhsuk-list--bullet">${open.findings.map(one => html`<li>${findingForPerson(one)}</li>`)}</ul>
    ${touchesPerson(invoice.kind, open.findings) && html`<p>Do you know which care came on these days? Tell ${budget.careCoordinatorName}. It helps us.</p>`}`,
  });
}

async function invoiceForm(
  context: Asked,
  problems: readonly Problem[],
  given: { readonly title: string; readonly path: string; readonly isOn: (found: Found) => boolean },
  ...fields: readonly Html[]
): Promise<Html | undefined> {
  const found = await find(context);
  if (!found || (problems.length === 0 && !given.isOn(found))) return undefined;
  const at = ofInvoice(found.invoice);
  return page({
    frame: context.frame,
    title: given.title,
    problems,
    backLink: { href: at, text: nameOf(found) },
    content: html`
    ${heading(found.budget, given.title)}
    ${factsOf(found)}
    ${findings(found)}
    ${form({ action: `${at}/${given.path}`, ...context.frame.hidden }, ...fields)}`,
  });
}

async function showAnswer(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const found = await find(context);
  if (!found) return undefined;
  const { tx, tools, actor } = context;
  const { ownInvoicePence } = (await loadPolicy(tx, actor.icbCode, tools.today())).orders;
  const isAnothers = mayAccept(found.open, actor.id, ownInvoicePence);
  const isStopped = asks(found, 'STOP').length > 0;
  const shared = { problems, values: typed };
  return invoiceForm(
    context,
    problems,
    { title: 'Decide about an invoice', path: 'answer', isOn: isOpen },
    radiosField({
      ...shared,
      name: 'outcome',
      label: 'What becomes of it?',
      hint: isAnothers ? undefined : 'You entered it, so somebody else has to accept it',
      options: [
        isAnothers && !isStopped && { value: 'ACCEPTED', text: 'Accept it: it is paid with the next list' },
        { value: 'QUERIED', text: 'Ask the supplier about it' },
        { value: 'REFUSED', text: 'Refuse it: the supplier may send it again, put right' },
      ],
    }),
    textareaField({
      ...shared,
      name: 'reason',
      label: 'Why?',
      hint: 'Needed for a question and a no, and where something was found. If it is about whether care came, the person reads the question or the no',
      rows: 3,
    }),
    submitButton('Save'),
  );
}

function showAgreement(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  return invoiceForm(
    context,
    problems,
    {
      title: 'Agree to more than was ordered',
      path: 'agreement',
      isOn: found => isOpen(found) && asks(found, 'AGREEMENT').length > 0,
    },
    textareaField({ name: 'reason', label: 'Why is it right that it is more?', problems, values: typed, rows: 3 }),
    submitButton('Agree'),
  );
}

function showCredit(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const shared = { problems, values: typed };
  return invoiceForm(
    context,
    problems,
    {
      title: 'Enter a credit note',
      path: 'credit',
      isOn: ({ invoice }) => invoice.kind === 'INVOICE' && invoice.status === 'ACCEPTED',
    },
    textField({ ...shared, name: 'number', label: 'Number of the credit note', width: 10 }),
    dateField({ ...shared, name: 'issuedOn', label: 'Day of the credit note' }),
    moneyField({ ...shared, name: 'pence', label: 'How much is taken back?' }),
    textareaField({ ...shared, name: 'words', label: 'Why?', rows: 2 }),
    submitButton('Enter the credit note'),
  );
}
