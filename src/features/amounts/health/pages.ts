/** A change of health: its report, what somebody found who looked, and the list of all that waits for a look (R-089, R-103). */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import { dateField, form, radiosField, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { inParts } from '../../../nhsuk/in-parts.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, oneOf, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../../platform/http.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { HEALTH_FINDINGS, type HealthFinding } from '../../../rules/safeguards/health-change.ts';
import { isBefore, longDate } from '../../../values/dates.ts';
import { loadBudget } from '../../requests/store.ts';
import { checkHealthChange } from './check-health-change.ts';
import { reportHealthChange } from './report-health-change.ts';
import { type FollowUp, loadFollowUps, loadHealthChange } from './store.ts';

const ReportForm = z.object({
  changedOn: date('Enter since when'),
  words: text('Write down what has changed', 4000),
});
const CheckForm = z.object({
  finding: oneOf(HEALTH_FINDINGS, 'Select what you found'),
  found: text('Write down what you found', 4000),
});
const FollowUpsAnswer = z.object({
  followUps: z.array(
    z.object({ kind: z.enum(['HEALTH', 'HOSPITAL']), id: z.uuid(), budgetId: z.uuid(), dueOn: z.iso.date() }),
  ),
});

const FINDING: Readonly<Record<HealthFinding, string>> = {
  ENOUGH: 'The money still covers everything in the plan',
  ANOTHER_AMOUNT: 'Another amount is needed',
  REVIEW: 'The plan itself has to be looked at',
};

type Report = { readonly budgetId: string; readonly healthChangeId: string };
const pathOf = ({ budgetId, healthChangeId }: Report) => `/budgets/${budgetId}/health-changes/${healthChangeId}`;

export const healthPages: readonly Route[] = [
  get('/budgets/:budgetId/health-changes/new', {
    may: 'report-health-change',
    records: 'health-change.ask',
    show: context => showReport(context),
  }),
  post('/budgets/:budgetId/health-changes/new', {
    may: 'report-health-change',
    records: 'health-change.report',
    form: ReportForm,
    act: ({ tools, actor, command, params, values }) =>
      reportHealthChange(tools, actor, command, params.budgetId, values),
    done: ({ healthChangeId }, { params }) => seeOther(pathOf({ ...params, healthChangeId }), 'Thank you. It is noted'),
    askAgain: (context, problems, typed) => showReport(context, problems, typed),
  }),
  get('/budgets/:budgetId/health-changes/:healthChangeId', {
    may: 'see-case',
    records: 'health-change.read',
    show: context => showChange(context),
  }),
  post('/budgets/:budgetId/health-changes/:healthChangeId', {
    may: 'check-health-change',
    records: 'health-change.check',
    form: CheckForm,
    act: ({ tools, actor, command, params, values }) => checkHealthChange(tools, actor, command, params, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Written down. The person has been told'),
    askAgain: (context, problems, typed) => showChange(context, problems, typed),
  }),
  get('/health-follow-ups', {
    may: 'check-health-change',
    records: 'health-change.list',
    show: async context => followUpsPage(context, await loadFollowUps(context.tx)),
  }),
  read('/health-follow-ups', {
    may: 'check-health-change',
    records: 'health-change.list',
    answer: FollowUpsAnswer,
    async read({ tx }) {
      const all = await loadFollowUps(tx);
      return {
        followUps: all.map(({ kind, id, budgetId, dueOn }) => ({ kind, id, budgetId, dueOn: dueOn.toString() })),
      };
    },
  }),
];

async function showReport(
  { frame, tx, actor, params, tools }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const shared = { problems, values: typed };
  const title = actor.personId ? 'Tell us that your health has changed' : 'Note a change of health';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    <p>Somebody will look whether the money still covers everything in the plan.</p>
    ${insetText({ text: 'Payments go on as before. Nothing is cut because health has changed.' })}
    ${form(
      { action: `/budgets/${budget.budgetId}/health-changes/new`, ...frame.hidden },
      dateField({
        ...shared,
        name: 'changedOn',
        label: 'Since when?',
        hint: `Today is ${longDate(tools.today())}`,
        value: tools.today().toString(),
      }),
      textareaField({ ...shared, name: 'words', label: 'What has changed?', rows: 5 }),
      submitButton('Send'),
    )}`,
  });
}

async function showChange(
  { frame, tx, actor, params, tools }: ShowContext<Report>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const change = budget && (await loadHealthChange(tx, budget.budgetId, params.healthChangeId));
  if (!budget || !change) return undefined;
  const { check, checkBy } = change;
  const isLate = !check && isBefore(checkBy, tools.today());
  const title = actor.personId ? 'Your change of health' : 'A change of health';
  const shared = { problems, values: typed };
  const path = `/budgets/${budget.budgetId}`;
  return page({
    frame,
    title,
    problems,
    backLink: { href: `${path}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    <p>${check ? tag({ text: 'Looked at', colour: 'grey' }) : tag({ text: isLate ? 'Overdue' : 'Waits for a look', colour: isLate ? 'red' : 'orange' })}</p>
    ${summaryList({
      rows: [
        { key: 'Since', value: longDate(change.changedOn) },
        { key: 'What has changed', value: change.words },
        { key: 'Reported', value: `${longDate(change.reportedOn)} by ${change.byName}` },
        ...(check
          ? [
              { key: 'What was found', value: `${FINDING[check.finding]}. ${check.found}` },
              { key: 'Looked at', value: `${longDate(check.checkedOn)} by ${check.byName}` },
            ]
          : [{ key: 'To be looked at by', value: `${longDate(checkBy)}, ${budget.careCoordinatorName}` }]),
      ],
    })}
    ${
      !check &&
      hasLeave(actor, 'check-health-change') &&
      html`<h2 class="nhsuk-heading-m">Is the money still enough?</h2>
    ${form(
      { action: pathOf(params), ...frame.hidden },
      radiosField({
        ...shared,
        name: 'finding',
        label: 'What did you find?',
        options: HEALTH_FINDINGS.map(value => ({ value, text: FINDING[value] })),
      }),
      textareaField({
        ...shared,
        name: 'found',
        label: 'In your words',
        hint: `${budget.personName} reads this: each service of the plan, and whether it is still covered`,
        rows: 4,
      }),
      submitButton('Write it down and tell the person'),
    )}`
    }
    ${
      hasLeave(actor, 'check-health-change') &&
      html`<ul class="nhsuk-list">
      ${check?.finding === 'ANOTHER_AMOUNT' && hasLeave(actor, 'ask-amount-change') && html`<li><a href="${path}/amount-changes/new">Change what is paid from a month on</a></li>`}
      ${check?.finding === 'REVIEW' && html`<li><a href="${path}/reviews">Arrange a review</a></li>`}
      <li><a href="/health-follow-ups">All that waits for a look</a></li>
    </ul>`
    }`,
  });
}

function followUpsPage(context: ShowContext, found: readonly FollowUp[]): Html {
  const { shown: all, rest } = inParts(found, context);
  const today = context.tools.today();
  return page({
    frame: context.frame,
    title: 'Changes of health',
    width: 'full',
    content: html`
    <h1 class="nhsuk-heading-l">Changes of health that wait for a look</h1>
    <p>Payments go on as before. Somebody looks whether the money is still enough, or decides with the person what pauses while they are in hospital.</p>
    ${
      all.length === 0
        ? insetText({ text: 'Nothing waits.' })
        : table({
            caption: { text: 'What waits, the earliest first', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Person', 'What', 'Look by', 'Care co-ordinator'],
            rows: all.map(each => [
              {
                html: html`<a href="/budgets/${each.budgetId}/${each.kind === 'HEALTH' ? 'health-changes' : 'hospital-stays'}/${each.id}">${each.personName}, ${each.reference}</a>`,
              },
              each.kind === 'HEALTH' ? 'Their health has changed' : 'They are in hospital',
              {
                html: html`${longDate(each.dueOn)}${isBefore(each.dueOn, today) && html` <strong>(overdue)</strong>`}`,
              },
              each.coordinatorName,
            ]),
          })
    }
    ${rest}`,
  });
}
