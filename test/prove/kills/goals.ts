/** The part of the story in which somebody buys something once, gives back what is left, and two people close the budget. */
import { randomUUID } from 'node:crypto';
import { loadApprovedPlan } from '../../../src/features/plans/store.ts';
import { addProgramme } from '../../../src/features/programmes/add-programme.ts';
import { loadLines } from '../../../src/features/spending/store.ts';
import type { Actor } from '../../../src/values/actor.ts';
import { command, must } from '../../support/cases.ts';
import { GOAL_PENCE, makeGoal } from '../../support/one-off-cases.ts';
import { boardOf, teamOf } from './board.ts';
import { act, facts, type World } from './world.ts';

export type Goal = {
  readonly budgetId: string;
  readonly person: Actor;
  readonly outcomeIds: readonly string[];
  readonly planItemId: string;
};
const BACK_PENCE = 1_500n;

/** One that the next run pays. */
export function makeGoalOf(world: World, time: number): Promise<Goal> {
  return facts(world, async tools => {
    const team = await teamOf(world, tools);
    // Another name each time: this is done again where a kill cuts it off.
    const name = `Exercise ${randomUUID()}`;
    const programme = { name, forWhom: 'Anybody', sumPence: GOAL_PENCE, places: 2 };
    const days = { firstOn: tools.today(), lastOn: tools.today().add({ months: 2 }) };
    const { programmeId } = must(await addProgramme(tools, team.finance, command(), { ...programme, ...days }));
    const account = { sortCode: '00-00-00', accountNumber: String(60_000_000 + time) };
    const goal = await makeGoal(boardOf(tools), team, programmeId, account);
    const plan = await tools.db.transaction(team.finance, tx => loadApprovedPlan(tx, goal.budgetId));
    return { ...goal, planItemId: plan!.items[0]!.planItemId };
  });
}

/** What was written down wrongly is taken back, the right thing is bought, and what is left is given back. */
export async function useGoal(world: World, { budgetId, person, planItemId }: Goal, time: number): Promise<void> {
  const at = `/budgets/${budgetId}`;
  const thing = { planItemId, label: 'Gym', place: 'Gym', boughtOn: world.today, evidence: 'Receipt' };
  const buy = (pence: bigint) =>
    act<{ goalPurchaseId: string }>(world, person, `${at}/goal/purchases/new`, { ...thing, pence: String(pence) });
  const { goalPurchaseId } = await buy(2_000n);
  await act(world, person, `${at}/goal/purchases/wrong`, { goalPurchaseId, reason: 'Proof' });
  await buy(GOAL_PENCE - BACK_PENCE);
  const paid = await showLine(world, budgetId, '-385.00', 'GYM MEMBERSHIP');
  if (paid.what === 'UNPLACED') {
    const answer = { planItemId, note: '', sequence: String(paid.sequence) };
    await act(world, person, `${at}/bank-lines/${paid.lineId}`, answer);
  }
  await act(world, person, `${at}/goal/end`, { words: '' });
  const back = { pence: String(BACK_PENCE), receivedOn: world.today, reference: `BACK ${time}` };
  const { moneyBackId } = await act<{ moneyBackId: string }>(world, 'finance', `${at}/closing/money-back`, back);
  const { lineId } = await showLine(world, budgetId, '-15.00', 'NHS BOARD');
  await act(world, 'finance', `${at}/money-back`, { moneyBackId, lineId });
}

/** Some weeks later somebody says what came of it; then nothing is left of it. */
export async function closeGoal(world: World, { budgetId, outcomeIds }: Goal): Promise<void> {
  const at = `/budgets/${budgetId}`;
  for (const outcomeId of outcomeIds)
    await act(world, 'coordinator', `${at}/goal/follow-up`, { outcomeId, rating: '1', words: 'Proof' });
  await act(world, 'finance', `${at}/closing`, { writtenOffPence: '0', reason: '' });
  await act(world, 'approver', `${at}/closing/answer`, { answer: 'YES', reason: '' });
}

/** A line of the bank comes, in a file of its own. */
async function showLine(world: World, budgetId: string, pounds: string, words: string) {
  const [year, month, day] = world.today.split('-');
  const file = {
    name: 'goal.csv',
    base64: Buffer.from(`${day}/${month}/${year},${words},${pounds}\n`).toString('base64'),
  };
  await act(world, 'finance', `/budgets/${budgetId}/bank-statements/new`, { file });
  const amount = BigInt(pounds.replace('.', ''));
  const lines = await facts(world, tools => tools.db.transaction(world.team.finance, tx => loadLines(tx, budgetId, 9)));
  const line = lines.find(({ linePence }) => linePence === amount)!;
  return { lineId: line.lineId, ...line.placement };
}
