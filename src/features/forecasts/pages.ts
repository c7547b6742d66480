/** What a budget is hoped to save, and year by year what it really did (R-161). */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { dateField, form, moneyField, selectField, submitButton, textareaField, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, money, text, wholeNumber } from '../../platform/forms.ts';
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
import { type ForecastYear, forecastStanding, MOST_FORECAST_YEARS } from '../../rules/plan/forecast.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { loadPolicy } from '../policy/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { enterActual } from './enter-actual.ts';
import { makeForecast } from './make-forecast.ts';
import { type Forecast, loadForecasts } from './store.ts';

const YEARS_ERROR = `Enter the number of years, from 1 to ${MOST_FORECAST_YEARS}`;

const ForecastForm = z.object({
  label: text('Say in a few words what it is about', 100),
  usualPence: money('Enter what a year costs without the budget, such as 4400', 1n),
  expectedPence: money('Enter what a year is expected to cost with the budget, such as 0').optional(),
  startsOn: date('Enter the day from which it counts, such as 1 9 2026'),
  years: wholeNumber(YEARS_ERROR, 1, MOST_FORECAST_YEARS),
  assumptions: text('Say what the figures rest on'),
});

const ActualForm = z.object({
  forecastId: z.uuid({ error: 'Select the forecast' }),
  year: wholeNumber('Select the year', 1, MOST_FORECAST_YEARS),
  actualPence: money('Enter what the year really cost, such as 310.50'),
  words: text('Say where the figure is from', 500),
});

