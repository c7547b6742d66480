/** Gives a case to another care co-ordinator: there is always exactly one who works here. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideHandOver } from '../../rules/eligibility/care-coordinator.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadStaff } from '../staff/store.ts';
import { lockBudget, saveHandOver } from './store.ts';

export type HandOverInput = { readonly coordinatorId: string; readonly reason: string };

export async function handOver(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: HandOverInput,
): Promise<Decision<{ coordinatorId: string }>> {
  return act(tools, actor, { act: 'coordinator.change', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const to = (await loadStaff(tx, 1000)).find(({ staffUserId }) => staffUserId === input.coordinatorId);
    if (!budget || !to) return refused({ code: 'not-found', what: 'care co-ordinator' });
    const decision = decideHandOver({
      state: budget.state,
      fromId: budget.careCoordinatorId,
      to: { id: to.staffUserId, name: to.name, isCoordinator: to.roles.includes('care-coordinator') },
    });
    if (!decision.accepted) return decision;
    await saveHandOver(tx, actor, {
      budgetId,
      fromId: budget.careCoordinatorId,
      toId: decision.value.coordinatorId,
      reason: input.reason,
      changedOn: tools.today(),
    });
    return accepted({ coordinatorId: decision.value.coordinatorId });
  });
}
