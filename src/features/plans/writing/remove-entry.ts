/** Takes an entry out of a draft plan. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { removeEntryRow } from '../entry-store.ts';
import { loadPlan } from '../store.ts';

export async function removeEntry(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  planEntryId: string,
): Promise<Decision<{ planEntryId: string }>> {
  const what = { act: 'plan.remove-entry', command, input: { planEntryId }, budgetId, subjectId: planEntryId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget && (await loadPlan(tx, budgetId));
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    if (budget.state !== 'PLANNING') return refused({ code: 'wrong-state', transition: 'T09', state: budget.state });
    const isGone = await removeEntryRow(tx, plan.planId, planEntryId);
    return isGone ? accepted({ planEntryId }) : refused({ code: 'not-found', what: 'part' });
  });
}
