/** A second card of another issuer, agreed beforehand for the day on which the first card does not work (R-082). */

import { z } from 'zod';
import { accountFields } from '../../nhsuk/account-fields.ts';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { form, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { loadBudget } from '../requests/store.ts';
import { enterAccount } from './enter-account.ts';
import { caseHeading, showSortCode } from './page-parts.ts';
import { historyTable, statusOf, VerificationForm, verificationForm } from './set-up-pages.ts';
import { loadAccountHistory, loadPaymentAccount } from './store.ts';
import { verifyAccount } from './verify-account.ts';

const CardForm = z.object({
  sortCode: text('Enter the sort code, 6 digits such as 20-29-59', 20),
  accountNumber: text('Enter the account number, 6 to 8 digits', 20),
  name: text('Enter the name on the card', 70),
  namedPeople: text('Enter who may use the card', 300),
});

type Asked = ShowContext<{ readonly budgetId: string }>;

export const secondCardPages: readonly Route[] = [
  get('/budgets/:budgetId/second-card', {
    may: 'enter-account',
    records: 'second-card.read',
    show: context => showCard(context),
  }),
  post('/budgets/:budgetId/second-card', {
    may: 'enter-account',
    records: 'account.enter',
    form: CardForm,
    act: ({ tools, actor, command, params, values }) =>
      enterAccount(tools, actor, command, params.budgetId, { ...values, kind: 'PREPAID_CARD', role: 'SECOND_CARD' }),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}/second-card`, 'Second card entered. A finance officer has to check it'),
    askAgain: (context, problems, typed) => showCard(context, problems, typed),
  }),
  get('/budgets/:budgetId/second-card/verification', {
    may: 'verify-account',
    records: 'second-card.read',
    show: context => showCheck(context),
  }),
  post('/budgets/:budgetId/second-card/verification', {
    may: 'verify-account',
    records: 'account.verify',
    form: VerificationForm,
    act: ({ tools, actor, command, params, values }) =>
      verifyAccount(tools, actor, command, params.budgetId, { ...values, role: 'SECOND_CARD' }),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}/second-card/verification`, 'Check of the card saved'),
    askAgain: (context, problems, typed) => showCheck(context, problems, typed),
  }),
];

async function showCard(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const history = await loadAccountHistory(tx, budget.budgetId, 'SECOND_CARD');
  const title = 'Second card';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/account`, text: 'Back to the account' },
    content: html`
    ${caseHeading(budget, title)}
    <p>When the company of the first card has trouble, payments can go onto a second card of another company. Agree it with the person beforehand. Somebody else checks it, like the first account.</p>
    ${history.length > 0 && historyTable(history)}
    ${form(
      { action: `/budgets/${budget.budgetId}/second-card`, ...frame.hidden },
      textField({ name: 'name', label: 'Name on the card', width: 20, spellcheck: false, problems, values: typed }),
      ...accountFields({ problems, values: typed }),
      textField({
        name: 'namedPeople',
        label: 'Who may use the card?',
        hint: 'Everybody by name',
        problems,
        values: typed,
      }),
      submitButton('Save the card'),
    )}`,
  });
}

async function showCheck(context: Asked, problems: readonly Problem[] = [], typed?: Typed): Promise<Html | undefined> {
  const { tx, actor, frame, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const card = await loadPaymentAccount(tx, budget.budgetId, 'DIRECT_PAYMENT', 'SECOND_CARD');
  const title = 'Check the second card';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, title)}
    ${
      card === undefined
        ? html`<p>No second card has been entered. A payment preparer enters it.</p>`
        : html`
    ${summaryList({
      rows: [
        { key: 'Name on the card', value: card.name },
        { key: 'Sort code', value: showSortCode(card.sortCode) },
        { key: 'Account number', value: card.accountNumber },
        { key: 'Who may use it', value: card.namedPeople },
        { key: 'Checked', value: statusOf(card) },
      ],
    })}
    ${card.status === 'ENTERED' && verificationForm(context, card, problems, typed, 'second-card')}`
    }`,
  });
}
