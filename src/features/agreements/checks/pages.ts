/** What is checked before the lines of a plan are paid: somebody close, registrations, insurance and papers of assistants. */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { form, radiosField, selectField, submitButton, textareaField, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { oneOf, optionalText, text } from '../../../platform/forms.ts';
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
import { connectedStanding, isConnected, NECESSITIES } from '../../../rules/plan/connected-person.ts';
import { type Regulation, regulationOf } from '../../../rules/plan/plan-checks.ts';
import {
  HOLD_WORDS,
  NECESSITY_WORDS,
  REGULATION_WORDS,
  RELATIONSHIP_WORDS,
} from '../../../rules/plan/plan-part-words.ts';
import { longDate, type PlainDate } from '../../../values/dates.ts';
import { type Budget, loadBudget } from '../../requests/store.ts';
import { caseHeading } from '../page-parts.ts';
import { decidePayee } from './decide-payee.ts';
import { type Checks, loadChecks } from './facts.ts';
import { seeRegistration } from './see-registration.ts';

const PayeeForm = z.object({
  payee: text('Select who is paid', 200),
  answer: oneOf(['YES', 'NO'], 'Select yes or no'),
  necessity: oneOf(NECESSITIES, 'Select why it has to be this person').default('MEETS_NEED'),
  reason: text('Say why it has to be this person, or why it does not'),
  alternatives: optionalText(),
  directorName: optionalText(100),
});

const RegistrationForm = z.object({
  provider: text('Select who gives the care', 200),
  regulated: oneOf(['ACTIVITY', 'PROFESSION'], 'Select what is registered'),
  number: text('Enter the registration number', 20),
  indemnity: oneOf(['SEEN', 'NOT_IN_PROPORTION'], 'Select whether you saw their insurance'),
});

export const checksPages: readonly Route[] = [
  get('/budgets/:budgetId/checks', { may: 'see-case', records: 'checks.read', show: context => showChecks(context) }),
  get('/budgets/:budgetId/checks/payee', {
    may: 'decide-payee',
    records: 'checks.read',
    show: context => showPayee(context),
  }),
  post('/budgets/:budgetId/checks/payee', {
    may: 'decide-payee',
    records: 'payee.decide',
    form: PayeeForm,
    act: ({ tools, actor, command, params, values }) => {
      const { answer, ...input } = values;
      return decidePayee(tools, actor, command, params.budgetId, { ...input, satisfied: answer === 'YES' });
    },
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/checks`, 'Decision saved'),
    askAgain: (context, problems, typed) => showPayee(context, problems, typed),
  }),
  get('/budgets/:budgetId/checks/registration', {
    may: 'record-checks',
    records: 'checks.read',
    show: context => showRegistration(context),
  }),
  post('/budgets/:budgetId/checks/registration', {
    may: 'record-checks',
    records: 'provider.see-registration',
    form: RegistrationForm,
    act: ({ tools, actor, command, params, values }) => seeRegistration(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/checks`, 'Registration saved'),
    askAgain: (context, problems, typed) => showRegistration(context, problems, typed),
  }),
];

const ChecksAnswer = z.object({
  holds: z.array(z.object({ item: z.string(), payee: z.string(), because: z.string() })),
  employs: z.boolean(),
  employerGaps: z.array(
    z.object({ missing: z.string(), assistant: z.string().nullable(), task: z.string().nullable() }),
  ),
});

