/**
 * Orders for care that the NHS buys itself (R-092, T15, T16): what may be ordered on a line of the plan, who says yes
 * to it, what it promises, and what goes back once it is closed.
 *
 * Pure. Pence of one budget year. An order that was approved holds its price, or what was invoiced where that is more;
 * a closed one holds what was invoiced. Nothing of it ever goes to the person.
 */
import { isBefore, type PlainDate } from '../../values/dates.ts';
import { greatest, MOST_PENCE, total } from '../../values/pence.ts';
import { priceOf, type Quantity } from '../../values/quantity.ts';
import { type Decision, decide } from '../decision.ts';
import type { BudgetState } from '../life.ts';
import type { ManagementOption } from '../payment/ledger.ts';

export type OrderRefusal =
  | { readonly code: 'order-not-now'; readonly state: BudgetState }
  | { readonly code: 'order-line-not-in-plan' }
  | { readonly code: 'order-line-not-notional' }
  | { readonly code: 'order-supplier-unknown' }
  | { readonly code: 'order-days-turned' }
  | { readonly code: 'order-outside-year'; readonly startsOn: PlainDate; readonly lastOn: PlainDate }
  | { readonly code: 'order-costs-nothing' }
  | { readonly code: 'order-too-large' }
  | { readonly code: 'order-over-plan'; readonly leftPence: bigint; readonly overPence: bigint }
  | { readonly code: 'order-raiser-decides' }
  | { readonly code: 'order-decided-already' }
  | { readonly code: 'order-refused-without-reason' }
  | { readonly code: 'order-not-open' }
  | { readonly code: 'order-has-open-invoices'; readonly count: number }
  | { readonly code: 'order-closed-without-reason' }
  | { readonly code: 'first-service-not-booked' }; // T16

/** States in which care may be ordered: what was agreed is bought, and not before. */
export const ORDERING: readonly BudgetState[] = ['AGREED', 'SET_UP', 'ACTIVE'];

/** What an order costs: so many times its price, rounded once, half up. */
export function orderPrice(quantity: Quantity, unitPence: bigint): bigint {
  return priceOf(quantity, unitPence, 1n);
}

/** An order as its line of the plan counts it. */
export type OrderOnLine = {
  readonly outcome: 'APPROVED' | 'REFUSED' | undefined;
  readonly isEnded: boolean;
  readonly pricePence: bigint;
  /** Accepted invoices less credit notes. */
  readonly invoicedPence: bigint;
};

/** What an order takes of its line of the plan. One that waits for its yes is counted only where that is asked. */
export function takenOfLine(order: OrderOnLine, countWaiting: boolean): bigint {
  if (order.outcome === 'REFUSED') return 0n;
  if (order.outcome === undefined) return countWaiting ? order.pricePence : 0n;
  return order.isEnded ? order.invoicedPence : greatest(order.pricePence, order.invoicedPence);
}

export type OrderLine = {
  readonly option: ManagementOption;
  /** What the plan has for it in the year. */
  readonly plannedPence: bigint;
  /** Every other order on it. */
  readonly orders: readonly OrderOnLine[];
};

/** What is left of a line of the plan for another order; below nought where more was invoiced than planned. */
export function leftOnLine(line: Pick<OrderLine, 'plannedPence' | 'orders'>, countWaiting = true): bigint {
  return line.plannedPence - total(line.orders.map(order => takenOfLine(order, countWaiting)));
}

export type OrderFacts = {
  readonly state: BudgetState;
  readonly line: OrderLine | undefined;
  readonly isSupplierKnown: boolean;
  /** The first and the last day of the budget year. */
  readonly startsOn: PlainDate;
  readonly lastOn: PlainDate;
};

export type NewOrder = {
  readonly quantity: Quantity;
  readonly unitPence: bigint;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
};

