/** Employing assistants: the insurance (R-164) and what is seen of each before they work alone (R-167). */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { dateField, form, moneyField, radiosField, submitButton, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, money, oneOf, optionalText, text } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { coverStanding, type EmployerGap } from '../../../rules/plan/employment.ts';
import { GAP_WORDS } from '../../../rules/plan/plan-part-words.ts';
import { longDate, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadBudget } from '../../requests/store.ts';
import { caseHeading } from '../page-parts.ts';
import { type Checks, loadChecks } from './facts.ts';
import { recordAssistant } from './record-assistant.ts';
import { recordCover } from './record-cover.ts';
import type { StoredAssistant } from './store.ts';

const DAY = 'Enter a date, such as 31 3 2027';

const CoverForm = z.object({
  insurer: text('Enter the insurer', 100),
  policyNumber: text('Enter the number of the policy', 50),
  limitPence: money('Enter how much it covers, such as 5,000,000.00', 1n),
  from: date('Enter the first day, such as 1 12 2026'),
  to: date('Enter the last day, such as 30 11 2027'),
  payroll: optionalText(200),
});

const AssistantForm = z.object({
  name: text('Enter the name of the assistant', 70),
  worksFrom: date('Enter the first day of work, such as 1 12 2026'),
  worksUntil: date(DAY).optional(),
  rightToWorkOn: date(DAY).optional(),
  referencesOn: date(DAY).optional(),
  contractOn: date(DAY).optional(),
  dbs: oneOf(['SEEN', 'NOT_ELIGIBLE', 'TO_COME'], 'Select what is known of the background check'),
  task1: optionalText(100),
  task1SignedOffOn: date(DAY).optional(),
  task1ExpiresOn: date(DAY).optional(),
  task2: optionalText(100),
  task2SignedOffOn: date(DAY).optional(),
  task2ExpiresOn: date(DAY).optional(),
});

export const employmentPages: readonly Route[] = [
  get('/budgets/:budgetId/employment', {
    may: 'see-case',
    records: 'employment.read',
    show: context => showEmployment(context),
  }),
  get('/budgets/:budgetId/employment/insurance', {
    may: 'record-checks',
    records: 'employment.read',
    show: context => showCover(context),
  }),
  post('/budgets/:budgetId/employment/insurance', {
    may: 'record-checks',
    records: 'employer.record-cover',
    form: CoverForm,
    act: ({ tools, actor, command, params, values }) => recordCover(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/employment`, 'Insurance saved'),
    askAgain: (context, problems, typed) => showCover(context, problems, typed),
  }),
  get('/budgets/:budgetId/employment/assistant', {
    may: 'record-checks',
    records: 'employment.read',
    show: context => showAssistant(context),
  }),
  post('/budgets/:budgetId/employment/assistant', {
    may: 'record-checks',
    records: 'employer.record-assistant',
    form: AssistantForm,
    act: ({ tools, actor, command, params, values }) =>
      recordAssistant(tools, actor, command, params.budgetId, assistantOf(values)),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/employment`, 'Assistant saved'),
    askAgain: (context, problems, typed) => showAssistant(context, problems, typed),
  }),
];

function assistantOf(values: z.infer<typeof AssistantForm>): StoredAssistant {
  const { task1, task2, task1SignedOffOn, task1ExpiresOn, task2SignedOffOn, task2ExpiresOn, ...seen } = values;
  const tasks = [
    { task: task1, signedOffOn: task1SignedOffOn, expiresOn: task1ExpiresOn },
    { task: task2, signedOffOn: task2SignedOffOn, expiresOn: task2ExpiresOn },
  ];
  return {
    name: seen.name,
    worksFrom: seen.worksFrom,
    worksUntil: seen.worksUntil,
    rightToWorkOn: seen.rightToWorkOn,
    referencesOn: seen.referencesOn,
    contractOn: seen.contractOn,
    dbs: seen.dbs,
    tasks: tasks.filter(({ task, signedOffOn, expiresOn }) => task !== '' || signedOffOn || expiresOn),
  };
}

type Asked = ShowContext<{ readonly budgetId: string }>;

