/**
 * Jackie and her assistance dog (case study 1 of the finance briefing): an unusual choice that the rules let her make,
 * from asking to the review of her year. What the year was worth stands in a forecast, with the figures that the board
 * puts in, and beside it what the year really cost.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enterActual } from '../../src/features/forecasts/enter-actual.ts';
import { makeForecast } from '../../src/features/forecasts/make-forecast.ts';
import { loadForecasts } from '../../src/features/forecasts/store.ts';
import { loadMoneyFigures } from '../../src/features/ledger/store.ts';
import { loadPlan, loadPlanItems } from '../../src/features/plans/store.ts';
import { addItem } from '../../src/features/plans/writing/add-item.ts';
import { beginPlanning } from '../../src/features/plans/writing/begin-planning.ts';
import { ATTENDEES, announceReview, COVERS } from '../../src/features/reviews/announce-review.ts';
import { closeReview } from '../../src/features/reviews/close-review.ts';
import { recordCarePart } from '../../src/features/reviews/record-care-part.ts';
import { recordMoneyPart } from '../../src/features/reviews/record-money-part.ts';
import { loadRatings, loadReviews } from '../../src/features/reviews/store.ts';
import { importStatement } from '../../src/features/spending/import-statement.ts';
import { exclusionsOf } from '../../src/rules/plan/exclusions.ts';
import { forecastStanding } from '../../src/rules/plan/forecast.ts';
import { command, must, verdict } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { buying, count, makeTeam, statement, type Walk, walkerOf } from './walk.ts';

const YEAR_PENCE = 300_000n;
/** Put in by the board: what one ambulance trip costs it. */
const AMBULANCE_TRIP_PENCE = 25_000n;
const TRIPS_AVOIDED = 60n;
const DOG = 'Assistance dog: food, vet, insurance and training';
const MONTHS = Array.from({ length: 12 }, (_, i) => Temporal.PlainYearMonth.from('2026-12').add({ months: i }));

