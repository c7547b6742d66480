/** Takes a line out of an indicative budget that is being put together. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideMove } from '../../../rules/life.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { removeDraftLine } from '../store.ts';

export async function removeBudgetLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  draftLineId: string,
): Promise<Decision<{ draftLineId: string }>> {
  const what = {
    act: 'indicative-budget.remove-line',
    command,
    input: { draftLineId },
    budgetId,
    subjectId: draftLineId,
  };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideMove(budget.state, 'T07');
    if (!decision.accepted) return decision;
    const isGone = await removeDraftLine(tx, budgetId, draftLineId);
    return isGone ? accepted({ draftLineId }) : refused({ code: 'not-found', what: 'line' });
  });
}
