/** The words for refusals of rules/plan/forecast.ts. */
import type { ForecastRefusal } from '../../rules/plan/forecast.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

export const forecastWords: Words<ForecastRefusal> = {
  'forecast-without-label': () => ({ field: 'label', text: 'Say in a few words what it is about' }),
  'forecast-without-assumptions': () => ({ field: 'assumptions', text: 'Say what the figures rest on' }),
  'forecast-without-cost': () => ({ field: 'usualPence', text: 'Enter what a year costs without the budget' }),
  'forecast-years-out-of-range': ({ most }) => ({
    field: 'years',
    text: `Enter the number of years, from 1 to ${most}`,
  }),
  'forecast-too-large': () => ({ field: 'usualPence', text: 'Enter at most £99,999,999.99 for a year' }),
  'forecast-year-unknown': ({ years }) => ({
    field: 'year',
    text: years === 1 ? 'This forecast has one year only' : `This forecast has ${years} years`,
  }),
  'forecast-year-not-over': ({ endsOn }) => ({
    field: 'year',
    text: `This year is not over yet. Enter its cost after ${longDate(endsOn)}`,
  }),
};
