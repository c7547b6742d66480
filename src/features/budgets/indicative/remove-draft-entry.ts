/** Takes an input of the method, or an assistant, out of an indicative budget that is being put together. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideMove } from '../../../rules/life.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadIndicativeDraft, saveIndicativeDraft } from '../figure-store.ts';
import { type DraftInputs, ENTRY_KINDS } from './draft-inputs.ts';

export async function removeDraftEntry(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  entryId: string,
): Promise<Decision<{ entryId: string }>> {
  const what = { act: 'indicative-budget.remove-entry', command, input: { entryId }, budgetId, subjectId: entryId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideMove(budget.state, 'T07');
    if (!decision.accepted) return decision;
    const draft = await loadIndicativeDraft(tx, budgetId);
    const without = draft && withoutEntry(draft.inputs, entryId);
    if (!draft || !without) return refused({ code: 'not-found', what: 'line' });
    await saveIndicativeDraft(tx, actor, budgetId, { method: draft.method, inputs: without });
    return accepted({ entryId });
  });
}

/** The inputs without this entry, or undefined when it is not among them. */
function withoutEntry(inputs: DraftInputs, entryId: string): DraftInputs | undefined {
  const kind = ENTRY_KINDS.find(each => inputs[each].some(entry => entry.id === entryId));
  return kind && { ...inputs, [kind]: inputs[kind].filter(entry => entry.id !== entryId) };
}
