/** Adding something that the money buys. What it may not buy is refused here, with the rule. */
import { z } from 'zod';
import {
  checkboxesField,
  dateField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, flag, ids, money, oneOf, quantity, text, wholeNumber } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { PERS } from '../../rules/budget.ts';
import { EXCLUDED_CATEGORIES } from '../../rules/exclusions.ts';
import { ARRANGERS, ITEM_CATEGORIES, OPTIONS } from '../../rules/plan.ts';
import { ARRANGER_WORDS, CATEGORY_WORDS, OPTION_WORDS, PER_WORDS } from '../../rules/plan-words.ts';
import { loadBudget, loadOutcomes } from '../requests/store.ts';
import { addItem } from './add-item.ts';
import { caseHeading } from './parts.ts';
import { whatItCannotBuy } from './plan-pages.ts';

const UNITS = ['hour', 'day', 'night', 'session', 'week', 'month', 'year', 'mile', 'item'] as const;

const ItemForm = z.object({
  label: text('Say what it is', 200),
  // The excluded categories are in the shape so that they are refused by their rule, not by the form.
  category: oneOf([...ITEM_CATEGORIES, ...EXCLUDED_CATEGORIES], 'Select what kind of thing it is'),
  provider: text('Say who provides it', 200),
  arrangedBy: oneOf(ARRANGERS, 'Select who arranges it'),
  quantity: quantity('Enter how many, such as 14 or 7.5'),
  unit: oneOf(UNITS, 'Select the unit'),
  per: oneOf(PERS, 'Select how often'),
  times: wholeNumber('Enter a whole number, such as 26', 1, 53).optional(),
  unitPence: money('Enter the price of one, such as 15.00', 1n),
  startsOn: date('Enter a date, such as 31 3 2027').optional(),
  endsOn: date('Enter a date, such as 31 3 2027').optional(),
  option: oneOf(OPTIONS, 'Select how the money for it is held'),
  promised: flag(),
  confidence: wholeNumber('Enter a whole number from 1 to 10', 1, 10).optional(),
  outcomeIds: ids('Select at least one thing that it helps with'),
});

export const itemPages: readonly Route[] = [
  get('/budgets/:budgetId/plan/items/new', {
    may: 'write-plan',
    records: 'plan.read',
    show: context => showNewItem(context),
  }),
  post('/budgets/:budgetId/plan/items/new', {
    may: 'write-plan',
    records: 'plan.add-item',
    form: ItemForm,
    act: ({ tools, actor, command, params, values }) => {
      const { times, startsOn, endsOn, confidence } = values;
      return addItem(tools, actor, command, params.budgetId, { ...values, times, startsOn, endsOn, confidence });
    },
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'Added to the plan'),
    askAgain: (context, problems, typed) => showNewItem(context, problems, typed),
  }),
];

async function showNewItem(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string }>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const outcomes = await loadOutcomes(tx, budget.budgetId);
  const at = `/budgets/${budget.budgetId}/plan`;
  const shared = { problems, values: typed };
  return page({
    frame,
    title: 'Add something that the money is for',
    problems,
    backLink: { href: at, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, 'Add something that the money is for')}
    ${whatItCannotBuy()}
    ${form(
      { action: `${at}/items/new`, ...frame.hidden },
      textField({ name: 'label', label: 'What is it?', ...shared }),
      selectField({
        name: 'category',
        label: 'What kind of thing is it?',
        ...shared,
        options: ITEM_CATEGORIES.map(category => ({ value: category, text: CATEGORY_WORDS[category] })),
      }),
      checkboxesField({
        name: 'outcomeIds',
        label: 'What does it help with?',
        ...shared,
        options: outcomes.map(({ outcomeId, words }) => ({ value: outcomeId, text: words })),
      }),
      textField({
        name: 'provider',
        label: 'Who provides it?',
        hint: 'A name, or the kind of provider if you do not know yet.',
        ...shared,
      }),
      radiosField({
        name: 'arrangedBy',
        label: 'Who arranges it?',
        ...shared,
        options: ARRANGERS.map(each => ({ value: each, text: ARRANGER_WORDS[each] })),
      }),
      textField({ name: 'quantity', label: 'How many?', ...shared, width: 4, inputmode: 'decimal' }),
      selectField({
        name: 'unit',
        label: 'Of what?',
        ...shared,
        options: UNITS.map(unit => ({ value: unit, text: unit })),
      }),
      radiosField({
        name: 'per',
        label: 'How often?',
        ...shared,
        options: PERS.map(per => ({ value: per, text: PER_WORDS[per] })),
      }),
      textField({
        name: 'times',
        label: 'For how many weeks or months of the year? (optional)',
        hint: 'Leave it empty for the whole year.',
        ...shared,
        width: 2,
        inputmode: 'numeric',
      }),
      moneyField({ name: 'unitPence', label: 'What does one cost?', ...shared }),
      dateField({
        name: 'startsOn',
        label: 'From (optional)',
        hint: 'Only if not from the first day of the budget.',
        ...shared,
      }),
      dateField({ name: 'endsOn', label: 'To (optional)', ...shared }),
      radiosField({
        name: 'option',
        label: 'How is the money for it held?',
        ...shared,
        options: OPTIONS.map(option => ({ value: option, text: OPTION_WORDS[option] })),
      }),
      checkboxesField({
        name: 'promised',
        label: 'Is the price agreed already? (optional)',
        ...shared,
        options: [{ value: 'yes', text: 'There is a priced agreement or a payroll for it' }],
      }),
      textField({
        name: 'confidence',
        label: 'How sure is the person that this will work, from 1 to 10? (optional)',
        ...shared,
        width: 2,
        inputmode: 'numeric',
      }),
      submitButton('Add it to the plan'),
    )}`,
  });
}