async function loadAsked({ tx, actor, tools, params }: Asked) {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  return budget && { budget, checks: await loadChecks(tx, actor.icbCode, budget.budgetId, tools.today()) };
}

async function showEmployment(context: Asked): Promise<Html | undefined> {
  const asked = await loadAsked(context);
  if (!asked) return undefined;
  const { budget, checks } = asked;
  const at = `/budgets/${budget.budgetId}/employment`;
  const title = 'Employing assistants';
  const mayRecord = hasLeave(context.actor, 'record-checks');
  const { cover, assistants, gaps } = checks;
  return page({
    frame: context.frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    ${!checks.employs && html`<p>The plan pays nobody whom the person employs.</p>`}
    ${gaps.length > 0 && html`<h2 class="nhsuk-heading-m">Still missing</h2><ul class="nhsuk-list nhsuk-list--bullet">${gaps.map(gap => html`<li>${gapText(gap)}</li>`)}</ul>`}
    ${coverWarning(checks, context.tools.today())}
    ${
      cover &&
      html`<h2 class="nhsuk-heading-m">Insurance</h2>${summaryList({
        rows: [
          { key: 'Insurer', value: `${cover.insurer}, ${cover.policyNumber}` },
          { key: 'It covers', value: pounds(cover.limitPence) },
          { key: 'From, to', value: `${longDate(cover.from)} to ${longDate(cover.to)}` },
          cover.payroll !== '' && { key: 'Payroll', value: cover.payroll },
        ],
      })}`
    }
    ${mayRecord && checks.employs && html`<p><a href="${at}/insurance">${cover ? 'Record the next insurance' : 'Record the insurance'}</a></p>`}
    ${assistants.map(
      assistant => html`<h2 class="nhsuk-heading-m">${assistant.name}</h2>${assistantList(assistant)}
      ${mayRecord && html`<p><a href="${at}/assistant?name=${encodeURIComponent(assistant.name)}">Change what was seen <span class="nhsuk-u-visually-hidden">of ${assistant.name}</span></a></p>`}`,
    )}
    ${mayRecord && checks.employs && html`<p><a href="${at}/assistant">Record an assistant</a></p>`}`,
  });
}

function gapText(gap: EmployerGap): string {
  if (gap.missing === 'insurance') return 'Insurance of an employer for the first day of work, and from then on';
  if (gap.missing === 'assistant') return 'The papers of at least one assistant';
  if (gap.missing === 'competence') return `${gap.assistant}: ${gap.task}: ${GAP_WORDS.competence}`;
  return `${gap.assistant}: ${GAP_WORDS[gap.missing]}`;
}

/** R-164: in good time before the insurance ends, and when it has ended. */
function coverWarning({ cover, policy }: Checks, today: PlainDate): Html {
  const standing = coverStanding(cover, today, policy.employer.coverEndsWarningDays);
  if (cover && standing === 'renew')
    return insetText({ text: `The insurance ends on ${longDate(cover.to)}. Record the next one before that.` });
  if (cover && standing === 'lapsed')
    return insetText({ text: `The insurance ended on ${longDate(cover.to)}. Nobody new may begin to work.` });
  return html``;
}

function assistantList(assistant: StoredAssistant): Html {
  const on = (day: PlainDate | undefined) => (day ? longDate(day) : 'Not seen yet');
  return summaryList({
    rows: [
      { key: 'Works from', value: longDate(assistant.worksFrom) },
      assistant.worksUntil !== undefined && { key: 'Until', value: longDate(assistant.worksUntil) },
      { key: 'Right to work', value: on(assistant.rightToWorkOn) },
      { key: 'References', value: on(assistant.referencesOn) },
      { key: 'Contract', value: on(assistant.contractOn) },
      { key: 'Background check (DBS)', value: DBS_WORDS[assistant.dbs] },
      ...assistant.tasks.map(({ task, signedOffOn, expiresOn }) => ({
        key: task,
        value: signedOffOn
          ? `Can do it: ${longDate(signedOffOn)}${expiresOn ? `, until ${longDate(expiresOn)}` : ''}`
          : 'Nobody made sure yet',
      })),
    ],
  });
}

const DBS_WORDS = { SEEN: 'Seen', NOT_ELIGIBLE: 'Not for this work', TO_COME: 'To come' } as const;

async function showCover(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const asked = await loadAsked(context);
  if (!asked) return undefined;
  const { budget, checks } = asked;
  const shared = { problems, values: typed };
  const title = 'Record the insurance';
  return page({
    frame: context.frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/employment`, text: 'Back' },
    content: html`
    ${caseHeading(budget, title)}
    <p>Whoever employs somebody must be insured from the first day of work, for at least ${pounds(checks.policy.employer.liabilityCoverPence)}.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/employment/insurance`, ...context.frame.hidden },
      textField({ name: 'insurer', label: 'Insurer', ...shared }),
      textField({ name: 'policyNumber', label: 'Number of the policy', ...shared, width: 20, spellcheck: false }),
      moneyField({ name: 'limitPence', label: 'How much does it cover?', ...shared }),
      dateField({ name: 'from', label: 'First day', ...shared }),
      dateField({ name: 'to', label: 'Last day', ...shared }),
      textField({
        name: 'payroll',
        label: 'Who runs the payroll? (optional)',
        hint: 'With the reference at the tax office, if there is one.',
        ...shared,
      }),
      submitButton('Save the insurance'),
    )}`,
  });
}

async function showAssistant(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const asked = await loadAsked(context);
  if (!asked) return undefined;
  const { budget, checks } = asked;
  const known = checks.assistants.find(({ name }) => name === context.query.name);
  const shared = { problems, values: typed };
  const title = known ? `What was seen of ${known.name}` : 'Record an assistant';
  const iso = (day: PlainDate | undefined) => day?.toString();
  const seenOn = (name: 'rightToWorkOn' | 'referencesOn' | 'contractOn', label: string) =>
    dateField({
      name,
      label: `${label} (optional)`,
      hint: 'Leave it empty until you saw it.',
      ...shared,
      value: iso(known?.[name]),
    });
  return page({
    frame: context.frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/employment`, text: 'Back' },
    content: html`
    ${caseHeading(budget, title)}
    ${form(
      { action: `/budgets/${budget.budgetId}/employment/assistant`, ...context.frame.hidden },
      textField({ name: 'name', label: 'Name', ...shared, value: known?.name }),
      dateField({ name: 'worksFrom', label: 'First day of work', ...shared, value: iso(known?.worksFrom) }),
      seenOn('rightToWorkOn', 'Right to work, seen on'),
      seenOn('referencesOn', 'References, seen on'),
      seenOn('contractOn', 'Contract signed on'),
      radiosField({
        name: 'dbs',
        label: 'Background check (DBS)',
        ...shared,
        value: known?.dbs,
        options: [
          { value: 'SEEN', text: 'I saw the certificate' },
          { value: 'NOT_ELIGIBLE', text: 'This work asks for none' },
          { value: 'TO_COME', text: 'It is still to come' },
        ],
      }),
      ([1, 2] as const).map(n => taskFields(n, known, shared)),
      dateField({
        name: 'worksUntil',
        label: 'Last day of work, if they left (optional)',
        ...shared,
        value: iso(known?.worksUntil),
      }),
      submitButton('Save the assistant'),
    )}`,
  });
}

/** A nurse's task that the assistant does. */
function taskFields(
  n: 1 | 2,
  known: StoredAssistant | undefined,
  shared: { readonly problems: readonly Problem[]; readonly values: Typed | undefined },
): Html {
  const task = known?.tasks[n - 1];
  return html`
  ${textField({
    name: `task${n}`,
    label: `Nurse’s task ${n} that they do (optional)`,
    hint: 'Such as feeding by tube.',
    ...shared,
    value: task?.task,
  })}
  ${dateField({ name: `task${n}SignedOffOn`, label: `Task ${n}: somebody made sure that they can, on (optional)`, ...shared, value: task?.signedOffOn?.toString() })}
  ${dateField({ name: `task${n}ExpiresOn`, label: `Task ${n}: that lasts until (optional)`, ...shared, value: task?.expiresOn?.toString() })}`;
}
