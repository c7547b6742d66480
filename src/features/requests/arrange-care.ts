/** Closes the task to arrange the care of somebody whose case ended without a budget. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideCareArranged } from '../../rules/eligibility/care-task.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadCareTask, lockBudget, saveCareArranged } from './store.ts';

export async function arrangeCare(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly arranged: string; readonly startsOn: PlainDate },
): Promise<Decision<{ careTaskId: string }>> {
  return act(tools, actor, { act: 'care.arrange', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const task = budget && (await loadCareTask(tx, budgetId));
    if (!task) return refused({ code: 'not-found', what: 'task' });
    const decision = decideCareArranged(task.done !== undefined, input.arranged);
    if (!decision.accepted) return decision;

    const { careTaskId } = task;
    await saveCareArranged(tx, actor, { careTaskId, ...input });
    return accepted({ careTaskId });
  });
}
