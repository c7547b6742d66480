/** Submits the plan for approval (T09): from now on this version stays as it is. The person gets a receipt (N08). */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideSubmission } from '../../../rules/plan/plan.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget, saveMove } from '../../requests/store.ts';
import { loadPlanFacts } from '../facts.ts';
import { planSubmitted } from '../notices.ts';
import { saveSubmission } from '../store.ts';

export async function submitPlan(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  /** The content hash of the plan that stood on the page. */
  seenHash: string,
): Promise<Decision<{ planId: string; contentHash: string }>> {
  return act(tools, actor, { act: 'plan.submit', command, input: { seenHash }, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const facts = budget && (await loadPlanFacts(tx, budget, tools.today()));
    if (!budget || !facts) return refused({ code: 'not-found', what: 'plan' });
    if (facts.contentHash !== seenHash) return refused({ code: 'changed-meanwhile', what: 'plan' });
    const decision = decideSubmission(facts);
    if (!decision.accepted) return decision;

    const { planId } = facts.plan;
    const { contentHash } = decision.value;
    const submittedOn = tools.today();
    const proposedFinalBudgetId = facts.proposedFinalBudgetId!; // decideSubmission wants one
    await saveSubmission(tx, actor, { planId, contentHash, proposedFinalBudgetId, submittedOn });
    await saveMove(tx, actor, { budgetId, transition: 'T09', happenedOn: submittedOn });
    const { workingDays } = (await loadPolicy(tx, actor.icbCode, submittedOn)).approval;
    await saveNotice(tx, planSubmitted({ budget, effectiveOn: submittedOn }, workingDays));
    return accepted({ planId, contentHash });
  });
}
