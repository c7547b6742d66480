/** Wages that may go straight to assistants when the way to the person fails: agreed beforehand, and each account checked (R-083, R-085). */

import { z } from 'zod';
import { accountCheckFields, accountFields } from '../../../nhsuk/account-fields.ts';
import { summaryList } from '../../../nhsuk/content/summary-list.ts';
import { table } from '../../../nhsuk/content/table.ts';
import { form, moneyField, selectField, submitButton, textField } from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { money, text } from '../../../platform/forms.ts';
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
import { longDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadBudget } from '../../requests/store.ts';
import { loadAssistants } from '../checks/store.ts';
import { caseHeading, showSortCode } from '../page-parts.ts';
import { statusOf, VerificationForm } from '../set-up-pages.ts';
import { agreeWage } from './agree-wage.ts';
import { changeWage } from './change-wage.ts';
import { loadAgreedStraight, loadWorkerAccounts } from './store.ts';
import { verifyWorkerAccount } from './verify-worker-account.ts';

const WORKER = 'Select the assistant';

const WageForm = z.object({
  worker: text(WORKER, 70),
  monthlyPence: money('Enter how much a month, such as 1,200.00', 1n),
  name: text('Enter the name on the account', 70),
  sortCode: text('Enter the sort code, 6 digits such as 20-29-59', 20),
  accountNumber: text('Enter the account number, 6 to 8 digits', 20),
});

const ChangeForm = z.object({
  worker: text(WORKER, 70),
  monthlyPence: money('Enter how much a month, such as 1,200.00, or 0 to end it'),
});

const CheckForm = VerificationForm.extend({ worker: text(WORKER, 70) });

type Asked = ShowContext<{ readonly budgetId: string }>;

export const wagePages: readonly Route[] = [
  get('/budgets/:budgetId/wages-straight', {
    may: 'enter-account',
    records: 'wages-straight.read',
    show: context => showWages(context),
  }),
  post('/budgets/:budgetId/wages-straight', {
    may: 'enter-account',
    records: 'wages.agree',
    form: WageForm,
    act: ({ tools, actor, command, params, values }) => agreeWage(tools, actor, command, params.budgetId, values),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}/wages-straight`, 'Saved. A finance officer has to check the account'),
    askAgain: (context, problems, typed) => showWages(context, problems, typed),
  }),
  get('/budgets/:budgetId/wages-straight/change', {
    may: 'enter-account',
    records: 'wages-straight.read',
    show: context => showChange(context),
  }),
  post('/budgets/:budgetId/wages-straight/change', {
    may: 'enter-account',
    records: 'wages.change',
    form: ChangeForm,
    act: ({ tools, actor, command, params, values }) => changeWage(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/wages-straight`, 'Saved'),
    askAgain: (context, problems, typed) => showChange(context, problems, typed),
  }),
  get('/budgets/:budgetId/wages-straight/verification', {
    may: 'verify-account',
    records: 'wages-straight.read',
    show: context => showChecks(context),
  }),
  post('/budgets/:budgetId/wages-straight/verification', {
    may: 'verify-account',
    records: 'wages.verify-account',
    form: CheckForm,
    act: ({ tools, actor, command, params, values }) =>
      verifyWorkerAccount(tools, actor, command, params.budgetId, values),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}/wages-straight/verification`, 'Check of the account saved'),
    askAgain: (context, problems, typed) => showChecks(context, problems, typed),
  }),
];

export const wageEndpoints: readonly Route[] = [
  read('/budgets/:budgetId/wages-straight', {
    may: 'enter-account',
    records: 'wages-straight.read',
    answer: z.object({
      wages: z.array(
        z.object({
          worker: z.string(),
          monthlyPence: z.string(),
          agreedOn: z.iso.date(),
          worksUntil: z.iso.date().nullable(),
          accountStatus: z.enum(['ENTERED', 'VERIFIED', 'REFUSED']),
        }),
      ),
    }),
    read: async ({ tx, actor, params }) => {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      if (!budget) return undefined;
      return {
        wages: (await loadAgreedStraight(tx, budget.budgetId)).map(wage => ({
          worker: wage.worker,
          monthlyPence: wage.monthlyPence.toString(),
          agreedOn: wage.agreedOn.toString(),
          worksUntil: wage.worksUntil?.toString() ?? null,
          accountStatus: wage.account.status,
        })),
      };
    },
  }),
];

async function showWages(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params, tools } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const wages = await loadAgreedStraight(tx, budget.budgetId);
  const assistants = await loadAssistants(tx, budget.budgetId, tools.today());
  const title = 'Wages straight to assistants';
  const at = `/budgets/${budget.budgetId}/wages-straight`;
  const shared = { problems, values: typed };
  return page({
    frame,
    title,
    problems,
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}/account`, text: 'Back to the account' },
    content: html`
    ${caseHeading(budget, title)}
    <p>When a payment to the person fails, agreed wages can go straight to the assistants, and the rest to the person by the next way. Agree it with the person and the assistant beforehand. Somebody else checks each account with the assistant.</p>
    ${
      wages.length > 0 &&
      table({
        caption: { text: 'Agreed so far', size: 'm' },
        responsive: true,
        head: ['Assistant', 'Account', 'Agreed', 'Checked', { text: 'A month', format: 'numeric' }],
        rows: wages.map(({ worker, worksUntil, account, agreedOn, byName, monthlyPence }) => [
          worksUntil ? `${worker}, until ${longDate(worksUntil)}` : worker,
          `${showSortCode(account.sortCode)} ${account.accountNumber}`,
          `${longDate(agreedOn)} by ${byName}`,
          statusOf(account),
          pounds(monthlyPence),
        ]),
      })
    }
    ${wages.length > 0 && html`<p><a class="nhsuk-link" href="${at}/change">Change how much, or end it</a></p>`}
    ${
      assistants.length === 0
        ? html`<p>No assistant is recorded who works for this person. The care co-ordinator records them first.</p>`
        : html`
    <h2 class="nhsuk-heading-m">Agree a wage, or a new account</h2>
    ${form(
      { action: at, ...frame.hidden },
      selectField({
        name: 'worker',
        label: 'Assistant',
        options: choices(assistants.map(({ name }) => name)),
        ...shared,
      }),
      moneyField({ name: 'monthlyPence', label: 'How much of each month’s payment is their wage?', ...shared }),
      textField({ name: 'name', label: 'Name on the account', width: 20, spellcheck: false, ...shared }),
      ...accountFields(shared),
      submitButton('Save the wage'),
    )}`
    }`,
  });
}

