/** Closes an order: what of its price was not invoiced is free again in the budget, in each payer's books. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideOrderEnd, promisedLeft } from '../../rules/orders/order.ts';
import { promiseEnded, together } from '../../rules/payment/journals.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { lockBudget } from '../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadOrder, saveOrderEnd } from './store.ts';

export async function closeOrder(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  orderId: string,
  input: { readonly reason: string },
): Promise<Decision<{ leftPence: string }>> {
  const what = { act: 'order.close', command, input, budgetId, subjectId: orderId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const order = budget && (await loadOrder(tx, budgetId, orderId));
    if (!order) return refused({ code: 'not-found', what: 'order' });
    const decision = decideOrderEnd(order, input.reason);
    if (!decision.accepted) return decision;
    const { leftPence } = decision.value;
    const endedOn = tools.today();
    await saveOrderEnd(tx, actor, { ...input, orderId, leftPence, endedOn });
    await tools.crashPoint(CRASH_POINTS.closeAfterEnd);
    const { budgetYear, planItemId: planLineId } = order;
    const [first, ...rest] = order.parts
      .map(part => ({ stream: part.stream, pence: promisedLeft(part, false) }))
      .filter(part => part.pence > 0n)
      .map(part =>
        promiseEnded({ ...part, budgetId, budgetYear, planLineId, option: 'NOTIONAL', happenedOn: endedOn }),
      );
    const journals = first ? [together(first, ...rest)] : [];
    const posted = await postJournals(
      tx,
      journals.map(one => ({ ...one, commandId: randomUUID(), causedBy: `order:${orderId}`, byId: actor.id })),
    );
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.closeAfterJournal);
    return accepted({ leftPence: leftPence.toString() });
  });
}
