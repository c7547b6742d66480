/** What came of a one-off budget: what the person says, and what the care co-ordinator says (R-128, R-162). */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { form, radiosField, selectField, submitButton, textareaField } from '../../nhsuk/forms.ts';
import { inParts } from '../../nhsuk/in-parts.ts';
import { page } from '../../nhsuk/page.ts';
import { oneOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther, type Typed } from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { isBefore, longDate } from '../../values/dates.ts';
import { loadBudget, loadOutcomes } from '../requests/store.ts';
import { recordFollowUp } from './record-follow-up.ts';
import { type FollowUp, loadFollowUps, loadGoalEnd, loadGoalsToFollowUp, type Side } from './store.ts';

const RATINGS = ['2', '1', '0', '-1', '-2'] as const;
const RATING_WORDS: Readonly<Record<(typeof RATINGS)[number], string>> = {
  '2': 'Much better',
  '1': 'Better',
  '0': 'As it was',
  '-1': 'Worse',
  '-2': 'Much worse',
};

const FollowUpForm = z.object({
  outcomeId: z.uuid({ error: 'Select what it is about' }),
  rating: oneOf(RATINGS, 'Select how it is now'),
  words: text('Say in a few words what has changed', 1000),
});

export const followUpPages: readonly Route[] = [
  get('/budgets/:budgetId/goal/follow-up', {
    may: 'see-case',
    records: 'goal.follow-up.read',
    show: context => showFollowUp(context),
  }),
  post('/budgets/:budgetId/goal/follow-up', {
    may: 'rate-outcomes',
    records: 'goal.follow-up',
    form: FollowUpForm,
    act: ({ tools, actor, command, params, values }) =>
      recordFollowUp(tools, actor, command, params.budgetId, { ...values, rating: Number(values.rating) }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/goal/follow-up`, 'Saved. Thank you'),
    askAgain: (context, problems, typed) => showFollowUp(context, problems, typed),
  }),
  get('/follow-ups', { may: 'arrange-review', records: 'goal.follow-up.list', show: context => showList(context) }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

const SIDE_WORDS: Readonly<Record<Side, string>> = { PERSON: 'The person', CARE_COORDINATOR: 'The care co-ordinator' };

async function showFollowUp(
  { tx, actor, frame, params, tools }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const end = budget && (await loadGoalEnd(tx, budget.budgetId));
  if (!budget || !end) return undefined;
  const outcomes = await loadOutcomes(tx, budget.budgetId);
  const said = await loadFollowUps(tx, budget.budgetId);
  const side: Side = actor.personId === undefined ? 'CARE_COORDINATOR' : 'PERSON';
  const open = outcomes.filter(({ outcomeId }) => !said.some(one => one.side === side && one.outcomeId === outcomeId));
  const isTime = !isBefore(tools.today(), end.followUpFrom);
  const isOpen = hasLeave(actor, 'rate-outcomes') && isTime && open.length > 0;
  const shared = { problems, values: typed };
  const title = 'What came of it';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/goal`, text: 'Back' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>
    ${!isTime && html`<p>We ask between ${longDate(end.followUpFrom)} and ${longDate(end.followUpBy)}.</p>`}
    ${
      said.length > 0 &&
      table({
        caption: { text: 'What was said', size: 'm' },
        responsive: true,
        head: ['What was wanted', 'Who says it', 'How it is now', 'In their words', 'When'],
        rows: said.map(one => [
          outcomes.find(({ outcomeId }) => outcomeId === one.outcomeId)?.words ?? '',
          SIDE_WORDS[one.side],
          ratingWords(one),
          one.words,
          longDate(one.on),
        ]),
      })
    }
    ${
      (isOpen || problems.length > 0) &&
      form(
        { action: `/budgets/${budget.budgetId}/goal/follow-up`, ...frame.hidden },
        selectField({
          ...shared,
          name: 'outcomeId',
          label: 'What is it about?',
          options: open.map(({ outcomeId, words }) => ({ value: outcomeId, text: words })),
        }),
        radiosField({
          ...shared,
          name: 'rating',
          label: 'How is it now?',
          options: RATINGS.map(value => ({ value, text: RATING_WORDS[value] })),
        }),
        textareaField({
          ...shared,
          name: 'words',
          label: 'What has changed?',
          hint: 'Such as: I am stronger, and I get further in 10 minutes',
          rows: 3,
        }),
        submitButton('Save'),
      )
    }`,
  });
}

function ratingWords({ rating }: FollowUp): string {
  return RATING_WORDS[`${rating}` as (typeof RATINGS)[number]];
}

/** Whom to ask how it went, the earliest day first. */
async function showList(context: ShowContext): Promise<Html> {
  const { tx, actor, frame, tools } = context;
  const { shown: asked, rest } = inParts(await loadGoalsToFollowUp(tx, actor.icbCode), context);
  const today = tools.today();
  const title = 'One-off budgets to ask about';
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">${title}</h1>
    ${
      asked.length === 0
        ? html`<p>Nobody.</p>`
        : table({
            caption: { text: title, classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Person', 'Ask from', 'Ask by', 'Care co-ordinator', 'Said already'],
            rows: asked.map(one => [
              {
                html: html`<a href="/budgets/${one.budgetId}/goal/follow-up">${one.personName} (${one.reference})</a>`,
              },
              longDate(one.followUpFrom),
              `${longDate(one.followUpBy)}${isBefore(one.followUpBy, today) ? ' (late)' : ''}`,
              one.careCoordinatorName,
              one.personSaid ? 'By the person' : '',
            ]),
          })
    }
    ${rest}`,
  });
}
