/** Writes down a look at the chair: whether it still suits, and whether the need has changed. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideChairCheck } from '../../rules/options/chair.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadChair, type StoredCheck, saveCheck } from './store.ts';

export async function checkChair(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: StoredCheck,
): Promise<Decision<{ suits: boolean }>> {
  const given = { ...input, checkedOn: input.checkedOn.toString() };
  return act(tools, actor, { act: 'chair.check', command, input: given, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const { issue } = await loadChair(tx, budgetId);
    const decision = decideChairCheck(input, { issuedOn: issue?.issuedOn }, tools.today());
    if (!decision.accepted) return decision;
    await saveCheck(tx, actor, { ...input, budgetId });
    return accepted({ suits: input.suits });
  });
}
