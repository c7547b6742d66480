/** Who keeps the case (R-051), and giving it to somebody else. */
import { z } from 'zod';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, selectField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { longDate } from '../../values/dates.ts';
import { loadEndedOn, loadStaff } from '../staff/store.ts';
import { handOver } from './hand-over.ts';
import { loadBudget } from './store.ts';

const HandOverForm = z.object({
  coordinatorId: z.uuid({ error: 'Select who takes the case over' }),
  reason: text('Say why the case changes hands', 300),
});

export const handOverPages: readonly Route[] = [
  get('/budgets/:budgetId/care-coordinator', {
    may: 'change-coordinator',
    records: 'coordinator.read',
    show: context => showHandOver(context),
  }),
  post('/budgets/:budgetId/care-coordinator', {
    may: 'change-coordinator',
    records: 'coordinator.change',
    form: HandOverForm,
    act: ({ tools, actor, command, params, values }) => handOver(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}`, 'The case has changed hands'),
    askAgain: (context, problems, typed) => showHandOver(context, problems, typed),
  }),
];

async function showHandOver(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const leftOn = await loadEndedOn(tx, budget.careCoordinatorId);
  const others = (await loadStaff(tx, 1000)).filter(
    ({ staffUserId, roles }) => roles.includes('care-coordinator') && staffUserId !== budget.careCoordinatorId,
  );
  const title = 'Care co-ordinator';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-xl"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    <p>${budget.careCoordinatorName} keeps this case.</p>
    ${leftOn && insetText({ text: `${budget.careCoordinatorName} left on ${longDate(leftOn)}. Somebody has to take the case over. Payments go on.` })}
    ${form(
      { action: `/budgets/${budget.budgetId}/care-coordinator`, ...frame.hidden },
      selectField({
        name: 'coordinatorId',
        label: 'Who takes the case over?',
        problems,
        values: typed,
        options: others.map(({ staffUserId, name }) => ({ value: staffUserId, text: name })),
      }),
      textareaField({ name: 'reason', label: 'Why?', problems, values: typed, rows: 2 }),
      submitButton('Hand the case over'),
    )}`,
  });
}
