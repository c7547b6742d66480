/** Payment runs for staff: what waits, what a new run would pay and hold, one run, its release, its file. */
import { z } from 'zod';
import { PAYMENT_FILE_WRITERS } from '../../../formats/payment-files/writers.ts';
import { button } from '../../../nhsuk/content/button.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { checkboxesField, form, submitButton } from '../../../nhsuk/forms.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { confirmed, oneOf, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { fileDayOf, fileDayWords } from '../../../rules/payment/file-day.ts';
import { RUN_STATUS_WORDS, timingWords } from '../../../rules/payment/payment.ts';
import { RAIL_WORDS } from '../../../rules/payment/rails.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate, longMonth } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadAccountsToEnter } from '../../agreements/store.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { inPlainWords } from '../../refusals.ts';
import { loadFiles } from '../files/store.ts';
import { writeFile } from '../files/write-file.ts';
import { alertsOf, takeUpForm } from '../standby/alerts.ts';
import { bankWordOf } from '../standby/pages.ts';
import { isStandbyNeeded, loadOpenOverpayments } from '../standby/store.ts';
import { takeUpRun } from '../standby/take-up-run.ts';
import { loadRun, loadRunHolds, loadRunPayments, loadRuns, type PaymentRun } from '../store.ts';
import { cancelRun } from './cancel-run.ts';
import { prepareRun, previewRun } from './prepare-run.ts';
import { loadRunRedated } from './redated-store.ts';
import { releaseRun } from './release-run.ts';
import {
  capital,
  fileName,
  filesTable,
  heldWords,
  holdsTable,
  ONLY_PAYS_WORDS,
  paymentsTable,
  redatedWords,
  returnsOf,
  totalsOf,
} from './run-parts.ts';

/** Payments shown on one page of a run. */
const ON_A_PAGE = 200;

const PrepareForm = z.object({
  month: z
    .string({ error: 'Select a month' })
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'Select a month' })
    .transform(month => Temporal.PlainYearMonth.from(month)),
  rail: oneOf(['BACS', 'FASTER_PAYMENTS'], 'Select how it is paid').default('BACS'),
  onlyPays: oneOf(['GIVEN_UP', 'URGENT'], 'Select what it pays').optional(),
});

const ReleaseForm = z.object({
  count: wholeNumber('The number of payments is missing. Open the page again', 0, 9_999_999),
  totalPence: z
    .string({ error: 'The sum is missing. Open the page again' })
    .regex(/^\d{1,15}$/)
    .transform(BigInt),
  confirmed: confirmed('Select that you have checked the run and release it'),
});

const CancelForm = z.object({ confirmed: confirmed('Select that the run is to be cancelled') });