async function showChange(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const names = [...(await loadWorkerAccounts(tx, budget.budgetId)).keys()].toSorted();
  const agreed = new Map((await loadAgreedStraight(tx, budget.budgetId)).map(wage => [wage.worker, wage.monthlyPence]));
  const title = 'Change a wage, or end it';
  const at = `/budgets/${budget.budgetId}/wages-straight`;
  const shared = { problems, values: typed };
  return page({
    frame,
    title,
    problems,
    backLink: { href: at },
    content: html`
    ${caseHeading(budget, title)}
    ${
      names.length === 0
        ? html`<p>Nothing is agreed for any assistant yet.</p>`
        : form(
            { action: `${at}/change`, ...frame.hidden },
            selectField({
              name: 'worker',
              label: 'Assistant',
              options: names.map(name => ({
                value: name,
                text: `${name}, ${pounds(agreed.get(name) ?? 0n)} a month now`,
              })),
              ...shared,
            }),
            moneyField({ name: 'monthlyPence', label: 'How much a month from now on?', hint: '0 ends it', ...shared }),
            submitButton('Save the change'),
          )
    }`,
  });
}

const choices = (names: readonly string[]) => names.map(name => ({ value: name, text: name }));

async function showChecks(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const accounts = [...(await loadWorkerAccounts(tx, budget.budgetId))];
  const open = accounts.find(([, account]) => account.status === 'ENTERED');
  const title = 'Check the accounts of assistants';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    ${accounts.length === 0 && html`<p>No account of an assistant has been entered. A payment preparer enters them.</p>`}
    ${accounts.map(
      ([worker, account]) => html`
    <h2 class="nhsuk-heading-m">${worker}</h2>
    ${summaryList({
      rows: [
        { key: 'Name on the account', value: account.name },
        { key: 'Sort code', value: showSortCode(account.sortCode) },
        { key: 'Account number', value: account.accountNumber },
        { key: 'Entered', value: `${longDate(account.enteredOn)} by ${account.enteredByName}` },
        { key: 'Checked', value: statusOf(account) },
      ],
    })}`,
    )}
    ${open && checkForm(context, open[0], open[1].paymentAccountId, problems, typed)}`,
  });
}

/** One account at a time: what was found of it is asked with its name. */
function checkForm(
  { frame, params }: Asked,
  worker: string,
  paymentAccountId: string,
  problems: readonly Problem[],
  typed: Typed | undefined,
): Html {
  return html`
    <h2 class="nhsuk-heading-m">Check the account of ${worker}</h2>
    <p>Call the assistant on a number that we had before, or look at a letter of the bank. It must be their own account. Whoever entered it cannot check it.</p>
    ${form(
      {
        action: `/budgets/${params.budgetId}/wages-straight/verification`,
        ...frame.hidden,
        hidden: { worker, paymentAccountId },
      },
      ...accountCheckFields('the assistant', { problems, values: typed }),
      submitButton('Save the check'),
    )}`;
}
