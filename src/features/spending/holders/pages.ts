/** What an organisation that holds money sees: for whom it holds it, one person's part, and adding its statement. */
import { z } from 'zod';
import { HOLDER_COLUMNS, HOLDER_EXAMPLE, HOLDER_SHEET } from '../../../formats/statements/holder.ts';
import { button } from '../../../nhsuk/content/button.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { fileField, form, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { file } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, read, type ShowContext, seeOther } from '../../../platform/http.ts';
import { monthsToCover } from '../../../rules/review/review.ts';
import { longDate, longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadContract, loadThirdParty, loadThirdPartyOf } from '../../third-parties/store.ts';
import { isUnknown, totalRow, whoOf } from '../line-words.ts';
import { answerPages, whatOf } from './answer-pages.ts';
import { type ClientMoney, loadClientMoney } from './client-money.ts';
import { clientStatementPages } from './client-statement-pages.ts';
import { type HeldClient, loadHeldClients } from './holder-store.ts';
import { importHolderStatement } from './import-holder-statement.ts';

const StatementForm = z.object({ file: file('Choose the file of the statement') });

const ClientsAnswer = z.object({
  clients: z.array(
    z.object({
      budgetId: z.uuid(),
      reference: z.string(),
      personName: z.string(),
      heldPence: z.bigint(),
      spentThisMonthPence: z.bigint(),
      lastStatementOn: z.instanceof(Temporal.PlainDate).nullable(),
      toExplain: z.number(),
    }),
  ),
});

const ClientAnswer = z.object({
  reference: z.string(),
  personName: z.string(),
  paidPence: z.bigint(),
  receivedPence: z.bigint(),
  spentPence: z.bigint(),
  notExplainedPence: z.bigint(),
  heldPence: z.bigint(),
  toComePence: z.bigint(),
  lines: z.array(
    z.object({
      lineId: z.uuid(),
      postedOn: z.instanceof(Temporal.PlainDate),
      amountPence: z.bigint(),
      who: z.string(),
      what: z.string(),
      planItemId: z.uuid().nullable(),
      sequence: z.number(),
    }),
  ),
});

export const pages: readonly Route[] = [
  get('/held-budgets', { may: 'see-held-budgets', records: 'held-budgets.read', show: context => showList(context) }),
  read('/held-budgets', {
    may: 'see-held-budgets',
    records: 'held-budgets.read',
    answer: ClientsAnswer,
    async read({ tx, actor, tools }) {
      const own = await loadThirdPartyOf(tx, actor.id);
      const clients = own === undefined ? [] : await loadHeldClients(tx, own, tools.today());
      return {
        clients: clients.map(({ spentPence, lastOn, ...client }) => ({
          ...client,
          spentThisMonthPence: spentPence,
          lastStatementOn: lastOn ?? null,
        })),
      };
    },
  }),
  get('/held-budgets/:budgetId', {
    may: 'see-held-budgets',
    records: 'held-money.read',
    show: context => showClient(context),
  }),
  read('/held-budgets/:budgetId', {
    may: 'see-held-budgets',
    records: 'held-money.read',
    answer: ClientAnswer,
    async read({ tx, params: { budgetId } }) {
      const money = await loadClientMoney(tx, budgetId);
      if (!money) return undefined;
      const { budget, paidPence, receivedPence, spentPence, unplacedPence, heldPence, toComePence, lines } = money;
      return {
        reference: budget.reference,
        personName: budget.personName,
        paidPence,
        receivedPence,
        spentPence,
        notExplainedPence: unplacedPence,
        heldPence,
        toComePence,
        lines: lines.map(line => ({
          lineId: line.lineId,
          postedOn: line.postedOn,
          amountPence: line.amountPence,
          who: whoOf(line),
          what: line.placement.what,
          planItemId: line.placement.planItemId,
          sequence: line.placement.sequence,
        })),
      };
    },
  }),
  ...answerPages,
  ...clientStatementPages,
  get('/third-parties/:thirdPartyId/statement', {
    may: 'send-held-statement',
    records: 'held-statement.ask',
    show: context => showUpload(context),
  }),
  post('/third-parties/:thirdPartyId/statement', {
    may: 'send-held-statement',
    records: 'held-statement.import',
    form: StatementForm,
    act: ({ tools, actor, command, params, values }) =>
      importHolderStatement(tools, actor, command, params.thirdPartyId, values.file),
    done: ({ added, clients, toAsk }, { actor, params }) =>
      seeOther(
        actor.roles.includes('third-party-holder') ? '/held-budgets' : `/third-parties/${params.thirdPartyId}`,
        added === 0
          ? 'Statement added. All of its payments were here already'
          : `Statement added. ${added} ${added === 1 ? 'payment is' : 'payments are'} new, for ${clients} ${clients === 1 ? 'person' : 'people'}${toAsk === 0 ? '' : `. ${toAsk} still to be explained`}`,
      ),
    askAgain: (context, problems) => showUpload(context, problems),
  }),
  get('/third-parties/:thirdPartyId/statement/sheet', {
    may: 'send-held-statement',
    records: 'held-statement.ask',
    async show({ tx, params, tools }) {
      const one = await loadThirdParty(tx, params.thirdPartyId, tools.today());
      return one && { download: 'statement.csv', mediaType: 'text/csv', bytes: HOLDER_SHEET };
    },
  }),
];