export const runPages: readonly Route[] = [
  get('/pay-runs', { may: 'see-pay-runs', records: 'pay-run.list', show: context => showRuns(context) }),
  get('/pay-runs/new', { may: 'prepare-pay-run', records: 'pay-run.preview', show: context => showNew(context) }),
  post('/pay-runs/new', {
    may: 'prepare-pay-run',
    records: 'pay-run.prepare',
    form: PrepareForm,
    act: ({ tools, actor, command, values }) => prepareRun(tools, actor, command, values),
    done: ({ runId, reference }) => seeOther(`/pay-runs/${runId}`, `${reference} prepared. Another person releases it`),
    askAgain: (context, problems, typed) => showNew(context, problems, typed),
  }),
  get('/pay-runs/:runId', { may: 'see-pay-runs', records: 'pay-run.read', show: context => showRun(context) }),
  get('/pay-runs/:runId/release', {
    may: 'release-pay-run',
    records: 'pay-run.read',
    show: context => showRelease(context),
  }),
  post('/pay-runs/:runId/release', {
    may: 'release-pay-run',
    records: 'pay-run.release',
    form: ReleaseForm,
    act: ({ tools, actor, command, params, values: { count, totalPence } }) =>
      releaseRun(tools, actor, command, params.runId, { count, totalPence }),
    done: (_, { params }) => seeOther(`/pay-runs/${params.runId}`, 'Payment run released'),
    askAgain: (context, problems, typed) => showRelease(context, problems, typed),
  }),
  get('/pay-runs/:runId/cancellation', {
    may: 'prepare-pay-run',
    records: 'pay-run.read',
    show: context => showCancel(context),
  }),
  post('/pay-runs/:runId/cancellation', {
    may: 'prepare-pay-run',
    records: 'pay-run.cancel',
    form: CancelForm,
    act: ({ tools, actor, command, params }) => cancelRun(tools, actor, command, params.runId),
    done: (_, { params }) => seeOther(`/pay-runs/${params.runId}`, 'Payment run cancelled'),
    askAgain: (context, problems, typed) => showCancel(context, problems, typed),
  }),
  get('/pay-runs/:runId/file', {
    may: 'write-pay-file',
    records: 'pay-run.file.read',
    async show({ tx, actor, params, query }) {
      const run = await loadRun(tx, actor.icbCode, params.runId);
      if (!run) return undefined;
      const files = await loadFiles(tx, run.runId);
      if (files.length === 0) return seeOther(`/pay-runs/${run.runId}`);
      const file = files.find(one => String(one.part) === (query.part ?? '1'));
      return (
        file && {
          download: fileName(run, file),
          mediaType: PAYMENT_FILE_WRITERS[file.format].mediaType,
          bytes: file.bytes,
        }
      );
    },
  }),
  post('/pay-runs/:runId/taking-up', {
    may: 'prepare-pay-run',
    records: 'pay-run.take-up',
    form: z.object({}),
    act: ({ tools, actor, command, params }) => takeUpRun(tools, actor, command, params.runId),
    done: (_, { params }) =>
      seeOther(`/pay-runs/${params.runId}`, 'You have taken up this run. Another person releases it'),
    askAgain: (context, problems) => showRun(context, problems),
  }),
  post('/pay-runs/:runId/file', {
    may: 'write-pay-file',
    records: 'pay-run.file',
    form: z.object({}),
    act: ({ tools, actor, command, params }) => writeFile(tools, actor, command, params.runId),
    done: (_, { params }) => seeOther(`/pay-runs/${params.runId}`, 'Payment file written. Download it and send it'),
    askAgain: (context, problems) => showRun(context, problems),
  }),
];

type Asked = ShowContext<{ readonly runId: string }>;

