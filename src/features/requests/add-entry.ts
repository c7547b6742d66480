/** Adds to the assessment what the person says about their life, or that they chose not to say. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideEntry } from '../../rules/eligibility/assessment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { type Entry, lockBudget, saveEntry } from './store.ts';

export async function addEntry(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: Entry,
): Promise<Decision<{ entryId: string }>> {
  return act(tools, actor, { act: 'assessment.add-entry', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideEntry(budget.state, input);
    if (!decision.accepted) return decision;
    const { words } = decision.value;
    return accepted({ entryId: await saveEntry(tx, actor, { ...input, words, budgetId }) });
  });
}
