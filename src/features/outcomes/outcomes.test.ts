import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { makePlannedCase, makeRateCard } from '../../../test/support/plans.ts';
import { rateBaseline } from './rate-baseline.ts';
import { recordScore } from './record-score.ts';
import { loadBaselines, loadMeasures } from './store.ts';

const database = await testDatabase();
const { tools, db } = database;
await makeRateCard(tools, ICB);
const stranger = await makeStaff(db, OTHER_ICB, ['care-coordinator']);
const made = await makePlannedCase(tools, ICB, 'PLANNING');
const other = await makePlannedCase(tools, ICB, 'PLANNING');
const { budgetId, outcomeId, person, coordinator } = made;
const today = tools.today();

describe('R-162  Each outcome is rated once at the beginning', () => {
  const rate = (given: object = {}, by = person) =>
    rateBaseline(tools, by, command(), budgetId, {
      outcomeId,
      rating: 0,
      words: 'I stay in',
      measuredOn: today,
      ...given,
    });

  test('by the person or by staff, once, of their own outcomes', async () => {
    assert.equal(verdict(await rate({ outcomeId: other.outcomeId })), 'rating-of-unknown-outcome');
    assert.equal(verdict(await rate({ rating: 3 })), 'rating-out-of-range');
    assert.equal(verdict(await rate({ measuredOn: today.add({ days: 1 }) })), 'measured-in-future');
    assert.equal(verdict(await rate({}, stranger)), 'not-found');
    must(await rate());
    assert.equal(verdict(await rate({}, coordinator)), 'baseline-there-already');
    const baselines = await db.transaction(coordinator, tx => loadBaselines(tx, budgetId));
    assert.deepEqual([baselines.get(outcomeId)!.rating, baselines.get(outcomeId)!.words], [0, 'I stay in']);
  });
});

describe('R-162  Scores of questionnaires are kept to the thousandth', () => {
  const measure = (given: object = {}, by = coordinator) =>
    recordScore(tools, by, command(), budgetId, {
      instrument: 'ASCOT',
      score: '0.62',
      words: '',
      measuredOn: today,
      ...given,
    });

  test('within their scale, of a day that has come', async () => {
    assert.equal(verdict(await measure({ score: '1.001' })), 'score-out-of-scale');
    assert.equal(verdict(await measure({ score: 'good' })), 'score-unreadable');
    assert.equal(verdict(await measure({}, stranger)), 'not-found');
    must(await measure());
    must(await measure({ score: '0.677' }));
    const measures = await db.transaction(coordinator, tx => loadMeasures(tx, budgetId));
    assert.deepEqual(
      measures.map(({ thousandths }) => thousandths),
      [620, 677],
    );
  });
});
