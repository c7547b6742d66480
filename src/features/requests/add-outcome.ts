/** Adds an outcome that the person wants, for one of their needs. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideOutcome } from '../../rules/eligibility/assessment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadNeeds, lockBudget, type Outcome, saveOutcome } from './store.ts';

export async function addOutcome(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: Omit<Outcome, 'outcomeId'>,
): Promise<Decision<{ outcomeId: string }>> {
  return act(tools, actor, { act: 'assessment.add-outcome', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const needs = await loadNeeds(tx, budgetId);
    if (!needs.some(need => need.needId === input.needId)) return refused({ code: 'not-found', what: 'need' });
    const decision = decideOutcome(budget.state, input.importance);
    if (!decision.accepted) return decision;
    return accepted({ outcomeId: await saveOutcome(tx, actor, { ...input, budgetId }) });
  });
}
