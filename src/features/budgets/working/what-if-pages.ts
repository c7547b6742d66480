/** What if: change an input and see the difference line by line (R-041). The page keeps nothing, and so has no act. */
import { z } from 'zod';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { fieldset } from '../../../nhsuk/fields/fieldset.ts';
import { dateField, form, moneyField, submitButton, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, type Route, read, type ShowContext, type Typed } from '../../../platform/http.ts';
import { showWorking } from '../../../rules/budget/budget.ts';
import type { EstimateBasis } from '../../../rules/budget/methods.ts';
import { type Comparison, type LineChange, sumsOf } from '../../../rules/budget/what-if.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { pounds, readPounds } from '../../../values/pence.ts';
import { type Quantity, readQuantity, showQuantity } from '../../../values/quantity.ts';
import { inPlainWords } from '../../refusals.ts';
import { type Budget, loadBudget } from '../../requests/store.ts';
import { at, heading } from '../indicative/draft-page.ts';
import { tryFigures, type Wishes } from './what-if.ts';

const pence = z.string().regex(/^-?\d+$/);

const WhatIfAnswer = z.object({
  beforePence: pence,
  afterPence: pence,
  differencePence: pence,
  unchanged: z.number(),
  changes: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      label: z.string(),
      before: z.string(),
      after: z.string(),
      differencePence: pence,
    }),
  ),
  problems: z.array(z.string()),
});

