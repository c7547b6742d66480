/** Says of one need whether the budget is there for it. The latest word counts; earlier ones are kept. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideNeedTag } from '../../rules/eligibility/releasable.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadNeeds, lockBudget, saveNeedTag } from './store.ts';

export type NeedTagInput = {
  /** The service that the NHS buys and that meets the need well now; '' when there is none. */
  readonly commissionedService: string;
  readonly personWantsIn: boolean;
  readonly moneyReleasable: boolean;
  /** When the money is expected to come free, where it is not yet. */
  readonly releasableFrom: PlainDate | undefined;
  readonly reason: string;
};

export async function tagNeed(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly needId: string },
  input: NeedTagInput,
): Promise<Decision<{ tag: string }>> {
  const { budgetId, needId } = about;
  const releasableFrom = input.releasableFrom?.toString() ?? null;
  const what = { act: 'need.tag', command, input: { ...input, releasableFrom }, budgetId, subjectId: needId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const needs = await loadNeeds(tx, budgetId);
    if (!needs.some(need => need.needId === needId)) return refused({ code: 'not-found', what: 'need' });
    const decision = decideNeedTag({ ...input, state: budget.state });
    if (!decision.accepted) return decision;
    const { tag } = decision.value;
    await saveNeedTag(tx, actor, { ...input, needId, tag });
    return accepted({ tag });
  });
}
