/**
 * What becomes of an order when its budget year is over: what was not delivered is ordered again in a later
 * year, or the order is closed, and what it promised is free again. Never both, and never neither.
 *
 * Pure. Invoices of the year still come for some weeks; until then an order stays open for them.
 */
import { addMonths, isBefore, type PlainDate } from '../../values/dates.ts';
import { greatest, total } from '../../values/pence.ts';
import type { Quantity } from '../../values/quantity.ts';
import { yearEnd } from '../budget/instalments.ts';
import { type Decision, decide } from '../decision.ts';
import { promiseEnded } from '../payment/journals.ts';
import type { Journal } from '../payment/ledger.ts';
import {
  decideOrder,
  decideOrderEnd,
  type NewOrder,
  type OrderFacts,
  type OrderPart,
  orderPrice,
  promisedLeft,
} from './order.ts';

export type YearEndRefusal =
  | { readonly code: 'order-all-delivered' }
  | { readonly code: 'order-not-of-later-year'; readonly lastOn: PlainDate };

/** The day on which an order that is still open is closed: its year is over, and invoices had so many days to come. */
export function closesOn(budgetYear: PlainDate, lateInvoiceDays: number): PlainDate {
  return addMonths(budgetYear, 12).add({ days: lateInvoiceDays });
}

/** The first days of budget years whose open orders are closed today are this one and those before it. */
export function yearsToClose(today: PlainDate, lateInvoiceDays: number): PlainDate {
  const candidate = addMonths(today.subtract({ days: lateInvoiceDays }), -12);
  // A year that begins on 29 February ends with the one that begins the day before.
  const next = candidate.add({ days: 1 });
  return isBefore(today, closesOn(next, lateInvoiceDays)) ? candidate : next;
}

/** How many of what was ordered nobody has invoiced. */
export function leftToDeliver(order: { readonly quantity: Quantity; readonly invoicedQuantity: Quantity }): Quantity {
  return { tenThousandths: greatest(order.quantity.tenThousandths - order.invoicedQuantity.tenThousandths, 0n) };
}

/** An order as its end finds it. */
type Ending = Parameters<typeof decideOrderEnd>[0];

/** Decides whether the rest of an order may be ordered again on a line of a later year, and what goes back of the old one. */
export function decideCarryOver(
  old: Ending & { readonly budgetYear: PlainDate; readonly quantity: Quantity; readonly invoicedQuantity: Quantity },
  target: OrderFacts,
  order: Omit<NewOrder, 'quantity'>,
): Decision<{ readonly leftPence: bigint; readonly quantity: Quantity; readonly pricePence: bigint }> {
  const quantity = leftToDeliver(old);
  const lastOn = yearEnd(old.budgetYear);
  const end = decideOrderEnd(old, 'carried over');
  const isLeft = quantity.tenThousandths > 0n;
  const raised = decideOrder(target, { ...order, quantity });
  return decide(
    [
      ...(end.accepted ? [] : end.refusals),
      !isLeft && { code: 'order-all-delivered' },
      !isBefore(lastOn, target.startsOn) && { code: 'order-not-of-later-year', lastOn },
      // Nothing left costs nothing: that is said once.
      ...(raised.accepted ? [] : raised.refusals.filter(({ code }) => isLeft || code !== 'order-costs-nothing')),
    ],
    () => ({
      leftPence: total(old.parts.map(part => promisedLeft(part, false))),
      quantity,
      pricePence: orderPrice(quantity, order.unitPence),
    }),
  );
}

/** What the end of an order posts: the rest of its promise is free again, in each payer's books. */
export function promisesEnded(
  order: {
    readonly budgetId: string;
    readonly budgetYear: PlainDate;
    readonly planItemId: string;
    readonly parts: readonly OrderPart[];
  },
  happenedOn: PlainDate,
): readonly Journal[] {
  const { budgetId, budgetYear, planItemId: planLineId } = order;
  return order.parts
    .map(part => ({ stream: part.stream, pence: promisedLeft(part, false) }))
    .filter(part => part.pence > 0n)
    .map(part => promiseEnded({ ...part, budgetId, budgetYear, planLineId, option: 'NOTIONAL', happenedOn }));
}
