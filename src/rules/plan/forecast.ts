/**
 * What a budget is hoped to save, year by year, beside what it really did.
 *
 * Pure, pence. A forecast is a guess with its assumptions, and is never changed: each year's true cost is put beside it
 * once the year is over. Whoever names no cost of their own gets the board's early finding.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { MOST_PENCE } from '../../values/pence.ts';
import { type Decision, decide } from '../decision.ts';
import { benefitTenths, modelledPence } from './evaluation.ts';

/** The most years that a forecast looks ahead. */
export const MOST_FORECAST_YEARS = 10;

export type ForecastRefusal =
  | { readonly code: 'forecast-without-label' }
  | { readonly code: 'forecast-without-assumptions' }
  | { readonly code: 'forecast-without-cost' }
  | { readonly code: 'forecast-years-out-of-range'; readonly most: number }
  | { readonly code: 'forecast-too-large' }
  | { readonly code: 'forecast-year-unknown'; readonly years: number }
  | { readonly code: 'forecast-year-not-over'; readonly endsOn: PlainDate };

export type NewForecast = {
  readonly label: string;
  readonly assumptions: string;
  /** What a year costs without the budget. */
  readonly usualPence: bigint;
  /** What a year is expected to cost with it; undefined takes the early finding. */
  readonly expectedPence: bigint | undefined;
  readonly years: number;
};

/** Decides whether a forecast may be kept, and what it expects of a year and of all years together. */
export function decideForecast(
  forecast: NewForecast,
  benefitPct: number,
): Decision<{ readonly expectedPence: bigint; readonly benefitPct: number | undefined; readonly savingPence: bigint }> {
  const { usualPence, years } = forecast;
  const isModelled = forecast.expectedPence === undefined;
  const expectedPence = forecast.expectedPence ?? modelledPence(usualPence, benefitPct);
  return decide(
    [
      forecast.label.trim() === '' && { code: 'forecast-without-label' },
      forecast.assumptions.trim() === '' && { code: 'forecast-without-assumptions' },
      usualPence <= 0n && { code: 'forecast-without-cost' },
      (!Number.isInteger(years) || years < 1 || years > MOST_FORECAST_YEARS) && {
        code: 'forecast-years-out-of-range',
        most: MOST_FORECAST_YEARS,
      },
      (usualPence > MOST_PENCE || expectedPence > MOST_PENCE) && { code: 'forecast-too-large' },
    ],
    () => ({
      expectedPence,
      benefitPct: isModelled ? benefitPct : undefined,
      savingPence: (usualPence - expectedPence) * BigInt(years),
    }),
  );
}

/** The last day of a year of the forecast, the first being year 1. */
export function forecastYearEnd(startsOn: PlainDate, year: number): PlainDate {
  return addMonths(startsOn, 12 * year).subtract({ days: 1 });
}

/** Decides whether the true cost of a year may be entered: one of the forecast's, and over. */
export function decideActual(
  forecast: { readonly startsOn: PlainDate; readonly years: number },
  year: number,
  today: PlainDate,
): Decision<{ readonly endsOn: PlainDate }> {
  const { startsOn, years } = forecast;
  const isKnown = Number.isInteger(year) && year >= 1 && year <= years;
  const endsOn = forecastYearEnd(startsOn, year);
  return decide(
    [
      !isKnown && { code: 'forecast-year-unknown', years },
      isKnown && !isBefore(endsOn, today) && { code: 'forecast-year-not-over', endsOn },
    ],
    () => ({ endsOn }),
  );
}

export type ForecastYear = {
  readonly year: number;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly expectedSavingPence: bigint;
  /** What it really cost; undefined while nobody has entered it. */
  readonly actualPence: bigint | undefined;
  readonly actualSavingPence: bigint | undefined;
  /** How much cheaper than the usual way it really was, in tenths of a percent. */
  readonly actualTenths: bigint | undefined;
};

export type ForecastStanding = {
  readonly years: readonly ForecastYear[];
  readonly expectedSavingPence: bigint;
  /** Of the years that have a true cost, with what was expected of the same years. */
  readonly actualSavingPence: bigint;
  readonly expectedSoFarPence: bigint;
};

/** A forecast with what came of it, year by year. */
export function forecastStanding(
  forecast: Pick<NewForecast, 'usualPence' | 'years'> & {
    readonly startsOn: PlainDate;
    readonly expectedPence: bigint;
  },
  actuals: ReadonlyMap<number, bigint>,
): ForecastStanding {
  const { startsOn, usualPence, expectedPence } = forecast;
  const expectedSavingPence = usualPence - expectedPence;
  const years = Array.from({ length: forecast.years }, (_, i): ForecastYear => {
    const year = i + 1;
    const actualPence = actuals.get(year);
    const isKnown = actualPence !== undefined;
    return {
      year,
      from: addMonths(startsOn, 12 * i),
      to: forecastYearEnd(startsOn, year),
      expectedSavingPence,
      actualPence,
      actualSavingPence: isKnown ? usualPence - actualPence : undefined,
      actualTenths: isKnown ? benefitTenths({ conventionalPence: usualPence, actualPence }) : undefined,
    };
  });
  const known = years.filter(({ actualPence }) => actualPence !== undefined);
  return {
    years,
    expectedSavingPence: expectedSavingPence * BigInt(forecast.years),
    actualSavingPence: known.reduce((sum, { actualSavingPence }) => sum + actualSavingPence!, 0n),
    expectedSoFarPence: expectedSavingPence * BigInt(known.length),
  };
}
