/** The person, or who acts for them, agrees to the risk plan as it stands. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, decide, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadPlan, loadSections, saveRiskSignature } from '../store.ts';
import { decideSigner } from './signer.ts';

export async function signRiskPlan(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  /** The risk plan that stood on the page. */
  seenWords: string,
): Promise<Decision<{ planId: string }>> {
  return act(tools, actor, { act: 'plan.sign-risk-plan', command, input: { seenWords }, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget?.personId === actor.personId && budget ? await loadPlan(tx, budgetId) : undefined;
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    const mine = await decideSigner(tx, actor, budget, tools.today());
    if (!mine.accepted) return mine;
    const words = (await loadSections(tx, plan.planId)).risk?.words;
    const decision = decide<Record<never, never>>(
      [
        budget.state !== 'PLANNING' && { code: 'wrong-state', transition: 'T09', state: budget.state },
        words === undefined && { code: 'section-missing', section: 'risk', rule: 'R-052' },
        words !== undefined && !isSame(words, seenWords) && { code: 'changed-meanwhile', what: 'risk plan' },
      ],
      () => ({}),
    );
    if (!decision.accepted) return decision;
    await saveRiskSignature(tx, actor, plan.planId, tools.today());
    return accepted({ planId: plan.planId });
  });
}

/** A browser sends line ends its own way. */
function isSame(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();
}
