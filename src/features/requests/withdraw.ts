/**
 * The person withdraws before the budget is active (T05); their care goes on, N05 says so, and the care co-ordinator
 * has the task to arrange it the same day.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideWithdrawal, type WithdrawalReason } from '../../rules/eligibility/withdrawal.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { withdrawalConfirmed } from './notices.ts';
import { lockBudget, saveCareTask, saveMove, saveWithdrawal } from './store.ts';

export type WithdrawalInput = {
  readonly reason: WithdrawalReason;
  readonly words: string;
  /** They still want a personalised care and support plan. */
  readonly wantsPlan: boolean;
};

export async function withdraw(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: WithdrawalInput,
): Promise<Decision<{ withdrawalId: string }>> {
  return act(tools, actor, { act: 'request.withdraw', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideWithdrawal(budget.state, input.reason);
    if (!decision.accepted) return decision;

    const withdrawnOn = tools.today();
    const withdrawalId = await saveWithdrawal(tx, actor, { budgetId, ...input, withdrawnOn });
    await saveMove(tx, actor, { budgetId, transition: 'T05', happenedOn: withdrawnOn });
    await saveCareTask(tx, { budgetId, transition: 'T05', raisedOn: withdrawnOn });
    const { personId, personName } = budget;
    const about = { recipient: personName, personId, budgetId, wantsPlan: input.wantsPlan, effectiveOn: withdrawnOn };
    await saveNotice(tx, withdrawalConfirmed(about, await loadIcbContact(tx, actor.icbCode)));
    return accepted({ withdrawalId });
  });
}
