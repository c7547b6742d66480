import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  decideFollowUp,
  decideGoalEnd,
  decidePurchase,
  decideTakeBack,
  followUpDays,
  type GoalPlan,
  goalReasons,
  type Running,
} from './goal.ts';

const on = Temporal.PlainDate.from;
const TODAY = on('2026-12-10');
const WEEKS = { followUpFromWeeks: 4, followUpToWeeks: 6 };
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

const running: Running = {
  isGoal: true,
  isActive: true,
  startsOn: on('2026-12-01'),
  lastOn: on('2027-03-31'),
  sumPence: 40_000n,
  boughtPence: [10_000n],
};

describe('R-128  a short plan', () => {
  const goal: GoalPlan = { sumPence: 40_000n, lastOn: on('2027-03-31'), checkOn: on('2027-04-28') };
  const item = { label: 'Gym', annualPence: 40_000n, oneOff: true };
  const reasons = (given: Partial<Parameters<typeof goalReasons>[1]>, plan: Partial<GoalPlan> = {}) =>
    goalReasons({ ...goal, ...plan }, { items: [item], proposed: { finalPence: 40_000n }, ...given }).filter(
      reason => reason !== false,
    );

  test('R-128  fits the fixed sum, which is the final budget too', () => {
    assert.deepEqual(reasons({}), []);
    assert.deepEqual(reasons({ items: [] }), []);
    assert.deepEqual(reasons({ proposed: undefined }), []);
    assert.deepEqual(reasons({ proposed: { finalPence: 39_999n } }), [{ code: 'goal-sum-differs', sumPence: 40_000n }]);
    assert.deepEqual(reasons({ proposed: { finalPence: 40_001n } }), [{ code: 'goal-sum-differs', sumPence: 40_000n }]);
    assert.deepEqual(reasons({ items: [item, { ...item, annualPence: 1n }] }), [
      { code: 'goal-overspent', overPence: 1n },
    ]);
  });

  test('R-128  buys nothing by the month', () => {
    assert.deepEqual(reasons({ items: [{ ...item, oneOff: false }] }), [{ code: 'goal-paid-monthly', payments: 2 }]);
  });

  test('R-128  is looked at on its last day or later', () => {
    assert.deepEqual(reasons({}, { checkOn: goal.lastOn }), []);
    same(reasons({}, { checkOn: on('2027-03-30') }), [{ code: 'goal-without-check', endsOn: goal.lastOn }]);
  });
});

describe('R-128  what was bought', () => {
  const purchase: Parameters<typeof decidePurchase>[1] = {
    pence: 30_000n,
    boughtOn: TODAY,
    evidence: 'Receipt',
    line: { label: 'Gym', option: 'DIRECT_PAYMENT' },
  };
  const decidedOn = (given: Partial<typeof purchase> = {}, goal: Partial<Running> = {}) =>
    decidePurchase({ ...running, ...goal }, { ...purchase, ...given }, TODAY);
  const refused = (given: Partial<typeof purchase>, goal: Partial<Running> = {}) => refusalsOf(decidedOn(given, goal));

  test('R-128  is within the sum, to the penny', () => {
    const decision = decidedOn();
    assert.equal(decision.accepted && decision.value.leftPence, 0n);
    assert.deepEqual(refused({ pence: 30_001n }), [{ code: 'goal-overspent', overPence: 1n }]);
  });

  test('R-088 R-128  is shown by something, is in the plan, and happened while the budget ran', () => {
    assert.deepEqual(refused({ evidence: ' ' }), [{ code: 'purchase-without-evidence' }]);
    assert.deepEqual(refused({ line: undefined }), [{ code: 'purchase-not-in-plan' }]);
    assert.deepEqual(refused({ boughtOn: on('2026-12-11') }), [{ code: 'purchase-in-future' }]);
    assert.deepEqual(refused({ boughtOn: on('2026-12-01') }), []);
    same(refused({ boughtOn: on('2026-11-30') }), [{ code: 'purchase-before-start', startsOn: running.startsOn }]);
    assert.deepEqual(refused({}, { isActive: false }), [{ code: 'goal-not-running' }]);
    assert.deepEqual(refused({}, { isGoal: false }), [{ code: 'goal-not-one-off' }]);
    assert.deepEqual(refused({}, { isGoal: false, isActive: false }), [{ code: 'goal-not-one-off' }]);
  });

  test('R-128  is taken back while it still stands there', () => {
    assert.deepEqual(refusalsOf(decideTakeBack(running, true)), []);
    assert.deepEqual(refusalsOf(decideTakeBack(running, false)), [{ code: 'purchase-taken-back' }]);
    assert.deepEqual(refusalsOf(decideTakeBack({ ...running, isActive: false }, true)), [{ code: 'goal-not-running' }]);
  });

  test('R-092 R-093  what others hold the money of is ordered, or said by the holder: not written down', () => {
    assert.deepEqual(refused({ line: { label: 'Gym', option: 'NOTIONAL' } }), [
      { code: 'purchase-is-ordered', item: 'Gym' },
    ]);
    assert.deepEqual(refused({ line: { label: 'Gym', option: 'THIRD_PARTY' } }), [
      { code: 'purchase-with-holder', item: 'Gym' },
    ]);
  });
});

