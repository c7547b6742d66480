/** What other payers owe the board, month by month: each figure down to the payments that it is made of. */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { details, insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, moneyField, selectField, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, money, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { type RechargeRow, rechargeRows, rechargeTotal } from '../../rules/funding/recharge.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { longDate, longMonth } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { recordReceipt } from './record-receipt.ts';
import { stateRecharges } from './state-recharges.ts';
import { statementPages, statementsTable } from './statement-pages.ts';
import { loadStatements } from './statement-store.ts';
import {
  loadReceipts,
  loadRechargedPayers,
  loadRechargeLines,
  loadRechargeSums,
  type Receipt,
  type RechargeLine,
} from './store.ts';

/** More would not be read on one page; the file has them all. */
const MOST_SHOWN = 500;
export const MOST_LINES = 1_000_000;

const pence = z.string().regex(/^-?\d+$/);
const figures = { openingPence: pence, paidPence: pence, receivedPence: pence, closingPence: pence };
export const RechargeAnswer = z.object({
  month: z.string(),
  payers: z.array(z.object({ payer: z.string(), stream: z.string(), ...figures })),
  total: z.object(figures),
  lines: z.array(
    z.object({
      payer: z.string(),
      stream: z.string(),
      budgetReference: z.string(),
      icbDecisionId: z.string(),
      finalBudgetId: z.string(),
      journalId: z.string(),
      kind: z.string(),
      isReversal: z.boolean(),
      happenedOn: z.iso.date(),
      pence,
    }),
  ),
});

const ReceiptForm = z.object({
  from: text('Select who paid', 300),
  pence: money('Enter how much was paid in pounds, such as 1,200.00', 1n),
  reference: text('Enter the reference of the payment', 100),
  receivedOn: date('Enter the day on which the money came'),
});

export const pages: readonly Route[] = [
  get('/recharges', {
    may: 'see-recharges',
    records: 'recharges.read',
    show: context => showMonth(context, context.tools.today().toPlainYearMonth()),
  }),
  get('/recharges/:month', {
    may: 'see-recharges',
    records: 'recharges.read',
    show: async context => {
      const month = monthOf(context.params.month);
      return month && showMonth(context, month);
    },
  }),
  get('/recharges/:month/lines', {
    may: 'see-recharges',
    records: 'recharges.file.read',
    show: async ({ tx, params }) => {
      const month = monthOf(params.month);
      if (!month) return undefined;
      const lines = await loadRechargeLines(tx, month, MOST_LINES);
      return { download: `recharges-${month}.csv`, mediaType: 'text/csv', bytes: rechargeCsv(lines) };
    },
  }),
  post('/recharges', {
    may: 'see-recharges',
    records: 'recharge.receive',
    form: ReceiptForm,
    act: ({ tools, actor, command, values: { from, ...values } }) => {
      const [stream = '', ...payer] = from.split(' ');
      return recordReceipt(tools, actor, command, { ...values, stream, payer: payer.join(' ') });
    },
    done: () => seeOther('/recharges', 'Written down'),
    askAgain: (context, problems, typed) =>
      showMonth(context, context.tools.today().toPlainYearMonth(), problems, typed),
  }),
  post('/recharge-statements', {
    may: 'see-recharges',
    records: 'recharge.state',
    form: z.object({}),
    act: ({ tools, actor, command }) => stateRecharges(tools, actor, command),
    done: ({ statements }) =>
      seeOther('/recharges', statements === 0 ? 'Everything is stated already' : `Statements made: ${statements}`),
    askAgain: (context, problems) => showMonth(context, context.tools.today().toPlainYearMonth(), problems),
  }),
  read('/recharges/:month', {
    may: 'see-recharges',
    records: 'recharges.read',
    answer: RechargeAnswer,
    async read({ tx, params }) {
      const month = monthOf(params.month);
      if (!month) return undefined;
      return rechargeAsJson(
        month,
        rechargeRows(await loadRechargeSums(tx, month)),
        await loadRechargeLines(tx, month, MOST_LINES),
      );
    },
  }),
  ...statementPages,
];

/** A month as it stands in an address; undefined for anything else. */
export function monthOf(text: string): Temporal.PlainYearMonth | undefined {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(text) ? Temporal.PlainYearMonth.from(text) : undefined;
}

export function rechargeAsJson(
  month: Temporal.PlainYearMonth,
  rows: readonly RechargeRow[],
  lines: readonly RechargeLine[],
): z.input<typeof RechargeAnswer> {
  const inText = (row: Omit<RechargeRow, 'payer' | 'stream'>) => ({
    openingPence: row.openingPence.toString(),
    paidPence: row.paidPence.toString(),
    receivedPence: row.receivedPence.toString(),
    closingPence: row.closingPence.toString(),
  });
  return {
    month: month.toString(),
    payers: rows.map(row => ({ payer: row.payer, stream: row.stream, ...inText(row) })),
    total: inText(rechargeTotal(rows)),
    lines: lines.map(({ budgetId: _, reference, ...line }) => ({
      ...line,
      budgetReference: reference,
      journalId: line.journalId.toString(),
      happenedOn: line.happenedOn.toString(),
      pence: line.pence.toString(),
    })),
  };
}

/** One line for each movement; no cell can be taken for a formula. */
export function rechargeCsv(lines: readonly RechargeLine[]): string {
  const cell = (value: string) => `"${(/^[=+\-@\t]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  const rows = lines.map(line =>
    [
      cell(line.payer),
      line.stream,
      line.reference,
      line.happenedOn.toString(),
      line.isReversal ? `${line.kind} taken back` : line.kind,
      line.pence.toString(),
      line.icbDecisionId,
      line.finalBudgetId,
      line.journalId.toString(),
    ].join(','),
  );
  return ['payer,stream,budget,happened_on,what,pence,icb_decision_id,final_budget_id,journal_id', ...rows, ''].join(
    '\r\n',
  );
}

async function showMonth(
  { tx, frame, tools }: ShowContext,
  month: Temporal.PlainYearMonth,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html> {
  const rows = rechargeRows(await loadRechargeSums(tx, month));
  const lines = await loadRechargeLines(tx, month, MOST_SHOWN);
  const receipts = await loadReceipts(tx, month);
  const payers = await loadRechargedPayers(tx);
  const statements = await loadStatements(tx, month);
  const isNow = month.equals(tools.today().toPlainYearMonth());
  const shared = { problems, values: typed };
  return page({
    frame,
    title: 'What other payers owe',
    problems,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${longMonth(month)}</span> What other payers owe</h1>
    <p>The board pays all of a budget that several fund together. The others pay their part back.</p>
    ${rows.length === 0 ? insetText({ text: 'Nobody owed anything this month, and nothing was paid for anybody.' }) : sumsTable(rows)}
    ${statementsTable(statements)}
    ${rows.map(row => linesOf(row, lines, receipts))}
    ${lines.length === MOST_SHOWN && html`<p>Only the first ${String(MOST_SHOWN)} payments are shown here. The file has them all.</p>`}
    <ul class="nhsuk-list">
      <li><a href="/recharges/${month.toString()}/lines">All payments of the month as a file (CSV)</a></li>
      <li><a href="/recharges/${month.subtract({ months: 1 }).toString()}">The month before</a></li>
      ${!isNow && html`<li><a href="/recharges/${month.add({ months: 1 }).toString()}">The month after</a></li>`}
    </ul>
    ${
      isNow &&
      html`<h2 class="nhsuk-heading-m">Statements</h2>
      <p>They are made by themselves each month. You can make those of all months that are over now.</p>
      ${form({ action: '/recharge-statements', ...frame.hidden }, submitButton('Make the statements', 'secondary'))}`
    }
    ${
      isNow &&
      payers.length > 0 &&
      html`<h2 class="nhsuk-heading-m">A payer has paid back</h2>
      ${form(
        { action: '/recharges', ...frame.hidden },
        selectField({
          ...shared,
          name: 'from',
          label: 'Who paid?',
          empty: 'Select',
          options: payers.map(({ payer, stream }) => ({
            value: `${stream} ${payer}`,
            text: `${payer}: ${streamWords(stream)}`,
          })),
        }),
        moneyField({ ...shared, name: 'pence', label: 'How much?' }),
        textField({
          ...shared,
          name: 'reference',
          label: 'Under which reference?',
          hint: 'As it stands on the board’s bank statement.',
        }),
        dateField({ ...shared, name: 'receivedOn', label: 'When did it come?' }),
        submitButton('Write it down'),
      )}`
    }`,
  });
}

