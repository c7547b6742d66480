/** A stay in hospital: its report, what pauses and who is kept on, and the way home (T20). */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { insetText, tag } from '../../../nhsuk/content/text-blocks.ts';
import { select } from '../../../nhsuk/fields/select.ts';
import { dateField, form, submitButton, textareaField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, optionalText, texts } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate } from '../../../values/dates.ts';
import { loadBudget } from '../../requests/store.ts';
import { loadPaidLines } from '../suspensions/facts.ts';
import { noteReturn } from './note-return.ts';
import { planHospitalStay } from './plan-hospital-stay.ts';
import { reportAdmission } from './report-admission.ts';
import { loadHospitalStay } from './store.ts';

/** One decision is `<plan line id>:KEEP` or `:PAUSE`; a line that nobody decided sends an empty text. */
const DECISION = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:(?:KEEP|PAUSE))?$/;

const ReportForm = z.object({ admittedOn: date('Enter the day of the admission'), words: optionalText() });
const PlanForm = z.object({
  talkedWithPersonOn: date('Enter the day of the talk with the person'),
  decisions: texts(DECISION, 'Select whether each line pauses or goes on').default([]),
});
const ReturnForm = z.object({ returnedOn: date('Enter the day') });

type Stay = { readonly budgetId: string; readonly hospitalStayId: string };
const pathOf = ({ budgetId, hospitalStayId }: Stay) => `/budgets/${budgetId}/hospital-stays/${hospitalStayId}`;

export const hospitalPages: readonly Route[] = [
  get('/budgets/:budgetId/hospital-stays/new', {
    may: 'report-hospital',
    records: 'hospital.ask',
    show: context => showReport(context),
  }),
  post('/budgets/:budgetId/hospital-stays/new', {
    may: 'report-hospital',
    records: 'hospital.report',
    form: ReportForm,
    act: ({ tools, actor, command, params, values }) => reportAdmission(tools, actor, command, params.budgetId, values),
    done: ({ hospitalStayId }, { params }) =>
      seeOther(pathOf({ ...params, hospitalStayId }), 'Noted. Payments go on as before'),
    askAgain: (context, problems, typed) => showReport(context, problems, typed),
  }),
  get('/budgets/:budgetId/hospital-stays/:hospitalStayId', {
    may: 'see-case',
    records: 'hospital.read',
    show: context => showStay(context),
  }),
  post('/budgets/:budgetId/hospital-stays/:hospitalStayId', {
    may: 'plan-hospital-stay',
    records: 'hospital.plan',
    form: PlanForm,
    act: ({ tools, actor, command, params, values: { talkedWithPersonOn, decisions } }) =>
      planHospitalStay(tools, actor, command, params, {
        talkedWithPersonOn,
        decisions: decisions
          .filter(each => each !== '')
          .map(each => {
            const [planItemId, what] = each.split(':') as [string, 'KEEP' | 'PAUSE'];
            return { planItemId, what };
          }),
      }),
    done: (_, { params }) => seeOther(pathOf(params), 'Written down. The person has been told'),
    askAgain: (context, problems, typed) => showStay(context, problems, typed),
  }),
  post('/budgets/:budgetId/hospital-stays/:hospitalStayId/return', {
    may: 'report-hospital',
    records: 'hospital.return',
    form: ReturnForm,
    act: ({ tools, actor, command, params, values }) => noteReturn(tools, actor, command, params, values),
    done: (_, { params }) => seeOther(pathOf(params), 'Noted'),
    askAgain: (context, problems, typed) => showStay(context, problems, typed),
  }),
];

async function showReport(
  { frame, tx, actor, params, tools }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const title = actor.personId ? 'Tell us that you are in hospital' : 'Note a stay in hospital';
  const shared = { problems, values: typed };
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    ${insetText({ text: 'Payments go on as before. Nothing stops because somebody is in hospital.' })}
    ${form(
      { action: `/budgets/${budget.budgetId}/hospital-stays/new`, ...frame.hidden },
      dateField({
        ...shared,
        name: 'admittedOn',
        label: 'Since which day?',
        hint: `Today is ${longDate(tools.today())}`,
        value: tools.today().toString(),
      }),
      textareaField({ ...shared, name: 'words', label: 'What else do you know? How long may it take?', rows: 3 }),
      submitButton('Send'),
    )}`,
  });
}

async function showStay(
  { frame, tx, actor, params, tools }: ShowContext<Stay>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const stay = budget && (await loadHospitalStay(tx, budget.budgetId, params.hospitalStayId));
  if (!budget || !stay) return undefined;
  const { plan } = stay;
  const shared = { problems, values: typed };
  const lines = plan ? [] : await loadPaidLines(tx, budget.budgetId);
  const chosen = typed?.decisions === undefined ? [] : [typed.decisions].flat();
  const title = actor.personId ? 'Your time in hospital' : 'A stay in hospital';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/payment-changes` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    <p>${stay.returnedOn ? tag({ text: 'Home again', colour: 'grey' }) : tag({ text: 'In hospital', colour: 'orange' })}</p>
    ${insetText({ text: 'Payments go on as before.' })}
    ${summaryList({
      rows: [
        { key: 'Since', value: longDate(stay.admittedOn) },
        stay.words !== '' && { key: 'What is known', value: stay.words },
        { key: 'Reported', value: `${longDate(stay.reportedOn)} by ${stay.byName}` },
        stay.returnedOn !== undefined && { key: 'Home since', value: longDate(stay.returnedOn) },
        ...(plan
          ? [
              ...plan.lines.map(line => ({ key: line.label, value: line.what === 'KEEP' ? 'Goes on' : 'Pauses' })),
              {
                key: 'Assistants keep their pay',
                value: `${plan.retainedPct}%, from ${longDate(plan.retainedFrom)} to ${longDate(plan.retainedTo)}`,
              },
              { key: 'Looked at again', value: plan.reviewsOn.map(longDate).join(', ') || 'When they are home' },
              { key: 'Decided by', value: plan.byName },
            ]
          : [{ key: 'What pauses', value: 'Nothing is decided yet, so nothing pauses' }]),
      ],
    })}
    ${
      !plan &&
      !stay.returnedOn &&
      hasLeave(actor, 'plan-hospital-stay') &&
      html`<h2 class="nhsuk-heading-m">Decide with the person</h2>
    ${form(
      { action: pathOf(params), ...frame.hidden },
      dateField({
        ...shared,
        name: 'talkedWithPersonOn',
        label: 'When did you talk with the person, or whoever acts for them?',
      }),
      ...lines.map(line =>
        select({
          id: `decision-${line.planItemId}`,
          name: 'decisions',
          label: { text: line.label },
          value: chosen.find(each => each.startsWith(line.planItemId)) ?? '',
          items: [
            { value: '', text: 'Select what happens with it' },
            { value: `${line.planItemId}:KEEP`, text: 'It goes on, so that the person can come home' },
            { value: `${line.planItemId}:PAUSE`, text: 'It pauses' },
          ],
        }),
      ),
      submitButton('Write it down and tell the person'),
    )}`
    }
    ${
      !stay.returnedOn &&
      hasLeave(actor, 'report-hospital') &&
      html`<h2 class="nhsuk-heading-m">Home again</h2>
    ${form(
      { action: `${pathOf(params)}/return`, ...frame.hidden },
      dateField({ ...shared, name: 'returnedOn', label: 'Since which day?', value: tools.today().toString() }),
      submitButton('Home again', 'secondary'),
    )}`
    }`,
  });
}
