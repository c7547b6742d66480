/** The person says that they do not want a budget any more (T05). Reading age 9 to 11. */
import { z } from 'zod';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { oneOf, optionalText } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Problem, post, type Route, seeOther, type Typed } from '../../platform/http.ts';
import { WITHDRAWAL_REASONS } from '../../rules/eligibility/withdrawal.ts';
import { TRANSITIONS } from '../../rules/life.ts';
import { WITHDRAWAL_WORDS } from '../../rules/words.ts';
import { type Budget, loadBudget } from './store.ts';
import { withdraw } from './withdraw.ts';

const WithdrawalForm = z.object({
  reason: oneOf(WITHDRAWAL_REASONS, 'Select a reason. You can choose “I would rather not say”'),
  words: optionalText(1000),
  wantsPlan: oneOf(['yes', 'no'], 'Select if you still want a care and support plan'),
});

export const withdrawalPages: readonly Route[] = [
  get('/budgets/:budgetId/withdrawal', {
    may: 'withdraw',
    records: 'withdrawal.ask',
    async show({ frame, tx, actor, params }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      if (!budget) return undefined;
      const from: readonly string[] = TRANSITIONS.T05.from;
      return from.includes(budget.state) ? withdrawalPage(frame, budget) : seeOther(`/budgets/${budget.budgetId}`);
    },
  }),
  post('/budgets/:budgetId/withdrawal', {
    may: 'withdraw',
    records: 'request.withdraw',
    form: WithdrawalForm,
    act: ({ tools, actor, command, params, values }) =>
      withdraw(tools, actor, command, params.budgetId, { ...values, wantsPlan: values.wantsPlan === 'yes' }),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}`, 'We stopped your request. You still get your care'),
    async askAgain({ frame, tx, actor, params }, problems, typed) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      return budget && withdrawalPage(frame, budget, problems, typed);
    },
  }),
];

const withdrawalPage = (frame: Frame, budget: Budget, problems: readonly Problem[] = [], typed?: Typed): Html =>
  page({
    frame,
    title: 'I do not want a budget any more',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l">I do not want a budget any more</h1>
    ${insetText({ text: 'You still get your care. The NHS will arrange it for you. You can ask for a budget again later.' })}
    ${form(
      { action: `/budgets/${budget.budgetId}/withdrawal`, ...frame.hidden },
      radiosField({
        name: 'reason',
        label: 'Why?',
        labelSize: 'm',
        options: WITHDRAWAL_REASONS.map(value => ({ value, text: WITHDRAWAL_WORDS[value] })),
        problems,
        values: typed,
      }),
      textareaField({
        name: 'words',
        label: 'Do you want to tell us more? (optional)',
        rows: 3,
        problems,
        values: typed,
      }),
      radiosField({
        name: 'wantsPlan',
        label: 'Do you still want a care and support plan?',
        labelSize: 'm',
        hint: 'A plan says what you need and what you want, and who helps you. You can have one without a budget.',
        inline: true,
        options: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
        problems,
        values: typed,
      }),
      submitButton('Stop my request', 'warning'),
    )}`,
  });
