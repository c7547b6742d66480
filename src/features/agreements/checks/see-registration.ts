/** Records that the registration of a provider or professional was seen, and what of their insurance. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideRegistration, type Registration } from '../../../rules/plan/plan-checks.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { completeSetUp } from '../set-up.ts';
import { closeReadyTasks } from './close-ready.ts';
import { loadChecks } from './facts.ts';
import { saveRegistration } from './store.ts';

export async function seeRegistration(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: Registration,
): Promise<Decision<{ setUp: boolean }>> {
  const what = { act: 'provider.see-registration', command, input, budgetId, subjectId: input.provider };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const seenOn = tools.today();
    const { items } = await loadChecks(tx, actor.icbCode, budgetId, seenOn);
    const decision = decideRegistration(input, items);
    if (!decision.accepted) return decision;
    await saveRegistration(tx, actor, { ...input, budgetId, seenOn });
    await closeReadyTasks(tools, tx, actor, budget);
    return accepted({ setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
