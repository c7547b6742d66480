/** Takes back a purchase that was written down wrongly; it stays as history. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideTakeBack } from '../../rules/options/goal.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { unbookPurchase } from './booking.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadRunning } from './running.ts';
import { saveTakenBack } from './store.ts';

export type TakeBackInput = { readonly goalPurchaseId: string; readonly reason: string };

export async function takeBackPurchase(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: TakeBackInput,
): Promise<Decision<{ goalPurchaseId: string }>> {
  const what = { act: 'goal.take-back', command, input, budgetId, subjectId: input.goalPurchaseId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const goal = budget && (await loadRunning(tx, budget));
    if (!goal) return refused({ code: 'not-found', what: 'one-off budget' });
    const bought = goal.purchases.find(({ goalPurchaseId }) => goalPurchaseId === input.goalPurchaseId);
    const decision = decideTakeBack(goal, bought !== undefined);
    if (!decision.accepted) return decision;
    await saveTakenBack(tx, actor, input);
    await tools.crashPoint(CRASH_POINTS.takeBackAfterRow);
    const unbooked = await unbookPurchase(tx, actor, input.goalPurchaseId, bought!.boughtOn);
    if (!unbooked.accepted) return unbooked;
    return accepted({ goalPurchaseId: input.goalPurchaseId });
  });
}
