/** Closes a set-up task that is done outside this service: the contract or the order of a wheelchair (T15). */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideTaskClosed, type SetUpTask } from '../../rules/payment/agreement.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadTasksNow } from './facts.ts';
import { completeSetUp } from './set-up.ts';
import { saveTaskClosed } from './store.ts';

/** Closes one task with its evidence; with the last one the set-up ends. */
export async function closeTask(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly task: SetUpTask; readonly evidence: string },
): Promise<Decision<{ setUp: boolean }>> {
  return act(tools, actor, { act: 'set-up.close-task', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const closedOn = tools.today();
    const tasks = await loadTasksNow(tx, budget, closedOn);
    const decision = decideTaskClosed(tasks, input.task, budget.kind === 'WHEELCHAIR');
    if (!decision.accepted) return decision;
    await saveTaskClosed(tx, actor, { budgetId, kind: input.task, evidence: input.evidence, closedOn });
    return accepted({ setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
