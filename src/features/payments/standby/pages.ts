/** What the bank said of a run, its rail being down, and over-payments to be put right. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { checkboxesField, form, radiosField, submitButton, textareaField, textField } from '../../../nhsuk/forms.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { confirmed, oneOf, text } from '../../../platform/forms.ts';
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
import { RAIL_WORDS } from '../../../rules/payment/rails.ts';
import { confirmBy, isOverdue, wasSent } from '../../../rules/payment/standby.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadPaidBackUnseen } from '../../closing/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadRun, type PaymentRun } from '../store.ts';
import { declareCardOutage } from './cards/declare-card-outage.ts';
import { confirmRun } from './confirm-run.ts';
import { declareOutage } from './declare-outage.ts';
import { settleOverpayment } from './settle-overpayment.ts';
import { loadOpenOverpayments, loadRailState, type Overpayment, type RailState } from './store.ts';

const OutageForm = z.object({
  words: text('Enter how you know that the payments are not on their way', 500),
  confirmed: confirmed('Select that these payments are to be paid another way'),
});
const CardOutageForm = z.object({
  sortCode: text('Enter the sort code of the cards, 6 digits such as 20-29-59', 20)
    .transform(typed => typed.replaceAll(/[-\s]/g, ''))
    .refine(digits => /^\d{6}$/.test(digits), { error: 'The sort code must be 6 digits, such as 20-29-59' }),
  words: text('Enter how you know that the cards do not work', 500),
  confirmed: confirmed('Select that these payments are to be paid another way'),
});
const WordForm = z.object({
  says: oneOf(['TAKEN', 'REJECTED'], 'Select what the bank says'),
  words: text('Enter who told you, and when', 500),
});
const SettleForm = z.object({
  how: oneOf(['SET_OFF', 'PAID_BACK'], 'Select how it is put right'),
  words: text('Enter what was agreed with the person', 500),
});

type OfRun = ShowContext<{ readonly runId: string }>;

export const standbyPages: readonly Route[] = [
  get('/pay-runs/:runId/outage', {
    may: 'declare-outage',
    records: 'pay-run.read',
    show: context => showOutage(context),
  }),
  post('/pay-runs/:runId/outage', {
    may: 'declare-outage',
    records: 'rail.outage',
    form: OutageForm,
    act: ({ tools, actor, command, params, values: { words } }) =>
      declareOutage(tools, actor, command, params.runId, { cause: 'DECLARED', words }),
    done: ({ count }, { params }) =>
      seeOther(
        `/pay-runs/${params.runId}`,
        `${many(count)} of this run owed again. OpenPHB prepares a run by Faster Payments for somebody to take up`,
      ),
    askAgain: (context, problems, typed) => showOutage(context, problems, typed),
  }),
  get('/card-outages/new', {
    may: 'declare-outage',
    records: 'card-outage.ask',
    show: async context => showCardOutage(context),
  }),
  post('/card-outages/new', {
    may: 'declare-outage',
    records: 'card.outage',
    form: CardOutageForm,
    act: ({ tools, actor, command, values: { sortCode, words } }) =>
      declareCardOutage(tools, actor, command, { sortCode, words }),
    done: ({ count, withoutCount }) =>
      seeOther(
        '/pay-runs',
        `${many(count)} to be made another way. OpenPHB prepares a run for somebody to take up.${withoutCount === 0 ? '' : ` ${many(withoutCount)} to this issuer, or a part of ${withoutCount === 1 ? 'it' : 'them'}, ${withoutCount === 1 ? 'has' : 'have'} no other way: call these people`}`,
      ),
    askAgain: async (context, problems, typed) => showCardOutage(context, problems, typed),
  }),
  get('/pay-runs/:runId/word', { may: 'hear-bank', records: 'pay-run.read', show: context => showWord(context) }),
  post('/pay-runs/:runId/word', {
    may: 'hear-bank',
    records: 'pay-run.hear',
    form: WordForm,
    act: ({ tools, actor, command, params, values }) => confirmRun(tools, actor, command, params.runId, values),
    done: (_, { params }) => seeOther(`/pay-runs/${params.runId}`, 'Saved what the bank says'),
    askAgain: (context, problems, typed) => showWord(context, problems, typed),
  }),
  get('/overpayments', {
    may: 'settle-overpayment',
    records: 'overpayment.list',
    show: context => showOverpayments(context, context.query.payment),
  }),
  post('/overpayments/:paymentId', {
    may: 'settle-overpayment',
    records: 'overpayment.settle',
    form: SettleForm,
    act: ({ tools, actor, command, params, values }) =>
      settleOverpayment(tools, actor, command, params.paymentId, values),
    done: () => seeOther('/overpayments', 'Saved'),
    askAgain: (context, problems, typed) => showOverpayments(context, context.params.paymentId, problems, typed),
  }),
];

const OverpaymentAnswer = z.object({
  paymentId: z.string(),
  budgetId: z.string(),
  budgetReference: z.string(),
  period: z.string(),
  pence: z.string(),
  foundOn: z.iso.date(),
});

export const standbyEndpoints: readonly Route[] = [
  read('/overpayments', {
    may: 'settle-overpayment',
    records: 'overpayment.list',
    answer: z.object({ overpayments: z.array(OverpaymentAnswer) }),
    read: async ({ tx, actor }) => ({
      overpayments: (await loadOpenOverpayments(tx, actor.icbCode)).map(one => ({
        paymentId: one.paymentId,
        budgetId: one.budgetId,
        budgetReference: one.budgetReference,
        period: one.period.toString(),
        pence: one.pence.toString(),
        foundOn: one.foundOn.toString(),
      })),
    }),
  }),
];

/** What the page of a run says of the bank's word; nothing before its file was written. */
export async function bankWordOf({ tx, actor, tools }: OfRun, run: PaymentRun): Promise<Html | undefined> {
  if (!wasSent(run.status)) return undefined;
  const state = await loadRailState(tx, run.runId);
  const { payments } = await loadPolicy(tx, actor.icbCode, tools.today());
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  const by = state.sentOn && confirmBy(state.sentOn, payments.confirmWorkingDays, holidays);
  const overdue =
    state.sentOn !== null &&
    state.outage === null &&
    isOverdue(
      { status: run.status, isConfirmed: state.takenOn !== null, sentOn: state.sentOn },
      payments.confirmWorkingDays,
      tools.today(),
      holidays,
    );
  const href = `/pay-runs/${run.runId}`;
  return html`
    <h2 class="nhsuk-heading-m">What the bank says</h2>
    ${overdue && by && insetText({ text: `The bank should have confirmed this file by ${longDate(by)}. Ask it now.` })}
    ${summaryList({ rows: [{ key: 'The file', value: fileWords(state) }, ...outageRows(state)] })}
    ${
      hasLeave(actor, 'hear-bank') &&
      html`<p><a class="nhsuk-link" href="${href}/word">Note what the bank says of this file</a></p>`
    }
    ${
      hasLeave(actor, 'declare-outage') &&
      state.outage === null &&
      state.unsettledCount > 0 &&
      html`<p><a class="nhsuk-link" href="${href}/outage">Pay this run another way</a></p>`
    }`;
}