async function showRuns(context: ShowContext): Promise<Html | undefined> {
  const { tx, actor, frame } = context;
  const runs = await loadRuns(tx, actor.icbCode);
  const { shown, rest } = inParts(runs, context, 'runs');
  const twice = hasLeave(actor, 'settle-overpayment') ? await loadOpenOverpayments(tx, actor.icbCode) : [];
  const accounts = hasLeave(actor, 'enter-account') ? await loadAccountsToEnter(tx, actor.icbCode) : [];
  return page({
    frame,
    title: 'Payments',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Payments</h1>
    ${hasLeave(actor, 'prepare-pay-run') && button({ text: 'Prepare a payment run', href: '/pay-runs/new' })}
    ${await alertsOf(context, runs)}
    ${
      twice.length > 0 &&
      insetText({
        html: html`<p><a class="nhsuk-link" href="/overpayments">${twice.length === 1 ? '1 payment was' : `${twice.length} payments were`} made twice by mistake</a></p>`,
      })
    }
    <ul class="nhsuk-list">
      ${hasLeave(actor, 'hear-bank') && html`<li><a class="nhsuk-link" href="/bank-reports">Reports of the bank</a></li>`}
      ${hasLeave(actor, 'declare-outage') && html`<li><a class="nhsuk-link" href="/card-outages/new">Say that an issuer of cards is down</a></li>`}
      ${hasLeave(actor, 'declare-outage') && html`<li><a class="nhsuk-link" href="/no-second-way">People with no second way to be paid</a></li>`}
      <li><a class="nhsuk-link" href="/supplier-payments">Payments to suppliers</a></li>
      <li><a class="nhsuk-link" href="/bank-holidays">Bank holidays</a></li>
    </ul>
    ${
      runs.length === 0
        ? html`<p>There is no payment run yet.</p>`
        : table({
            caption: { text: 'Payment runs', size: 'm' },
            responsive: true,
            head: [
              'Run',
              'Month',
              { text: 'Payments', format: 'numeric' },
              { text: 'Sum', format: 'numeric' },
              { text: 'Held back', format: 'numeric' },
              'Arrives on',
              'Status',
            ],
            rows: shown.map(run => [
              { text: run.reference, href: `/pay-runs/${run.runId}` },
              longMonth(run.month),
              run.paymentsCount.toLocaleString('en-GB'),
              pounds(run.totalPence),
              run.heldCount.toLocaleString('en-GB'),
              longDate(run.creditOn),
              capital(RUN_STATUS_WORDS[run.status]),
            ]),
          })
    }
    ${rest}
    ${
      accounts.length > 0 &&
      table({
        caption: { text: 'Accounts to enter', size: 'm' },
        responsive: true,
        head: ['Budget', 'Person', 'Why'],
        rows: accounts.map(account => [
          { text: account.reference, href: `/budgets/${account.budgetId}/account` },
          account.personName,
          account.refused ? 'The account was refused' : 'No account yet',
        ]),
      })
    }`,
  });
}

async function showNew(
  context: ShowContext,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, tools, frame, query } = context;
  const asked = PrepareForm.safeParse({
    month: typed?.month ?? query.month,
    rail: typed?.rail ?? query.rail,
    onlyPays: typed?.onlyPays ?? query.onlyPays,
  });
  const preview = asked.success ? await previewRun(tools, tx, asked.data) : undefined;
  const refusals = preview && !preview.accepted ? preview.refusals.map(inPlainWords) : [];
  const unknown =
    query.month !== undefined && !asked.success ? [{ field: 'month', text: 'Select one of these months' }] : [];
  const all = problems.length > 0 ? problems : [...refusals, ...unknown];
  const here = tools.today().toPlainYearMonth();
  const needed = await isStandbyNeeded(tx, tx.icbCode);
  const title = 'Prepare a payment run';
  return page({
    frame,
    title,
    width: 'full',
    problems: all,
    backLink: { href: '/pay-runs' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    <h2 class="nhsuk-heading-m" id="month" tabindex="-1">Which month is to be paid?</h2>
    <p>What is still owed for earlier months is paid with it.</p>
    <ul class="nhsuk-list">
      ${[here, here.add({ months: 1 }), here.add({ months: 2 })].map(
        month =>
          html`<li><a class="nhsuk-link" href="/pay-runs/new?month=${month.toString()}">${longMonth(month)}</a></li>`,
      )}
    </ul>
    ${
      needed &&
      insetText({
        html: html`<p>Payments of another run were given up, because nobody knew whether they arrived. <a class="nhsuk-link" href="/pay-runs/new?month=${here.add({ months: 1 }).toString()}&rail=FASTER_PAYMENTS">Pay what is owed up to ${longMonth(here.add({ months: 1 }))} by Faster Payments</a>, or <a class="nhsuk-link" href="/pay-runs/new?month=${here.toString()}&rail=FASTER_PAYMENTS">up to ${longMonth(here)}</a>.</p>`,
      })
    }
    ${
      asked.success &&
      preview?.accepted &&
      html`
    ${summaryList({
      rows: [
        { key: 'Month', value: longMonth(asked.data.month) },
        { key: 'By', value: RAIL_WORDS[asked.data.rail] },
        asked.data.onlyPays !== undefined && { key: 'Pays only', value: ONLY_PAYS_WORDS[asked.data.onlyPays] },
        { key: 'Payments', value: preview.value.counted.paymentsCount.toLocaleString('en-GB') },
        { key: 'Sum', value: pounds(preview.value.counted.totalPence) },
        { key: 'Held back', value: heldWords(preview.value.counted) },
        { key: 'The file goes in by', value: longDate(preview.value.days.inputOn) },
        { key: 'The money arrives on', value: longDate(preview.value.days.creditOn) },
        { key: 'Why then', value: timingWords({ ...preview.value.days, month: asked.data.month }) },
      ],
    })}
    ${
      preview.value.counted.paymentsCount > 0 &&
      form(
        {
          action: '/pay-runs/new',
          ...frame.hidden,
          hidden: {
            month: asked.data.month.toString(),
            rail: asked.data.rail,
            ...(asked.data.onlyPays ? { onlyPays: asked.data.onlyPays } : {}),
          },
        },
        submitButton(`Prepare this run of ${pounds(preview.value.counted.totalPence)}`),
      )
    }
    ${holdsTable(preview.value.holds)}
    ${paymentsTable(preview.value.payments, 'What would be paid')}`
    }`,
  });
}

