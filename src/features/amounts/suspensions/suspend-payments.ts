/**
 * Holds payments back over a concern (T21, R-105): after talking with the care co-ordinator and the person, and with a
 * plan for the care meanwhile. The person is told why, what goes on, and how to have it looked at again (N20).
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideHoldingBack, type HoldingBack } from '../../../rules/safeguards/holding-back.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { keepRunsWaiting } from '../../payments/owed-store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { loadHoldingBackFacts } from './facts.ts';
import { paymentsHeldBack } from './notices.ts';
import { saveHeldParts, saveSuspension } from './store.ts';

export async function suspendPayments(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: HoldingBack,
): Promise<Decision<{ suspensionId: string }>> {
  return act(tools, actor, { act: 'suspension.begin', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    await keepRunsWaiting(tx);
    const today = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, today);
    const facts = await loadHoldingBackFacts(tx, budget);
    const decision = decideHoldingBack(facts, input, policy.suspension, today);
    if (!decision.accepted) return decision;

    const { talkedWithCoordinatorOn, talkedWithPersonOn } = input;
    const suspensionId = await saveSuspension(tx, actor, {
      ...input,
      budgetId,
      planItemIds: input.scope === 'PART' ? input.planItemIds : [],
      // The rule has refused a talk that was not held.
      talkedWithCoordinatorOn: talkedWithCoordinatorOn!,
      talkedWithPersonOn: talkedWithPersonOn!,
      policyVersion: policy.version,
      decidedOn: today,
    });
    await tools.crashPoint(CRASH_POINTS.suspendAfterSuspension);
    await saveHeldParts(tx, { suspensionId, budgetId }, decision.value.parts);
    await tools.crashPoint(CRASH_POINTS.suspendAfterParts);
    const icb = await loadIcbContact(tx, actor.icbCode);
    const about = { budget, decisionId: suspensionId, effectiveOn: input.startsOn };
    await saveNotice(tx, paymentsHeldBack(about, input, icb, policy.reconsider.days));
    return accepted({ suspensionId });
  });
}