export const whatIfPages: readonly Route[] = [
  get('/budgets/:budgetId/what-if', {
    may: 'try-figures',
    records: 'what-if.read',
    show: showWhatIf,
  }),
  read('/budgets/:budgetId/what-if', {
    may: 'try-figures',
    records: 'what-if.read',
    answer: WhatIfAnswer,
    async read(context) {
      const asked = await ask(context);
      if (!asked?.tried) return undefined;
      const { comparison, refusals } = asked.tried;
      const none = { beforePence: '0', afterPence: '0', differencePence: '0', unchanged: 0, changes: [] };
      return {
        ...(comparison ? comparisonAnswer(comparison) : none),
        problems: [...asked.problems.map(({ text }) => text), ...refusals.map(each => inPlainWords(each).text)],
      };
    },
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

/** The budget, what was asked for in the address, and what it would come to. */
async function ask({ tx, actor, tools, params, query }: Asked) {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const { wishes, problems } = readWishes(query);
  return { budget, problems, tried: await tryFigures(tx, budget, actor.icbCode, { wishes, today: tools.today() }) };
}

async function showWhatIf(context: Asked): Promise<Html | undefined> {
  const asked = await ask(context);
  if (!asked) return undefined;
  const { budget, tried } = asked;
  const { frame, query } = context;
  const isAsked = Object.values(query).some(value => value !== '');
  const problems = [...asked.problems, ...(isAsked ? (tried?.refusals ?? []).map(inPlainWords) : [])];
  return page({
    frame,
    title: 'What if?',
    problems,
    width: 'full',
    backLink: { href: at(budget.budgetId), text: 'The indicative budget' },
    content: html`
    ${heading(budget, 'What if?')}
    <p>Change a figure and see what the budget would be. Nothing is kept.</p>
    ${
      tried
        ? html`${isAsked && asked.problems.length === 0 && tried.comparison && difference(tried.comparison)}${wishForm(budget, tried.before, problems, query)}`
        : insetText({ text: 'Of this figure only the lines were kept, so it cannot be tried with others.' })
    }`,
  });
}

/** What the address asks for, and what of it cannot be read. */
function readWishes(query: Readonly<Record<string, string>>): {
  readonly wishes: Wishes;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const quantities = new Map<string, Quantity>();
  const rates = new Map<string, bigint>();
  const sums = new Map<number, bigint>();
  const points = new Map<number, number>();
  for (const [field, text] of Object.entries(query)) {
    const [kind, id] = [field.split('-')[0], field.split('-').slice(1).join('-')];
    if (text.trim() === '' || id === '') continue;
    if (kind === 'quantity') {
      const quantity = readQuantity(text);
      if (quantity) quantities.set(id, quantity);
      else problems.push({ field, text: 'Enter how much as a number, such as 14 or 7.5' });
    }
    if (kind === 'rate') {
      const rate = readPounds(text);
      if (rate === undefined) problems.push({ field, text: 'Enter the price in pounds, such as 17.20' });
      else rates.set(id, rate);
    }
    if (kind === 'sum') {
      const sum = readPounds(text);
      if (sum === undefined) problems.push({ field, text: 'Enter the sum in pounds, such as 1,200.00' });
      else sums.set(Number(id), sum);
    }
    if (kind === 'points') {
      const count = whole(query, field, [0, 1000], problems);
      if (count !== undefined) points.set(Number(id), count);
    }
  }
  const contingencyWeeks = whole(query, 'contingencyWeeks', [0, 52], problems);
  const weeksPerYear = whole(query, 'weeksPerYear', [52, 53], problems);
  return {
    wishes: {
      quantities,
      rates,
      figure: { sums, points },
      contingencyWeeks,
      weeksPerYear,
      startsOn: startOf(query, problems),
    },
    problems,
  };
}

function whole(
  query: Readonly<Record<string, string>>,
  field: string,
  [least, most]: readonly [number, number],
  problems: Problem[],
): number | undefined {
  const typed = query[field]?.trim() ?? '';
  if (typed === '') return undefined;
  const found = wholeNumber(`Enter a whole number from ${least} to ${most}`, least, most).safeParse(typed);
  if (!found.success) problems.push({ field, text: found.error.issues[0]!.message });
  return found.data;
}

function startOf(query: Readonly<Record<string, string>>, problems: Problem[]): PlainDate | undefined {
  const [year, month, day] = ['year', 'month', 'day'].map(part => query[`startsOn-${part}`]?.trim() ?? '');
  if (!year && !month && !day) return undefined;
  const error = 'Enter the first day of the budget, such as 1 12 2026';
  const found = date(error).safeParse(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`);
  if (!found.success) problems.push({ field: 'startsOn', text: found.error.issues[0]!.message });
  return found.data;
}

const difference = (comparison: Comparison): Html => html`
    <h2 class="nhsuk-heading-l">${pounds(comparison.afterPence)}: ${changeWords(comparison.differencePence)}</h2>
    <p>It is ${pounds(comparison.beforePence)} now. ${comparison.unchanged} ${comparison.unchanged === 1 ? 'line stays' : 'lines stay'} as ${comparison.unchanged === 1 ? 'it is' : 'they are'}.</p>
    ${
      comparison.changes.length > 0 &&
      table({
        caption: { text: 'What would change', size: 'm' },
        responsive: true,
        head: ['Line', 'Now', 'Then', { text: 'Difference', format: 'numeric' }],
        rows: comparison.changes.map(change => {
          const { label, before, after } = sidesOf(change);
          return [label, before, after, { text: signed(change.differencePence), format: 'numeric' }];
        }),
      })
    }`;

function sidesOf(change: LineChange): { readonly label: string; readonly before: string; readonly after: string } {
  const before = change.kind === 'added' ? 'Not there' : showWorking(change.before);
  const after = change.kind === 'removed' ? 'Not there' : showWorking(change.after);
  return { label: (change.kind === 'added' ? change.after : change.before).label, before, after };
}

function signed(difference: bigint): string {
  return difference > 0n ? `+${pounds(difference)}` : pounds(difference);
}

function changeWords(difference: bigint): string {
  if (difference === 0n) return 'no difference';
  return difference > 0n ? `${pounds(difference)} more` : `${pounds(-difference)} less`;
}

const wishForm = (budget: Budget, basis: EstimateBasis, problems: readonly Problem[], query: Typed): Html => html`
    <h2 class="nhsuk-heading-m">Try other figures</h2>
    <p>Leave a box empty to keep what it says now. 0 takes a line out.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/what-if`, method: 'get' },
      changeable(basis).map(({ id, rate, quantity, what }) =>
        fieldset({
          legend: { text: rate.label, size: 's' },
          html: html`${textField({
            name: `quantity-${id}`,
            label: `${what} (${showQuantity(quantity)} now)`,
            problems,
            values: query,
            width: 4,
            inputmode: 'decimal',
          })}${moneyField({
            name: `rate-${id}`,
            label: `Price for each ${rate.unit} (${pounds(rate.pence)} now)`,
            problems,
            values: query,
          })}`,
        }),
      ),
      sumsOf(basis.figure).map(({ label, pence }, place) =>
        moneyField({ name: `sum-${place}`, label: `${label} (${pounds(pence)} now)`, problems, values: query }),
      ),
      basis.figure.method === 'POINTS_BAND' &&
        basis.figure.points.map(({ label, points }, place) =>
          textField({
            name: `points-${place}`,
            label: `Points for ${label} (${points} now)`,
            problems,
            values: query,
            width: 4,
            inputmode: 'numeric',
          }),
        ),
      textField({
        name: 'contingencyWeeks',
        label: `Weeks kept for emergencies (${basis.contingency.weeks} now)`,
        problems,
        values: query,
        width: 2,
        inputmode: 'numeric',
      }),
      textField({
        name: 'weeksPerYear',
        label: `Weeks in a year (${basis.weeksPerYear} now)`,
        problems,
        values: query,
        width: 2,
        inputmode: 'numeric',
      }),
      dateField({
        name: 'startsOn',
        label: 'Another first day',
        hint: 'The rate cards of the year from that day count.',
        problems,
        values: query,
      }),
      submitButton('Show the difference'),
    )}`;

/** What has a quantity and a price: lines of the rate card, and assistants. */
function changeable({ lines, employment }: EstimateBasis) {
  return [
    ...lines.map(({ id, rate, quantity }) => ({ id, rate, quantity, what: 'How many' })),
    ...(employment?.assistants ?? []).map(({ id, rate, hoursPerWeek }) => ({
      id,
      rate,
      quantity: hoursPerWeek,
      what: 'Hours in a week',
    })),
  ];
}

function comparisonAnswer(comparison: Comparison) {
  return {
    beforePence: comparison.beforePence.toString(),
    afterPence: comparison.afterPence.toString(),
    differencePence: comparison.differencePence.toString(),
    unchanged: comparison.unchanged,
    changes: comparison.changes.map(change => ({
      kind: change.kind,
      ...sidesOf(change),
      differencePence: change.differencePence.toString(),
    })),
  };
}
