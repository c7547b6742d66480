/** Records the insurance of a person who employs assistants, with who runs their payroll. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideCover } from '../../../rules/plan/employment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { completeSetUp } from '../set-up.ts';
import { closeReadyTasks } from './close-ready.ts';
import { loadChecks } from './facts.ts';
import { type StoredCover, saveCover } from './store.ts';

export async function recordCover(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: StoredCover,
): Promise<Decision<{ setUp: boolean }>> {
  return act(tools, actor, { act: 'employer.record-cover', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { startsOn, employs, policy } = await loadChecks(tx, actor.icbCode, budgetId, today);
    const leastPence = policy.employer.liabilityCoverPence;
    const decision = decideCover(input, { startsOn, today, leastPence, employs });
    if (!decision.accepted) return decision;
    await saveCover(tx, actor, { ...input, budgetId });
    await closeReadyTasks(tools, tx, actor, budget);
    return accepted({ setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
