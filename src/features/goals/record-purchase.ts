/** Writes down what was bought with a one-off budget, with what shows it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decidePurchase } from '../../rules/options/goal.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { bookPurchase } from './booking.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadRunning } from './running.ts';
import { savePurchase } from './store.ts';

export type PurchaseInput = {
  /** The line of the plan that it is for. */
  readonly planItemId: string;
  readonly label: string;
  readonly place: string;
  readonly pence: bigint;
  readonly boughtOn: PlainDate;
  /** The receipt, or where it is kept. */
  readonly evidence: string;
};

export async function recordPurchase(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: PurchaseInput,
): Promise<Decision<{ goalPurchaseId: string; leftPence: string }>> {
  const what = { act: 'goal.buy', command, input: { ...input, boughtOn: input.boughtOn.toString() }, budgetId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const goal = budget && (await loadRunning(tx, budget));
    if (!goal) return refused({ code: 'not-found', what: 'one-off budget' });
    const line = goal.items.find(({ planItemId }) => planItemId === input.planItemId);
    const decision = decidePurchase(goal, { ...input, line }, tools.today());
    if (!decision.accepted) return decision;
    const goalPurchaseId = await savePurchase(tx, actor, { ...input, budgetId });
    await tools.crashPoint(CRASH_POINTS.buyAfterPurchase);
    const booked = await bookPurchase(tx, actor, { ...input, budgetId, goalPurchaseId }, goal.items);
    if (!booked.accepted) return booked;
    return accepted({ goalPurchaseId, leftPence: decision.value.leftPence.toString() });
  });
}