const numeric = (amount: bigint) => ({ text: pounds(amount), format: 'numeric' as const });

function sumsTable(rows: readonly RechargeRow[]): Html {
  const all = rechargeTotal(rows);
  return table({
    caption: { text: 'Payer by payer', size: 'm' },
    responsive: true,
    head: [
      'Who',
      ...['Owed before', 'Paid for them', 'Received', 'Owed now'].map(head => ({
        text: head,
        format: 'numeric' as const,
      })),
    ],
    rows: [
      ...rows.map(row => [`${row.payer}: ${streamWords(row.stream)}`, row] as const),
      ['All together', all] as const,
    ].map(([who, row]) => [
      who,
      numeric(row.openingPence),
      numeric(row.paidPence),
      numeric(row.receivedPence),
      numeric(row.closingPence),
    ]),
  });
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  'payment-released': 'Paid out',
  'emergency-advance': 'Paid out early',
  'payment-rejected': 'Sent back by the bank',
  'payment-returned': 'Sent back by the bank',
  'run-cancelled': 'Not sent after all',
  'invoice-accepted': 'Invoice accepted',
  'surplus-paid-back': 'Paid back by the person',
  'carried-over-paid-back': 'Paid back by the person',
};

/** What a payer's figures are made of. */
function linesOf(
  { payer, stream }: RechargeRow,
  lines: readonly RechargeLine[],
  receipts: readonly Receipt[],
): Html | false {
  const own = lines.filter(line => line.payer === payer && line.stream === stream);
  const received = receipts.filter(receipt => receipt.payer === payer && receipt.stream === stream);
  if (own.length + received.length === 0) return false;
  return details({
    summary: `${payer}, ${streamWords(stream)}: every payment`,
    html: table({
      caption: { text: `Every payment of ${payer}, ${streamWords(stream)}`, classes: 'nhsuk-u-visually-hidden' },
      responsive: true,
      head: ['Day', 'What', 'Decision of the board', { text: 'Amount', format: 'numeric' }],
      rows: [
        ...own.map(line => [
          longDate(line.happenedOn),
          html`${KIND_WORDS[line.kind] ?? line.kind}${line.isReversal && ', taken back'}, <a href="/budgets/${line.budgetId}">${line.reference}</a>`,
          line.icbDecisionId,
          numeric(line.pence),
        ]),
        ...received.map(receipt => [
          longDate(receipt.receivedOn),
          `Received: ${receipt.reference}, written down by ${receipt.byName}`,
          '',
          numeric(-receipt.pence),
        ]),
      ],
    }),
  });
}
