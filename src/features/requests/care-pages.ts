/** The care of somebody whose case ended without a budget (R-017). */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { longDate } from '../../values/dates.ts';
import { arrangeCare } from './arrange-care.ts';
import { loadBudget, loadCareTask } from './store.ts';

const CareForm = z.object({
  arranged: text('Say what care was arranged'),
  startsOn: date('Enter the day from which it is given'),
});

export const carePages: readonly Route[] = [
  get('/budgets/:budgetId/care-without-budget', {
    may: 'arrange-care',
    records: 'care.ask',
    show: context => showCare(context),
  }),
  post('/budgets/:budgetId/care-without-budget', {
    may: 'arrange-care',
    records: 'care.arrange',
    form: CareForm,
    act: ({ tools, actor, command, params, values }) => arrangeCare(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}`, 'Recorded what care was arranged'),
    askAgain: (context, problems, typed) => showCare(context, problems, typed),
  }),
];

async function showCare(
  { frame, tx, actor, params, tools }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const task = budget && (await loadCareTask(tx, budget.budgetId));
  if (!budget || !task) return undefined;
  const { raisedOn, done } = task;
  const shared = { problems, values: typed };
  return page({
    frame,
    title: `Care without a budget for ${budget.personName}`,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}</span> Care without a budget for ${budget.personName}</h1>
    ${insetText({ text: `There is no budget since ${longDate(raisedOn)}. The person keeps their right to care, and it must go on without a gap.` })}
    ${
      done
        ? summaryList({
            rows: [
              { key: 'Arranged', value: done.arranged },
              { key: 'From', value: longDate(done.startsOn) },
              { key: 'By', value: done.byName },
            ],
          })
        : form(
            { action: `/budgets/${budget.budgetId}/care-without-budget`, ...frame.hidden },
            textareaField({ ...shared, name: 'arranged', label: 'What care was arranged?', rows: 4 }),
            dateField({ ...shared, name: 'startsOn', label: 'From when?', value: tools.today().toString() }),
            submitButton('Record it'),
          )
    }`,
  });
}
