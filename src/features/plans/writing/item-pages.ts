/** Adding something that the money buys. What it may not buy is refused here, with the rule. */
import { z } from 'zod';
import { details } from '../../../nhsuk/content/text-blocks.ts';
import {
  checkboxesField,
  dateField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textField,
} from '../../../nhsuk/forms.ts';
import { page } from '../../../nhsuk/page.ts';
import { date, flag, ids, money, oneOf, optionalText, quantity, text, wholeNumber } from '../../../platform/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../../platform/http.ts';
import { PERS } from '../../../rules/budget/budget.ts';
import { RELATIONSHIPS } from '../../../rules/plan/connected-person.ts';
import { PAY_BANDS } from '../../../rules/plan/employment.ts';
import { EXCLUDED_CATEGORIES } from '../../../rules/plan/exclusions.ts';
import { ARRANGERS, ITEM_CATEGORIES, OPTIONS } from '../../../rules/plan/plan.ts';
import { CARE_HOME_STAYS, REGULATIONS } from '../../../rules/plan/plan-checks.ts';
import {
  CARE_HOME_WORDS,
  PAY_BAND_WORDS,
  REGULATION_WORDS,
  RELATIONSHIP_WORDS,
} from '../../../rules/plan/plan-part-words.ts';
import { ARRANGER_WORDS, CATEGORY_WORDS, OPTION_WORDS, PER_WORDS } from '../../../rules/plan/plan-words.ts';
import { loadBudget, loadOutcomes } from '../../requests/store.ts';
import { caseHeading } from '../parts.ts';
import { whatItCannotBuy } from '../plan-pages.ts';
import { addItem } from './add-item.ts';

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
  relationship: oneOf(RELATIONSHIPS, 'Select what they are to the person').default('NONE'),
  sameHousehold: flag(),
  regulated: oneOf(REGULATIONS, 'Select what it is').default('NO'),
  registration: optionalText(20),
  careHome: oneOf(CARE_HOME_STAYS, 'Select what it is').default('NO'),
  nights: wholeNumber('Enter how many nights, such as 7', 1, 366).optional(),
  payBand: oneOf(PAY_BANDS, 'Select the age').default('AGE_21'),
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
      const { relationship, sameHousehold, regulated, registration, careHome, nights, payBand, ...item } = values;
      const { times, startsOn, endsOn, confidence } = item;
      const checks = { relationship, sameHousehold, regulated, registration, careHome, nights, payBand };
      return addItem(tools, actor, command, params.budgetId, { ...item, times, startsOn, endsOn, confidence, checks });
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
    <p><a href="/budgets/${budget.budgetId}/options">Which way of holding the money may suit</a></p>
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
      details({
        summary: 'Who is paid, and what the law asks of them',
        html: checkFields(shared),
        open: isChecked(typed),
      }),
      submitButton('Add it to the plan'),
    )}`,
  });
}

type Shared = { readonly problems: readonly Problem[]; readonly values: Typed | undefined };

/** Opened again where something of it was typed. */
function isChecked(typed: Typed | undefined): boolean {
  const usual = { relationship: 'NONE', regulated: 'NO', careHome: 'NO', payBand: 'AGE_21' } as const;
  const said = Object.entries(usual).some(
    ([name, value]) => (typed?.[name] ?? value) !== value && typed?.[name] !== '',
  );
  return said || Boolean(typed?.sameHousehold || typed?.registration || typed?.nights);
}

/** R-073 to R-075 and R-165: asked of every line, needed of few. */
function checkFields(shared: Shared): Html {
  return html`
  ${selectField({
    name: 'relationship',
    label: 'What is the one who is paid to the person? (optional)',
    ...shared,
    empty: 'Nobody close',
    options: RELATIONSHIPS.filter(each => each !== 'NONE').map(value => ({ value, text: RELATIONSHIP_WORDS[value] })),
  })}
  ${checkboxesField({
    name: 'sameHousehold',
    label: 'Do they live in the same home? (optional)',
    ...shared,
    options: [{ value: 'yes', text: 'Yes, they live in the person’s home' }],
  })}
  ${selectField({
    name: 'regulated',
    label: 'Is it work that only somebody registered may do? (optional)',
    ...shared,
    empty: 'No',
    options: REGULATIONS.filter(each => each !== 'NO').map(value => ({ value, text: REGULATION_WORDS[value] })),
  })}
  ${textField({
    name: 'registration',
    label: 'Their registration number, if you know it (optional)',
    hint: 'Such as 1-123456789, or PH123456.',
    ...shared,
    width: 20,
    spellcheck: false,
  })}
  ${selectField({
    name: 'careHome',
    label: 'Is it a stay in a care home? (optional)',
    ...shared,
    empty: 'No',
    options: CARE_HOME_STAYS.filter(each => each !== 'NO').map(value => ({ value, text: CARE_HOME_WORDS[value] })),
  })}
  ${textField({
    name: 'nights',
    label: 'For how many nights one after another? (optional)',
    ...shared,
    width: 3,
    inputmode: 'numeric',
  })}
  ${selectField({
    name: 'payBand',
    label: 'How old is the assistant who is employed? (optional)',
    ...shared,
    empty: PAY_BAND_WORDS.AGE_21,
    options: PAY_BANDS.filter(each => each !== 'AGE_21').map(value => ({ value, text: PAY_BAND_WORDS[value] })),
  })}`;
}
