/** Finance proposes to close a budget that has ended (T28), and what of it is written off. A second person answers. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideProposal, leftInAccount } from '../../rules/safeguards/closing.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadEnding } from './facts.ts';
import { loadClosings, saveClosing } from './store.ts';

export type ProposalInput = { readonly writtenOffPence: bigint; readonly reason: string };

export async function proposeClosing(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ProposalInput,
): Promise<Decision<{ closingId: string }>> {
  return act(tools, actor, { act: 'closing.propose', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const ending = budget && (await loadEnding(tx, budget));
    if (!ending) return refused({ code: 'not-found', what: 'budget that has ended' });
    const today = tools.today();
    const isProposed = (await loadClosings(tx, budgetId)).some(({ answer }) => answer === undefined);
    // After the close a payment may turn up that was spent out of what was written off.
    const isTakenBack = leftInAccount(ending.account) < 0n;
    const writtenOffPence = isTakenBack ? -input.writtenOffPence : input.writtenOffPence;
    const proposal = { ...input, writtenOffPence };
    const decision = decideProposal(proposal, { ...ending, isProposed });
    if (!decision.accepted) return decision;
    return accepted({ closingId: await saveClosing(tx, actor, { ...proposal, budgetId, proposedOn: today }) });
  });
}
