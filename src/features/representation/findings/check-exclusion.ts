/** Records a look at whether a court order of the Schedule bars direct payments. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideExclusionCheck, type ExclusionCheck } from '../../../rules/representation/schedule.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { saveExclusionCheck } from '../store.ts';

export async function checkExclusion(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ExclusionCheck & { readonly source: string },
): Promise<Decision<{ exclusionCheckId: string; present: boolean }>> {
  return act(tools, actor, { act: 'exclusion.check', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideExclusionCheck(input, tools.today());
    if (!decision.accepted) return decision;
    const { checkedOn, source } = input;
    const found = input.found && { ...input.found, ...decision.value! };
    const check = { personId: budget.personId, checkedOn, source, found };
    const exclusionCheckId = await saveExclusionCheck(tx, actor, check);
    return accepted({ exclusionCheckId, present: found !== undefined });
  });
}
