/** Beginning to plan (T08). */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { checkboxesField, form, submitButton, textareaField, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { confirmed, optionalText, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { pounds } from '../../../values/pence.ts';
import { loadIndicativeBudget } from '../../budgets/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { caseHeading } from '../parts.ts';
import { beginPlanning } from './begin-planning.ts';

const PlanningForm = z.object({
  involved: text('Say who the person wants to have with them. It may be nobody'),
  planningSupport: optionalText(200),
  optionsExplained: confirmed('Confirm that you explained the three ways to hold the money'),
});

export const planningPages: readonly Route[] = [
  get('/budgets/:budgetId/planning', {
    may: 'begin-planning',
    records: 'planning.read',
    show: context => showPlanning(context),
  }),
  post('/budgets/:budgetId/planning', {
    may: 'begin-planning',
    records: 'plan.begin',
    form: PlanningForm,
    act: ({ tools, actor, command, params, values }) =>
      beginPlanning(tools, actor, command, params.budgetId, {
        involved: values.involved,
        planningSupport: values.planningSupport,
      }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'Planning has begun'),
    askAgain: (context, problems, typed) => showPlanning(context, problems, typed),
  }),
];

async function showPlanning(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const indicative = await loadIndicativeBudget(tx, budget.budgetId);
  return page({
    frame,
    title: 'Begin planning',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, 'Begin planning')}
    ${summaryList({
      rows: [{ key: 'Indicative budget', value: indicative ? pounds(indicative.totalPence) : 'Not given yet' }],
    })}
    ${form(
      { action: `/budgets/${budget.budgetId}/planning`, ...frame.hidden },
      textareaField({
        name: 'involved',
        label: 'Who does the person want to have with them?',
        hint: 'The person decides who takes part.',
        problems,
        values: typed,
        rows: 3,
      }),
      textField({
        name: 'planningSupport',
        label: 'Who else helps with the planning? (optional)',
        hint: 'A broker, an advocate or a charity.',
        problems,
        values: typed,
      }),
      checkboxesField({
        name: 'optionsExplained',
        label: 'The three ways to hold the money',
        problems,
        values: typed,
        options: [
          {
            value: 'yes',
            text: 'I explained them: paid to the person, held by another organisation, or arranged by the NHS. They can be mixed',
          },
        ],
      }),
      submitButton('Begin planning'),
    )}`,
  });
}