describe('T31  a one-off budget ends', () => {
  const ended = (
    how: 'BOUGHT' | 'END_DATE',
    given: Partial<Running & { isPaid: boolean; openOrders: string[] }> = {},
    today = TODAY,
  ) => decideGoalEnd({ ...running, isPaid: true, openOrders: [], ...given }, how, WEEKS, today);

  test('R-128  when everything is bought, with the weeks of the follow-up', () => {
    const decision = ended('BOUGHT');
    same(decision.accepted && decision.value, { leftPence: 30_000n, fromOn: on('2027-01-07'), byOn: on('2027-01-21') });
    assert.deepEqual(refusalsOf(ended('BOUGHT', { boughtPence: [] })), [{ code: 'goal-nothing-bought' }]);
    for (const how of ['BOUGHT', 'END_DATE'] as const)
      assert.deepEqual(
        refusalsOf(ended(how, { openOrders: ['Gym', 'Pool'] }, how === 'BOUGHT' ? TODAY : on('2027-04-01'))),
        [
          { code: 'goal-order-open', item: 'Gym' },
          { code: 'goal-order-open', item: 'Pool' },
        ],
      );
    assert.deepEqual(refusalsOf(ended('BOUGHT', { isPaid: false })), [{ code: 'goal-not-paid' }]);
    assert.deepEqual(refusalsOf(ended('BOUGHT', { isActive: false })), [{ code: 'goal-not-running' }]);
    assert.deepEqual(refusalsOf(ended('BOUGHT', { isGoal: false })), [{ code: 'goal-not-one-off' }]);
  });

  test('R-128  or the day after its last one, whatever was bought', () => {
    same(refusalsOf(ended('END_DATE', {}, on('2027-03-31'))), [{ code: 'goal-not-over', lastOn: running.lastOn }]);
    const decision = ended('END_DATE', { boughtPence: [], isPaid: false }, on('2027-04-01'));
    same(decision.accepted && decision.value, { leftPence: 40_000n, fromOn: on('2027-04-29'), byOn: on('2027-05-13') });
  });

  test('R-128  the follow-up is four to six weeks later', () => {
    same(followUpDays(on('2026-12-01'), WEEKS), { fromOn: on('2026-12-29'), byOn: on('2027-01-12') });
  });
});

describe('R-128 R-162  what came of it', () => {
  const facts = { fromOn: TODAY, isKnownOutcome: true, isSaid: false };
  const said = { rating: 2, words: 'I get further in ten minutes' };
  const refused = (given: Partial<typeof facts>, more: Partial<typeof said> = {}, today = TODAY) =>
    refusalsOf(decideFollowUp({ ...facts, ...given }, { ...said, ...more }, today));

  test('R-128  is said from the first day of the follow-up, once by each side', () => {
    assert.deepEqual(refused({}), []);
    same(refused({}, {}, on('2026-12-09')), [{ code: 'follow-up-too-early', fromOn: TODAY }]);
    assert.deepEqual(refusalsOf(decideFollowUp({ ...facts, fromOn: undefined }, said, TODAY)), [
      { code: 'goal-not-one-off' },
    ]);
    assert.deepEqual(refused({ isSaid: true }), [{ code: 'follow-up-there' }]);
  });

  test('R-162  is a rating from −2 to 2 of an outcome of theirs, with words', () => {
    for (const rating of [-2, 0, 2]) assert.deepEqual(refused({}, { rating }), []);
    for (const rating of [-3, 3, 0.5, Number.NaN])
      assert.deepEqual(refused({}, { rating }), [{ code: 'rating-out-of-range', rating }]);
    assert.deepEqual(refused({ isKnownOutcome: false }), [{ code: 'rating-of-unknown-outcome' }]);
    assert.deepEqual(refused({}, { words: ' ' }), [{ code: 'follow-up-without-words' }]);
  });
});
