import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countFeatures, type FeatureFacts, isCountable, scoreFeatures } from './six-features.ts';

const facts = (given: Partial<FeatureFacts> = {}): FeatureFacts => ({
  oneOff: false,
  planningBegan: true,
  choseWho: true,
  outcomes: 1,
  hasEhcPlan: false,
  learningOutcomes: false,
  agreedNeedsMet: true,
  indicativeGiven: true,
  indicativeBeforePlanning: true,
  planApproved: true,
  finalPence: 3_360_000n,
  neededPence: 3_360_000n,
  agreedEnough: true,
  optionsExplained: true,
  optionSigned: true,
  items: 1,
  itemsWithoutOutcome: 0,
  ...given,
});

/** What is missing, as `F3 first-figure`. */
const missing = (given: Partial<FeatureFacts>) =>
  scoreFeatures(facts(given))
    .filter(({ met }) => !met)
    .map(score => `${score.feature} ${score.missing.join(' ')}`)
    .join(', ');

describe('R-157  A budget counts only when all six features were there', () => {
  test('all six', () => {
    const scores = scoreFeatures(facts());
    assert.deepEqual(
      scores.map(({ feature, met }) => `${feature} ${met}`),
      ['F1 true', 'F2 true', 'F3 true', 'F4 true', 'F5 true', 'F6 true'],
    );
    assert.equal(isCountable(scores), true);
  });
  test('no up-front figure: not counted, and listed', () => {
    const scores = scoreFeatures(facts({ indicativeGiven: false }));
    assert.equal(isCountable(scores), false);
    assert.deepEqual(scores[2], { feature: 'F3', met: false, missing: ['first-figure'] });
  });
  const table: readonly (readonly [Partial<FeatureFacts>, string])[] = [
    [{ planningBegan: false }, 'F1 planning'],
    [{ choseWho: false }, 'F1 who-takes-part'],
    [{ outcomes: 0 }, 'F2 outcome'],
    [{ hasEhcPlan: true }, 'F2 learning-outcome'],
    [{ hasEhcPlan: true, learningOutcomes: true }, ''],
    [{ agreedNeedsMet: false }, 'F2 needs-met-signature'],
    [{ indicativeBeforePlanning: false }, 'F3 first-figure-before-planning'],
    [{ indicativeBeforePlanning: false, oneOff: true }, ''],
    [{ indicativeGiven: false, indicativeBeforePlanning: false }, 'F3 first-figure'],
    [{ indicativeGiven: false, oneOff: true }, 'F3 first-figure'],
    [{ finalPence: undefined, neededPence: undefined }, 'F4 final-budget'],
    [{ finalPence: 3_359_999n }, 'F4 enough-for-plan'],
    [{ finalPence: 3_360_001n }, ''],
    [{ neededPence: undefined }, ''],
    [{ agreedEnough: false }, 'F4 enough-signature'],
    [{ optionsExplained: false }, 'F5 options-explained'],
    [{ optionSigned: false }, 'F5 option-signature'],
    [{ items: 0 }, 'F6 plan-items'],
    [{ itemsWithoutOutcome: 1 }, 'F6 item-outcomes'],
    [{ planApproved: false }, 'F6 approved-plan'],
  ];
  for (const [given, expected] of table)
    test(`${Object.keys(given).join(', ')}: ${expected || 'nothing is missing'}`, () =>
      assert.equal(missing(given), expected));
});

describe('R-157  The counts for the board', () => {
  test('how many count, and how many lack each feature', () => {
    const budgets = [{}, { choseWho: false }, { choseWho: false, items: 0 }].map(given => scoreFeatures(facts(given)));
    assert.deepEqual(countFeatures(budgets), {
      countable: 1,
      notCountable: 2,
      lacking: { F1: 2, F2: 0, F3: 0, F4: 0, F5: 0, F6: 1 },
    });
  });
  test('nobody', () => {
    const { countable, notCountable } = countFeatures([]);
    assert.deepEqual([countable, notCountable], [0, 0]);
  });
});
