/**
 * Orders the chair that was chosen, from its supplier. Money moves to suppliers only: what the NHS pays is promised by its
 * purchase order, used by the invoice and paid to the supplier; what others add they pay the supplier themselves.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideChairOrder } from '../../rules/options/chair.ts';
import { areOrdersPlaced } from '../../rules/orders/order.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadOrders } from '../orders/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { lockBudget } from '../requests/store.ts';
import { fundingOf, standingOf } from './facts.ts';
import { loadChair, saveOrder } from './store.ts';

export type OrderInput = {
  readonly supplier: string;
  readonly reference: string;
  readonly orderedOn: PlainDate;
  readonly personPays: boolean;
};

export async function orderChair(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: OrderInput,
): Promise<Decision<{ reference: string }>> {
  const given = { ...input, orderedOn: input.orderedOn.toString() };
  return act(tools, actor, { act: 'chair.order', command, input: given, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const chair = await loadChair(tx, budgetId);
    const items = (await loadApprovedPlan(tx, budgetId))?.items ?? [];
    const orders = await loadOrders(tx, budgetId);
    const notOrdered = items
      .filter(({ option, planItemId }) => option === 'NOTIONAL' && !areOrdersPlaced([planItemId], orders))
      .map(({ label }) => label);
    const facts = { ...standingOf(budget, chair), state: budget.state, funding: fundingOf(chair), notOrdered };
    const decision = decideChairOrder(input, facts, tools.today());
    if (!decision.accepted) return decision;
    await saveOrder(tx, actor, { ...input, budgetId, choiceVersion: chair.choice!.version });
    return accepted({ reference: input.reference });
  });
}
