/**
 * Dylan, 19, who goes to university in a better chair (case study 5 of the finance briefing): a notional wheelchair
 * budget to which his council adds £2,000. He goes the whole way through the service: referred, assessed again, the
 * chair priced, chosen, ordered and issued, looked at after a year, and the saving that was hoped for beside what came
 * of it.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDraftEntry } from '../../src/features/budgets/indicative/add-draft-entry.ts';
import { loadIndicativeBudget } from '../../src/features/budgets/store.ts';
import { enterActual } from '../../src/features/forecasts/enter-actual.ts';
import { makeForecast } from '../../src/features/forecasts/make-forecast.ts';
import { loadForecasts } from '../../src/features/forecasts/store.ts';
import { loadMoneyFigures } from '../../src/features/ledger/store.ts';
import { loadPayments } from '../../src/features/payments/store.ts';
import { loadHistory } from '../../src/features/requests/store.ts';
import { loadClocks } from '../../src/features/reviews/store.ts';
import { addContribution } from '../../src/features/wheelchairs/add-contribution.ts';
import { checkChair } from '../../src/features/wheelchairs/check-chair.ts';
import { chooseChair } from '../../src/features/wheelchairs/choose-chair.ts';
import { issueChair } from '../../src/features/wheelchairs/issue-chair.ts';
import { orderChair } from '../../src/features/wheelchairs/order-chair.ts';
import { prescribeChair } from '../../src/features/wheelchairs/prescribe-chair.ts';
import { loadChair, loadIssuedChairs } from '../../src/features/wheelchairs/store.ts';
import { WHEELCHAIR_TESTS } from '../../src/rules/eligibility/groups.ts';
import { forecastStanding } from '../../src/rules/plan/forecast.ts';
import { command, must, verdict } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { makeInvoice, makeOrder, makeSupplier, notionalLines } from '../support/orders.ts';
import { buying, count, makeTeam, type Walk, walkerOf } from './walk.ts';

const STARTS_ON = Temporal.PlainDate.from('2026-08-03');
/** What the prescribed chair costs the NHS, and what lowering foot-rests, charging by oneself and height add to it. */
const NHS_PENCE = 148_000n;
const COUNCIL_PENCE = 200_000n;
const CHOICE = {
  option: 'NOTIONAL_TOPUP',
  label: 'Powered chair',
  extras: 'Foot-rests that lower, charging by himself, height',
  category: 'POWERED',
  chosenPence: NHS_PENCE + COUNCIL_PENCE,
  meetsClinicalNeed: true,
  clinician: 'Olive Occupational, therapist',
} as const;

