import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, makeCase, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { forecastStanding } from '../../rules/plan/forecast.ts';
import { enterActual } from './enter-actual.ts';
import { makeForecast } from './make-forecast.ts';
import { loadForecasts } from './store.ts';

const database = await testDatabase();
const { tools, db } = database;
const finance = await makeStaff(db, ICB, ['finance-officer']);
const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer']);
const { budgetId } = await makeCase(tools, ICB, 'REQUESTED');
const other = await makeCase(tools, ICB, 'REQUESTED');
const forecast = {
  label: 'The daily carer ends',
  assumptions: 'A visit a day',
  usualPence: 440_000n,
  expectedPence: 0n,
  years: 3,
  startsOn: Temporal.PlainDate.from('2025-11-20'),
};
const load = () => db.transaction(finance, tx => loadForecasts(tx, budgetId));

describe('R-161  What a budget is hoped to save is kept, and what came of it stands beside it', {
  concurrency: 1,
}, () => {
  test('R-161  with its assumptions, for a budget of the board', async () => {
    assert.equal(verdict(await makeForecast(tools, stranger, command(), budgetId, forecast)), 'not-found');
    const vague = { ...forecast, assumptions: ' ' };
    assert.equal(
      verdict(await makeForecast(tools, finance, command(), budgetId, vague)),
      'forecast-without-assumptions',
    );
    const made = must(await makeForecast(tools, finance, command(), budgetId, forecast));
    assert.equal(made.savingPence, '1320000');
    const modelled = { ...forecast, label: 'As others found', expectedPence: undefined };
    must(await makeForecast(tools, finance, command(), budgetId, modelled));
    assert.deepEqual(
      (await load()).map(({ expectedPence, benefitPct }) => [expectedPence, benefitPct]),
      [
        [0n, null],
        [365_200n, 17],
      ],
    );
  });

  test('R-161  a year’s true cost comes after the year; a later word counts', async () => {
    const { forecastId } = (await load())[0]!;
    const said = { forecastId, year: 1, actualPence: 31_050n, words: 'Invoices' };
    const enter = (given: object) => enterActual(tools, finance, command(), budgetId, { ...said, ...given });
    assert.equal(verdict(await enterActual(tools, finance, command(), other.budgetId, said)), 'not-found');
    assert.equal(verdict(await enter({ year: 2 })), 'forecast-year-not-over');
    assert.equal(verdict(await enter({ year: 4 })), 'forecast-year-unknown');
    must(await enter({}));
    must(await enter({ actualPence: 30_000n, words: 'Invoices, one counted twice before' }));
    const [kept] = await load();
    const { actualSavingPence, expectedSavingPence } = forecastStanding(
      kept!,
      new Map([...kept!.actuals].map(([year, { pence }]) => [year, pence])),
    );
    assert.deepEqual([actualSavingPence, expectedSavingPence], [410_000n, 1_320_000n]);
  });
});
