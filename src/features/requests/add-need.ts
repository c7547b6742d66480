/** Adds a need to the assessment. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideAddition } from '../../rules/eligibility/assessment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget, type Need, saveNeed } from './store.ts';

export async function addNeed(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: Omit<Need, 'needId'>,
): Promise<Decision<{ needId: string }>> {
  return act(tools, actor, { act: 'assessment.add-need', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideAddition(budget.state);
    if (!decision.accepted) return decision;
    return accepted({ needId: await saveNeed(tx, actor, { ...input, budgetId }) });
  });
}
