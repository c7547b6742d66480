/** Records that a court order ended early, or was entered by mistake: from the day after, it bars nothing. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadExclusions, saveExclusionLifted } from '../store.ts';

export async function liftExclusion(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly exclusionCheckId: string; readonly lastOn: PlainDate; readonly evidence: string },
): Promise<Decision<{ exclusionCheckId: string }>> {
  return act(tools, actor, { act: 'exclusion.lift', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const checks = budget ? await loadExclusions(tx, budget.personId) : [];
    const check = checks.find(one => one.exclusionCheckId === input.exclusionCheckId);
    if (!check?.present || check.lifted) return refused({ code: 'not-found', what: 'court order' });
    await saveExclusionLifted(tx, actor, input);
    return accepted({ exclusionCheckId: input.exclusionCheckId });
  });
}
