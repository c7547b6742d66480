/** Adds an input of the method, or an assistant to employ, to an indicative budget that is being put together. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, decide, refused } from '../../../rules/decision.ts';
import type { Group } from '../../../rules/eligibility/eligibility.ts';
import { wrongState } from '../../../rules/life.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadNeeds, lockBudget } from '../../requests/store.ts';
import { loadIndicativeDraft, saveIndicativeDraft } from '../figure-store.ts';
import { type DraftInputs, type EntryKind, NO_INPUTS } from './draft-inputs.ts';

/** One entry of its kind, before it has an id. */
export type NewDraftEntry = {
  [Kind in EntryKind]: { readonly kind: Kind; readonly entry: Omit<DraftInputs[Kind][number], 'id'> };
}[EntryKind];

export async function addDraftEntry(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: NewDraftEntry,
): Promise<Decision<{ entryId: string }>> {
  const what = { act: 'indicative-budget.add-entry', command, input, budgetId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const needs = await loadNeeds(tx, budgetId);
    const decision = decide<Record<never, never>>(
      [
        wrongState(budget.state, 'T07'),
        !needs.some(need => need.needId === input.entry.needId) && { code: 'not-found', what: 'need' },
      ],
      () => ({}),
    );
    if (!decision.accepted) return decision;
    const before = await loadIndicativeDraft(tx, budgetId);
    const policy = await loadPolicy(tx, actor.icbCode, tools.today());
    const method = before?.method ?? policy.budget.method[budget.claimedGroup as Group];
    const inputs = before?.inputs ?? NO_INPUTS;
    const entryId = command.id;
    const entries = [...inputs[input.kind], { ...input.entry, id: entryId }];
    await saveIndicativeDraft(tx, actor, budgetId, { method, inputs: { ...inputs, [input.kind]: entries } });
    return accepted({ entryId });
  });
}