/** What is asked of them about one person, in words; none where all is well. */
function asksOf({ paidOn, lastOn, toExplain }: HeldClient, today: PlainDate): readonly string[] {
  const missing =
    paidOn === undefined
      ? []
      : monthsToCover(paidOn, today).filter(
          month =>
            lastOn === undefined ||
            month >= lastOn.toPlainYearMonth().add({ months: 1 }).toString() ||
            isShort(month, lastOn),
        );
  return [
    ...(missing.length === 0
      ? []
      : [`Send the statement of ${missing.map(month => longMonth(Temporal.PlainYearMonth.from(month))).join(', ')}`]),
    ...(toExplain === 0 ? [] : [`Say what ${toExplain === 1 ? '1 payment was' : `${toExplain} payments were`} for`]),
  ];
}

/** The last statement ends inside this month, before its last day. */
function isShort(month: string, lastOn: PlainDate): boolean {
  const last = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 31 });
  return lastOn.toPlainYearMonth().toString() === month && Temporal.PlainDate.compare(lastOn, last) < 0;
}

async function showList({ tx, actor, frame, tools }: ShowContext): Promise<Html | undefined> {
  const own = await loadThirdPartyOf(tx, actor.id);
  if (own === undefined) return undefined;
  const today = tools.today();
  const clients = await loadHeldClients(tx, own, today);
  const title = 'Money that you hold for people';
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    ${button({ text: 'Add a statement', href: `/third-parties/${own}/statement` })}
    ${
      clients.length === 0
        ? html`<p>You hold money for nobody yet.</p>`
        : table({
            caption: { text: 'People, by name', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: [
              'Person',
              'Reference',
              { text: 'You hold', format: 'numeric' },
              { text: 'Spent this month', format: 'numeric' },
              'Last statement to',
              'What we ask you for',
            ],
            rows: clients.map(client => [
              { text: client.personName, href: `/held-budgets/${client.budgetId}` },
              client.reference,
              { text: pounds(client.heldPence), format: 'numeric' },
              { text: pounds(client.spentPence), format: 'numeric' },
              client.lastOn ? longDate(client.lastOn) : 'None yet',
              asksOf(client, today).join('. ') || 'Nothing',
            ]),
          })
    }`,
  });
}

type Client = ShowContext<{ readonly budgetId: string }>;

async function showClient({ tx, frame, params: { budgetId } }: Client): Promise<Html | undefined> {
  const money = await loadClientMoney(tx, budgetId);
  const contract = money && (await loadContract(tx, budgetId));
  if (!money || !contract) return undefined;
  const { budget } = money;
  const amount = (pence: bigint) => ({ html: html`<span class="openphb-money">${pounds(pence)}</span>` });
  const title = `The money of ${budget.personName}`;
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: '/held-budgets' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> ${title}</h1>
    <p class="nhsuk-lede-text">You hold <strong class="openphb-money">${pounds(money.heldPence)}</strong></p>
    ${summaryList({
      rows: [
        { key: 'Paid to you by the NHS', value: amount(money.paidPence) },
        money.receivedPence !== 0n && { key: 'Other money in, not explained yet', value: amount(money.receivedPence) },
        { key: 'Spent on the plan', value: amount(-money.spentPence) },
        money.unplacedPence !== 0n && { key: 'Money out, not explained yet', value: amount(-money.unplacedPence) },
        money.movedPence !== 0n && { key: 'Moved to or from another account', value: amount(money.movedPence) },
        { key: 'You hold', value: amount(money.heldPence) },
        { key: 'Still to be paid to you this year', value: amount(money.toComePence) },
        { key: 'Contract of supply', value: contract.reference },
      ],
    })}
    <p><a href="/held-budgets/${budget.budgetId}/statement">Add the bank’s own file for this person</a></p>
    ${itemsTable(money)}
    ${paymentsTable(money)}
    ${linesTable(money)}`,
  });
}

