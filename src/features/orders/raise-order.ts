/** Raises an order on a notional line of the plan. It promises nothing until another person says yes. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideOrder } from '../../rules/orders/order.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import type { Quantity } from '../../values/quantity.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadOrdering } from './facts.ts';
import { saveNewOrder } from './store.ts';

export type OrderInput = {
  readonly planItemId: string;
  readonly supplierId: string;
  readonly what: string;
  readonly quantity: Quantity;
  readonly unit: string;
  readonly unitPence: bigint;
  /** The day of the first service, and the last day. */
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
};

export async function raiseOrder(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: OrderInput,
): Promise<Decision<{ orderId: string; reference: string; pricePence: string }>> {
  const given = { ...input, fromOn: input.fromOn.toString(), toOn: input.toOn.toString() };
  return act(tools, actor, { act: 'order.raise', command, input: given, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const ordering = budget && (await loadOrdering(tx, budget, input));
    if (!ordering) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideOrder(ordering, input);
    if (!decision.accepted) return decision;
    const { pricePence } = decision.value;
    const order = { ...input, budgetId, budgetYear: ordering.startsOn, pricePence, raisedOn: tools.today() };
    const saved = await saveNewOrder(tx, actor, order);
    return accepted({ ...saved, pricePence: pricePence.toString() });
  });
}
