/** How far the outcomes are reached: since the beginning, at each review, and by questionnaires (R-162). */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import {
  dateField,
  form,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { date, oneOf, optionalText, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import {
  INSTRUMENTS,
  measureChanges,
  type OutcomeProgress,
  progressOf,
  showScore,
} from '../../rules/plan/plan-outcomes.ts';
import { INSTRUMENT_WORDS } from '../../rules/plan/plan-part-words.ts';
import { longDate } from '../../values/dates.ts';
import { loadFollowUps } from '../goals/store.ts';
import { type Budget, loadBudget, loadOutcomes, type Outcome } from '../requests/store.ts';
import { loadOutcomeRatings } from '../reviews/store.ts';
import { rateBaseline } from './rate-baseline.ts';
import { recordScore } from './record-score.ts';
import { loadBaselines, loadMeasures } from './store.ts';

const RATINGS = ['2', '1', '0', '-1', '-2'] as const;
const RATING_WORDS: Readonly<Record<(typeof RATINGS)[number], string>> = {
  '2': 'Very good',
  '1': 'Good',
  '0': 'As it was',
  '-1': 'Bad',
  '-2': 'Very bad',
};

const BaselineForm = z.object({
  outcomeId: z.uuid({ error: 'Select what it is about' }),
  rating: oneOf(RATINGS, 'Select how it is now'),
  words: optionalText(),
  measuredOn: date('Enter the day, such as 1 12 2026'),
});

const ScoreForm = z.object({
  instrument: oneOf(INSTRUMENTS, 'Select the questionnaire'),
  score: text('Enter the score, such as 0.62', 20),
  words: optionalText(),
  measuredOn: date('Enter the day, such as 1 12 2026'),
});

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/outcomes', {
    may: 'see-case',
    records: 'outcomes.read',
    show: context => showOutcomes(context),
  }),
  get('/budgets/:budgetId/outcomes/first', {
    may: 'rate-outcomes',
    records: 'outcomes.read',
    show: context => showBaseline(context),
  }),
  post('/budgets/:budgetId/outcomes/first', {
    may: 'rate-outcomes',
    records: 'outcome.rate',
    form: BaselineForm,
    act: ({ tools, actor, command, params, values }) =>
      rateBaseline(tools, actor, command, params.budgetId, { ...values, rating: Number(values.rating) }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/outcomes`, 'Saved'),
    askAgain: (context, problems, typed) => showBaseline(context, problems, typed),
  }),
  get('/budgets/:budgetId/outcomes/score', {
    may: 'rate-outcomes',
    records: 'outcomes.read',
    show: context => showScoreForm(context),
  }),
  post('/budgets/:budgetId/outcomes/score', {
    may: 'rate-outcomes',
    records: 'outcome.measure',
    form: ScoreForm,
    act: ({ tools, actor, command, params, values }) => recordScore(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/outcomes`, 'Saved'),
    askAgain: (context, problems, typed) => showScoreForm(context, problems, typed),
  }),
];

const OutcomesAnswer = z.object({
  outcomes: z.array(
    z.object({
      outcomeId: z.string(),
      words: z.string(),
      baseline: z.number().nullable(),
      ratings: z.array(z.object({ on: z.iso.date(), rating: z.number() })),
      change: z.number().nullable(),
    }),
  ),
  measures: z.array(z.object({ instrument: z.string(), on: z.iso.date(), score: z.string() })),
});

