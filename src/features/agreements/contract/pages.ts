/** Who holds the money for the person, and the contract for it (R-093). */
import { z } from 'zod';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { dateField, form, radiosField, submitButton, textareaField, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, oneOf, optionalText, text } from '../../../platform/forms.ts';
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
import { CONTRACT_FORMS, type ContractForm } from '../../../rules/options/options.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate } from '../../../values/dates.ts';
import { loadBudget } from '../../requests/store.ts';
import { type Contract, loadContract, loadThirdParties } from '../../third-parties/store.ts';
import { caseHeading } from '../page-parts.ts';
import { makeContract } from './make-contract.ts';

const MakeForm = z.object({
  thirdPartyId: z.uuid({ error: 'Select the organisation that holds the money' }),
  form: oneOf(CONTRACT_FORMS, 'Select who has the contract with the organisation'),
  reference: text('Enter the number of the contract of supply', 100),
  conflictPlan: optionalText(1000),
  fromOn: date('Enter the first day of the contract, such as 1 12 2026'),
  toOn: date('Enter the last day of the contract, such as 30 11 2027').optional(),
});

const FORM_WORDS: Readonly<Record<ContractForm, string>> = {
  ICB_FRAMEWORK: 'The ICB, by a framework',
  PERSON_CONTRACT: 'The person',
};

const ContractAnswer = z.object({
  contractId: z.string(),
  thirdPartyId: z.string(),
  name: z.string(),
  form: z.string(),
  reference: z.string(),
  conflictPlan: z.string(),
  fromOn: z.instanceof(Temporal.PlainDate),
  toOn: z.instanceof(Temporal.PlainDate).nullable(),
  agreedOn: z.instanceof(Temporal.PlainDate),
});

export const contractPages: readonly Route[] = [
  get('/budgets/:budgetId/contract', {
    may: 'see-case',
    records: 'contract.read',
    show: context => showContract(context),
  }),
  read('/budgets/:budgetId/contract', {
    may: 'see-case',
    records: 'contract.read',
    answer: ContractAnswer,
    async read({ tx, params }) {
      const contract = await loadContract(tx, params.budgetId);
      return contract && { ...contract, toOn: contract.toOn ?? null };
    },
  }),
  post('/budgets/:budgetId/contract', {
    may: 'offer-agreement',
    records: 'contract.make',
    form: MakeForm,
    act: ({ tools, actor, command, params, values }) =>
      makeContract(tools, actor, command, params.budgetId, { ...values, toOn: values.toOn }),
    done: ({ setUp }, { params }) =>
      seeOther(
        `/budgets/${params.budgetId}/start`,
        setUp ? 'Contract saved. Everything is ready to start' : 'Contract saved',
      ),
    askAgain: (context, problems, typed) => showContract(context, problems, typed),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showContract(
  context: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, frame, params, tools } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const contract = await loadContract(tx, budget.budgetId);
  const mayMake = hasLeave(actor, 'offer-agreement') && ['AGREED', 'SET_UP', 'ACTIVE'].includes(budget.state);
  const offered = mayMake
    ? (await loadThirdParties(tx, actor.icbCode, tools.today())).filter(one => one.account === 'VERIFIED')
    : [];
  const title = actor.personId ? 'Who holds your money' : 'Who holds the money';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    ${contract ? contractList(contract) : html`<p>No other organisation holds money of this budget${mayMake ? ' yet' : ''}.</p>`}
    ${mayMake && offered.length === 0 && html`<p>There is no organisation on the list whose account was checked. A finance officer adds it first.</p>`}
    ${offered.length > 0 && contractForm(context, contract, offered, problems, typed)}`,
  });
}

function contractList(contract: Contract): Html {
  return summaryList({
    rows: [
      { key: 'Organisation', value: contract.name },
      { key: 'Who has the contract with it', value: FORM_WORDS[contract.form] },
      { key: 'Contract of supply', value: contract.reference },
      {
        key: 'From and to',
        value: contract.toOn
          ? `${longDate(contract.fromOn)} to ${longDate(contract.toOn)}`
          : `From ${longDate(contract.fromOn)}`,
      },
      contract.conflictPlan !== '' && { key: 'Conflicts of interest', value: contract.conflictPlan },
      { key: 'Agreed', value: `${longDate(contract.agreedOn)} by ${contract.byName}` },
    ],
  });
}

const contractForm = (
  { frame, params }: Asked,
  contract: Contract | undefined,
  offered: readonly { readonly thirdPartyId: string; readonly name: string }[],
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html => html`
    <h2 class="nhsuk-heading-m">${contract ? 'Make another contract' : 'Make the contract'}</h2>
    <p>The person chooses who holds their money. It is independent of them and of us.</p>
    ${form(
      { action: `/budgets/${params.budgetId}/contract`, ...frame.hidden },
      radiosField({
        name: 'thirdPartyId',
        label: 'Which organisation holds the money?',
        options: offered.map(one => ({ value: one.thirdPartyId, text: one.name })),
        problems,
        values: typed,
      }),
      radiosField({
        name: 'form',
        label: 'Who has the contract with it?',
        options: CONTRACT_FORMS.map(value => ({ value, text: FORM_WORDS[value] })),
        problems,
        values: typed,
      }),
      textField({ name: 'reference', label: 'Number of the contract of supply', width: 20, problems, values: typed }),
      textareaField({
        name: 'conflictPlan',
        label: 'How are conflicts of interest dealt with? (optional)',
        hint: 'Needed where it is an NHS provider, or gives care that it pays for out of this money.',
        rows: 3,
        problems,
        values: typed,
      }),
      dateField({ name: 'fromOn', label: 'First day', problems, values: typed }),
      dateField({ name: 'toOn', label: 'Last day (optional)', problems, values: typed }),
      submitButton('Save the contract'),
    )}`;
