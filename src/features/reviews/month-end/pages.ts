/**
 * Month-end: what all budgets planned and spent in one month, which pattern that has, and the budgets that are furthest
 * from their plan, too much and too little alike. Sums only; the care co-ordinator is asked first.
 */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { page } from '../../../nhsuk/page.ts';
import { type Html, html } from '../../../platform/html.ts';
import { type Frame, get, type Route, read, type ShowContext } from '../../../platform/http.ts';
import { diagnosisOf, nextStepOf, varianceOf } from '../../../rules/review/variance.ts';
import { GROUP_WORDS } from '../../../rules/words.ts';
import { longMonth, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lastMonthEnd } from '../portfolio.ts';
import { DIAGNOSIS_WORDS, NEXT_STEP_WORDS, percentWords } from '../review-words.ts';
import { loadMonthEnd, type MonthBudget, type MonthEnd } from './store.ts';

/** More would not be asked about in one month. */
const LISTED = 50;
const MONTHS_BACK = 12;

type Group = keyof typeof GROUP_WORDS;
const GROUPS = Object.keys(GROUP_WORDS) as Group[];

type Chosen = {
  readonly month: Temporal.PlainYearMonth;
  readonly group: Group | undefined;
  /** Which list is shown; both unless told. */
  readonly show: 'over' | 'under' | 'both';
};

/** What the address asks for. What is not there to be chosen is as if nobody had asked. */
function chosenBy(query: Readonly<Record<string, string | undefined>>, today: PlainDate): Chosen {
  const last = lastMonthEnd(today).toPlainYearMonth();
  return {
    month: monthsUntil(last).find(month => month.toString() === query.month) ?? last,
    group: GROUPS.find(group => group === query.group),
    show: query.show === 'over' || query.show === 'under' ? query.show : 'both',
  };
}

const monthsUntil = (last: Temporal.PlainYearMonth) =>
  Array.from({ length: MONTHS_BACK }, (_, i) => last.subtract({ months: i }));

async function load({ tx, query, tools }: Pick<ShowContext, 'tx' | 'query' | 'tools'>) {
  const today = tools.today();
  const chosen = chosenBy(query, today);
  const policy = (await loadPolicy(tx, tx.icbCode, today)).variance;
  const found = await loadMonthEnd(tx, chosen, policy, LISTED);
  return { today, chosen, found, variance: varianceOf(found, policy), diagnosis: diagnosisOf(found, policy) };
}

const ListedAnswer = z.array(
  z.object({
    budgetId: z.string(),
    reference: z.string(),
    coordinator: z.string().nullable(),
    expectedPence: z.string(),
    actualPence: z.string(),
    flagged: z.boolean(),
  }),
);

export const pages: readonly Route[] = [
  get('/month-end', {
    may: 'hold-money-review',
    records: 'month-end.read',
    show: async context => monthPage(context.frame, await load(context)),
  }),
  read('/month-end', {
    may: 'hold-money-review',
    records: 'month-end.read',
    answer: z.object({
      month: z.string(),
      group: z.string().nullable(),
      budgets: z.number(),
      expectedPence: z.string(),
      actualPence: z.string(),
      flagged: z.number(),
      diagnosis: z.enum(['FEW_LARGE', 'MANY_SMALL', 'MIXED']),
      over: ListedAnswer,
      under: ListedAnswer,
    }),
    async read(context) {
      const { chosen, found, diagnosis } = await load(context);
      return {
        month: chosen.month.toString(),
        group: chosen.group ?? null,
        budgets: found.budgets,
        expectedPence: found.expectedPence.toString(),
        actualPence: found.actualPence.toString(),
        flagged: found.flagged,
        diagnosis,
        over: found.over.map(asJson),
        under: found.under.map(asJson),
      };
    },
  }),
];

const asJson = (one: MonthBudget): z.input<typeof ListedAnswer>[number] => ({
  ...one,
  coordinator: one.coordinator ?? null,
  expectedPence: one.expectedPence.toString(),
  actualPence: one.actualPence.toString(),
});

