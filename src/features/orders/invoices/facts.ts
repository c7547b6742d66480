/** What the rules ask of an invoice, from the stores that own it. */
import type { Tx } from '../../../platform/db.ts';
import { findingsOf, type InvoiceFinding, type OpenInvoice } from '../../../rules/orders/invoice.ts';
import { leftOnLine } from '../../../rules/orders/order.ts';
import { isBefore, type PlainDate } from '../../../values/dates.ts';
import { loadHospitalStays } from '../../amounts/hospital/store.ts';
import { loadSuspensions } from '../../amounts/suspensions/store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import type { Budget } from '../../requests/store.ts';
import { loadOrders, type Order } from '../store.ts';
import { type Invoice, loadInvoice, loadInvoices } from './store.ts';

export type Judged = { readonly invoice: Invoice; readonly order: Order; readonly open: OpenInvoice };

/** An invoice of a budget with its order and what is found of it today; undefined where there is none. */
export async function loadJudged(tx: Tx, budget: Budget, invoiceId: string): Promise<Judged | undefined> {
  const { budgetId } = budget;
  const invoice = await loadInvoice(tx, budgetId, invoiceId);
  if (!invoice) return undefined;
  const orders = await loadOrders(tx, budgetId);
  const order = orders.find(one => one.orderId === invoice.orderId)!;
  const { status, enteredById, pence, agreed } = invoice;
  // What was decided is not judged anew.
  const isOpen = status === 'ENTERED' || status === 'QUERIED';
  const findings = isOpen ? await findingsNow(tx, budget, { invoice, order, orders }) : [];
  return { invoice, order, open: { status, enteredById, pence, findings, agreed } };
}

async function findingsNow(
  tx: Tx,
  { budgetId, state }: Budget,
  { invoice, order, orders }: { readonly invoice: Invoice; readonly order: Order; readonly orders: readonly Order[] },
): Promise<readonly InvoiceFinding[]> {
  const plan = await loadApprovedPlan(tx, budgetId);
  const item = plan?.items.find(one => one.planItemId === order.planItemId);
  const onLine = orders.filter(one => one.planItemId === order.planItemId);
  const twin = (await loadInvoices(tx, budgetId)).find(
    one =>
      one.invoiceId !== invoice.invoiceId &&
      one.kind === 'INVOICE' &&
      one.status !== 'REFUSED' &&
      one.orderId === invoice.orderId &&
      one.pence === invoice.pence &&
      !isBefore(one.toOn, invoice.fromOn) &&
      !isBefore(invoice.toOn, one.fromOn),
  );
  const stays = await loadHospitalStays(tx, budgetId);
  const suspensions = (await loadSuspensions(tx, budgetId)).filter(
    ({ scope, planItemIds }) => scope === 'WHOLE' || planItemIds.includes(order.planItemId),
  );
  return findingsOf({
    ...invoice,
    order,
    leftOnLinePence: item && leftOnLine({ plannedPence: item.annualPence, orders: onLine }),
    sameAmount: twin?.number,
    state,
    inHospitalOn: firstDayIn(
      invoice,
      stays.map(({ admittedOn, returnedOn }) => ({ fromOn: admittedOn, untilOn: returnedOn })),
    ),
    heldBackOn: firstDayIn(
      invoice,
      suspensions.map(({ startsOn, end }) => ({ fromOn: startsOn, untilOn: end?.resumedOn })),
    ),
  });
}

/** The first of the invoice's days that lies in one of these times; a time without an end goes on. */
function firstDayIn(
  invoice: Pick<Invoice, 'fromOn' | 'toOn'>,
  times: readonly { readonly fromOn: PlainDate; readonly untilOn: PlainDate | undefined }[],
): PlainDate | undefined {
  return times
    .filter(
      ({ fromOn, untilOn }) => !isBefore(invoice.toOn, fromOn) && !(untilOn && !isBefore(invoice.fromOn, untilOn)),
    )
    .map(({ fromOn }) => (isBefore(fromOn, invoice.fromOn) ? invoice.fromOn : fromOn))
    .toSorted(Temporal.PlainDate.compare)[0];
}
