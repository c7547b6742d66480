/** Closes a task about who acts or is paid, with what was decided. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideTaskDone } from '../../../rules/representation/stop-duty.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadTasks, saveTaskDone } from '../payee-store.ts';

export async function closeRepresentationTask(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly taskId: string; readonly outcome: string },
): Promise<Decision<{ taskId: string }>> {
  return act(tools, actor, { act: 'representation.close-task', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const task = budget && (await loadTasks(tx, budgetId)).find(one => one.taskId === input.taskId);
    if (!task) return refused({ code: 'not-found', what: 'task' });
    const decision = decideTaskDone(task, input.outcome);
    if (!decision.accepted) return decision;
    await saveTaskDone(tx, actor, { ...input, closedOn: tools.today() });
    return accepted({ taskId: input.taskId });
  });
}
