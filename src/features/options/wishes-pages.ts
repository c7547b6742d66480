/** R-094: what somebody would rather do, asked before they choose how their money is held. It suggests; the choice stays theirs. */
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { form, radiosField, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Route, type ShowContext } from '../../platform/http.ts';
import { thirdPartySuggestions, type Wishes } from '../../rules/options/options.ts';
import { OPTIONS, type Option } from '../../rules/plan/plan.ts';
import { OPTION_WORDS } from '../../rules/plan/plan-words.ts';
import { loadBudget } from '../requests/store.ts';
import { loadRefusedOptions } from './store.ts';

const ASKED = {
  wantsDirectPayment: 'Do you want the money paid to you?',
  wantsToEmploy: 'Would you employ people, for example an assistant?',
  canManageBudget: 'Would you look after the money: pay the bills, keep the statements?',
} as const satisfies Readonly<Record<keyof Wishes, string>>;
const NAMES = Object.keys(ASKED) as (keyof Wishes)[];

/** What each way means for the person. */
const WHAT_IT_MEANS: Readonly<Record<Option, string>> = {
  DIRECT_PAYMENT:
    'We pay the money into an account for you. You buy your care, you may employ people, and you show us what you spent.',
  THIRD_PARTY:
    'An independent organisation gets the money. It buys and pays for the care in your plan. It shows you and us what it spent. You need no account.',
  NOTIONAL: 'You know how much there is, and you choose. We buy the care and pay for it. No money is paid to you.',
};

export const wishesPages: readonly Route[] = [
  get('/budgets/:budgetId/options', {
    may: 'write-plan',
    records: 'option-wishes.ask',
    show: context => showWishes(context),
  }),
];

/** What was answered; undefined while one of the questions is open. */
function wishesIn(query: Readonly<Record<string, string>>): Wishes | undefined {
  if (NAMES.some(name => query[name] !== 'yes' && query[name] !== 'no')) return undefined;
  const isYes = (name: keyof Wishes) => query[name] === 'yes';
  return {
    wantsDirectPayment: isYes('wantsDirectPayment'),
    wantsToEmploy: isYes('wantsToEmploy'),
    canManageBudget: isYes('canManageBudget'),
  };
}

async function showWishes({
  tx,
  actor,
  frame,
  params,
  query,
}: ShowContext<{ readonly budgetId: string }>): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const refused = await loadRefusedOptions(tx, budget.budgetId);
  const wishes = wishesIn(query);
  const suggestions = wishes && !refused.includes('THIRD_PARTY') ? thirdPartySuggestions(wishes) : [];
  const title = 'How the money may be held';
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}/plan`, text: 'Back to the plan' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    <p>There are three ways, and you can mix them. You choose, for each thing in your plan.</p>
    ${wishes && outcome(suggestions)}
    ${OPTIONS.map(option =>
      summaryList({
        card: { heading: { text: OPTION_WORDS[option], level: 2, size: 's' } },
        rows: [
          { key: 'What it means', value: WHAT_IT_MEANS[option] },
          option === 'THIRD_PARTY' &&
            suggestions.length > 0 && { key: 'It may suit you', value: `${suggestions.join('. ')}.` },
          refused.includes(option) && {
            key: 'Not open to you now',
            value: 'You had a letter that says why, and how to ask us to look again.',
          },
        ],
      }),
    )}
    <h2 class="nhsuk-heading-m">What would you rather do?</h2>
    <p>We do not keep your answers. Nothing is decided by them.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/options`, method: 'get' },
      ...NAMES.map(name =>
        radiosField({
          name,
          label: ASKED[name],
          labelSize: 's',
          value: query[name],
          options: [
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No, or not now' },
          ],
        }),
      ),
      submitButton('Show what may suit', 'secondary'),
    )}`,
  });
}

function outcome(suggestions: readonly string[]): Html {
  return insetText({
    text:
      suggestions.length === 0
        ? 'Any of the three ways may suit you.'
        : `Another organisation could hold the money for you. ${suggestions.join('. ')}. The choice stays yours.`,
  });
}
