/**
 * Orders what of an order was not delivered again, on a line of a later budget year: the old order is closed and what it
 * promised is free again; the new one promises its price once another person says yes.
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideCarryOver, promisesEnded } from '../../rules/orders/year-end.ts';
import { together } from '../../rules/payment/journals.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { loadBudget, lockBudgets } from '../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { findBudgetOfLine, loadOrdering } from './facts.ts';
import { loadOrder, saveCarried, saveNewOrder, saveOrderEnd } from './store.ts';

export type CarryOverInput = {
  /** The line of the later year. */
  readonly planItemId: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
};

export async function carryOverOrder(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  orderId: string,
  input: CarryOverInput,
): Promise<Decision<{ budgetId: string; orderId: string; reference: string; leftPence: string }>> {
  const given = { ...input, fromOn: input.fromOn.toString(), toOn: input.toOn.toString() };
  const what = { act: 'order.carry-over', command, input: given, budgetId, subjectId: orderId };
  return act(tools, actor, what, async tx => {
    const from = await loadBudget(tx, actor.icbCode, budgetId);
    const into = from && (await findBudgetOfLine(tx, from, input.planItemId));
    if (!from) return refused({ code: 'not-found', what: 'order' });
    if (!into) return refused({ code: 'order-line-not-in-plan' });
    await lockBudgets(tx, [from.budgetId, into.budgetId]);
    const old = await loadOrder(tx, budgetId, orderId);
    const target = (await loadBudget(tx, actor.icbCode, into.budgetId))!;
    const ordering = old && (await loadOrdering(tx, target, { ...input, supplierId: old.supplierId }));
    if (!ordering) return refused({ code: 'not-found', what: 'order' });
    const decision = decideCarryOver(old, ordering, { ...input, unitPence: old.unitPence });
    if (!decision.accepted) return decision;
    const { leftPence, quantity, pricePence } = decision.value;
    const today = tools.today();
    const { supplierId, what: words, unit, unitPence } = old;
    const order = { supplierId, what: words, unit, unitPence, quantity, pricePence, ...input };
    const saved = await saveNewOrder(tx, actor, {
      ...order,
      budgetId: target.budgetId,
      budgetYear: ordering.startsOn,
      raisedOn: today,
    });
    await tools.crashPoint(CRASH_POINTS.carryAfterOrder);
    const reason = `What was not delivered is ordered again as ${saved.reference}`;
    await saveOrderEnd(tx, actor, { orderId, reason, leftPence, endedOn: today });
    await saveCarried(tx, { orderId, newOrderId: saved.orderId });
    await tools.crashPoint(CRASH_POINTS.carryAfterEnd);
    const [first, ...rest] = promisesEnded(old, today);
    const journals = first ? [together(first, ...rest)] : [];
    const posted = await postJournals(
      tx,
      journals.map(one => ({ ...one, commandId: randomUUID(), causedBy: `order:${orderId}`, byId: actor.id })),
    );
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.carryAfterJournal);
    return accepted({ budgetId: target.budgetId, ...saved, leftPence: leftPence.toString() });
  });
}
