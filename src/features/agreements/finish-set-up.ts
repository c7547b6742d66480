/** Looks whether the set-up of a budget is complete (T15), after something outside the agreement closed a task of it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { completeSetUp } from './set-up.ts';

export async function finishSetUp(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
): Promise<Decision<{ setUp: boolean }>> {
  return act(tools, actor, { act: 'set-up.finish', command, input: {}, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    return accepted({ setUp: await completeSetUp(tools, tx, actor, budget) });
  });
}