function itemsTable({ items }: ClientMoney): Html {
  const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });
  return table({
    caption: { text: 'What the money is for', size: 'm' },
    responsive: true,
    head: [
      'What for',
      'Who gives it',
      ...['Planned', 'Spent', 'Left'].map(text => ({ text, format: 'numeric' as const })),
    ],
    rows: items.map(item => [
      item.label,
      item.provider,
      numeric(item.plannedPence),
      numeric(item.spentPence),
      numeric(item.plannedPence - item.spentPence),
    ]),
  });
}

function paymentsTable({ payments, paidPence }: ClientMoney): Html | false {
  const credited = payments.filter(({ status }) => status === 'CREDITED');
  return (
    credited.length > 0 &&
    table({
      caption: { text: 'Paid to you by the NHS', size: 'm' },
      responsive: true,
      head: ['Day', 'Reference', { text: 'Amount', format: 'numeric' }],
      rows: [
        ...credited.map(payment => [
          longDate(payment.creditOn),
          payment.reference,
          { text: pounds(payment.amountPence), format: 'numeric' as const },
        ]),
        totalRow('Together', paidPence, 3),
      ],
    })
  );
}

function linesTable({ budget, lines }: ClientMoney): Html {
  if (lines.length === 0) return html`<p>No statement was added yet.</p>`;
  return table({
    caption: { text: 'Lines of your statements', size: 'm' },
    responsive: true,
    head: ['Day', 'Paid to or from', 'What it was', { text: 'Amount', format: 'numeric' }],
    rows: lines.map(line => [
      longDate(line.postedOn),
      {
        html: html`<a href="/held-budgets/${budget.budgetId}/lines/${line.lineId}">${whoOf(line)}<span class="nhsuk-u-visually-hidden">, ${pounds(line.amountPence)} on ${longDate(line.postedOn)}</span></a>`,
      },
      { html: html`${whatOf(line)}${isUnknown(line) && html`<br><strong>What was this?</strong>`}` },
      { text: pounds(line.amountPence), format: 'numeric' as const },
    ]),
  });
}

async function showUpload(
  { tx, actor, frame, params, tools }: ShowContext<{ readonly thirdPartyId: string }>,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const one = await loadThirdParty(tx, params.thirdPartyId, tools.today());
  if (!one) return undefined;
  const isOwn = actor.roles.includes('third-party-holder');
  const here = `/third-parties/${one.thirdPartyId}/statement`;
  return page({
    frame,
    title: 'Add a statement',
    problems,
    backLink: { href: isOwn ? '/held-budgets' : `/third-parties/${one.thirdPartyId}` },
    content: html`
    <h1 class="nhsuk-heading-l">${!isOwn && html`<span class="nhsuk-caption-l">${one.name}</span> `}Add a statement</h1>
    <p>One file may name one person or many. Each row names the person by their reference, the day, who was paid, and the amount in or out.</p>
    ${table({
      caption: { text: 'What a row looks like', size: 's' },
      responsive: true,
      head: HOLDER_COLUMNS.map(text => ({ text })),
      rows: [HOLDER_EXAMPLE.map(text => ({ text }))],
    })}
    <p>In the last column you can write what is held for the person after the row. Then we can check that nothing is missing.</p>
    <p><a href="${here}/sheet">Download an empty sheet</a></p>
    ${form(
      { action: here, ...frame.hidden, multipart: true },
      fileField({
        name: 'file',
        label: 'The statement',
        hint: 'A file that ends in .csv. You can send the same one twice: nothing is counted twice',
        accept: '.csv,.txt',
        problems,
      }),
      submitButton('Add the statement'),
    )}`,
  });
}
