/** Records that the nominee agreed, to the words that name the principal, the plan and the rules. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideNomineeAgreement, NOMINEE_AGREEMENT } from '../../../rules/representation/nominee.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadCurrentNominee, saveNomineeAgreement } from '../payee-store.ts';

export async function acceptNomination(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: {
    /** What they signed, as it was on the page: the agreement of today. */
    readonly clauseVersion: string;
    /** What shows it: the signed paper, and where it is kept. */
    readonly evidence: string;
  },
): Promise<Decision<{ nomineeId: string }>> {
  return act(tools, actor, { act: 'nominee.accept', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const { version, clauses } = NOMINEE_AGREEMENT;
    if (input.clauseVersion !== version) return refused({ code: 'changed-meanwhile', what: 'agreement' });
    const today = tools.today();
    const nominee = await loadCurrentNominee(tx, budget, today);
    const decision = decideNomineeAgreement(nominee, clauses);
    if (!decision.accepted) return decision;
    const { nomineeId } = nominee!;
    const { evidence } = input;
    const agreed = { nomineeId, side: 'NOMINEE', clauseVersion: version, clauses, evidence, agreedOn: today } as const;
    await saveNomineeAgreement(tx, actor, agreed);
    return accepted({ nomineeId });
  });
}