function monthPage(
  frame: Frame,
  { today, chosen, found, variance, diagnosis }: Awaited<ReturnType<typeof load>>,
): Html {
  const step = nextStepOf(diagnosis, 'NONE');
  return page({
    frame,
    title: 'Month-end',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">Month-end</span> ${longMonth(chosen.month)}</h1>
    <p>What budgets that are paid to people planned and spent in this month. Money for emergencies is left out. These are sums: nobody’s payments are shown.</p>
    ${choices(chosen, today)}
    ${
      found.budgets === 0
        ? insetText({ text: 'No budget planned or spent anything in this month.' })
        : html`
    ${summaryList({
      rows: [
        { key: 'Budgets', value: String(found.budgets) },
        { key: 'Planned', value: pounds(found.expectedPence) },
        { key: 'Spent', value: pounds(found.actualPence) },
        { key: 'Difference', value: `${pounds(variance.pence)}${percentWords(variance)}` },
        { key: 'Far from their plan', value: String(found.flagged) },
        { key: 'What it looks like', value: DIAGNOSIS_WORDS[diagnosis] },
      ],
    })}
    ${step && insetText({ text: NEXT_STEP_WORDS[step] })}
    ${chosen.show !== 'under' && list('Spent more than planned', found.over)}
    ${chosen.show !== 'over' && list('Spent less than planned', found.under)}`
    }`,
  });
}

/** Links to the other months, groups and lists: each changes one choice and keeps the others. */
function choices(chosen: Chosen, today: PlainDate): Html {
  const link = (change: Partial<Chosen>, text: string) => {
    const { month, group, show } = { ...chosen, ...change };
    const isHere = month.equals(chosen.month) && group === chosen.group && show === chosen.show;
    const address = new URLSearchParams({ month: month.toString(), ...(group && { group }), show });
    return isHere
      ? html`<li><strong>${text}</strong></li>`
      : html`<li><a href="/month-end?${address.toString()}">${text}</a></li>`;
  };
  const months = monthsUntil(lastMonthEnd(today).toPlainYearMonth());
  return html`
  <details class="nhsuk-details">
    <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Show another month, group or list</span></summary>
    <div class="nhsuk-details__text">
      <h2 class="nhsuk-heading-s">Month</h2><ul class="nhsuk-list">${months.map(month => link({ month }, longMonth(month)))}</ul>
      <h2 class="nhsuk-heading-s">Group</h2><ul class="nhsuk-list">${link({ group: undefined }, 'All groups')}${GROUPS.map(group => link({ group }, GROUP_WORDS[group]))}</ul>
      <h2 class="nhsuk-heading-s">List</h2><ul class="nhsuk-list">${link({ show: 'both' }, 'More and less than planned')}${link({ show: 'over' }, 'More than planned')}${link({ show: 'under' }, 'Less than planned')}</ul>
    </div>
  </details>`;
}

const list = (caption: string, budgets: MonthEnd['over']): Html =>
  budgets.length === 0
    ? html`<h2 class="nhsuk-heading-m">${caption}</h2><p>No budget.</p>`
    : table({
        caption: { text: `${caption}: the furthest first`, size: 'm' },
        responsive: true,
        head: [
          'Budget',
          'Ask first',
          { text: 'Planned', format: 'numeric' },
          { text: 'Spent', format: 'numeric' },
          { text: 'Difference', format: 'numeric' },
          'Far from its plan',
        ],
        rows: budgets.map(one => [
          { html: html`<a href="/budgets/${one.budgetId}">${one.reference}</a>` },
          one.coordinator ?? 'Nobody keeps this case',
          { text: pounds(one.expectedPence), format: 'numeric' },
          { text: pounds(one.actualPence), format: 'numeric' },
          { text: pounds(one.actualPence - one.expectedPence), format: 'numeric' },
          one.flagged ? 'Yes' : 'No',
        ]),
      });