const ForecastsAnswer = z.object({
  forecasts: z.array(
    z.object({
      forecastId: z.string(),
      label: z.string(),
      assumptions: z.string(),
      usualPence: z.bigint(),
      expectedPence: z.bigint(),
      expectedSavingPence: z.bigint(),
      actualSavingPence: z.bigint(),
      years: z.array(
        z.object({
          year: z.number(),
          from: z.instanceof(Temporal.PlainDate),
          to: z.instanceof(Temporal.PlainDate),
          expectedSavingPence: z.bigint(),
          actualPence: z.bigint().nullable(),
        }),
      ),
    }),
  ),
});

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/forecasts', {
    may: 'see-forecasts',
    records: 'forecasts.read',
    show: context => showForecasts(context),
  }),
  read('/budgets/:budgetId/forecasts', {
    may: 'see-forecasts',
    records: 'forecasts.read',
    answer: ForecastsAnswer,
    async read({ tx, actor, params }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      if (!budget) return undefined;
      const forecasts = await loadForecasts(tx, budget.budgetId);
      return {
        forecasts: forecasts.map(forecast => {
          const { years, expectedSavingPence, actualSavingPence } = standingOf(forecast);
          const { forecastId, label, assumptions, usualPence, expectedPence } = forecast;
          return {
            forecastId,
            label,
            assumptions,
            usualPence,
            expectedPence,
            expectedSavingPence,
            actualSavingPence,
            years: years.map(({ year, from, to, expectedSavingPence, actualPence }) => ({
              year,
              from,
              to,
              expectedSavingPence,
              actualPence: actualPence ?? null,
            })),
          };
        }),
      };
    },
  }),
  get('/budgets/:budgetId/forecasts/new', {
    may: 'keep-forecasts',
    records: 'forecast.ask',
    show: context => showForecastForm(context),
  }),
  post('/budgets/:budgetId/forecasts/new', {
    may: 'keep-forecasts',
    records: 'forecast.make',
    form: ForecastForm,
    act: ({ tools, actor, command, params, values }) =>
      makeForecast(tools, actor, command, params.budgetId, { ...values, expectedPence: values.expectedPence }),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/forecasts`, 'Forecast saved'),
    askAgain: (context, problems, typed) => showForecastForm(context, problems, typed),
  }),
  get('/budgets/:budgetId/forecasts/actual', {
    may: 'keep-forecasts',
    records: 'forecast.ask',
    show: context => showActualForm(context),
  }),
  post('/budgets/:budgetId/forecasts/actual', {
    may: 'keep-forecasts',
    records: 'forecast.enter-actual',
    form: ActualForm,
    act: ({ tools, actor, command, params, values }) => enterActual(tools, actor, command, params.budgetId, values),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/forecasts`, 'Saved beside what was expected'),
    askAgain: (context, problems, typed) => showActualForm(context, problems, typed),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

function standingOf(forecast: Forecast) {
  return forecastStanding(forecast, new Map([...forecast.actuals].map(([year, { pence }]) => [year, pence])));
}

const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

const TITLE = 'What was hoped, and what came of it';

async function showForecasts({ tx, actor, frame, params }: Asked): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const forecasts = await loadForecasts(tx, budget.budgetId);
  const at = `/budgets/${budget.budgetId}/forecasts`;
  const mayKeep = hasLeave(actor, 'keep-forecasts');
  return page({
    frame,
    title: TITLE,
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, TITLE)}
    ${insetText({ text: 'A forecast is a guess. Nobody’s care is cut because it does not come true.' })}
    ${forecasts.length === 0 && html`<p>There is no forecast for this budget.</p>`}
    ${forecasts.map(forecastPart)}
    ${mayKeep && html`<p><a href="${at}/new">Make a forecast</a></p>`}
    ${mayKeep && forecasts.length > 0 && html`<p><a href="${at}/actual">Enter what a year really cost</a></p>`}`,
  });
}

function forecastPart(forecast: Forecast): Html {
  const { years, expectedSavingPence, expectedSoFarPence, actualSavingPence } = standingOf(forecast);
  return html`
    <h2 class="nhsuk-heading-m">${forecast.label}</h2>
    <p>Without the budget a year costs ${pounds(forecast.usualPence)}. With it ${pounds(forecast.expectedPence)} was expected${
      forecast.benefitPct !== null && html`, ${forecast.benefitPct}% less, which is an early finding`
    }.</p>
    <p>What it rests on: ${forecast.assumptions}</p>
    <p>Written by ${forecast.byName} on ${longDate(forecast.madeOn)}.</p>
    ${table({
      caption: { text: `Year by year: ${forecast.label}`, classes: 'nhsuk-u-visually-hidden' },
      responsive: true,
      head: ['Year', 'Hoped to save', 'Really cost', 'Really saved', 'Where the figure is from'],
      rows: years.map(year => [
        `${year.year}: ${longDate(year.from)} to ${longDate(year.to)}`,
        pounds(year.expectedSavingPence),
        year.actualPence === undefined ? 'Not known yet' : pounds(year.actualPence),
        savedWords(year),
        forecast.actuals.get(year.year)?.words ?? '',
      ]),
    })}
    <p>Hoped for in all: ${pounds(expectedSavingPence)} in ${forecast.years} ${forecast.years === 1 ? 'year' : 'years'}.${
      forecast.actuals.size > 0 &&
      html` So far ${pounds(actualSavingPence)} was really saved. ${pounds(expectedSoFarPence)} was hoped for in the same time.`
    }</p>`;
}

/** The saving with its share of the usual cost: `£900.00 (9%)`. */
function savedWords({ actualSavingPence, actualTenths }: ForecastYear): string {
  if (actualSavingPence === undefined || actualTenths === undefined) return '';
  return `${pounds(actualSavingPence)} (${Number(actualTenths) / 10}%)`;
}

async function showForecastForm(
  { tx, actor, frame, params, tools }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const { ambition } = await loadPolicy(tx, actor.icbCode, tools.today());
  const title = 'Make a forecast';
  const shared = { problems, values: typed };
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/forecasts`, text: 'Back' },
    content: html`
    ${heading(budget, title)}
    ${form(
      { action: `/budgets/${budget.budgetId}/forecasts/new`, ...frame.hidden },
      textField({ ...shared, name: 'label', label: 'What is it about?', hint: 'Such as: the daily carer ends' }),
      moneyField({ ...shared, name: 'usualPence', label: 'What does a year cost without the budget?' }),
      moneyField({
        ...shared,
        name: 'expectedPence',
        label: 'What is a year expected to cost with it? (optional)',
        hint: `Left empty, it is taken to be ${ambition.benefitPct}% less. That is an early finding`,
      }),
      dateField({ ...shared, name: 'startsOn', label: 'From which day does it count?' }),
      textField({ ...shared, name: 'years', label: 'For how many years?', inputmode: 'numeric', width: 2 }),
      textareaField({ ...shared, name: 'assumptions', label: 'What does it rest on?', rows: 4 }),
      submitButton('Save the forecast'),
    )}`,
  });
}

async function showActualForm(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const forecasts = budget ? await loadForecasts(tx, budget.budgetId) : [];
  if (!budget || forecasts.length === 0) return undefined;
  const title = 'What a year really cost';
  const shared = { problems, values: typed };
  const most = Math.max(...forecasts.map(({ years }) => years));
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/forecasts`, text: 'Back' },
    content: html`
    ${heading(budget, title)}
    ${form(
      { action: `/budgets/${budget.budgetId}/forecasts/actual`, ...frame.hidden },
      selectField({
        ...shared,
        name: 'forecastId',
        label: 'Which forecast?',
        options: forecasts.map(({ forecastId, label }) => ({ value: forecastId, text: label })),
      }),
      selectField({
        ...shared,
        name: 'year',
        label: 'Which year?',
        options: Array.from({ length: most }, (_, i) => ({ value: `${i + 1}`, text: `Year ${i + 1}` })),
      }),
      moneyField({ ...shared, name: 'actualPence', label: 'What did it really cost?' }),
      textareaField({ ...shared, name: 'words', label: 'Where is the figure from?', rows: 2 }),
      submitButton('Save'),
    )}`,
  });
}
