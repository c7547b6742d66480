/** What came of a one-off budget: each side rates each outcome once, some weeks after the end. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideFollowUp } from '../../rules/options/goal.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadOutcomes, lockBudget } from '../requests/store.ts';
import { loadFollowUps, loadGoalEnd, type Side, saveFollowUp } from './store.ts';

export type FollowUpInput = { readonly outcomeId: string; readonly rating: number; readonly words: string };

/** The person, or who acts for them, speaks for the person; staff for the care co-ordinator. */
export async function recordFollowUp(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: FollowUpInput,
): Promise<Decision<{ side: Side }>> {
  const what = { act: 'goal.follow-up', command, input, budgetId, subjectId: input.outcomeId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const side: Side = actor.personId === undefined ? 'CARE_COORDINATOR' : 'PERSON';
    const said = await loadFollowUps(tx, budgetId);
    const outcomes = await loadOutcomes(tx, budgetId);
    const on = tools.today();
    const facts = {
      fromOn: (await loadGoalEnd(tx, budgetId))?.followUpFrom,
      isKnownOutcome: outcomes.some(({ outcomeId }) => outcomeId === input.outcomeId),
      isSaid: said.some(one => one.side === side && one.outcomeId === input.outcomeId),
    };
    const decision = decideFollowUp(facts, input, on);
    if (!decision.accepted) return decision;
    await saveFollowUp(tx, actor, { ...input, budgetId, side, on });
    return accepted({ side });
  });
}
