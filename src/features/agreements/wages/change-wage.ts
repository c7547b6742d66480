/** Changes how much of a month may go straight to an assistant, ends it with nought, or begins it again. The account stays as it is. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideWageChange } from '../../../rules/payment/wages.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadAssistants } from '../checks/store.ts';
import { loadAgreedPence, saveWage } from './store.ts';

export async function changeWage(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly worker: string; readonly monthlyPence: bigint },
): Promise<Decision<{ worker: string }>> {
  return act(tools, actor, { act: 'wages.change', command, input, budgetId, subjectId: input.worker }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { worker, monthlyPence } = input;
    const agreedPence = await loadAgreedPence(tx, budgetId, worker);
    const employed = await loadAssistants(tx, budgetId, today.subtract({ years: 1 }));
    const decision = decideWageChange({ worker, employed, agreedPence, monthlyPence }, today);
    if (!decision.accepted) return decision;
    await saveWage(tx, actor, { budgetId, worker, monthlyPence, agreedOn: today });
    return accepted({ worker });
  });
}
