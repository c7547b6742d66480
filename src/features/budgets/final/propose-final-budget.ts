/** A finance officer proposes the final budget while the plan is being written (a guard of T09). */
import type { Tools } from '../../../platform/tools.ts';
import { decideProposal } from '../../../rules/budget/budget.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadIndicativeBudget, saveProposedBudget } from '../store.ts';

export type ProposedBudgetInput = {
  readonly finalPence: bigint;
  /** The part of it that is kept for emergencies. */
  readonly contingencyPence: bigint;
  /** Why it differs from the indicative budget; may be empty when it does not. */
  readonly reason: string;
};

export async function proposeFinalBudget(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ProposedBudgetInput,
): Promise<Decision<{ proposedFinalBudgetId: string }>> {
  return act(tools, actor, { act: 'final-budget.propose', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const indicative = await loadIndicativeBudget(tx, budgetId);
    const decision = decideProposal({ ...input, state: budget.state, indicativePence: indicative?.totalPence });
    if (!decision.accepted) return decision;
    const proposedOn = tools.today();
    const { version } = await loadPolicy(tx, actor.icbCode, proposedOn);
    const proposal = { ...input, budgetId, proposedOn, policyVersion: version };
    return accepted({ proposedFinalBudgetId: await saveProposedBudget(tx, actor, proposal) });
  });
}
