/** What has to be done about who acts and who is paid: the list of a board, and closing a task with what was decided. */
import { z } from 'zod';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { radiosField, textareaField } from '../../../nhsuk/forms.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { REPRESENTATION_TASK_WORDS } from '../../../rules/representation/stop-duty.ts';
import { isBefore, longDate } from '../../../values/dates.ts';
import { type Asked, type Drawn, drawn, formPage, homeOf } from '../page-parts.ts';
import { loadOpenTasks, loadTasks, type StoredTask } from '../payee-store.ts';
import { closeRepresentationTask } from './close-task.ts';

const TaskForm = z.object({
  taskId: z.uuid({ error: 'Select what is done' }),
  outcome: text('Say what was decided, and why', 1000),
});

export const taskPages: readonly Route[] = [
  get('/representation-tasks', {
    may: 'record-representation',
    records: 'representation.tasks.read',
    show: async context => listPage(context, await loadOpenTasks(context.tx, context.actor.icbCode)),
  }),
  get('/budgets/:budgetId/representation/tasks', {
    may: 'record-representation',
    records: 'representation.ask',
    show: context => showClosing(context),
  }),
  post('/budgets/:budgetId/representation/tasks', {
    may: 'record-representation',
    records: 'representation.close-task',
    form: TaskForm,
    act: ({ tools, actor, command, params, values }) =>
      closeRepresentationTask(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(homeOf(params.budgetId), 'Saved'),
    askAgain: (context, problems, typed) => showClosing(context, problems, typed),
  }),
];

function listPage(context: ShowContext, open: readonly StoredTask[]): Html {
  const { shown: tasks, rest } = inParts(open, context);
  const today = context.tools.today();
  return page({
    frame: context.frame,
    title: 'Who acts and who is paid',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Who acts and who is paid: what to do</h1>
    ${
      tasks.length === 0
        ? insetText({ text: 'There is nothing to do now.' })
        : table({
            caption: { text: 'By the day to act by', size: 'm' },
            responsive: true,
            head: ['Person', 'Budget', 'What', 'By'],
            rows: tasks.map(task => [
              { html: html`<a href="${homeOf(task.budgetId)}">${task.personName}</a>` },
              task.reference,
              REPRESENTATION_TASK_WORDS[task.kind],
              {
                html: html`${longDate(task.dueOn)}${isBefore(task.dueOn, today) && html` <strong>(overdue)</strong>`}`,
              },
            ]),
          })
    }
    ${rest}`,
  });
}

const showClosing = (context: Asked, problems?: readonly Problem[], typed?: Typed): Promise<Html | undefined> =>
  drawn(context, closingPage, problems, typed);

async function closingPage(of: Drawn): Promise<Html> {
  const asked = { problems: of.problems, values: of.typed };
  const open = (await loadTasks(of.context.tx, of.budget.budgetId)).filter(task => !task.closed);
  return formPage(of, {
    title: 'Record what was decided',
    path: 'tasks',
    send: 'Save',
    before: open.length === 0 && html`<p>There is nothing to do about who acts and who is paid.</p>`,
    fields:
      open.length === 0
        ? []
        : [
            radiosField({
              ...asked,
              name: 'taskId',
              label: 'What is done?',
              options: open.map(task => ({ value: task.taskId, text: REPRESENTATION_TASK_WORDS[task.kind] })),
            }),
            textareaField({ ...asked, name: 'outcome', label: 'What was decided, and why?', rows: 4 }),
          ],
  });
}
