/** Refusing a way of holding the money: an act of its own, with what is offered instead. */
import { z } from 'zod';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { checkboxesField, form, radiosField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { oneOf, someOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { OPTION_REFUSAL_REASONS } from '../../rules/decisions/option-refusal.ts';
import { OPTIONS } from '../../rules/plan/plan.ts';
import { OPTION_REASON_WORDS, OPTION_WORDS } from '../../rules/plan/plan-words.ts';
import { loadBudget } from '../requests/store.ts';
import { refuseOption } from './refuse-option.ts';
import { loadRefusedOptions } from './store.ts';
import { wishesPages } from './wishes-pages.ts';

const OptionForm = z.object({
  option: oneOf(OPTIONS, 'Select the way of holding the money that is refused'),
  reason: oneOf(OPTION_REFUSAL_REASONS, 'Select the reason'),
  words: text('Say what the reason means for this person'),
  offered: someOf(OPTIONS, 'Select at least one way that you offer instead', 0).default([]),
});

export const pages: readonly Route[] = [
  ...wishesPages,
  get('/budgets/:budgetId/options/refusals/new', {
    may: 'refuse-option',
    records: 'option-refusal.ask',
    show: context => showRefusal(context),
  }),
  post('/budgets/:budgetId/options/refusals/new', {
    may: 'refuse-option',
    records: 'option.refuse',
    form: OptionForm,
    act: ({ tools, actor, command, params, values }) => refuseOption(tools, actor, command, params.budgetId, values),
    done: (_, { params }) =>
      seeOther(`/budgets/${params.budgetId}/decisions`, 'Refused. The person gets the reason in writing'),
    askAgain: (context, problems, typed) => showRefusal(context, problems, typed),
  }),
];

async function showRefusal(
  { frame, tx, actor, params }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const refused = await loadRefusedOptions(tx, budget.budgetId);
  const shared = { problems, values: typed };
  return page({
    frame,
    title: 'Refuse a way of holding the money',
    problems,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> Refuse a way of holding the money</h1>
    ${insetText({ text: 'The budget goes on. To refuse one way is never to refuse the others. The person gets your words in a letter that says how to have it looked at again.' })}
    ${refused.length > 0 && html`<p>Refused already: ${refused.map(option => OPTION_WORDS[option]).join('; ')}.</p>`}
    ${form(
      { action: `/budgets/${budget.budgetId}/options/refusals/new`, ...frame.hidden },
      radiosField({
        ...shared,
        name: 'option',
        label: 'Which way is refused?',
        labelSize: 'm',
        options: OPTIONS.map(value => ({ value, text: OPTION_WORDS[value] })),
      }),
      radiosField({
        ...shared,
        name: 'reason',
        label: 'Why?',
        labelSize: 'm',
        options: OPTION_REFUSAL_REASONS.map(value => ({ value, text: OPTION_REASON_WORDS[value] })),
      }),
      textareaField({
        ...shared,
        name: 'words',
        label: 'What does that mean for this person?',
        hint: 'Write to the person, in plain words',
        rows: 4,
      }),
      checkboxesField({
        ...shared,
        name: 'offered',
        label: 'Which ways do you offer instead?',
        labelSize: 'm',
        options: OPTIONS.map(value => ({ value, text: OPTION_WORDS[value] })),
      }),
      submitButton('Refuse this way', 'warning'),
    )}`,
  });
}