async function showRun(context: Asked, problems: readonly Problem[] = []): Promise<Html | undefined> {
  const { tx, tools, actor, frame, params, query } = context;
  const run = await loadRun(tx, actor.icbCode, params.runId);
  if (!run) return undefined;
  const isLate = fileDayOf(run, tools.today()) === 'OVER';
  const after = /^\d{1,7}$/.test(query.after ?? '') ? Number(query.after) : 0;
  const payments = await loadRunPayments(tx, run.runId, after, ON_A_PAGE);
  const holds = await loadRunHolds(tx, run.runId);
  const files = await loadFiles(tx, run.runId);
  const href = `/pay-runs/${run.runId}`;
  return page({
    frame,
    title: run.reference,
    width: 'full',
    problems,
    backLink: { href: '/pay-runs' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">Payment run for ${longMonth(run.month)}</span> ${run.reference}</h1>
    ${totalsOf(run)}
    ${redatedWords(await loadRunRedated(tx, run.runId))}
    ${await fileDayText(context, run)}
    ${!isLate && takeUpForm(context, run)}
    ${run.status === 'PREPARED' && !isLate && hasLeave(actor, 'release-pay-run') && releaseLink(run, actor.id, href)}
    ${
      run.status === 'RELEASED' &&
      !isLate &&
      hasLeave(actor, 'write-pay-file') &&
      form({ action: `${href}/file`, ...frame.hidden }, submitButton('Write the payment file'))
    }
    ${files.length > 0 && filesTable(run, files, hasLeave(actor, 'write-pay-file') ? href : undefined)}
    ${
      (run.status === 'PREPARED' || run.status === 'RELEASED') &&
      hasLeave(actor, 'prepare-pay-run') &&
      html`<p><a class="nhsuk-link" href="${href}/cancellation">Cancel this run</a></p>`
    }
    ${await bankWordOf(context, run)}
    ${holdsTable(holds)}
    ${paymentsTable(payments, 'Payments', returnsOf(run, actor))}
    ${
      after + payments.length < run.paymentsCount &&
      html`<p><a class="nhsuk-link" href="${href}?after=${String(after + payments.length)}">Next ${String(ON_A_PAGE)} payments</a></p>`
    }`,
  });
}

/** Whether the file can still go in, and what to do where it cannot. */
async function fileDayText({ tx, tools, actor }: ShowContext, run: PaymentRun): Promise<Html | undefined> {
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  const words = fileDayWords(run, tools.today(), holidays);
  return words === undefined ? undefined : insetText({ text: words });
}

function releaseLink(run: PaymentRun, actorId: string, href: string): Html {
  if (run.isByService && run.takenUpById === undefined)
    return insetText({ text: 'OpenPHB prepared this run. A payment preparer takes it up before you can release it.' });
  return run.preparedById === actorId || run.takenUpById === actorId
    ? insetText({ text: 'You prepared this run. Somebody else has to release it.' })
    : button({ text: 'Release this run', href: `${href}/release` });
}

async function showRelease(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, tools, actor, frame, params } = context;
  const run = await loadRun(tx, actor.icbCode, params.runId);
  if (!run) return undefined;
  const href = `/pay-runs/${run.runId}`;
  const isLate = fileDayOf(run, tools.today()) === 'OVER';
  const sum = `${run.paymentsCount.toLocaleString('en-GB')} ${run.paymentsCount === 1 ? 'payment' : 'payments'}, ${pounds(run.totalPence)} in all`;
  return page({
    frame,
    title: `Release ${run.reference}`,
    problems,
    backLink: { href },
    content: html`
    <h1 class="nhsuk-heading-l">Release ${run.reference}</h1>
    <p class="nhsuk-heading-m">${sum}</p>
    ${totalsOf(run)}
    ${await fileDayText(context, run)}
    ${
      !isLate &&
      form(
        {
          action: `${href}/release`,
          ...frame.hidden,
          hidden: { count: String(run.paymentsCount), totalPence: run.totalPence.toString() },
        },
        checkboxesField({
          name: 'confirmed',
          label: 'Have you checked it?',
          options: [{ value: 'yes', text: `I have checked the run and release ${sum}` }],
          problems,
          values: typed,
        }),
        submitButton('Release the run'),
      )
    }`,
  });
}

async function showCancel(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const run = await loadRun(tx, actor.icbCode, params.runId);
  if (!run) return undefined;
  const href = `/pay-runs/${run.runId}`;
  return page({
    frame,
    title: `Cancel ${run.reference}`,
    problems,
    backLink: { href },
    content: html`
    <h1 class="nhsuk-heading-l">Cancel ${run.reference}</h1>
    <p>Nothing of it is paid. Everything in it can be paid by another run.</p>
    ${form(
      { action: `${href}/cancellation`, ...frame.hidden },
      checkboxesField({
        name: 'confirmed',
        label: 'Cancel it?',
        options: [{ value: 'yes', text: 'Yes, cancel this run' }],
        problems,
        values: typed,
      }),
      submitButton('Cancel the run', 'warning'),
    )}`,
  });
}
