/**
 * Dylan, 19, who goes to university in a better chair (case study 5 of the finance briefing): a notional wheelchair
 * budget to which his council adds £2,000. His budget goes through the service from asking to its start, with nothing
 * paid to him. What the service has no place for yet is decided by its rule alone: the council's money as a stream of
 * its own, who owns the chair, and the next one. Nor can it keep a forecast: the saving of £13,000 in three years that
 * the briefing hopes for is not in here.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closeTask } from '../../src/features/agreements/close-task.ts';
import { loadAgreement } from '../../src/features/agreements/store.ts';
import { addDraftEntry } from '../../src/features/budgets/indicative/add-draft-entry.ts';
import { loadIndicativeBudget } from '../../src/features/budgets/store.ts';
import { loadMoneyFigures } from '../../src/features/ledger/store.ts';
import { loadPayments } from '../../src/features/payments/store.ts';
import { WHEELCHAIR_TESTS } from '../../src/rules/eligibility/groups.ts';
import { decideContribution } from '../../src/rules/options/integrated.ts';
import { notionalMoney } from '../../src/rules/options/options.ts';
import { decideChair, decideNewChair, nextChairOn, ownershipOf } from '../../src/rules/options/wheelchair.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { command, must, verdict } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { buying, count, makeTeam, type Walk, walkerOf } from './walk.ts';

const STARTS_ON = Temporal.PlainDate.from('2026-08-03');
/** What the prescribed chair costs the NHS, and what lowering foot-rests, charging by oneself and height add to it. */
const NHS_PENCE = 148_000n;
const COUNCIL_PENCE = 200_000n;
const CHAIR = {
  option: 'NOTIONAL_TOPUP',
  nhsCostPence: NHS_PENCE,
  maintenancePence: 25_000n,
  chosenPence: NHS_PENCE + COUNCIL_PENCE,
  meetsClinicalNeed: true,
  category: 'powered',
  prescribedCategory: 'powered',
} as const;

const database = await testDatabase('2026-06-15');
const { tools } = database;
const team = await makeTeam(database, [{ code: 'CHAIR', label: 'Chair', unit: 'chair', pence: NHS_PENCE }]);
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

describe('Dylan: a chair for university, with £2,000 of his council', { concurrency: 1 }, () => {
  let walk: Walk;
  const opening = {
    request: {
      givenName: 'Dylan',
      dateOfBirth: Temporal.PlainDate.from('2007-02-01'),
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

  test('R-013  he is assessed again, because what he needs of a chair has changed', async () => {
    const notNew = WHEELCHAIR_TESTS.filter(each => each !== 'NEEDS_NEW_CHAIR');
    await assert.rejects(walker.open({ ...opening, group: { wheelchair: notNew } }), /wheelchair-test-not-met/);
    walk = await walker.open(opening);
    assert.equal(await stateOf(walk), 'ASSESSED');
  });

  test('R-129  the budget is what the prescribed chair would cost the NHS', async () => {
    const { option, nhsCostPence, maintenancePence, chosenPence } = CHAIR;
    const needId = walk.needIds[0]!;
    const entry = { needId, label: 'Powered chair', option, nhsCostPence, maintenancePence, chosenPence };
    must(await addDraftEntry(tools, team.finance, command(), walk.budgetId, { kind: 'prescriptions', entry }));
    await walker.estimate(walk, [], NHS_PENCE, STARTS_ON.toString(), 'PRESCRIPTION_COST');
    const indicative = (await look(tx => loadIndicativeBudget(tx, walk.budgetId)))!;
    assert.equal(indicative.totalPence, NHS_PENCE);
  });

  test('R-130 R-133  he adds to it by a contribution, and the chair has to be right for him', () => {
    const policy = DEFAULT_POLICY.wheelchair;
    const chair = decideChair(CHAIR, policy);
    assert.deepEqual(chair.accepted && chair.value, { nhsPaysPence: NHS_PENCE, personPaysPence: COUNCIL_PENCE });
    assert.equal(verdict(decideChair({ ...CHAIR, option: 'NOTIONAL' }, policy)), 'contribution-needs-topup');
    assert.equal(verdict(decideChair({ ...CHAIR, option: 'DIRECT_PAYMENT' }, policy)), 'wheelchair-option-not-offered');
    assert.equal(verdict(decideChair({ ...CHAIR, meetsClinicalNeed: false }, policy)), 'chair-not-clinically-right');
  });

  test('R-101  the council’s £2,000 is a stream of its own and leaves the NHS’s part as it was', () => {
    const contribution = { stream: 'LA_ADULT', payer: '999', pence: COUNCIL_PENCE, conditions: 'none' };
    const decision = decideContribution(contribution, NHS_PENCE);
    assert.deepEqual(decision.accepted && decision.value, {
      nhsPence: NHS_PENCE,
      totalPence: CHAIR.chosenPence,
    });
    assert.equal(verdict(decideContribution({ ...contribution, payer: '' }, NHS_PENCE)), 'stream-without-payer');
  });

  test('R-092  approved, agreed and started: the NHS orders and pays, and nothing is paid to him', async () => {
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
    const final = { startsOn: STARTS_ON.toString(), pence: NHS_PENCE, reason: '' };
    const agreement = await walker.agree(walk, walk.person, final);
    assert.deepEqual([agreement.options, agreement.payments], [['NOTIONAL'], []]);
    const ordered = { task: 'PURCHASE_ORDERS', evidence: 'Ordered under the NHS contract for wheelchairs' } as const;
    must(await closeTask(tools, team.coordinator, command(), walk.budgetId, ordered));
    tools.moveTo(STARTS_ON.toString());
    await walker.doJobs();
    assert.equal(await stateOf(walk), 'ACTIVE');
    assert.deepEqual(await look(tx => loadPayments(tx, walk.budgetId)), []);
    const { allocated, held } = await look(tx => loadMoneyFigures(tx, walk.budgetId, STARTS_ON));
    assert.deepEqual([allocated, held], [NHS_PENCE, 0n]);
    assert.equal((await look(tx => loadAgreement(tx, walk.budgetId)))!.yearPence, NHS_PENCE);
    // Not what was ordered counts as spent, but what was invoiced.
    const onOrder = { orderedPence: NHS_PENCE, acceptedInvoicesPence: [] };
    assert.deepEqual(notionalMoney(onOrder), { actualPence: 0n, openPence: NHS_PENCE });
  });

  test('R-131  the chair is the NHS’s, which repairs it', () => {
    assert.deepEqual(ownershipOf(CHAIR.option), { owner: 'NHS', repairsChair: 'NHS', repairsExtras: 'PERSON' });
  });

  test('R-134  the next one comes when its time is over, or sooner if his needs change', () => {
    const { periodYears } = DEFAULT_POLICY.wheelchair;
    const nextOn = nextChairOn(STARTS_ON, periodYears);
    const dayBefore = nextOn.subtract({ days: 1 });
    const same = { issuedOn: STARTS_ON, clinicalChange: false };
    assert.equal(verdict(decideNewChair(same, periodYears, dayBefore)), 'chair-too-soon');
    assert.equal(verdict(decideNewChair(same, periodYears, nextOn)), 'accepted');
    assert.equal(verdict(decideNewChair({ ...same, clinicalChange: true }, periodYears, dayBefore)), 'accepted');
  });
});