/** decides whether this may be ordered on a line of the plan: notional, in the year, within the line's money. */
export function decideOrder(facts: OrderFacts, order: NewOrder): Decision<{ readonly pricePence: bigint }> {
  const { state, line, startsOn, lastOn } = facts;
  const { fromOn, toOn } = order;
  const pricePence = orderPrice(order.quantity, order.unitPence);
  return decide(
    [
      !ORDERING.includes(state) && { code: 'order-not-now', state },
      line === undefined && { code: 'order-line-not-in-plan' },
      line !== undefined && line.option !== 'NOTIONAL' && { code: 'order-line-not-notional' },
      !facts.isSupplierKnown && { code: 'order-supplier-unknown' },
      isBefore(toOn, fromOn) && { code: 'order-days-turned' },
      (isBefore(fromOn, startsOn) || isBefore(lastOn, toOn)) && { code: 'order-outside-year', startsOn, lastOn },
      pricePence <= 0n && { code: 'order-costs-nothing' },
      pricePence > MOST_PENCE && { code: 'order-too-large' },
      line !== undefined && overPlan(line, pricePence, true),
    ],
    () => ({ pricePence }),
  );
}

function overPlan(line: OrderLine, pricePence: bigint, countWaiting: boolean): OrderRefusal | false {
  const leftPence = leftOnLine(line, countWaiting);
  return pricePence > leftPence && { code: 'order-over-plan', leftPence, overPence: pricePence - leftPence };
}

/** Decides whether this member of staff may say yes or no to an order: another person, once, and still within the plan. */
export function decideOrderAnswer(
  facts: {
    readonly state: BudgetState;
    readonly raisedById: string;
    readonly isDecided: boolean;
    readonly pricePence: bigint;
    readonly line: OrderLine | undefined;
  },
  answer: { readonly outcome: 'APPROVED' | 'REFUSED'; readonly reason: string },
  byId: string,
): Decision<true> {
  const { state, line } = facts;
  const isYes = answer.outcome === 'APPROVED';
  return decide(
    [
      facts.raisedById === byId && { code: 'order-raiser-decides' },
      facts.isDecided && { code: 'order-decided-already' },
      !isYes && answer.reason.trim() === '' && { code: 'order-refused-without-reason' },
      isYes && !ORDERING.includes(state) && { code: 'order-not-now', state },
      isYes && line === undefined && { code: 'order-line-not-in-plan' },
      // Others wait as well; whichever is approved first takes the money.
      isYes && line !== undefined && overPlan(line, facts.pricePence, false),
    ],
    () => true,
  );
}

/** One payer's part of an order, and what was invoiced of it. */
export type OrderPart = { readonly stream: string; readonly pence: bigint; readonly invoicedPence: bigint };

/** What is still promised of each payer's part: never below nought, however much was invoiced; nothing once closed. */
export function promisedLeft(part: Pick<OrderPart, 'pence' | 'invoicedPence'>, isEnded: boolean): bigint {
  return isEnded ? 0n : greatest(part.pence - part.invoicedPence, 0n);
}

/** Decides whether an order may be closed, and what goes back to the budget: what of its price was not invoiced. */
export function decideOrderEnd(
  order: {
    readonly outcome: 'APPROVED' | 'REFUSED' | undefined;
    readonly isEnded: boolean;
    readonly parts: readonly OrderPart[];
    /** Invoices that nobody has accepted or refused yet. */
    readonly openInvoices: number;
  },
  reason: string,
): Decision<{ readonly leftPence: bigint }> {
  const { openInvoices: count } = order;
  return decide(
    [
      (order.outcome !== 'APPROVED' || order.isEnded) && { code: 'order-not-open' },
      count > 0 && { code: 'order-has-open-invoices', count },
      reason.trim() === '' && { code: 'order-closed-without-reason' },
    ],
    () => ({ leftPence: total(order.parts.map(part => promisedLeft(part, false))) }),
  );
}

/** T15: whether the orders for care that the NHS buys are placed: one that was approved and still runs on each such line. */
export function areOrdersPlaced(
  notionalLines: readonly string[],
  orders: readonly (Pick<OrderOnLine, 'outcome' | 'isEnded'> & { readonly planItemId: string })[],
): boolean {
  const ordered = new Set(
    orders.filter(order => order.outcome === 'APPROVED' && !order.isEnded).map(order => order.planItemId),
  );
  return notionalLines.every(line => ordered.has(line));
}

/** T16: the day of the first service that is booked: the first of all orders that were approved. */
export function firstServiceOn(
  orders: readonly (Pick<OrderOnLine, 'outcome' | 'isEnded'> & { readonly fromOn: PlainDate })[],
): PlainDate | undefined {
  const days = orders.filter(order => order.outcome === 'APPROVED' && !order.isEnded).map(order => order.fromOn);
  return days.toSorted(Temporal.PlainDate.compare)[0];
}
