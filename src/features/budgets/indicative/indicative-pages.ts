/** The indicative budget: put together by a finance officer, and read by everybody with its whole working. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { details, insetText } from '../../../nhsuk/content/text-blocks.ts';
import { form, submitButton } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, money, oneOf, quantity, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { BUDGET_METHODS, PERS, showWorking, type WorkedLine } from '../../../rules/budget/budget.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { METHOD_WORDS, PER_WORDS } from '../../../rules/plan/plan-words.ts';
import { longDate, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { showQuantity } from '../../../values/quantity.ts';
import { type Budget, loadBudget, loadNeeds, type Need } from '../../requests/store.ts';
import { type IndicativeBudget, loadIndicativeBudget } from '../store.ts';
import { addBudgetLine } from './add-budget-line.ts';
import { chooseMethod } from './choose-method.ts';
import { workOutDraft } from './draft.ts';
import { NEED_BANDS } from './draft-inputs.ts';
import { at, draftPage, heading, wordsOfNeed } from './draft-page.ts';
import { issueIndicativeBudget } from './issue-indicative-budget.ts';
import { removeBudgetLine } from './remove-budget-line.ts';

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

const MethodForm = z.object({
  method: oneOf(BUDGET_METHODS, 'Select how the budget was worked out'),
  needBand: oneOf(NEED_BANDS, 'Select how high the needs are').optional(),
  expectedOn: date('Enter the day on which the budget is expected to start').optional(),
});

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
  post('/budgets/:budgetId/indicative-budget/method', {
    may: 'set-indicative-budget',
    records: 'indicative-budget.choose-method',
    form: MethodForm,
    act: ({ tools, actor, command, params, values: { method, needBand, expectedOn: startsOn } }) =>
      chooseMethod(tools, actor, command, params.budgetId, { method, needBand, startsOn }),
    done: (_, { params }) => seeOther(at(params.budgetId), 'Worked out again'),
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
  const draft = await workOutDraft(tx, budget, actor.icbCode, { startsOn: typedDate(typed), today: tools.today() });
  return draftPage({ frame: context.frame, budget, needs, draft }, problems, typed);
}

/** The start date that was typed, so that the sum on the page is the one of its rate card. */
function typedDate(typed: Typed | undefined): PlainDate | undefined {
  const [year, month, day] = ['year', 'month', 'day'].map(part => String(typed?.[`startsOn-${part}`] ?? ''));
  return IssueForm.shape.startsOn.safeParse(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`).data;
}

/** Asks once more before a line goes. */
async function showRemoval(
  { tx, actor, tools, frame, params }: ShowContext<{ readonly budgetId: string; readonly draftLineId: string }>,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const { basis, lines } = await workOutDraft(tx, budget, actor.icbCode, { today: tools.today() });
  const line = lines.find(({ draftLineId }) => draftLineId === params.draftLineId);
  const rate = basis.lines.find(({ id }) => id === params.draftLineId)?.rate;
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
      html`<p>${rate?.label ?? line.rateCode}: ${showQuantity(line.quantity)} ${PER_WORDS[line.per]}</p>
    ${form({ action: `${at(budget.budgetId)}/lines/${line.draftLineId}/removal`, ...frame.hidden }, submitButton('Take it out', 'warning'))}`
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
        <p>${LINE_RULES[line.rule]} (rule ${line.rule}).</p>`,
      }),
    )}
    ${!issued.contingencyInBudget && issued.contingencyPence > 0n && html`<p>${pounds(issued.contingencyPence)} more is kept aside for emergencies. It is not part of this sum.</p>`}
    <p><a href="/budgets/${budget.budgetId}/working">${actor.personId ? 'How your budget was worked out' : 'How the budget was worked out'}: every figure, down to where it comes from</a></p>
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

/** What each rule says of its lines. */
const LINE_RULES: Readonly<Record<WorkedLine['rule'], string>> = {
  'R-042': 'This sum is one that we were given, or found',
  'R-044': 'What is needed, times our rate, times how often in a year',
  'R-129': 'What the NHS would pay for a chair that meets the need',
  'R-132': 'For repairs of a chair that you buy yourself',
  'R-144': 'We keep some weeks of what a week costs, in case something goes wrong',
  'R-164': 'Whoever employs somebody must have this insurance',
  'R-166': 'Whoever employs somebody has to pay for this',
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
