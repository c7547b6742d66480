/**
 * Budgets for a goal and for a wheelchair at each step that asks something of somebody, brought there by the service's
 * own actions. They begin on the day of the tests.
 */
import type { AccountInput } from '../../src/features/agreements/enter-account.ts';
import { addDraftEntry } from '../../src/features/budgets/indicative/add-draft-entry.ts';
import { makeForecast } from '../../src/features/forecasts/make-forecast.ts';
import { finishGoal } from '../../src/features/goals/finish-goal.ts';
import { recordPurchase } from '../../src/features/goals/record-purchase.ts';
import { loadApprovedPlan } from '../../src/features/plans/store.ts';
import { addProgramme } from '../../src/features/programmes/add-programme.ts';
import { addContribution } from '../../src/features/wheelchairs/add-contribution.ts';
import { chooseChair } from '../../src/features/wheelchairs/choose-chair.ts';
import { issueChair } from '../../src/features/wheelchairs/issue-chair.ts';
import { orderChair } from '../../src/features/wheelchairs/order-chair.ts';
import { prescribeChair } from '../../src/features/wheelchairs/prescribe-chair.ts';
import { WHEELCHAIR_TESTS } from '../../src/rules/eligibility/groups.ts';
import type { Actor } from '../../src/values/actor.ts';
import { type Board, buying, count, type Team, type Walk, walkerOf } from '../scenarios/walk.ts';
import { makeStaff } from './actors.ts';
import { command, must } from './cases.ts';
import type { TestDatabase } from './database.ts';
import { makeOrder, makeSupplier, notionalLines } from './orders.ts';
import { makePayingStaff } from './set-up-budget.ts';

type Case = { readonly budgetId: string; readonly person: Actor };
export const GOAL_PENCE = 40_000n;
const CHAIR_PENCE = 148_000n;
const ADDED_PENCE = 50_000n;

export async function makeOneOffCases(database: TestDatabase): Promise<Record<string, Case>> {
  const { tools, db, icbCode } = database;
  const team = {
    ...(await makePayingStaff(tools, icbCode)),
    decider: await makeStaff(db, icbCode, ['approver']),
    approver: await makeStaff(db, icbCode, ['approver']),
  };
  const cases: Record<string, Case> = {};
  const programme = {
    name: 'Community exercise',
    forWhom: 'Adults with a long-term neurological condition',
    sumPence: GOAL_PENCE,
    places: 50,
    firstOn: tools.today(),
    lastOn: tools.today().add({ months: 4 }),
  };
  const { programmeId } = must(await addProgramme(tools, team.finance, command(), programme));
  const [goal, over] = [await makeGoal(database, team, programmeId), await makeGoal(database, team, programmeId)];
  Object.assign(cases, { GOAL: goal, GOAL_OVER: over });
  await payAndBuy(database, team, [goal, over]);
  must(await finishGoal(tools, over.person, command(), over.budgetId, { how: 'BOUGHT', words: '' }));
  for (const step of CHAIR_STEPS) cases[`CHAIR_${step}`] = await makeChair(database, team, step);
  must(await makeForecast(tools, team.finance, command(), cases.GOAL!.budgetId, forecastFrom(tools.today())));
  return cases;
}

/** A forecast whose first year is over. */
const forecastFrom = (today: Temporal.PlainDate) => ({
  label: 'Fewer visits',
  assumptions: 'A visit a day',
  usualPence: 440_000n,
  expectedPence: 0n,
  years: 3,
  startsOn: today.subtract({ years: 1, days: 10 }),
});

/** A goal that is agreed and whose account is verified. */
export async function makeGoal(
  board: Board,
  team: Team,
  programmeId: string,
  account: Partial<AccountInput> = {},
): Promise<Walk> {
  const { tools } = board;
  const walker = walkerOf(board, team);
  const walk = await walker.open({
    request: { givenName: 'Ola', claimedGroup: 'EXCEPTION', programmeId },
    group: { evidence: 'Asked into the programme', levelOfNeed: 'Weak legs' },
    wishes: [{ domain: 'MOBILITY', need: 'To grow stronger', outcome: 'I get further', measure: 'Metres' }],
  });
  const startsOn = tools.today().toString();
  await walker.estimate(walk, [], GOAL_PENCE, startsOn, 'FLAT_RATE');
  const gym = buying(walk.outcomeIds[0]!, {
    label: 'A gym',
    category: 'EXERCISE',
    provider: 'The leisure centre',
    quantity: count(1),
    unit: 'time',
    per: 'once',
    unitPence: GOAL_PENCE,
  });
  await walker.planShortly(walk, walk.person, 'She stops when it hurts', [gym]);
  await walker.submit(walk, walk.person, { finalPence: GOAL_PENCE, contingencyPence: 0n, reason: '' });
  must(await walker.decide(walk, { conventionalPence: 60_000n }));
  await walker.agree(walk, walk.person, { startsOn, pence: GOAL_PENCE, reason: '' });
  await walker.setUp(walk, walk.person, account);
  return walk;
}

