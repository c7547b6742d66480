/** Holding payments back, looking at it again, and letting them begin again (T21, T22). */
import { z } from 'zod';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { checkboxesField, dateField, form, radiosField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, ids, oneOf, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { CONCERNS } from '../../../rules/safeguards/concern.ts';
import { notRunning, SCOPES } from '../../../rules/safeguards/holding-back.ts';
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadBudget } from '../../requests/store.ts';
import { loadPaidLines, openOf } from './facts.ts';
import { listPages } from './list-pages.ts';
import { lookAtSuspension } from './look-at-suspension.ts';
import { resumePayments } from './resume-payments.ts';
import { showSuspension } from './show-page.ts';
import { loadSuspensions } from './store.ts';
import { suspendPayments } from './suspend-payments.ts';
import { CONCERN_WORDS } from './words.ts';

const SuspensionForm = z.object({
  concern: oneOf(CONCERNS, 'Select what the concern is about'),
  reasons: text('Say why. The person gets your words in writing', 4000),
  talkedWithCoordinatorOn: date('Enter the day of the talk with the care co-ordinator'),
  talkedWithPersonOn: date('Enter the day of the talk with the person'),
  continuityPlan: text('Say how the care goes on meanwhile. Nobody goes without care', 4000),
  scope: oneOf(SCOPES, 'Select whether every payment is held back or a part'),
  planItemIds: ids('Select lines of the plan', 0).default([]),
  startsOn: date('Enter the first day'),
  reviewOn: date('Enter the day on which it is looked at again'),
});

const LookForm = z.object({
  found: text('Say what you found', 4000),
  reviewOn: date('Enter the day of the next look'),
});

const EndForm = z.object({ cleared: text('Say why payments can begin again', 4000) });

export const suspensionPages: readonly Route[] = [
  ...listPages,
  get('/budgets/:budgetId/suspensions/new', {
    may: 'suspend-payments',
    records: 'suspension.ask',
    show: context => showNew(context),
  }),
  post('/budgets/:budgetId/suspensions/new', {
    may: 'suspend-payments',
    records: 'suspension.begin',
    form: SuspensionForm,
    act: ({ tools, actor, command, params, values }) => suspendPayments(tools, actor, command, params.budgetId, values),
    done: ({ suspensionId }, { params }) =>
      seeOther(`/budgets/${params.budgetId}/suspensions/${suspensionId}`, 'Held back. The person has been told'),
    askAgain: (context, problems, typed) => showNew(context, problems, typed),
  }),
  get('/budgets/:budgetId/suspensions/:suspensionId', {
    may: 'see-case',
    records: 'suspension.read',
    show: context => showSuspension(context),
  }),
  post('/budgets/:budgetId/suspensions/:suspensionId/looks', {
    may: 'suspend-payments',
    records: 'suspension.look',
    form: LookForm,
    act: ({ tools, actor, command, params, values: { found, reviewOn } }) =>
      lookAtSuspension(tools, actor, command, params, { found, nextReviewOn: reviewOn }),
    done: (_, { params }) => seeOther(pathOf(params), 'It goes on. The person has been told'),
    askAgain: (context, problems, typed) => showSuspension(context, problems, typed),
  }),
  post('/budgets/:budgetId/suspensions/:suspensionId/end', {
    may: 'suspend-payments',
    records: 'suspension.end',
    form: EndForm,
    act: ({ tools, actor, command, params, values }) => resumePayments(tools, actor, command, params, values),
    done: ({ catchUpPence }, { params }) =>
      seeOther(
        pathOf(params),
        catchUpPence === '0'
          ? 'Payments begin again. The person has been told'
          : `Payments begin again. ${pounds(BigInt(catchUpPence))} is paid with the next run`,
      ),
    askAgain: (context, problems, typed) => showSuspension(context, problems, typed),
  }),
];

const pathOf = ({ budgetId, suspensionId }: { readonly budgetId: string; readonly suspensionId: string }) =>
  `/budgets/${budgetId}/suspensions/${suspensionId}`;

async function showNew(
  { frame, tx, tools, actor, params }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const today = tools.today();
  const { suspension } = await loadPolicy(tx, actor.icbCode, today);
  const lines = await loadPaidLines(tx, budget.budgetId);
  const open = openOf(await loadSuspensions(tx, budget.budgetId));
  const shared = { problems, values: typed };
  const title = 'Hold payments back';
  const heading = html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>`;
  const backLink = { href: `/budgets/${budget.budgetId}/payment-changes` };
  if (open !== undefined || notRunning(budget.state))
    return page({
      frame,
      title,
      problems,
      backLink,
      content: html`${heading}
      ${
        open
          ? html`<p>Payments are held back already. <a href="${pathOf({ budgetId: budget.budgetId, suspensionId: open.suspensionId })}">See why, and what comes next</a></p>`
          : html`<p>Payments are held back only while the budget is active.</p>`
      }`,
    });
  return page({
    frame,
    title,
    problems,
    backLink,
    content: html`
    ${heading}
    ${insetText({ text: 'Talk with the care co-ordinator and the person first. Nobody goes without care, and nothing is taken away: what is held back is paid when payments begin again.' })}
    ${form(
      { action: `/budgets/${budget.budgetId}/suspensions/new`, ...frame.hidden },
      radiosField({
        ...shared,
        name: 'concern',
        label: 'What is the concern about?',
        labelSize: 'm',
        options: CONCERNS.map(value => ({ value, text: CONCERN_WORDS[value] })),
      }),
      textareaField({
        ...shared,
        name: 'reasons',
        label: 'Why are payments held back?',
        hint: 'Write to the person, in plain words. They get them in writing',
        rows: 4,
      }),
      dateField({
        ...shared,
        name: 'talkedWithCoordinatorOn',
        label: 'When did you talk with the care co-ordinator?',
        hint: `For example, ${today.day} ${today.month} ${today.year}`,
      }),
      dateField({ ...shared, name: 'talkedWithPersonOn', label: 'When did you talk with the person?' }),
      textareaField({
        ...shared,
        name: 'continuityPlan',
        label: 'How does the care go on meanwhile?',
        hint: 'Who gives it, and who pays for it. The person reads this',
        rows: 4,
      }),
      radiosField({
        ...shared,
        name: 'scope',
        label: 'What is held back?',
        labelSize: 'm',
        options: [
          { value: 'WHOLE', text: 'Every payment' },
          {
            value: 'PART',
            text: 'What some lines of the plan cost',
            conditional: checkboxesField({
              ...shared,
              name: 'planItemIds',
              label: 'Which lines?',
              options: lines.map(line => ({
                value: line.planItemId,
                text: `${line.label}, ${pounds(line.annualPence)} a year`,
              })),
            }),
          },
        ],
      }),
      dateField({
        ...shared,
        name: 'startsOn',
        label: 'From which day?',
        hint: `Today is ${longDate(today)}. A payment that is on its way already still arrives.`,
        value: today.toString(),
      }),
      dateField({
        ...shared,
        name: 'reviewOn',
        label: 'When is it looked at again?',
        hint: `At the latest ${suspension.firstReviewDays} days after the first day`,
        value: today.add({ days: suspension.firstReviewDays }).toString(),
      }),
      submitButton('Hold payments back', 'warning'),
    )}`,
  });
}
