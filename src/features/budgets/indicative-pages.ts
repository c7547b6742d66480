/** The indicative budget: put together by a finance officer, and read by everybody with its whole working. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { details, insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, radiosField, selectField, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, money, oneOf, quantity, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { BUDGET_METHODS, PERS, showWorking, type Working } from '../../rules/budget.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { METHOD_WORDS, PER_WORDS } from '../../rules/plan-words.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { inPlainWords } from '../refusals.ts';
import { type Budget, loadBudget, loadNeeds, type Need } from '../requests/store.ts';
import { addBudgetLine } from './add-budget-line.ts';
import { type Draft, workOutDraft } from './draft.ts';
import { issueIndicativeBudget } from './issue-indicative-budget.ts';
import { removeBudgetLine } from './remove-budget-line.ts';
import { type IndicativeBudget, loadIndicativeBudget } from './store.ts';

const LineForm = z.object({
  needId: z.uuid({ error: 'Select the need that this line is for' }),
  service: text('Select a service of the rate card', 40),
  quantity: quantity('Enter how much is needed, such as 14 or 7.5'),
  per: oneOf(PERS, 'Select how often'),
});

const IssueForm = z.object({
  startsOn: date('Enter the day on which the budget is expected to start'),
  method: oneOf(BUDGET_METHODS, 'Select how the budget was worked out'),
  seenPence: money('The total is missing. Open the page again'),
});

const at = (budgetId: string) => `/budgets/${budgetId}/indicative-budget`;

export const indicativePages: readonly Route[] = [
  get('/budgets/:budgetId/indicative-budget', {
    may: 'see-case',
    records: 'indicative-budget.read',
    show: context => showIndicative(context),
  }),
  post('/budgets/:budgetId/indicative-budget', {
    may: 'set-indicative-budget',
    records: 'indicative-budget.issue',
    form: IssueForm,
    act: ({ tools, actor, command, params, values }) =>
      issueIndicativeBudget(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(at(params.budgetId), 'The person has their indicative budget'),
    askAgain: (context, problems, typed) => showIndicative(context, problems, typed),
  }),
  post('/budgets/:budgetId/indicative-budget/lines', {
    may: 'set-indicative-budget',
    records: 'indicative-budget.add-line',
    form: LineForm,
    act: ({ tools, actor, command, params, values }) => addBudgetLine(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(at(params.budgetId), 'Line added'),
    askAgain: (context, problems, typed) => showIndicative(context, problems, typed),
  }),
  get('/budgets/:budgetId/indicative-budget/lines/:draftLineId/removal', {
    may: 'set-indicative-budget',
    records: 'indicative-budget.read',
    show: context => showRemoval(context),
  }),
  post('/budgets/:budgetId/indicative-budget/lines/:draftLineId/removal', {
    may: 'set-indicative-budget',
    records: 'indicative-budget.remove-line',
    form: z.object({}),
    act: ({ tools, actor, command, params }) =>
      removeBudgetLine(tools, actor, command, params.budgetId, params.draftLineId),
    done: (_, { params }) => seeOther(at(params.budgetId), 'Line taken out'),
    askAgain: (context, problems) => showRemoval(context, problems),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showIndicative(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, tools, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const needs = await loadNeeds(tx, budget.budgetId);
  const issued = await loadIndicativeBudget(tx, budget.budgetId);
  if (issued) return issuedPage(context, budget, issued, needs, problems);
  if (!hasLeave(actor, 'set-indicative-budget')) return notYetPage(context, budget);
  const startsOn = typedDate(typed) ?? tools.today();
  const draft = await workOutDraft(tx, budget, actor.icbCode, { startsOn, today: tools.today() });
  return draftPage(context, { budget, needs, draft }, problems, typed);
}

/** The start date that was typed, so that the sum on the page is the one of its rate card. */
function typedDate(typed: Typed | undefined): PlainDate | undefined {
  const [year, month, day] = ['year', 'month', 'day'].map(part => String(typed?.[`startsOn-${part}`] ?? ''));
  return IssueForm.shape.startsOn.safeParse(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`).data;
}

type Drafting = { readonly budget: Budget; readonly needs: readonly Need[]; readonly draft: Draft };

/** For the finance officer: the lines so far, one more, and giving it to the person. */
const draftPage = ({ frame }: Asked, asked: Drafting, problems: readonly Problem[], typed?: Typed): Html => {
  const { budget, needs, draft } = asked;
  const { working } = draft;
  return page({
    frame,
    title: 'Indicative budget',
    problems: problems.length > 0 ? problems : draft.refusals.map(inPlainWords),
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, 'Indicative budget')}
    ${draftTable(budget, needs, working)}
    ${totals(working)}
    <h2 class="nhsuk-heading-m">Add a line</h2>
    ${form(
      { action: `${at(budget.budgetId)}/lines`, ...frame.hidden },
      selectField({
        name: 'needId',
        label: 'Need',
        problems,
        values: typed,
        options: needs.map(need => ({ value: need.needId, text: need.words })),
      }),
      selectField({
        name: 'service',
        label: 'Service',
        hint: draft.rateCard && `Rate card ${draft.rateCard.version}`,
        problems,
        values: typed,
        options: (draft.rateCard?.rates ?? []).map(rate => ({
          value: rate.code,
          text: `${rate.label}, ${pounds(rate.pence)} for each ${rate.unit}`,
        })),
      }),
      textField({ name: 'quantity', label: 'How many', problems, values: typed, width: 4, inputmode: 'decimal' }),
      radiosField({
        name: 'per',
        label: 'How often',
        problems,
        values: typed,
        inline: true,
        options: PERS.map(per => ({ value: per, text: PER_WORDS[per] })),
      }),
      submitButton('Add the line', 'secondary'),
    )}
    <h2 class="nhsuk-heading-m">Give it to the person</h2>
    ${insetText({ text: draft.statement })}
    ${form(
      { action: at(budget.budgetId), ...frame.hidden, hidden: { seenPence: pounds(working.totalPence) } },
      dateField({ name: 'startsOn', label: 'When is the budget expected to start?', problems, values: typed }),
      radiosField({
        name: 'method',
        label: 'What did you work it out from?',
        problems,
        values: typed,
        options: BUDGET_METHODS.map(method => ({ value: method, text: sentence(METHOD_WORDS[method]) })),
      }),
      submitButton(`Give the indicative budget of ${pounds(working.totalPence)}`),
    )}`,
  });
};

