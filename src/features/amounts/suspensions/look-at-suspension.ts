/** A suspension was looked at and goes on: the person is told why, and by when it is looked at next (N20). */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideLook } from '../../../rules/safeguards/holding-back.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { paymentsStillHeldBack } from './notices.ts';
import { loadSuspension, saveLook } from './store.ts';

export type LookInput = { readonly found: string; readonly nextReviewOn: PlainDate };

export async function lookAtSuspension(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly suspensionId: string },
  input: LookInput,
): Promise<Decision<{ suspensionId: string }>> {
  const { budgetId, suspensionId } = about;
  return act(tools, actor, { act: 'suspension.look', command, input, budgetId, subjectId: suspensionId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const suspension = budget && (await loadSuspension(tx, budgetId, suspensionId));
    if (!budget || !suspension) return refused({ code: 'not-found', what: 'suspension' });
    const today = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, today);
    const facts = { isSuspended: suspension.end === undefined, ...input };
    const decision = decideLook(facts, policy.suspension, today);
    if (!decision.accepted) return decision;
    await saveLook(tx, actor, { suspensionId, lookedOn: today, policyVersion: policy.version, ...input });
    const icb = await loadIcbContact(tx, actor.icbCode);
    const told = { budget, decisionId: suspensionId, effectiveOn: today };
    await saveNotice(tx, paymentsStillHeldBack(told, input, icb, policy.reconsider.days));
    return accepted({ suspensionId });
  });
}