export const endpoints: readonly Route[] = [
  read('/budgets/:budgetId/outcomes', {
    may: 'see-case',
    records: 'outcomes.read',
    answer: OutcomesAnswer,
    async read({ tx, actor, params }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      if (!budget) return undefined;
      const measures = await loadMeasures(tx, budget.budgetId);
      return {
        outcomes: (await loadProgress(tx, budget.budgetId)).map(({ outcome, progress }) => ({
          outcomeId: outcome.outcomeId,
          words: outcome.words,
          baseline: progress.baseline?.rating ?? null,
          ratings: progress.ratings.map(({ on, rating }) => ({ on: on.toString(), rating })),
          change: progress.change ?? null,
        })),
        measures: measures.map(({ instrument, on, thousandths }) => ({
          instrument,
          on: on.toString(),
          score: showScore(thousandths).replace('\u2212', '-'),
        })),
      };
    },
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;
type WithProgress = { readonly outcome: Outcome; readonly progress: OutcomeProgress };

async function loadProgress(tx: Tx, budgetId: string): Promise<readonly WithProgress[]> {
  const baselines = await loadBaselines(tx, budgetId);
  // A one-off budget has no reviews: what was said of it afterwards counts in their place (R-128).
  const ratings = [...(await loadOutcomeRatings(tx, budgetId)), ...(await loadFollowUps(tx, budgetId))];
  return (await loadOutcomes(tx, budgetId)).map(outcome => ({
    outcome,
    progress: progressOf(
      baselines.get(outcome.outcomeId),
      ratings.filter(({ outcomeId }) => outcomeId === outcome.outcomeId),
    ),
  }));
}

async function showOutcomes({ tx, actor, frame, params }: Asked): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const outcomes = await loadProgress(tx, budget.budgetId);
  const measures = await loadMeasures(tx, budget.budgetId);
  const changes = measureChanges(measures);
  const at = `/budgets/${budget.budgetId}`;
  const mayRate = hasLeave(actor, 'rate-outcomes');
  const isRated = outcomes.every(({ progress }) => progress.baseline !== undefined);
  return page({
    frame,
    title: TITLE,
    backLink: { href: at },
    content: html`
    ${heading(budget, TITLE)}
    ${outcomes.length === 0 && html`<p>No outcome has been agreed yet.</p>`}
    ${
      outcomes.length > 0 &&
      table({
        caption: { text: 'What is to be reached', size: 'm' },
        responsive: true,
        head: ['Outcome', 'At the beginning', 'At the reviews', 'Change'],
        rows: outcomes.map(({ outcome, progress }) => [
          outcome.words,
          progress.baseline
            ? `${signed(progress.baseline.rating)}, ${longDate(progress.baseline.on)}`
            : 'Not rated yet',
          progress.ratings.length === 0
            ? 'Not reviewed yet'
            : progress.ratings.map(({ rating, on }) => `${signed(rating)}, ${longDate(on)}`).join('; '),
          progress.change === undefined ? '' : signed(progress.change),
        ]),
      })
    }
    <p>A rating goes from −2, very bad, to +2, very good.</p>
    ${mayRate && !isRated && html`<p><a href="${at}/outcomes/first">Rate an outcome for the first time</a></p>`}
    ${
      measures.length > 0 &&
      table({
        caption: { text: 'Questionnaires', size: 'm' },
        responsive: true,
        head: ['Questionnaire', 'Score', 'Day'],
        rows: measures.map(({ instrument, thousandths, on }) => [
          INSTRUMENT_WORDS[instrument],
          showScore(thousandths),
          longDate(on),
        ]),
      })
    }
    ${changes.map(
      ({ instrument, changeThousandths, went }) =>
        html`<p>${INSTRUMENT_WORDS[instrument]}: ${changeThousandths > 0 ? '+' : ''}${showScore(changeThousandths)} since the first time, ${WENT_WORDS[went]}.</p>`,
    )}
    ${mayRate && html`<p><a href="${at}/outcomes/score">Add the score of a questionnaire</a></p>`}`,
  });
}

const TITLE = 'What has changed';
const WENT_WORDS = { better: 'which is better', worse: 'which is worse', same: 'which is the same' } as const;

function signed(rating: number): string {
  if (rating === 0) return '0';
  return rating > 0 ? `+${rating}` : `\u2212${-rating}`;
}

function heading(budget: Budget, title: string): Html {
  return html`<h1 class="nhsuk-heading-xl"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;
}

async function showBaseline(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const open = (await loadProgress(tx, budget.budgetId)).filter(({ progress }) => progress.baseline === undefined);
  const title = 'How is it now?';
  const shared = { problems, values: typed };
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/outcomes`, text: 'Back' },
    content: html`
    ${heading(budget, title)}
    <p>This is the first rating. At each review it is rated again, so that everybody sees what has changed.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/outcomes/first`, ...frame.hidden },
      selectField({
        name: 'outcomeId',
        label: 'What is it about?',
        ...shared,
        options: open.map(({ outcome }) => ({ value: outcome.outcomeId, text: outcome.words })),
      }),
      radiosField({
        name: 'rating',
        label: 'How is it now?',
        ...shared,
        options: RATINGS.map(value => ({ value, text: RATING_WORDS[value] })),
      }),
      textareaField({ name: 'words', label: 'In the person’s words (optional)', ...shared, rows: 3 }),
      dateField({ name: 'measuredOn', label: 'On which day?', ...shared }),
      submitButton('Save'),
    )}`,
  });
}

async function showScoreForm(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const title = 'Add the score of a questionnaire';
  const shared = { problems, values: typed };
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/outcomes`, text: 'Back' },
    content: html`
    ${heading(budget, title)}
    ${form(
      { action: `/budgets/${budget.budgetId}/outcomes/score`, ...frame.hidden },
      selectField({
        name: 'instrument',
        label: 'Which questionnaire?',
        ...shared,
        options: INSTRUMENTS.map(value => ({ value, text: INSTRUMENT_WORDS[value] })),
      }),
      textField({ name: 'score', label: 'Score', hint: 'Such as 0.62, or 27.', ...shared, width: 5 }),
      dateField({ name: 'measuredOn', label: 'On which day?', ...shared }),
      textareaField({ name: 'words', label: 'Anything about it (optional)', ...shared, rows: 2 }),
      submitButton('Save'),
    )}`,
  });
}