export const checksEndpoints: readonly Route[] = [
  read('/budgets/:budgetId/checks', {
    may: 'see-case',
    records: 'checks.read',
    answer: ChecksAnswer,
    async read({ tx, actor, tools, params }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      if (!budget) return undefined;
      const { holds, employs, gaps } = await loadChecks(tx, actor.icbCode, budget.budgetId, tools.today());
      return {
        holds: holds.map(hold => ({ ...hold })),
        employs,
        employerGaps: gaps.map(gap => ({
          missing: gap.missing,
          assistant: 'assistant' in gap ? gap.assistant : null,
          task: 'task' in gap ? gap.task : null,
        })),
      };
    },
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function loadAsked({ tx, actor, tools, params }: Asked) {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  return budget && { budget, checks: await loadChecks(tx, actor.icbCode, budget.budgetId, tools.today()) };
}

async function showChecks(context: Asked): Promise<Html | undefined> {
  const asked = await loadAsked(context);
  if (!asked) return undefined;
  const { budget, checks } = asked;
  const at = `/budgets/${budget.budgetId}`;
  const title = 'Before it is paid';
  const { payees, providers } = namesOf(checks);
  return page({
    frame: context.frame,
    title,
    backLink: { href: at },
    content: html`
    ${caseHeading(budget, title)}
    ${checks.holds.length === 0 ? html`<p>No line of the plan is on hold.</p>` : checks.holds.map(({ item, because }) => insetText({ text: `“${item}” is on hold. ${HOLD_WORDS[because]}.` }))}
    ${payees.length > 0 && payeesTable(checks, payees, context.tools.today())}
    ${payees.length > 0 && hasLeave(context.actor, 'decide-payee') && html`<p><a href="${at}/checks/payee">Decide whether somebody close may be paid</a></p>`}
    ${
      providers.length > 0 &&
      html`<h2 class="nhsuk-heading-m">Registrations</h2>
    ${summaryList({ rows: providers.map(({ name }) => ({ key: name, value: checks.registrations.get(name) ?? 'Not seen yet' })) })}`
    }
    ${providers.length > 0 && hasLeave(context.actor, 'record-checks') && html`<p><a href="${at}/checks/registration">Record a registration</a></p>`}
    ${checks.employs && html`<p><a href="${at}/employment">Employing assistants: insurance and papers</a></p>`}`,
  });
}

function payeesTable(checks: Checks, payees: readonly string[], today: PlainDate): Html {
  return html`<h2 class="nhsuk-heading-m">Somebody close who lives in the same home</h2>
  ${summaryList({
    rows: payees.map(payee => {
      const item = checks.items.find(one => one.provider === payee)!;
      const decision = checks.connected.get(payee);
      const standing = connectedStanding(decision, today);
      return {
        key: `${payee} (${RELATIONSHIP_WORDS[item.checks.relationship].toLowerCase()})`,
        value:
          decision === undefined
            ? HOLD_WORDS.undecided
            : `${STANDING_WORDS[standing]} ${decision.byName}, ${longDate(decision.decidedOn)}: ${decision.reason}${decision.satisfied ? ` To be looked at again by ${longDate(decision.renewOn)}.` : ''}`,
      };
    }),
  })}`;
}

const STANDING_WORDS = {
  undecided: 'Not decided.',
  refused: 'No.',
  approved: 'Yes.',
  renew: 'Yes, and soon to be decided again.',
  lapsed: 'It was yes, and has run out.',
} as const;

/** Whose names there are to choose from. */
function namesOf({ items }: Checks): {
  readonly payees: readonly string[];
  readonly providers: readonly { readonly name: string; readonly regulated: Regulation }[];
} {
  const payees = new Set(items.filter(item => isConnected(item.checks)).map(item => item.provider));
  const providers = new Map(
    items.filter(item => regulationOf(item) !== 'NO').map(item => [item.provider, regulationOf(item)] as const),
  );
  return { payees: [...payees], providers: [...providers].map(([name, regulated]) => ({ name, regulated })) };
}

async function showPayee(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const asked = await loadAsked(context);
  if (!asked) return undefined;
  const { budget, checks } = asked;
  const { payees } = namesOf(checks);
  const shared = { problems, values: typed };
  return checkPage(
    context,
    budget,
    'May somebody close be paid?',
    problems,
    payees.length === 0
      ? html`<p>The plan pays nobody who is close and lives in the same home.</p>`
      : html`
    <p>The board has to be satisfied that it has to be this person, before any money is spent on them. A decision counts for ${checks.policy.connected.reviewMonths} months.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/checks/payee`, ...context.frame.hidden },
      selectField({
        name: 'payee',
        label: 'Who is paid?',
        ...shared,
        options: payees.map(payee => ({ value: payee, text: payee })),
      }),
      radiosField({
        name: 'answer',
        label: 'May they be paid?',
        ...shared,
        options: [
          {
            value: 'YES',
            text: 'Yes',
            conditional: html`${radiosField({
              name: 'necessity',
              label: 'Why does it have to be them?',
              value: 'MEETS_NEED',
              ...shared,
              options: NECESSITIES.map(value => ({ value, text: NECESSITY_WORDS[value] })),
            })}${textareaField({
              name: 'alternatives',
              label: 'What else was tried or looked for?',
              ...shared,
              rows: 3,
            })}${
              checks.policy.connected.requireDirectorApproval &&
              textField({ name: 'directorName', label: 'Which director agreed?', ...shared })
            }`,
          },
          { value: 'NO', text: 'No' },
        ],
      }),
      textareaField({
        name: 'reason',
        label: 'Why, or why not',
        hint: 'The person can read this.',
        ...shared,
        rows: 3,
      }),
      submitButton('Save the decision'),
    )}`,
  );
}

async function showRegistration(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const asked = await loadAsked(context);
  if (!asked) return undefined;
  const { budget, checks } = asked;
  const { providers } = namesOf(checks);
  const shared = { problems, values: typed };
  return checkPage(
    context,
    budget,
    'Record a registration',
    problems,
    providers.length === 0
      ? html`<p>No line of the plan asks for a registration.</p>`
      : form(
          { action: `/budgets/${budget.budgetId}/checks/registration`, ...context.frame.hidden },
          selectField({
            name: 'provider',
            label: 'Who gives the care?',
            ...shared,
            options: providers.map(({ name }) => ({ value: name, text: name })),
          }),
          radiosField({
            name: 'regulated',
            label: 'What is registered?',
            ...shared,
            options: (['ACTIVITY', 'PROFESSION'] as const).map(value => ({ value, text: REGULATION_WORDS[value] })),
          }),
          textField({
            name: 'number',
            label: 'Registration number',
            hint: 'Such as 1-123456789 for an organisation, or PH123456 for a professional.',
            ...shared,
            width: 20,
            spellcheck: false,
          }),
          radiosField({
            name: 'indemnity',
            label: 'Their insurance against mistakes',
            ...shared,
            options: [
              { value: 'SEEN', text: 'I saw it' },
              { value: 'NOT_IN_PROPORTION', text: 'It would be too much to ask for here' },
            ],
          }),
          submitButton('Save the registration'),
        ),
  );
}

function checkPage(context: Asked, budget: Budget, title: string, problems: readonly Problem[], content: Html): Html {
  return page({
    frame: context.frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/checks`, text: 'Back to the checks' },
    content: html`${caseHeading(budget, title)}${content}`,
  });
}