const database = await testDatabase('2026-06-15');
const { tools } = database;
const team = await makeTeam(database, [{ code: 'CHAIR', label: 'Chair', unit: 'chair', pence: NHS_PENCE }]);
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('Dylan: a chair for university, with £2,000 of his council', { concurrency: 1 }, () => {
  let [supplierId, orderId] = ['', ''];
  let walk: Walk;
  const chairOf = () => look(tx => loadChair(tx, walk.budgetId));
  const opening = {
    request: {
      givenName: 'Dylan',
      dateOfBirth: Temporal.PlainDate.from('2007-02-01'),
      nhsNumber: '999 000 0018',
      nhsNumberStatus: '01',
      claimedGroup: 'WHEELCHAIR',
      preferredOptions: ['NOTIONAL'],
    },
    group: { wheelchair: WHEELCHAIR_TESTS },
    wishes: [
      {
        domain: 'MOBILITY',
        need: 'To get about at university, wash and charge the chair alone',
        outcome: 'I live on my own without a daily carer',
        measure: 'Visits of a carer in a week',
      },
    ],
  } as const;
  const prescription = {
    category: 'POWERED',
    need: 'To get about alone all day',
    changed: '',
    fastChanging: false,
    nhsCostPence: NHS_PENCE,
    maintenancePence: 25_000n,
    assessedOn: Temporal.PlainDate.from('2026-06-15'),
  };

  test('R-013  he is referred because what he needs of a chair has changed', async () => {
    const notNew = WHEELCHAIR_TESTS.filter(each => each !== 'NEEDS_NEW_CHAIR');
    const once = { ...opening, request: { ...opening.request, nhsNumber: '', nhsNumberStatus: '03' } } as const;
    await assert.rejects(walker.open({ ...once, group: { wheelchair: notNew } }), /wheelchair-test-not-met/);
    walk = await walker.open(opening);
    assert.equal(await stateOf(walk), 'ASSESSED');
  });

  test('R-129  he is assessed, and assessed again for university: both stay on record, the second is priced', async () => {
    must(await prescribeChair(tools, team.coordinator, command(), walk.budgetId, prescription));
    const again = { ...prescription, changed: 'He will live alone, without his daily carer' };
    must(await prescribeChair(tools, team.coordinator, command(), walk.budgetId, again));
    const { prescriptions } = await chairOf();
    assert.deepEqual(
      prescriptions.map(({ version, changed }) => [version, changed]),
      [
        [1, ''],
        [2, 'He will live alone, without his daily carer'],
      ],
    );
  });

  test('R-129  the budget is what the prescribed chair would cost the NHS', async () => {
    const needId = walk.needIds[0]!;
    const { option, chosenPence } = CHOICE;
    const priced = { nhsCostPence: NHS_PENCE, maintenancePence: 25_000n, chosenPence };
    const entry = { needId, label: 'Powered chair', option, ...priced };
    must(await addDraftEntry(tools, team.finance, command(), walk.budgetId, { kind: 'prescriptions', entry }));
    await walker.estimate(walk, [], NHS_PENCE, STARTS_ON.toString(), 'PRESCRIPTION_COST');
    const indicative = (await look(tx => loadIndicativeBudget(tx, walk.budgetId)))!;
    assert.equal(indicative.totalPence, NHS_PENCE);
  });

  test('R-130 R-133  the chair has to be right for him, and what it costs more has to come from somebody', async () => {
    const choose = (given: object) =>
      chooseChair(tools, team.coordinator, command(), walk.budgetId, { ...CHOICE, ...given });
    assert.equal(verdict(await choose({ option: 'NOTIONAL' })), 'contribution-needs-topup');
    assert.equal(verdict(await choose({ option: 'DIRECT_PAYMENT' })), 'wheelchair-option-not-offered');
    assert.equal(verdict(await choose({ meetsClinicalNeed: false })), 'chair-not-clinically-right');
    const { nhsPaysPence, othersPayPence } = must(await choose({}));
    assert.deepEqual([nhsPaysPence, othersPayPence], [`${NHS_PENCE}`, `${COUNCIL_PENCE}`]);
  });

  test('R-101  the council’s £2,000 is a stream of its own and leaves the NHS’s part as it was', async () => {
    const council = { stream: 'LA_ADULT', payer: 'Testshire Council', pence: COUNCIL_PENCE, conditions: 'none' };
    const add = (given: object) =>
      addContribution(tools, team.coordinator, command(), walk.budgetId, { ...council, ...given });
    assert.equal(verdict(await add({ payer: ' ' })), 'stream-without-payer');
    assert.equal(verdict(await add({ conditions: '' })), 'contribution-conditions-missing');
    assert.equal(verdict(await add({ pence: COUNCIL_PENCE + 1n })), 'chair-contribution-too-much');
    must(await add({}));
    const { choice, contributions } = await chairOf();
    assert.equal(choice?.nhsPaysPence, NHS_PENCE);
    assert.deepEqual(
      contributions.map(({ stream, payer, pence, conditions }) => [stream, payer, pence, conditions]),
      [['LA_ADULT', 'Testshire Council', COUNCIL_PENCE, 'none']],
    );
  });

  test('R-131  the chair is the NHS’s, which repairs it', async () => {
    const { choice } = await chairOf();
    assert.deepEqual([choice?.owner, choice?.repairsChair], ['NHS', 'NHS']);
  });

  test('R-092  approved and agreed: the NHS orders and pays the supplier, and nothing is paid to him', async () => {
    const order = {
      supplier: 'The wheelchair supplier',
      reference: 'WS-4711',
      orderedOn: Temporal.PlainDate.from('2026-06-15'),
      personPays: false,
    };
    const place = () => orderChair(tools, team.coordinator, command(), walk.budgetId, order);
    const chair = buying(walk.outcomeIds[0]!, {
      label: 'Powered chair',
      category: 'WHEELCHAIR',
      provider: 'The wheelchair supplier',
      arrangedBy: 'ICB',
      quantity: count(1),
      unit: 'chair',
      per: 'once',
      unitPence: NHS_PENCE,
      option: 'NOTIONAL',
    });
    await walker.plan(walk, walk.person, [chair]);
    await walker.submit(walk, walk.person, { finalPence: NHS_PENCE, contingencyPence: 0n, reason: '' });
    must(await walker.decide(walk, { directPaymentAppropriate: undefined, conventionalPence: undefined }));
    assert.equal(verdict(await place()), 'chair-not-agreed');
    const final = { startsOn: STARTS_ON.toString(), pence: NHS_PENCE, reason: '' };
    const agreement = await walker.agree(walk, walk.person, final);
    assert.deepEqual([agreement.options, agreement.payments], [['NOTIONAL'], []]);
    assert.equal(verdict(await place()), 'chair-line-not-ordered');
    const [planItemId] = await notionalLines(tools, team.coordinator, walk.budgetId);
    supplierId = await makeSupplier(tools, team.finance);
    const day = STARTS_ON.toString();
    const spec = { planItemId: planItemId!, supplierId, unitPence: NHS_PENCE, fromOn: day, toOn: day };
    const staff = { raises: team.finance, approves: team.approver };
    ({ orderId } = await makeOrder(tools, staff, walk.budgetId, spec));
    assert.equal((await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON))).promised, NHS_PENCE);
    must(await place());
    assert.equal(verdict(await place()), 'chair-ordered-already');
  });

  test('T16 R-134  the budget is active from the day on which the chair comes, and no sooner', async () => {
    tools.moveTo(STARTS_ON.toString());
    await walker.doJobs();
    assert.equal(await stateOf(walk), 'SET_UP');
    const came = { serial: 'PW-2026-19', issuedOn: STARTS_ON };
    const { nextOn } = must(await issueChair(tools, team.coordinator, command(), walk.budgetId, came));
    assert.equal(nextOn, '2031-08-03');
    await walker.doJobs();
    assert.equal(await stateOf(walk), 'ACTIVE');
    const history = await look(tx => loadHistory(tx, walk.budgetId));
    assert.equal(history.at(-1)?.happenedOn.toString(), STARTS_ON.toString());
    assert.deepEqual(await look(tx => loadPayments(tx, walk.budgetId)), []);
    const { allocated, held } = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    assert.deepEqual([allocated, held], [NHS_PENCE, 0n]);
    // The supplier is paid on its invoice; what the council adds it pays the supplier itself.
    const day = STARTS_ON.toString();
    const bill = { supplierId, number: 'WS-4711/1', unitPence: NHS_PENCE, issuedOn: day, fromOn: day, toOn: day };
    const staff = { enters: team.coordinator, accepts: team.finance };
    await makeInvoice(tools, staff, { budgetId: walk.budgetId, orderId }, bill);
    const { spent, promised, free } = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    assert.deepEqual([spent, promised, free], [NHS_PENCE, 0n, 0n]);
  });

  test('R-134  it is looked at every year, and the next one comes after its period or with a changed need', async () => {
    assert.deepEqual(await look(tx => loadClocks(tx, database.icbCode, 10)), []);
    tools.moveTo('2027-08-01');
    const check = {
      suits: true,
      needChanged: false,
      words: 'It suits; the battery was changed',
      checkedOn: Temporal.PlainDate.from('2027-07-30'),
    };
    must(await checkChair(tools, team.coordinator, command(), walk.budgetId, check));
    const [issued] = await look(tx => loadIssuedChairs(tx, database.icbCode));
    assert.deepEqual([issued?.lastOn.toString(), issued?.nextOn.toString()], ['2027-07-30', '2031-08-03']);
    const next = await walker.open(opening);
    assert.equal(next.person.id, walk.person.id);
    const prescribe = (changed: string) =>
      prescribeChair(tools, team.coordinator, command(), next.budgetId, { ...prescription, changed });
    assert.equal(verdict(await prescribe('')), 'chair-too-soon');
    assert.equal(must(await prescribe('His arms are weaker')).early, true);
  });

  test('R-161  the saving that is hoped for, £13,200 in three years, and what came of each', async () => {
    const { budgetId } = walk;
    const forecast = {
      label: 'The daily carer ends',
      assumptions: 'A visit each morning in the terms, £4,400 a year; he does it alone in the new chair',
      usualPence: 440_000n,
      expectedPence: 0n,
      years: 3,
      startsOn: STARTS_ON,
    };
    const { forecastId, savingPence } = must(await makeForecast(tools, team.finance, command(), budgetId, forecast));
    assert.ok(BigInt(savingPence) >= 1_300_000n);
    for (const [year, today, actualPence] of [
      [1, '2027-08-03', 31_050n],
      [2, '2028-08-03', 0n],
      [3, '2029-08-03', 12_000n],
    ] as const) {
      const actual = { forecastId, year, actualPence, words: 'Invoices of the care agency' };
      const enter = () => enterActual(tools, team.finance, command(), budgetId, actual);
      assert.equal(verdict(await enter()), 'forecast-year-not-over');
      tools.moveTo(today);
      must(await enter());
    }
    const [kept] = await look(tx => loadForecasts(tx, budgetId));
    const actuals = new Map([...kept!.actuals].map(([year, { pence }]) => [year, pence]));
    const { years, expectedSavingPence, actualSavingPence } = forecastStanding(kept!, actuals);
    assert.deepEqual(
      years.map(each => each.actualSavingPence),
      [408_950n, 440_000n, 428_000n],
    );
    assert.deepEqual([expectedSavingPence, actualSavingPence], [1_320_000n, 1_276_950n]);
    assert.equal(kept!.assumptions, forecast.assumptions);
  });
});
