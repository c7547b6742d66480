/** Writes down what another body adds to a chair, with what it asks for in return. The NHS's part stays. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideChairContribution } from '../../rules/options/chair.ts';
import type { Contribution } from '../../rules/options/integrated.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { fundingOf, standingOf } from './facts.ts';
import { loadChair, saveContribution } from './store.ts';

export async function addContribution(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: Contribution,
): Promise<Decision<{ nhsPence: string; leftPence: string }>> {
  return act(tools, actor, { act: 'chair.contribute', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const chair = await loadChair(tx, budgetId);
    const decision = decideChairContribution(input, { ...standingOf(budget, chair), funding: fundingOf(chair) });
    if (!decision.accepted) return decision;
    await saveContribution(tx, actor, { ...input, budgetId, agreedOn: tools.today() });
    const { nhsPence, leftPence } = decision.value;
    return accepted({ nhsPence: nhsPence.toString(), leftPence: leftPence.toString() });
  });
}