/** Pays them, and one thing is bought with each. The date goes back to where it was: the others begin there. */
async function payAndBuy(database: TestDatabase, team: Team, walks: readonly Walk[]): Promise<void> {
  const { tools } = database;
  const walker = walkerOf(database, team);
  const began = tools.today();
  await walker.pay(began.toString().slice(0, 7));
  for (const { budgetId, person } of walks) {
    const plan = (await walker.look(tx => loadApprovedPlan(tx, budgetId)))!;
    const bought = {
      planItemId: plan.items[0]!.planItemId,
      label: 'A month',
      place: 'The leisure centre',
      pence: 2_000n,
      boughtOn: tools.today(),
      evidence: 'Receipt 1',
    };
    must(await recordPurchase(tools, person, command(), budgetId, bought));
  }
  tools.moveTo(began.toString());
}

const CHAIR_STEPS = ['ASSESSED', 'PRICED', 'CHOSEN', 'AGREED', 'ORDERED', 'ISSUED'] as const;
type ChairStep = (typeof CHAIR_STEPS)[number];

async function makeChair(database: TestDatabase, team: Team, reached: ChairStep): Promise<Case> {
  const { tools } = database;
  const { coordinator, finance } = team;
  const today = tools.today();
  const isAt = (step: ChairStep) => CHAIR_STEPS.indexOf(reached) <= CHAIR_STEPS.indexOf(step);
  const walker = walkerOf(database, team);
  const walk = await walker.open({
    request: { givenName: 'Dylan', claimedGroup: 'WHEELCHAIR', preferredOptions: ['NOTIONAL'] },
    group: { wheelchair: WHEELCHAIR_TESTS },
    wishes: [{ domain: 'MOBILITY', need: 'To get about', outcome: 'I live alone', measure: 'Visits of a carer' }],
  });
  if (isAt('ASSESSED')) return walk;
  const priced = { nhsCostPence: CHAIR_PENCE, maintenancePence: 25_000n };
  const prescription = {
    ...priced,
    category: 'POWERED',
    need: 'To get about alone',
    changed: '',
    fastChanging: false,
    assessedOn: today,
  };
  must(await prescribeChair(tools, coordinator, command(), walk.budgetId, prescription));
  const chosenPence = CHAIR_PENCE + ADDED_PENCE;
  const option = 'NOTIONAL_TOPUP' as const;
  const entry = { ...priced, needId: walk.needIds[0]!, label: 'Powered chair', option, chosenPence };
  must(await addDraftEntry(tools, finance, command(), walk.budgetId, { kind: 'prescriptions', entry }));
  const startsOn = today.toString();
  await walker.estimate(walk, [], CHAIR_PENCE, startsOn, 'PRESCRIPTION_COST');
  if (isAt('PRICED')) return walk;
  const choice = {
    option,
    label: 'Powered chair',
    extras: 'Height',
    category: 'POWERED',
    chosenPence,
    meetsClinicalNeed: true,
    clinician: 'Olive Occupational, therapist',
  };
  must(await chooseChair(tools, coordinator, command(), walk.budgetId, choice));
  if (isAt('CHOSEN')) return walk;
  const council = { stream: 'LA_ADULT', payer: 'Testshire Council', pence: ADDED_PENCE, conditions: 'none' };
  must(await addContribution(tools, coordinator, command(), walk.budgetId, council));
  const chair = buying(walk.outcomeIds[0]!, {
    label: 'Powered chair',
    category: 'WHEELCHAIR',
    provider: 'The wheelchair supplier',
    arrangedBy: 'ICB',
    quantity: count(1),
    unit: 'chair',
    per: 'once',
    unitPence: CHAIR_PENCE,
    option: 'NOTIONAL',
  });
  await walker.plan(walk, walk.person, [chair]);
  await walker.submit(walk, walk.person, { finalPence: CHAIR_PENCE, contingencyPence: 0n, reason: '' });
  must(await walker.decide(walk, { directPaymentAppropriate: undefined, conventionalPence: undefined }));
  await walker.agree(walk, walk.person, { startsOn, pence: CHAIR_PENCE, reason: '' });
  const [planItemId] = await notionalLines(tools, coordinator, walk.budgetId);
  const supplierId = await makeSupplier(tools, finance);
  await makeOrder(tools, { raises: finance, approves: team.approver }, walk.budgetId, {
    planItemId: planItemId!,
    supplierId,
    unitPence: CHAIR_PENCE,
    fromOn: startsOn,
    toOn: startsOn,
  });
  if (isAt('AGREED')) return walk;
  const order = { supplier: 'The wheelchair supplier', reference: 'WS-1', orderedOn: today, personPays: false };
  must(await orderChair(tools, coordinator, command(), walk.budgetId, order));
  if (isAt('ORDERED')) return walk;
  must(await issueChair(tools, coordinator, command(), walk.budgetId, { serial: 'PW-1', issuedOn: today }));
  return walk;
}