const database = await testDatabase();
const { tools } = database;
const team = await makeTeam(database, [{ code: 'DOG', label: 'Assistance dog', unit: 'dog', pence: YEAR_PENCE }]);
const { coordinator, finance } = team;
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('Jackie: an assistance dog for £3,000 a year', { concurrency: 1 }, () => {
  let walk: Walk;
  const dogId = async () =>
    (await look(async tx => loadPlanItems(tx, (await loadPlan(tx, walk.budgetId))!.planId)))[0]!.planItemId;

  test('R-015  what counts is how much she needs, not what her illness is called', async () => {
    const opening = {
      request: { givenName: 'Jackie', claimedGroup: 'EXCEPTION' },
      group: { evidence: 'An ambulance came more than 60 times in a year', levelOfNeed: 'High, and sudden' },
      wishes: [
        {
          domain: 'CONSCIOUSNESS',
          need: 'Seizures, and blood sugar that is too low or too high, without warning',
          outcome: 'I know before an attack comes, and need fewer ambulances',
          measure: 'Ambulance call-outs in a year',
        },
        {
          domain: 'MOBILITY',
          need: 'Help with dressing, doors and reaching things',
          outcome: 'I manage my health and my day, and I have a purpose',
          measure: 'Visits to the GP in a year',
        },
      ],
    } as const;
    const onlyNamed = { ...opening, group: { evidence: 'Epilepsy and diabetes', levelOfNeed: '' } };
    await assert.rejects(walker.open(onlyNamed), /level-of-need-missing/);
    walk = await walker.open(opening);
    assert.equal(await stateOf(walk), 'ASSESSED');
  });

  test('R-038 R-049  she knows the sum before she plans; the dog is for outcomes, or it is no line', async () => {
    const early = await beginPlanning(tools, coordinator, command(), walk.budgetId, {
      involved: '',
      planningSupport: '',
    });
    assert.match(verdict(early), /no-indicative-budget/);
    const line = { needId: walk.needIds[0]!, service: 'DOG', quantity: count(1), per: 'year' } as const;
    await walker.estimate(walk, [line], YEAR_PENCE, '2026-12-01');
    const dog = buying('', {
      label: DOG,
      category: 'ASSISTANCE_ANIMAL',
      provider: 'A dog charity',
      quantity: count(1),
      unit: 'dog',
      per: 'year',
      unitPence: YEAR_PENCE,
      outcomeIds: [],
    });
    assert.match(verdict(await addItem(tools, coordinator, command(), walk.budgetId, dog)), /outcome/);
    await walker.plan(walk, walk.person, [{ ...dog, outcomeIds: walk.outcomeIds }]);
    assert.deepEqual(exclusionsOf({ label: DOG, category: 'ASSISTANCE_ANIMAL' }), []);
    await walker.submit(walk, walk.person, { finalPence: YEAR_PENCE, contingencyPence: 0n, reason: '' });
  });

  test('R-065  “it is unusual” refuses neither the dog nor the plan', async () => {
    const unusual = { refusalCode: 'NOT_VALUE_FOR_MONEY', refusalWords: 'It is unusual' } as const;
    assert.match(verdict(await walker.decide(walk, { decision: 'REFUSE', ...unusual })), /reason-not-allowed/);
    const item = { planItemId: await dogId(), code: 'NOT_VALUE_FOR_MONEY', words: 'It is unusual' } as const;
    assert.match(verdict(await walker.decide(walk, { refusedItems: [item] })), /reason-not-allowed/);
    assert.equal(await stateOf(walk), 'SUBMITTED');
  });

  test('R-026  dearer than the usual care it would need its benefits; against 60 ambulance trips it is cheaper', async () => {
    assert.equal(verdict(await walker.decide(walk, { conventionalPence: 200_000n })), 'extra-cost-not-outweighed');
    must(await walker.decide(walk, { conventionalPence: TRIPS_AVOIDED * AMBULANCE_TRIP_PENCE }));
    assert.equal(await stateOf(walk), 'APPROVED');
  });

  test('R-045  £250.00 comes every month, and all twelve of them come to the year', async () => {
    const agreement = await walker.agree(walk, walk.person, { startsOn: '2026-12-01', pence: YEAR_PENCE, reason: '' });
    assert.deepEqual(
      agreement.payments.map(({ amountPence }) => amountPence),
      Array(12).fill(25_000n),
    );
    await walker.setUp(walk, walk.person);
    assert.equal(await stateOf(walk), 'SET_UP');
    for (const month of MONTHS) {
      const before = month.toPlainDate({ day: 1 }).subtract({ days: 12 });
      if (month.month !== 12) tools.moveTo(before.toString());
      assert.equal((await walker.pay(month.toString())).totalPence, 25_000n);
      if (month.toString() === '2027-02') await firstReview();
    }
    assert.equal(await stateOf(walk), 'ACTIVE');
    assert.equal((await figures()).toCome, 0n);
  });

  test('R-140 R-143  the review of the year: what the dog can do and what did not happen stand in it', async () => {
    tools.moveTo('2027-11-01');
    await importMonths('2027-02', '2027-11');
    await review('2027-11-26', {
      findings: 'Kingston knows nearly 200 commands and warns 45 minutes before a seizure. Physiotherapy has ended',
      learning: 'More than 60 ambulance trips were not needed',
    });
    const reviews = await look(tx => loadReviews(tx, walk.budgetId));
    assert.equal(reviews.filter(each => each.close).length, 2);
    const [latest] = reviews;
    assert.match(latest!.care!.learning, /60 ambulance trips/);
    const ratings = await look(tx => loadRatings(tx, latest!.reviewId));
    assert.equal(ratings.length, 2);
    const { spent, onItsWay } = await figures();
    assert.equal(spent + onItsWay, 275_000n); // eleven months have a statement
  });

  test('R-161  what the year was worth: trips not made, at the board’s own price, less what the dog cost', async () => {
    const usualPence = TRIPS_AVOIDED * AMBULANCE_TRIP_PENCE;
    const startsOn = Temporal.PlainDate.from('2026-12-01');
    const forecast = {
      label: 'Ambulances that need not come',
      assumptions: '60 trips a year, £250.00 each; the dog costs £3,000.00',
      usualPence,
      expectedPence: YEAR_PENCE,
      years: 1,
      startsOn,
    };
    const { forecastId, savingPence } = must(await makeForecast(tools, finance, command(), walk.budgetId, forecast));
    assert.equal(savingPence, '1200000');
    tools.moveTo('2027-12-01');
    const actual = { forecastId, year: 1, actualPence: YEAR_PENCE, words: 'All that was paid for the dog' };
    must(await enterActual(tools, finance, command(), walk.budgetId, actual));
    const [kept] = await look(tx => loadForecasts(tx, walk.budgetId));
    const actuals = new Map([...kept!.actuals].map(([year, { pence }]) => [year, pence]));
    const [year] = forecastStanding(kept!, actuals).years;
    assert.deepEqual([year?.actualSavingPence, year?.actualTenths], [1_200_000n, 800n]);
  });

  const figures = () => look(tx => loadMoneyFigures(tx, walk.budgetId, Temporal.PlainDate.from('2026-12-01')));

  async function importMonths(from: string, until: string) {
    const months = MONTHS.filter(month => month.toString() >= from && month.toString() < until);
    const lines = months.flatMap(month => [
      [`${month}-01`, '250.00', 'PHB'] as const,
      [`${month}-05`, '-250.00', 'A DOG CHARITY'] as const,
    ]);
    const file = statement(lines);
    const span = {
      from: months[0]!.toPlainDate({ day: 1 }),
      to: months.at(-1)!.add({ months: 1 }).toPlainDate({ day: 1 }).subtract({ days: 1 }),
    };
    must(await importStatement(tools, walk.person, command(), walk.budgetId, { file, ...span }));
  }

  async function firstReview() {
    tools.moveTo('2027-02-01');
    await importMonths('2026-12', '2027-02');
    await review('2027-02-26', { findings: 'They are learning together', learning: 'It takes time' }, 9);
  }

  /** Announced, held and closed on a day. */
  async function review(on: string, said: { findings: string; learning: string }, months?: number) {
    const plannedOn = Temporal.PlainDate.from(on);
    const about = { plannedOn, covers: COVERS, attendees: ATTENDEES };
    const { reviewId } = must(await announceReview(tools, coordinator, command(), walk.budgetId, about));
    tools.moveTo(on);
    const ratings = walk.outcomeIds.map(outcomeId => ({ outcomeId, rating: 2, words: '' }));
    const care = { ...said, capacityOrSafeguarding: 0, fluctuatingNeed: 0, ratings };
    must(await recordCarePart(tools, coordinator, command(), walk.budgetId, reviewId, care));
    const money = {
      findings: 'All of it went to the dog',
      contingency: 'None is kept',
      surplus: 'None',
      employsAssistants: false,
      paysConnectedPerson: false,
      pastFindings: 0,
      missingEvidence: 0,
    };
    must(await recordMoneyPart(tools, finance, command(), walk.budgetId, reviewId, money));
    must(await closeReview(tools, coordinator, command(), walk.budgetId, reviewId, { months }));
  }
});
