/** What does not agree between ledger, bank and plan: for finance, with its cause, its owner and the day to act by. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import { form, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, read, type ShowContext, seeOther } from '../../../platform/http.ts';
import {
  isBreakLate,
  TIE_OUT_CAUSES,
  TIE_OUT_OWNER_WORDS,
  TIE_OUT_OWNERS,
  type TieOutCause,
  type TieOutOwner,
} from '../../../rules/payment/tie-out.ts';
import { londonTime, longDate, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadUnproven, type Unproven } from './find/store.ts';
import { runTieOut } from './run-tie-out.ts';
import { countOpenBreaks, loadLastTieOut, loadOpenBreaks, type OpenBreak, type TieOut } from './store.ts';

/** More would not be read on one page. */
const MOST_SHOWN = 200;

export const BreakAnswer = z.object({
  cause: z.enum(Object.keys(TIE_OUT_CAUSES) as TieOutCause[]),
  /** The id of what does not agree: a payment, a bank line, an account … */
  subjectId: z.string(),
  budgetId: z.string().nullable(),
  reference: z.string().nullable(),
  offPence: z.string().nullable(),
  words: z.string(),
  owner: z.enum(TIE_OUT_OWNERS),
  foundOn: z.iso.date(),
  actBy: z.iso.date(),
});

export const TieOutAnswer = z.object({
  doneOn: z.iso.date().nullable(),
  payments: z.number(),
  bankLines: z.number(),
  accounts: z.number(),
  /** Accounts with a balance that the bank gave. */
  proven: z.number(),
  breaks: z.array(BreakAnswer),
});

export function tieOutAsJson(last: TieOut | undefined, breaks: readonly OpenBreak[]): z.input<typeof TieOutAnswer> {
  return {
    doneOn: last?.doneOn.toString() ?? null,
    payments: last?.payments ?? 0,
    bankLines: last?.lines ?? 0,
    accounts: last?.accounts ?? 0,
    proven: last?.proven ?? 0,
    breaks: breaks.map(({ breakId: _, ...one }) => ({
      ...one,
      budgetId: one.budgetId ?? null,
      reference: one.reference ?? null,
      offPence: one.offPence?.toString() ?? null,
      foundOn: one.foundOn.toString(),
      actBy: one.actBy.toString(),
    })),
  };
}

export const pages: readonly Route[] = [
  get('/tie-out', { may: 'see-tie-out', records: 'tie-out.read', show: context => showTieOut(context) }),
  post('/tie-out', {
    may: 'see-tie-out',
    records: 'tie-out.run',
    form: z.object({}),
    act: ({ tools, actor, command }) => runTieOut(tools, actor, command),
    done: ({ breaks }) =>
      seeOther(
        '/tie-out',
        breaks === 0 ? 'Everything agrees' : breaks === 1 ? '1 thing does not agree' : `${breaks} things do not agree`,
      ),
    askAgain: (context, problems) => showTieOut(context, problems),
  }),
  read('/tie-out', {
    may: 'see-tie-out',
    records: 'tie-out.read',
    answer: TieOutAnswer,
    read: async ({ tx }) => tieOutAsJson(await loadLastTieOut(tx), await loadOpenBreaks(tx, 10_000)),
  }),
];

async function showTieOut({ tx, frame, tools, query }: ShowContext, problems: readonly Problem[] = []): Promise<Html> {
  const owner = TIE_OUT_OWNERS.find(one => one === query.owner);
  const last = await loadLastTieOut(tx);
  const breaks = await loadOpenBreaks(tx, MOST_SHOWN, owner);
  const unproven = await loadUnproven(tx, MOST_SHOWN);
  return page({
    frame,
    title: 'Ledger, bank and plan',
    problems,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Ledger, bank and plan</h1>
    <p>Each night we hold what we wrote down against what the banks say and what the plans and agreements say. What does not agree stands here until it is put right.</p>
    ${last ? lastOne(last) : insetText({ text: 'This has not been done yet.' })}
    ${form({ action: '/tie-out', ...frame.hidden }, submitButton('Do it now'))}
    <h2 class="nhsuk-heading-m">What does not agree</h2>
    ${owners(await countOpenBreaks(tx), owner)}
    ${
      breaks.length > 0
        ? breaksTable(breaks, tools.today())
        : insetText({
            text: last
              ? 'Nothing. Everything that can be held side by side agrees.'
              : 'Nobody knows yet. It is looked for each night, or when you press the button.',
          })
    }
    <h2 class="nhsuk-heading-m">What no bank balance proves</h2>
    ${unproven.length === 0 ? html`<p>Every account that we pay into has a statement with balances that is newer than our last payment.</p>` : unprovenTable(unproven)}`,
  });
}

const lastOne = ({ recordedAt, byName, payments, lines, accounts, proven, breaks }: TieOut): Html =>
  summaryList({
    rows: [
      { key: 'Last done', value: `${londonTime(recordedAt)}, by ${byName}` },
      { key: 'Payments', value: String(payments) },
      { key: 'Bank lines', value: String(lines) },
      { key: 'Accounts', value: `${accounts}, of which ${proven} have a balance that the bank gave` },
      { key: 'Found', value: breaks === 0 ? 'Nothing' : String(breaks) },
    ],
  });

/** Links that show the breaks of one owner. */
function owners(counts: Readonly<Partial<Record<TieOutOwner, number>>>, chosen: TieOutOwner | undefined): Html | false {
  const there = TIE_OUT_OWNERS.filter(one => counts[one] !== undefined);
  if (there.length < 2) return false;
  const link = (href: string, text: string, here: boolean) =>
    here ? html`<strong>${text}</strong>` : html`<a href="${href}">${text}</a>`;
  return html`<p>Show: ${link('/tie-out', 'all', chosen === undefined)}${there.map(
    one => html`, ${link(`/tie-out?owner=${one}`, `${TIE_OUT_OWNER_WORDS[one]} (${counts[one]!})`, one === chosen)}`,
  )}</p>`;
}

const breaksTable = (breaks: readonly OpenBreak[], today: PlainDate): Html =>
  table({
    caption: { text: 'The earliest to act on first', classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['What', 'Budget', { text: 'Out by', format: 'numeric' }, 'Whose it is', 'Found on', 'Act by'],
    rows: breaks.map(one => [
      {
        html: html`${TIE_OUT_CAUSES[one.cause].words}. ${TIE_OUT_CAUSES[one.cause].toDo}<br><span class="nhsuk-hint">${one.words}</span>`,
      },
      one.budgetId === undefined
        ? 'None alone'
        : { html: html`<a href="/budgets/${one.budgetId}">${one.reference}</a>` },
      { text: one.offPence === undefined ? '' : pounds(one.offPence), format: 'numeric' },
      TIE_OUT_OWNER_WORDS[one.owner],
      longDate(one.foundOn),
      {
        html: html`${longDate(one.actBy)}${isBreakLate(one, today) && html` ${tag({ text: 'Late', colour: 'red' })}`}`,
      },
    ]),
  });

const unprovenTable = (unproven: readonly Unproven[]): Html => html`
  <p>We paid into these accounts after the last balance that their bank gave us. Until a statement with balances comes nobody can say whether they agree.</p>
  ${table({
    caption: { text: 'The longest without a balance first', classes: 'nhsuk-u-visually-hidden' },
    responsive: true,
    head: ['Budget', 'Proven until'],
    rows: unproven.map(({ budgetId, reference, since }) => [
      { html: html`<a href="/budgets/${budgetId}">${reference}</a>` },
      since === undefined ? 'No statement with balances yet' : `No statement since ${longDate(since)}`,
    ]),
  })}`;
