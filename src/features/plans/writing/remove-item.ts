/** Takes an item out of a draft plan. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadPlan, removePlanItem } from '../store.ts';

export async function removeItem(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  planItemId: string,
): Promise<Decision<{ planItemId: string }>> {
  const what = { act: 'plan.remove-item', command, input: { planItemId }, budgetId, subjectId: planItemId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget && (await loadPlan(tx, budgetId));
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    if (budget.state !== 'PLANNING') return refused({ code: 'wrong-state', transition: 'T09', state: budget.state });
    const isGone = await removePlanItem(tx, plan.planId, planItemId);
    return isGone ? accepted({ planItemId }) : refused({ code: 'not-found', what: 'item' });
  });
}
