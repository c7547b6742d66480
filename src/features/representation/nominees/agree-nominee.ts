/** The board agrees to the nominee: from now on the money may go to them. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideIcbAgreement, NOMINEE_AGREEMENT } from '../../../rules/representation/nominee.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadCurrentNominee, saveNomineeAgreement } from '../payee-store.ts';

export async function agreeNominee(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly reason: string },
): Promise<Decision<{ nomineeId: string }>> {
  return act(tools, actor, { act: 'nominee.agree', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const nominee = await loadCurrentNominee(tx, budget, today);
    const decision = decideIcbAgreement(nominee);
    if (!decision.accepted) return decision;
    const { nomineeId } = nominee!;
    const { version: clauseVersion, clauses } = NOMINEE_AGREEMENT;
    const agreed = { nomineeId, side: 'ICB', clauseVersion, clauses, evidence: input.reason, agreedOn: today } as const;
    await saveNomineeAgreement(tx, actor, agreed);
    return accepted({ nomineeId });
  });
}