function fileWords(state: RailState): string {
  if (state.takenOn) return `Confirmed on ${longDate(state.takenOn)}`;
  return state.confirmedCount > 0 ? `${many(state.confirmedCount)} confirmed one by one` : 'Nothing yet';
}

function outageRows({ outage, notKnownCount }: RailState) {
  if (!outage) return [];
  const why = outage.cause === 'DECLARED' ? outage.words : 'The bank did not confirm the file in time';
  return [
    {
      key: 'Paid another way',
      value: `${many(outage.count)}, ${pounds(outage.pence)} in all, since ${longDate(outage.declaredOn)}: ${why} (${outage.byName})`,
    },
    { key: 'Not known yet', value: notKnownCount === 0 ? 'None' : many(notKnownCount) },
  ];
}

function many(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'payment' : 'payments'}`;
}

async function showOutage(
  { tx, actor, frame, params }: OfRun,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const run = await loadRun(tx, actor.icbCode, params.runId);
  if (!run) return undefined;
  const state = await loadRailState(tx, run.runId);
  const href = `/pay-runs/${run.runId}`;
  return page({
    frame,
    title: `Pay ${run.reference} another way`,
    problems,
    backLink: { href },
    content: html`
    <h1 class="nhsuk-heading-l">Pay ${run.reference} another way</h1>
    <p>${many(state.unsettledCount)} of this run ${state.unsettledCount === 1 ? 'is' : 'are'} not confirmed. ${RAIL_WORDS[run.rail]} may still carry them, and nobody knows.</p>
    <p>They are taken back in the books and owed again. OpenPHB then prepares a run by Faster Payments that pays them, whoever has wages to pay first. A payment preparer takes it up, and another person releases it.</p>
    <p>Where the bank later confirms one of them, it is not paid a second time, unless the second payment has gone out already. That is then put right with the person.</p>
    ${form(
      { action: `${href}/outage`, ...frame.hidden },
      textareaField({
        name: 'words',
        label: 'How do you know?',
        hint: 'Such as: Bacs said at 10.15 that its day is lost',
        problems,
        values: typed,
        rows: 3,
      }),
      checkboxesField({
        name: 'confirmed',
        label: 'Pay them another way?',
        options: [{ value: 'yes', text: 'Yes, what is not confirmed of this run is to be paid another way' }],
        problems,
        values: typed,
      }),
      submitButton('Pay another way', 'warning'),
    )}`,
  });
}

function showCardOutage({ frame }: ShowContext, problems: readonly Problem[] = [], typed?: Typed): Html {
  return page({
    frame,
    title: 'An issuer of cards is down',
    problems,
    backLink: { href: '/pay-runs' },
    content: html`
    <h1 class="nhsuk-heading-l">An issuer of cards is down</h1>
    <p>What was sent to its cards by now, and nobody has confirmed, goes the ways that were agreed with each person before: onto their second card, or wages straight to their assistants. OpenPHB prepares it by Faster Payments, wages first.</p>
    <p>What has no other way stays as it is. Call these people: an emergency payment may be needed.</p>
    ${form(
      { action: '/card-outages/new', ...frame.hidden },
      textField({
        name: 'sortCode',
        label: 'Sort code of the cards',
        hint: 'Must be 6 digits, such as 20-29-59',
        width: 5,
        inputmode: 'numeric',
        spellcheck: false,
        problems,
        values: typed,
      }),
      textareaField({ name: 'words', label: 'How do you know?', problems, values: typed, rows: 3 }),
      checkboxesField({
        name: 'confirmed',
        label: 'Pay another way?',
        options: [{ value: 'yes', text: 'Yes, what these cards have not confirmed goes another way' }],
        problems,
        values: typed,
      }),
      submitButton('Pay another way', 'warning'),
    )}`,
  });
}

async function showWord(
  { tx, actor, frame, params }: OfRun,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const run = await loadRun(tx, actor.icbCode, params.runId);
  if (!run) return undefined;
  const href = `/pay-runs/${run.runId}`;
  return page({
    frame,
    title: `What the bank says of ${run.reference}`,
    problems,
    backLink: { href },
    content: html`
    <h1 class="nhsuk-heading-l">What the bank says of ${run.reference}</h1>
    <p>It is about the whole file. <a class="nhsuk-link" href="/bank-reports/new">Add the bank’s report</a> instead where there is one.</p>
    ${form(
      { action: `${href}/word`, ...frame.hidden },
      radiosField({
        name: 'says',
        label: 'What does the bank say?',
        options: [
          { value: 'TAKEN', text: 'The file was taken in, and its payments are made' },
          { value: 'REJECTED', text: 'The file was rejected, and nothing of it is paid' },
        ],
        problems,
        values: typed,
      }),
      textareaField({ name: 'words', label: 'Who told you, and when?', problems, values: typed, rows: 3 }),
      submitButton('Save'),
    )}`,
  });
}

/** All of them, and the form of one: the only one, or the one that was chosen. */
async function showOverpayments(
  { tx, actor, frame, query }: ShowContext,
  asked: string | undefined,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const open = await loadOpenOverpayments(tx, actor.icbCode);
  const chosenId = asked ?? (open.length === 1 ? open[0]!.paymentId : undefined);
  const chosen = open.find(one => one.paymentId === chosenId);
  const { shown, rest } = inParts(open, { query, frame: { path: '/overpayments' } });
  const unseen = await loadPaidBackUnseen(tx, actor.icbCode);
  return page({
    frame,
    title: 'Paid twice by mistake',
    problems,
    width: 'full',
    backLink: { href: '/pay-runs', text: 'Payments' },
    content: html`
    <h1 class="nhsuk-heading-l">Paid twice by mistake</h1>
    <p>Nobody knew whether these payments had arrived, so they were paid another way; then both arrived. Talk with the person first: it was not their fault.</p>
    ${
      open.length === 0
        ? html`<p>There are none.</p>`
        : table({
            caption: { text: 'Payments that were made twice', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Budget', 'Person', 'For', 'Known since', { text: 'Amount', format: 'numeric' }],
            rows: shown.map(one => [
              { text: one.budgetReference, href: `/overpayments?payment=${one.paymentId}` },
              one.personName,
              longMonth(one.period),
              longDate(one.foundOn),
              pounds(one.pence),
            ]),
          })
    }
    ${rest}
    ${chosen && settleForm(chosen, frame.hidden, problems, typed)}
    ${unseen.length > 0 && paidBackTable(unseen)}`,
  });
}

const paidBackTable = (unseen: Awaited<ReturnType<typeof loadPaidBackUnseen>>): Html =>
  table({
    caption: { text: 'Paid back, and not on the person’s statement yet', size: 'm' },
    responsive: true,
    head: ['Budget', 'Person', 'Paid back on', { text: 'Amount', format: 'numeric' }],
    rows: unseen.map(one => [
      { text: one.budgetReference, href: `/budgets/${one.budgetId}/money-back` },
      one.personName,
      longDate(one.receivedOn),
      { text: pounds(one.pence), format: 'numeric' as const },
    ]),
  });

const settleForm = (
  { paymentId, personName, budgetReference, pence }: Overpayment,
  hidden: ShowContext['frame']['hidden'],
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html => html`
    <h2 class="nhsuk-heading-m">${personName}, ${budgetReference}: ${pounds(pence)}</h2>
    ${form(
      { action: `/overpayments/${paymentId}`, ...hidden },
      radiosField({
        name: 'how',
        label: 'How is it put right?',
        options: [
          { value: 'SET_OFF', text: 'The next instalments are smaller by it' },
          { value: 'PAID_BACK', text: 'The person has paid it back' },
        ],
        problems,
        values: typed,
      }),
      textareaField({ name: 'words', label: 'What was agreed with the person?', problems, values: typed, rows: 2 }),
      submitButton('Save'),
    )}`;