const draftTable = (budget: Budget, needs: readonly Need[], working: Working): Html =>
  working.lines.length === 0
    ? html`<p>There is no line yet.</p>`
    : table({
        caption: { text: 'Lines so far', size: 'm' },
        responsive: true,
        head: ['Service', 'For', 'Working', { text: 'Amount', format: 'numeric' }, 'Change'],
        rows: working.lines.map(line => [
          line.label,
          wordsOfNeed(needs, line.needId),
          showWorking(line),
          { text: pounds(line.amountPence), format: 'numeric' },
          line.needId === null
            ? 'Worked out for you'
            : html`<a href="${at(budget.budgetId)}/lines/${line.id}/removal">Take out <span class="nhsuk-u-visually-hidden">${line.label}</span></a>`,
        ]),
      });

const totals = (working: Working): Html =>
  summaryList({
    rows: [
      { key: 'What comes round again', value: pounds(working.linesPence) },
      { key: 'What is bought once', value: pounds(working.startUpPence) },
      {
        key: 'Kept for emergencies',
        value: `${pounds(working.contingencyPence)}${working.contingencyInBudget ? '' : ', on top of the budget'}`,
      },
      { key: 'Total for the year', value: html`<strong>${pounds(working.totalPence)}</strong>` },
    ],
  });

/** Asks once more before a line goes. */
async function showRemoval(
  { tx, actor, tools, frame, params }: ShowContext<{ readonly budgetId: string; readonly draftLineId: string }>,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const today = tools.today();
  const { working } = await workOutDraft(tx, budget, actor.icbCode, { startsOn: today, today });
  const line = working.lines.find(({ id }) => id === params.draftLineId);
  if (!line && problems.length === 0) return undefined;
  return page({
    frame,
    title: 'Take out this line?',
    problems,
    backLink: { href: at(budget.budgetId), text: 'Back to the indicative budget' },
    content: html`
    ${heading(budget, 'Take out this line?')}
    ${
      line &&
      html`<p>${line.label}: ${showWorking(line)}</p>
    ${form({ action: `${at(budget.budgetId)}/lines/${line.id}/removal`, ...frame.hidden }, submitButton('Take it out', 'warning'))}`
    }`,
  });
}

/** For everybody, the person first of all: the figure and where each penny of it comes from. */
const issuedPage = (
  { frame, actor }: Asked,
  budget: Budget,
  issued: IndicativeBudget,
  needs: readonly Need[],
  problems: readonly Problem[],
): Html => {
  const title = actor.personId ? 'Your first budget estimate' : 'Indicative budget';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, title)}
    <p class="nhsuk-heading-l">${pounds(issued.totalPence)} <span class="nhsuk-caption-m">for one year</span></p>
    ${insetText({ text: issued.statement })}
    <h2 class="nhsuk-heading-m">How we worked it out</h2>
    <p>From ${METHOD_WORDS[issued.method]}. The rates are from our rate card ${issued.rateCardVersion}.</p>
    ${issued.lines.map(line =>
      details({
        summary: `${line.label}: ${pounds(line.amountPence)}`,
        html: html`<p>${showWorking(line)}</p>
        ${line.needId !== null && html`<p>It is for this need: ${wordsOfNeed(needs, line.needId)}</p>`}
        <p>${line.rule === 'R-144' ? 'We keep some weeks of what a week costs, in case something goes wrong' : 'What is needed, times our rate, times how often in a year'} (rule ${line.rule}).</p>`,
      }),
    )}
    ${!issued.contingencyInBudget && issued.contingencyPence > 0n && html`<p>${pounds(issued.contingencyPence)} more is kept aside for emergencies. It is not part of this sum.</p>`}
    <h2 class="nhsuk-heading-m">What is not in it</h2>
    <p>Care that the NHS gives anyway: the GP, hospital care, emergency care, vaccinations, screening and prescriptions.</p>
    ${summaryList({
      rows: [
        { key: 'Given on', value: longDate(issued.issuedOn) },
        { key: 'By', value: issued.issuedByName },
        { key: 'Expected start', value: longDate(issued.startsOn) },
        { key: 'Rate card', value: issued.rateCardVersion },
        { key: 'Policy', value: issued.policyVersion },
      ],
    })}`,
  });
};

const notYetPage = ({ frame }: Asked, budget: Budget): Html =>
  page({
    frame,
    title: 'Indicative budget',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, 'Indicative budget')}
    <p>It has not been worked out yet. When it is, you see here how much it is and where each part comes from.</p>`,
  });

const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-xl"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

function wordsOfNeed(needs: readonly Need[], needId: string | null): string {
  return needs.find(need => need.needId === needId)?.words ?? 'Emergencies';
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
