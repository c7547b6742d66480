/**
 * Another person says yes or no to an order. A yes promises its price in each payer's books, by the shares of its line
 * with the last line that needs one the set-up has its orders (T15).
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { StreamPence } from '../../rules/options/split.ts';
import { areOrdersPlaced, decideOrderAnswer } from '../../rules/orders/order.ts';
import { partsOfOrder } from '../../rules/orders/order-parts.ts';
import { promiseMade, together } from '../../rules/payment/journals.ts';
import type { Journal } from '../../rules/payment/ledger.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { SET_UP_JOB, saveTaskClosed } from '../agreements/store.ts';
import { act } from '../audit/store.ts';
import { loadPurses } from '../budgets/stream-store.ts';
import { postJournals } from '../ledger/store.ts';
import { saveNotice } from '../people/store.ts';
import { lockBudget } from '../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadOrdering } from './facts.ts';
import { orderMade } from './notices.ts';
import { loadOrder, type Order, saveOrderAnswer, saveOrderParts } from './store.ts';

export type OrderAnswerInput = { readonly outcome: 'APPROVED' | 'REFUSED'; readonly reason: string };

export async function decideOrderRaised(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  orderId: string,
  input: OrderAnswerInput,
): Promise<Decision<{ reference: string; outcome: string }>> {
  const what = { act: 'order.decide', command, input, budgetId, subjectId: orderId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const order = budget && (await loadOrder(tx, budgetId, orderId));
    const ordering = order && (await loadOrdering(tx, budget, { ...order, exceptOrderId: orderId }));
    if (!ordering) return refused({ code: 'not-found', what: 'order' });
    const { reference } = order;
    const outcome: string = input.outcome;
    const facts = { ...ordering, ...order, isDecided: order.outcome !== undefined };
    const decision = decideOrderAnswer(facts, input, actor.id);
    if (!decision.accepted) return decision;
    const decidedOn = tools.today();
    await saveOrderAnswer(tx, actor, { ...input, orderId, raisedById: order.raisedById, decidedOn });
    await tools.crashPoint(CRASH_POINTS.approveAfterAnswer);
    if (outcome === 'REFUSED') return accepted({ reference, outcome });

    const others = ordering.orders.filter(one => one.orderId !== orderId);
    const parts = await partsOf(tx, order, others);
    await saveOrderParts(tx, orderId, parts);
    await tools.crashPoint(CRASH_POINTS.approveAfterParts);
    const { budgetYear, planItemId: planLineId } = order;
    const promises = parts.map(part =>
      promiseMade({ ...part, budgetId, budgetYear, planLineId, option: 'NOTIONAL', happenedOn: decidedOn }),
    );
    const posted = await postJournals(tx, [
      {
        ...together(...(promises as [Journal, ...Journal[]])),
        commandId: randomUUID(),
        causedBy: `order:${orderId}`,
        byId: actor.id,
      },
    ]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.approveAfterJournal);
    await saveNotice(tx, orderMade({ budget, order, on: decidedOn }));
    const placed = [...others, { ...order, outcome: 'APPROVED' as const }];
    if (areOrdersPlaced(ordering.notionalLines, placed)) {
      const references = placed.filter(one => one.outcome === 'APPROVED' && !one.isEnded).map(one => one.reference);
      const evidence = `Ordered: ${references.join(', ')}`;
      await saveTaskClosed(tx, actor, { budgetId, kind: 'PURCHASE_ORDERS', evidence, closedOn: decidedOn });
      await tools.crashPoint(CRASH_POINTS.approveAfterTask);
      await tools.sendJob(tx, { name: SET_UP_JOB, data: {} });
    }
    return accepted({ reference, outcome });
  });
}

/** What each payer promises of an order: by the shares of its line, beside what the line's other orders took. */
async function partsOf(tx: Tx, order: Order, others: readonly Order[]): Promise<readonly StreamPence[]> {
  const { sharing } = (await loadPurses(tx, [order.budgetId])).get(order.budgetId)!;
  const beside = others.filter(one => one.planItemId === order.planItemId && one.outcome === 'APPROVED');
  return partsOfOrder(order, sharing, beside);
}
