/** Closes an order: what of its price was not invoiced is free again in the budget, in each payer's books. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideOrderEnd } from '../../rules/orders/order.ts';
import { promisesEnded } from '../../rules/orders/year-end.ts';
import { together } from '../../rules/payment/journals.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { isBefore } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { saveNotice } from '../people/store.ts';
import { lockBudget } from '../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { orderEnded } from './notices.ts';
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
    const [first, ...rest] = promisesEnded(order, endedOn);
    const journals = first ? [together(first, ...rest)] : [];
    const posted = await postJournals(
      tx,
      journals.map(one => ({ ...one, commandId: randomUUID(), causedBy: `order:${orderId}`, byId: actor.id })),
    );
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.closeAfterJournal);
    // Once its last day is past the person loses nothing by it.
    if (!isBefore(order.toOn, endedOn))
      await saveNotice(tx, orderEnded({ budget, order, on: endedOn }, { ...input, leftPence }));
    return accepted({ leftPence: leftPence.toString() });
  });
}
