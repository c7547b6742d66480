import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { MOST_PENCE } from '../../values/pence.ts';
import { decideActual, decideForecast, forecastStanding, forecastYearEnd, type NewForecast } from './forecast.ts';

const forecast: NewForecast = {
  label: 'The daily carer ends',
  assumptions: 'A visit a day, term and holidays',
  usualPence: 440_000n,
  expectedPence: 0n,
  years: 3,
};
const STARTS_ON = Temporal.PlainDate.from('2026-08-03');
const on = Temporal.PlainDate.from;

const codes = (given: Partial<NewForecast>) => {
  const decision = decideForecast({ ...forecast, ...given }, 17);
  return decision.accepted ? [] : decision.refusals.map(({ code }) => code);
};

describe('R-161  a forecast of what a budget saves', () => {
  test('R-161  is worked out from the usual and the expected cost of a year', () => {
    const decision = decideForecast(forecast, 17);
    assert.deepEqual(decision.accepted && decision.value, {
      expectedPence: 0n,
      benefitPct: undefined,
      savingPence: 1_320_000n,
    });
  });

  test('R-161  takes the early finding where nobody names a cost: £100,000 less 17 percent', () => {
    const decision = decideForecast({ ...forecast, usualPence: 10_000_000n, expectedPence: undefined, years: 1 }, 17);
    assert.deepEqual(decision.accepted && decision.value, {
      expectedPence: 8_300_000n,
      benefitPct: 17,
      savingPence: 1_700_000n,
    });
  });

  test('R-161  may say that it costs more', () => {
    const decision = decideForecast({ ...forecast, expectedPence: 450_000n }, 17);
    assert.equal(decision.accepted && decision.value.savingPence, -30_000n);
  });

  test('R-161  has a name, its assumptions, a cost, and one to ten years', () => {
    assert.deepEqual(codes({ label: ' ' }), ['forecast-without-label']);
    assert.deepEqual(codes({ assumptions: '\t' }), ['forecast-without-assumptions']);
    assert.deepEqual(codes({ usualPence: 1n }), []);
    assert.deepEqual(codes({ usualPence: 0n }), ['forecast-without-cost']);
    assert.deepEqual(codes({ usualPence: -1n }), ['forecast-without-cost']);
    for (const years of [1, 10]) assert.deepEqual(codes({ years }), []);
    for (const years of [0, 11, 1.5, Number.NaN]) assert.deepEqual(codes({ years }), ['forecast-years-out-of-range']);
    assert.deepEqual(codes({ usualPence: MOST_PENCE, expectedPence: MOST_PENCE }), []);
    assert.deepEqual(codes({ usualPence: MOST_PENCE + 1n }), ['forecast-too-large']);
    assert.deepEqual(codes({ expectedPence: MOST_PENCE + 1n }), ['forecast-too-large']);
    const refused = decideForecast({ ...forecast, years: 11 }, 17);
    assert.deepEqual(!refused.accepted && refused.refusals, [{ code: 'forecast-years-out-of-range', most: 10 }]);
  });
});

describe('R-161  the true cost of a year', () => {
  const codesOf = (year: number, today: string) => {
    const decision = decideActual({ startsOn: STARTS_ON, years: 3 }, year, on(today));
    return decision.accepted ? [] : decision.refusals.map(({ code }) => code);
  };

  test('R-161  is entered once the year is over', () => {
    assert.equal(forecastYearEnd(STARTS_ON, 1).toString(), '2027-08-02');
    assert.deepEqual(codesOf(1, '2027-08-01'), ['forecast-year-not-over']);
    assert.deepEqual(codesOf(1, '2027-08-02'), ['forecast-year-not-over']);
    assert.deepEqual(codesOf(1, '2027-08-03'), []);
    assert.deepEqual(codesOf(2, '2027-08-03'), ['forecast-year-not-over']);
  });

  test('R-161  is of a year of the forecast', () => {
    for (const year of [0, 4, 1.5, -1]) assert.deepEqual(codesOf(year, '2040-01-01'), ['forecast-year-unknown']);
    for (const year of [1, 3]) assert.deepEqual(codesOf(year, '2040-01-01'), []);
    const refused = decideActual({ startsOn: STARTS_ON, years: 3 }, 4, STARTS_ON);
    assert.deepEqual(!refused.accepted && refused.refusals, [{ code: 'forecast-year-unknown', years: 3 }]);
  });

  test('R-161  stands beside what was expected of it', () => {
    const kept = { usualPence: 10_000_000n, expectedPence: 8_300_000n, years: 2, startsOn: STARTS_ON };
    same(forecastStanding(kept, new Map([[1, 9_100_000n]])), {
      years: [
        {
          year: 1,
          from: on('2026-08-03'),
          to: on('2027-08-02'),
          expectedSavingPence: 1_700_000n,
          actualPence: 9_100_000n,
          actualSavingPence: 900_000n,
          actualTenths: 90n,
        },
        {
          year: 2,
          from: on('2027-08-03'),
          to: on('2028-08-02'),
          expectedSavingPence: 1_700_000n,
          actualPence: undefined,
          actualSavingPence: undefined,
          actualTenths: undefined,
        },
      ],
      expectedSavingPence: 3_400_000n,
      actualSavingPence: 900_000n,
      expectedSoFarPence: 1_700_000n,
    });
  });
});
