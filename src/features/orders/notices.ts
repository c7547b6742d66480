/**
 * What a person is told of care that the NHS buys for them: what was ordered, what ended before its last day, and a bill
 * that is about whether the care came. Plain English, reading age 9 to 11.
 */
import { longDate, type PlainDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import { showQuantity } from '../../values/quantity.ts';
import type { NewNotice } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';
import type { Invoice } from './invoices/store.ts';
import type { Order } from './store.ts';

type About = { readonly budget: Budget; readonly order: Order; readonly on: PlainDate };

const addressed = ({ budget, on }: About) => ({
  kind: 'N18',
  personId: budget.personId,
  budgetId: budget.budgetId,
  recipient: budget.personName,
  rules: ['R-092'],
  effectiveOn: on,
});

/** An order was approved. */
export function orderMade(about: About): NewNotice {
  const { budget, order } = about;
  return {
    ...addressed(about),
    heading: 'We ordered care for you',
    paragraphs: [
      `We ordered from ${order.supplierName}: ${order.what}.`,
      `It is for ${longDate(order.fromOn)} to ${longDate(order.toOn)}. We ordered ${showQuantity(order.quantity)} at ${pounds(order.unitPence)} for each ${order.unit}. That is ${pounds(order.pricePence)} in all.`,
      'The NHS pays for it out of your budget. You pay nothing.',
      `Does nobody come, or is it not what you need? Tell ${budget.careCoordinatorName}.`,
    ],
  };
}

/** An order was closed while it could still have been used. */
export function orderEnded(about: About, end: { readonly reason: string; readonly leftPence: bigint }): NewNotice {
  const { budget, order } = about;
  return {
    ...addressed(about),
    heading: 'Care that we ordered for you ends',
    paragraphs: [
      `We had ordered from ${order.supplierName}: ${order.what}. This order is now closed.`,
      `Why: ${end.reason}`,
      ...(end.leftPence > 0n ? [`${pounds(end.leftPence)} was not used. It is free again in your budget.`] : []),
      `Do you still need this care? Tell ${budget.careCoordinatorName}.`,
    ],
  };
}

/** A bill of which it is not clear whether the care came, or more came than was ordered: what we ask. */
export function billAsked(about: About, invoice: Invoice, question: string): NewNotice {
  return {
    ...addressed(about),
    heading: 'We are asking about a bill for your care',
    paragraphs: [
      billWords(about, invoice),
      `Before we pay it, we are asking: ${question}`,
      `Do you know which care came on these days? Tell ${about.budget.careCoordinatorName}. It helps us.`,
      'You pay nothing, and your care goes on.',
    ],
  };
}

/** Such a bill was not paid. */
export function billRefused(about: About, invoice: Invoice, reason: string): NewNotice {
  return {
    ...addressed(about),
    heading: 'We did not pay a bill for your care',
    paragraphs: [
      `${billWords(about, invoice)} We did not pay it.`,
      `Why: ${reason}`,
      `You pay nothing. If anybody asks you for this money, do not pay it, and tell ${about.budget.careCoordinatorName}.`,
    ],
  };
}

function billWords({ order }: About, { supplierName, pence, fromOn, toOn }: Invoice): string {
  const days = fromOn.equals(toOn) ? longDate(fromOn) : `${longDate(fromOn)} to ${longDate(toOn)}`;
  return `${supplierName} sent us a bill of ${pounds(pence)} for ${days}. It is for: ${order.what}.`;
}
