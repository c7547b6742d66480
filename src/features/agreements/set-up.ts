/** The last step of every act that may close the set-up: where nothing is open any more, the budget is SET_UP (T15). */
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { decideSetUp } from '../../rules/payment/agreement.ts';
import type { Actor } from '../../values/actor.ts';
import { saveNotice } from '../people/store.ts';
import { type Budget, saveMove } from '../requests/store.ts';
import { loadPaidDirectly, loadTasksNow } from './facts.ts';
import { readyNotice } from './notices.ts';
import { loadAgreement, START_JOB } from './store.ts';

/** Moves a locked budget to SET_UP when its set-up is complete, with its notice and the job that starts it. Says whether. */
export async function completeSetUp(tools: Tools, tx: Tx, actor: Actor, budget: Budget): Promise<boolean> {
  const today = tools.today();
  const agreement = await loadAgreement(tx, budget.budgetId);
  const tasks = await loadTasksNow(tx, budget, today);
  const payee = agreement && (await loadPaidDirectly(tx, budget, agreement));
  const decision = decideSetUp({ state: budget.state, tasks, payee }, today);
  if (!decision.accepted || !agreement) return false;
  const { startsOn } = agreement;
  await saveMove(tx, actor, { budgetId: budget.budgetId, transition: 'T15', happenedOn: today });
  await saveNotice(tx, readyNotice(budget, { startsOn, today }));
  await tools.sendJob(tx, { name: START_JOB, data: {}, startOn: startsOn, singletonKey: startsOn.toString() });
  return true;
}
