/** Records what was seen of an assistant before they work alone: right to work, references, contract, certificate, tasks. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideAssistant } from '../../../rules/plan/employment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { completeSetUp } from '../set-up.ts';
import { closeReadyTasks } from './close-ready.ts';
import { loadChecks } from './facts.ts';
import { type StoredAssistant, saveAssistant } from './store.ts';

export async function recordAssistant(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: StoredAssistant,
): Promise<Decision<{ setUp: boolean }>> {
  const what = { act: 'employer.record-assistant', command, input, budgetId, subjectId: input.name };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { employs } = await loadChecks(tx, actor.icbCode, budgetId, today);
    const decision = decideAssistant(input, { today, employs });
    if (!decision.accepted) return decision;
    await saveAssistant(tx, actor, { ...input, budgetId });
    await closeReadyTasks(tools, tx, actor, budget);
    return accepted({ setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
