/**
 * Oxfordshire's community exercise programme (case study 3 of the finance briefing): fifty people with a long-term
 * neurological condition, £400 once for each. The service has no lane of one-off budgets yet: here one of them goes
 * through the lane of ongoing budgets, which pays what is bought once in one payment. What that lane lacks is decided
 * by its rules alone: the end and the look at what came of it, the person's ordinary account, and the broker. There is
 * no directory of local places in the service to keep what they found.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadPayments } from '../../src/features/payments/store.ts';
import { addItem } from '../../src/features/plans/writing/add-item.ts';
import { loadPayeeFacts } from '../../src/features/representation/payee-store.ts';
import { groupProblems } from '../../src/rules/eligibility/groups.ts';
import { decideGoal, type Goal, programmePence } from '../../src/rules/options/one-off.ts';
import { decideHolder } from '../../src/rules/options/options.ts';
import { decideOwnAccount } from '../../src/rules/payment/account.ts';
import { exclusionsOf } from '../../src/rules/plan/exclusions.ts';
import { DEFAULT_POLICY } from '../../src/rules/policy/policy.ts';
import { decidePayeeConcern, payeeBars } from '../../src/rules/representation/payee.ts';
import { command, eligibleInput, must, verdict } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { buying, count, makeTeam, type Walk, walkerOf } from './walk.ts';

const SUM_PENCE = 40_000n;
const PEOPLE = 50;
const PURCHASES = [
  'Two years at a gym, with somebody to show how',
  'Swimming in a warm pool',
  'Sailing lessons',
  'Hand cycle',
  'Power-assisted bike',
  'Pilates',
] as const;
const STARTS_ON = Temporal.PlainDate.from('2026-12-01');
const COHORT = 'Long-term neurological';

const database = await testDatabase();
const { tools } = database;
const team = await makeTeam(database, [
  { code: 'GOAL', label: 'Exercise of one’s choice', unit: 'goal', pence: SUM_PENCE },
]);
const walker = walkerOf(database, team);
const { look, stateOf } = walker;

const goal: Goal = {
  sumPence: SUM_PENCE,
  spentPence: [],
  plan: 'Made with the physiotherapist: stronger, and further in ten minutes',
  endsOn: STARTS_ON.add({ years: 2 }),
  checkOn: STARTS_ON.add({ years: 2, weeks: 4 }),
  payments: 1,
};

describe('Oxfordshire: £400 once for each of fifty people', { concurrency: 1 }, () => {
  let walk: Walk;

  test('R-014  the local offer names the group; before it is open nobody is in it', () => {
    const dateOfBirth = Temporal.PlainDate.from('1970-01-01');
    const cohort = { name: COHORT, status: 'LIVE', since: '2026-04-01', until: null, criteria: [] } as const;
    const said = { group: 'LOCAL_COHORT', cohort: COHORT, fitsCohort: true, levelOfNeed: 'Weak legs' } as const;
    const input = { ...eligibleInput(tools), ...said };
    const problems = (status: 'LIVE' | 'CONSIDERING') =>
      groupProblems({ dateOfBirth, cohorts: [{ ...cohort, status }] }, input, tools.today());
    assert.deepEqual(problems('LIVE'), []);
    assert.deepEqual(
      problems('CONSIDERING').map(({ code }) => code),
      ['cohort-not-open'],
    );
  });

  test('R-128  the programme comes to £20,000; each has a plan, an end, a look at it, and no monthly payments', () => {
    assert.equal(programmePence(SUM_PENCE, PEOPLE), 2_000_000n);
    const spent = decideGoal({ ...goal, spentPence: [SUM_PENCE] });
    assert.deepEqual(spent.accepted && spent.value, { remainingPence: 0n });
    assert.equal(verdict(decideGoal({ ...goal, payments: 2 })), 'goal-paid-monthly');
    assert.equal(verdict(decideGoal({ ...goal, plan: '' })), 'goal-without-plan');
    assert.equal(verdict(decideGoal({ ...goal, endsOn: undefined })), 'goal-without-end');
    assert.equal(verdict(decideGoal({ ...goal, checkOn: undefined })), 'goal-without-check');
    assert.equal(verdict(decideGoal({ ...goal, spentPence: [SUM_PENCE + 1n] })), 'goal-overspent');
  });

  test('R-065  whatever they choose to move, the rules leave it to them', async () => {
    for (const label of PURCHASES) assert.deepEqual(exclusionsOf({ label, category: 'EXERCISE' }), [], label);
    walk = await walker.open({
      request: { givenName: 'Ola', claimedGroup: 'EXCEPTION' },
      group: { evidence: 'Asked into the programme by the physiotherapist', levelOfNeed: 'Weak legs' },
      wishes: [
        {
          domain: 'MOBILITY',
          need: 'To grow stronger',
          outcome: 'I cycle further in ten minutes',
          measure: 'Metres in ten minutes',
        },
      ],
    });
    const line = { needId: walk.needIds[0]!, service: 'GOAL', quantity: count(1), per: 'once' } as const;
    await walker.estimate(walk, [line], SUM_PENCE, STARTS_ON.toString());
    const gym = buying(walk.outcomeIds[0]!, {
      label: PURCHASES[0],
      category: 'EXERCISE',
      provider: 'A leisure centre',
      quantity: count(1),
      unit: 'membership',
      per: 'once',
      unitPence: SUM_PENCE,
    });
    await walker.plan(walk, walk.person, [gym]);
    const forNothing = await addItem(tools, team.coordinator, command(), walk.budgetId, { ...gym, outcomeIds: [] });
    assert.equal(verdict(forNothing), 'item-without-outcome, item-without-need');
    await walker.submit(walk, walk.person, { finalPence: SUM_PENCE, contingencyPence: 0n, reason: '' });
    const unusual = { refusalCode: 'NO_OUTCOME_LINK', refusalWords: 'We do not normally pay for sailing' } as const;
    assert.match(verdict(await walker.decide(walk, { decision: 'REFUSE', ...unusual })), /reason-not-allowed/);
    must(await walker.decide(walk, { conventionalPence: 60_000n }));
  });

  test('T16  £400.00 comes once, and no month after it pays anything', async () => {
    const final = { startsOn: STARTS_ON.toString(), pence: SUM_PENCE, reason: '' };
    const agreement = await walker.agree(walk, walk.person, final);
    assert.deepEqual(
      agreement.payments.map(({ purpose, amountPence }) => [purpose, amountPence]),
      [['START_UP', SUM_PENCE]],
    );
    await walker.setUp(walk, walk.person);
    await walker.pay('2026-12');
    assert.equal(await stateOf(walk), 'ACTIVE');
    assert.deepEqual(
      (await look(tx => loadPayments(tx, walk.budgetId))).map(({ amountPence }) => amountPence),
      [SUM_PENCE],
    );
    tools.moveTo('2026-12-14');
    await assert.rejects(walker.pay('2027-01'), /nothing-to-pay/);
  });

  test('R-081  who cannot easily open an account may have it in their own, once in a financial year', () => {
    const most = DEFAULT_POLICY.oneoff.ownAccountMaxItems;
    const first = { payOn: STARTS_ON, payments: 1, items: 1, otherPaymentsOn: [] };
    assert.equal(verdict(decideOwnAccount(first, most)), 'accepted');
    assert.equal(verdict(decideOwnAccount({ ...first, items: 6 }, most)), 'own-account-items');
    const second = { ...first, payOn: Temporal.PlainDate.from('2027-02-01'), otherPaymentsOn: [STARTS_ON] };
    assert.equal(verdict(decideOwnAccount(second, most)), 'own-account-second-in-year');
    const nextYear = { ...second, payOn: Temporal.PlainDate.from('2027-04-01') };
    assert.equal(verdict(decideOwnAccount(nextYear, most)), 'accepted');
  });

  test('R-037  who is bankrupt is not barred, and is offered a broker or a managed account', async () => {
    const bankrupt = { kind: 'BANKRUPT', reason: 'The public register' } as const;
    const decision = decidePayeeConcern(bankrupt, DEFAULT_POLICY.payee);
    assert.deepEqual(decision.accepted && decision.value, {
      stopGround: undefined,
      offers: ['MANAGED_ACCOUNT', 'THIRD_PARTY', 'BROKER'],
    });
    const { budgetId, person } = walk;
    const facts = await look(tx => loadPayeeFacts(tx, { budgetId, personId: person.id }));
    assert.deepEqual(payeeBars(facts, tools.today()), []);
  });

  test('R-093  a charity may hold it for them; the board may not', () => {
    const charity = {
      isIcb: false,
      isThePerson: false,
      isNhsProvider: false,
      conflictPlan: '',
      contractForm: 'PERSON_CONTRACT',
    } as const;
    assert.equal(verdict(decideHolder(charity)), 'accepted');
    assert.equal(verdict(decideHolder({ ...charity, isIcb: true })), 'holder-not-independent');
  });
});
