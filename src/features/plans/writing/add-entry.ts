/** Adds to a draft plan something that it may hold several of, in the name of whoever wrote it: a contact, an action, a paper. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideEntry, ENTRY_FIELDS, ENTRY_KINDS, type SectionContent } from '../../../rules/plan/plan-sections.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadOutcomes, lockBudget } from '../../requests/store.ts';
import { saveEntry } from '../entry-store.ts';
import { keptOf } from '../kept.ts';
import { loadPlan } from '../store.ts';

export async function addEntry(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  entry: { readonly kind: string; readonly content: SectionContent },
): Promise<Decision<{ planEntryId: string }>> {
  const kind = ENTRY_KINDS.find(each => each === entry.kind);
  const content = keptOf(entry.content, kind ? ENTRY_FIELDS[kind] : []);
  const what = {
    act: 'plan.add-entry',
    command,
    input: { kind: entry.kind, content },
    budgetId,
    subjectId: entry.kind,
  };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget && (await loadPlan(tx, budgetId));
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    if (!kind) return refused({ code: 'not-found', what: 'part' });
    const outcomeIds = (await loadOutcomes(tx, budgetId)).map(({ outcomeId }) => outcomeId);
    const decision = decideEntry({ state: budget.state, kind, content, outcomeIds });
    if (!decision.accepted) return decision;
    return accepted({ planEntryId: await saveEntry(tx, actor, { planId: plan.planId, kind, content }) });
  });
}
