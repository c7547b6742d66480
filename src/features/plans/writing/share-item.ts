/** Says what each payer pays of a line of the draft; without it a line is shared by the agreed percentages. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideLineShares, type ShareAsked } from '../../../rules/funding/funding.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadFunding, loadNeedFunders } from '../../funding/store.ts';
import { loadNeeds, lockBudget } from '../../requests/store.ts';
import { saveSplit } from '../share-store.ts';
import { loadPlan, loadPlanItems } from '../store.ts';

export async function shareItem(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  planItemId: string,
  input: ShareAsked,
): Promise<Decision<{ planItemId: string }>> {
  const what = { act: 'plan.share-item', command, input: { ...input, planItemId }, budgetId, subjectId: planItemId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget && (await loadPlan(tx, budgetId));
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    if (budget.state !== 'PLANNING') return refused({ code: 'wrong-state', transition: 'T09', state: budget.state });
    const item = (await loadPlanItems(tx, plan.planId)).find(each => each.planItemId === planItemId);
    if (!item) return refused({ code: 'not-found', what: 'item' });
    const funding = await loadFunding(tx, budgetId);
    const ofNeed = await loadNeedFunders(tx, budgetId);
    const decision = decideLineShares(input, {
      annualPence: item.annualPence,
      streams: funding?.funders.map(({ stream }) => stream) ?? [],
      needs: (await loadNeeds(tx, budgetId))
        .filter(({ needId }) => item.needIds.includes(needId))
        .map(({ needId, words }) => ({ words, stream: ofNeed.get(needId) })),
    });
    if (!decision.accepted) return decision;
    await saveSplit(tx, actor, planItemId, decision.value);
    return accepted({ planItemId });
  });
}
