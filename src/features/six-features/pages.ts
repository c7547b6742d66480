/** The six features of a budget: on the case, for staff and for the person, and all budgets with what they lack (R-157). */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route, read } from '../../platform/http.ts';
import { FEATURE_WORDS, MISSING_WORDS } from '../../rules/decisions/six-feature-words.ts';
import { countFeatures, isCountable, SIX_FEATURES, scoreFeatures } from '../../rules/decisions/six-features.ts';
import { STATE_WORDS } from '../../rules/words.ts';
import { type BudgetFeatures, loadFeatures, loadFeaturesOfAll } from './store.ts';

/** More would not be read on one page; the counts are of these. */
const MOST_BUDGETS = 2000;

const ScoresAnswer = z.object({
  countable: z.boolean(),
  features: z.array(
    z.object({ feature: z.enum(SIX_FEATURES), words: z.string(), met: z.boolean(), missing: z.array(z.string()) }),
  ),
});

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/six-features', {
    may: 'see-case',
    records: 'six-features.read',
    async show({ frame, tx, actor, params }) {
      const budget = await loadFeatures(tx, actor.icbCode, params.budgetId);
      return budget && featuresPage(frame, budget);
    },
  }),
  read('/budgets/:budgetId/six-features', {
    may: 'see-case',
    records: 'six-features.read',
    answer: ScoresAnswer,
    async read({ tx, actor, params }) {
      const budget = await loadFeatures(tx, actor.icbCode, params.budgetId);
      return budget && asJson(budget);
    },
  }),
  get('/six-features', {
    may: 'see-scorecards',
    records: 'six-features.list',
    show: async ({ frame, tx, actor }) => listPage(frame, await loadFeaturesOfAll(tx, actor.icbCode, MOST_BUDGETS)),
  }),
  read('/six-features', {
    may: 'see-scorecards',
    records: 'six-features.list',
    answer: z.object({
      countable: z.number(),
      notCountable: z.number(),
      lacking: z.record(z.string(), z.number()),
      budgets: z.array(ScoresAnswer.extend({ budgetId: z.string(), reference: z.string() })),
    }),
    async read({ tx, actor }) {
      const budgets = await loadFeaturesOfAll(tx, actor.icbCode, MOST_BUDGETS);
      return {
        ...countFeatures(budgets.map(({ facts }) => scoreFeatures(facts))),
        budgets: budgets.map(budget => ({ budgetId: budget.budgetId, reference: budget.reference, ...asJson(budget) })),
      };
    },
  }),
];

function asJson({ facts }: BudgetFeatures): z.input<typeof ScoresAnswer> {
  const scores = scoreFeatures(facts);
  return {
    countable: isCountable(scores),
    features: scores.map(({ feature, met, missing }) => ({
      feature,
      words: FEATURE_WORDS[feature],
      met,
      missing: missing.map(each => MISSING_WORDS[each]),
    })),
  };
}

const featuresPage = (frame: Frame, budget: BudgetFeatures): Html => {
  const scores = scoreFeatures(budget.facts);
  const count = scores.filter(({ met }) => met).length;
  return page({
    frame,
    title: 'What makes it a personal health budget',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> What makes it a personal health budget</h1>
    <p>Six things make a personal health budget. Nobody ticks them: each is read off what this case has recorded.</p>
    ${insetText({
      text: isCountable(scores)
        ? 'All six are here. This budget counts.'
        : `${count} of 6 are here. The budget counts once all six are.`,
    })}
    ${summaryList({
      rows: scores.map(({ feature, met, missing }) => ({
        key: FEATURE_WORDS[feature],
        value: {
          html: met
            ? tag({ text: 'Yes', colour: 'green' })
            : html`${tag({ text: 'Not yet', colour: 'grey' })}
        <ul class="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-top-2">${missing.map(each => html`<li>${MISSING_WORDS[each]}</li>`)}</ul>`,
        },
      })),
    })}
    <p><a href="/rules/R-157">The rule behind this (R-157)</a></p>`,
  });
};

const listPage = (frame: Frame, budgets: readonly BudgetFeatures[]): Html => {
  const scored = budgets.map(budget => ({ budget, scores: scoreFeatures(budget.facts) }));
  const { countable, notCountable, lacking } = countFeatures(scored.map(({ scores }) => scores));
  const failing = scored.filter(({ scores }) => !isCountable(scores));
  return page({
    frame,
    title: 'Which budgets count',
    width: 'full',
    backLink: { href: '/home' },
    content: html`
    <h1 class="nhsuk-heading-l">Which budgets count</h1>
    <p>A budget counts in the return only when all six features were there.</p>
    ${summaryList({
      rows: [
        { key: 'Count', value: String(countable) },
        { key: 'Do not count', value: String(notCountable) },
        ...SIX_FEATURES.map(feature => ({
          key: `Lack ${feature}`,
          value: `${lacking[feature]}: ${FEATURE_WORDS[feature].toLowerCase()}`,
        })),
      ],
    })}
    <h2 class="nhsuk-heading-m">Those that do not count</h2>
    ${
      failing.length === 0
        ? html`<p>None.</p>`
        : table({
            caption: { text: 'What each lacks', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Budget', 'Step', 'Care co-ordinator', 'What is missing'],
            rows: failing.map(({ budget, scores }) => [
              {
                html: html`<a href="/budgets/${budget.budgetId}/six-features">${budget.personName} (${budget.reference})</a>`,
              },
              STATE_WORDS[budget.state],
              budget.careCoordinatorName,
              scores.flatMap(({ missing }) => missing.map(each => MISSING_WORDS[each])).join('; '),
            ]),
          })
    }`,
  });
};
