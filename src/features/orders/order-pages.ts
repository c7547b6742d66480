/** The orders of one budget: what the plan has for each part, what is ordered and invoiced of it, and each order by itself. */
import { z } from 'zod';
import { summaryList } from '../../nhsuk/content/summary-list.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import {
  dateField,
  form,
  moneyField,
  radiosField,
  selectField,
  submitButton,
  textareaField,
  textField,
} from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Problem, ShowContext, Typed } from '../../platform/http.ts';
import { streamWords } from '../../rules/funding/streams.ts';
import { leftOnLine, ORDERING, promisedLeft, takenOfLine } from '../../rules/orders/order.ts';
import { hasLeave } from '../../rules/permissions.ts';
import type { PlanItem } from '../../rules/plan/plan.ts';
import type { Actor } from '../../values/actor.ts';
import { longDate } from '../../values/dates.ts';
import { pounds, total } from '../../values/pence.ts';
import { showQuantity } from '../../values/quantity.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { invoicesTable } from './invoices/invoice-parts.ts';
import { loadInvoices } from './invoices/store.ts';
import { loadOrder, loadOrders, type Order } from './store.ts';
import { loadSuppliers } from './suppliers/store.ts';

export const OrdersAnswer = z.object({
  lines: z.array(
    z.object({
      planItemId: z.string(),
      label: z.string(),
      plannedPence: z.string(),
      takenPence: z.string(),
      leftPence: z.string(),
    }),
  ),
  orders: z.array(
    z.object({
      orderId: z.string(),
      reference: z.string(),
      planItemId: z.string(),
      supplier: z.string(),
      what: z.string(),
      status: z.enum(['WAITING', 'REFUSED', 'OPEN', 'CLOSED']),
      pricePence: z.string(),
      invoicedPence: z.string(),
      promisedPence: z.string(),
      fromOn: z.iso.date(),
      toOn: z.iso.date(),
    }),
  ),
});

type Asked = ShowContext<{ readonly budgetId: string }>;
type AskedOrder = ShowContext<{ readonly budgetId: string; readonly orderId: string }>;

type Bought = { readonly budget: Budget; readonly items: readonly PlanItem[]; readonly orders: readonly Order[] };

/** A budget with the parts of its plan that the NHS buys; undefined where there is neither a part nor an order. */
async function find(tx: Tx, actor: Actor, budgetId: string): Promise<Bought | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, budgetId);
  if (!budget) return undefined;
  const plan = await loadApprovedPlan(tx, budgetId);
  const items = (plan?.items ?? []).filter(({ option }) => option === 'NOTIONAL');
  const orders = await loadOrders(tx, budgetId);
  return items.length + orders.length === 0 ? undefined : { budget, items, orders };
}

type Status = z.output<typeof OrdersAnswer>['orders'][number]['status'];

function statusOf({ outcome, isEnded }: Order): Status {
  if (outcome === undefined) return 'WAITING';
  if (outcome === 'REFUSED') return 'REFUSED';
  return isEnded ? 'CLOSED' : 'OPEN';
}

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  WAITING: 'Waits for a yes',
  REFUSED: 'Refused',
  OPEN: 'Ordered',
  CLOSED: 'Closed',
};

/** What an order still promises. */
const promisedOf = ({ parts, isEnded }: Order) => total(parts.map(part => promisedLeft(part, isEnded)));

const lineOf = ({ orders }: Bought, item: PlanItem) => {
  const own = orders.filter(order => order.planItemId === item.planItemId);
  return {
    takenPence: total(own.map(order => takenOfLine(order, true))),
    leftPence: leftOnLine({ plannedPence: item.annualPence, orders: own }),
  };
};

/** The same as JSON. */
export async function ordersAsJson(
  tx: Tx,
  actor: Actor,
  budgetId: string,
): Promise<z.input<typeof OrdersAnswer> | undefined> {
  const bought = await find(tx, actor, budgetId);
  return (
    bought && {
      lines: bought.items.map(item => {
        const { takenPence, leftPence } = lineOf(bought, item);
        const { planItemId, label, annualPence } = item;
        return {
          planItemId,
          label,
          plannedPence: annualPence.toString(),
          takenPence: takenPence.toString(),
          leftPence: leftPence.toString(),
        };
      }),
      orders: bought.orders.map(order => ({
        orderId: order.orderId,
        reference: order.reference,
        planItemId: order.planItemId,
        supplier: order.supplierName,
        what: order.what,
        status: statusOf(order),
        pricePence: order.pricePence.toString(),
        invoicedPence: order.invoicedPence.toString(),
        promisedPence: promisedOf(order).toString(),
        fromOn: order.fromOn.toString(),
        toOn: order.toOn.toString(),
      })),
    }
  );
}

const heading = (budget: Budget, title: string): Html =>
  html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;

const numeric = (pence: bigint) => ({ text: pounds(pence), format: 'numeric' as const });

export async function showOrders({ tx, actor, frame, params }: Asked): Promise<Html | undefined> {
  const bought = await find(tx, actor, params.budgetId);
  if (!bought) return undefined;
  const { budget, items, orders } = bought;
  const mine = actor.personId !== undefined;
  const title = mine ? 'What the NHS buys for you' : 'What the NHS buys';
  const mayRaise = hasLeave(actor, 'raise-order') && ORDERING.includes(budget.state);
  return page({
    frame,
    title,
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${heading(budget, title)}
    <p>${mine ? 'We order this care for you and pay for it. No money goes to you.' : 'The NHS orders this care and pays for it. No money goes to the person.'}</p>
    ${table({
      caption: 'What the plan has, and what is ordered',
      responsive: true,
      head: [
        'What for',
        ...['In the plan', 'Ordered', 'Left'].map(words => ({ text: words, format: 'numeric' as const })),
      ],
      rows: items.map(item => {
        const { takenPence, leftPence } = lineOf(bought, item);
        return [item.label, numeric(item.annualPence), numeric(takenPence), numeric(leftPence)];
      }),
    })}
    ${mayRaise && html`<p><a href="/budgets/${budget.budgetId}/orders/new">Order something</a></p>`}
    ${
      orders.length === 0
        ? html`<p>Nothing is ordered yet.</p>`
        : table({
            caption: 'Orders',
            responsive: true,
            head: [
              'Order',
              'What',
              'From whom',
              'Days',
              ...['Price', 'Invoiced', 'Still to come'].map(words => ({ text: words, format: 'numeric' as const })),
              'Where it stands',
            ],
            rows: orders.map(order => [
              { html: html`<a href="/budgets/${budget.budgetId}/orders/${order.orderId}">${order.reference}</a>` },
              order.what,
              order.supplierName,
              `${longDate(order.fromOn)} to ${longDate(order.toOn)}`,
              numeric(order.pricePence),
              numeric(order.invoicedPence),
              numeric(promisedOf(order)),
              STATUS_WORDS[statusOf(order)],
            ]),
          })
    }`,
  });
}

export async function showOrder({ tx, actor, frame, params }: AskedOrder): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const order = budget && (await loadOrder(tx, budget.budgetId, params.orderId));
  if (!budget || !order) return undefined;
  const at = `/budgets/${budget.budgetId}/orders/${order.orderId}`;
  const status = statusOf(order);
  const mayDecide = hasLeave(actor, 'decide-order') && status === 'WAITING';
  const title = `Order ${order.reference}`;
  const invoices = (await loadInvoices(tx, budget.budgetId)).filter(one => one.orderId === order.orderId);
  return page({
    frame,
    title,
    backLink: { href: `/budgets/${budget.budgetId}/orders`, text: 'All orders' },
    content: html`
    ${heading(budget, title)}
    <p>${tag({ text: STATUS_WORDS[status], colour: status === 'OPEN' ? 'green' : status === 'WAITING' ? 'blue' : 'grey' })}</p>
    ${orderFacts(order)}
    ${order.parts.length > 1 && partsTable(order)}
    ${invoices.length > 0 && invoicesTable(invoices, order.invoicedPence)}
    ${hasLeave(actor, 'enter-invoice') && status === 'OPEN' && html`<p><a href="${at}/invoices/new">Enter an invoice</a></p>`}
    ${mayDecide && actor.id === order.raisedById && insetText({ text: 'You raised this order, so somebody else decides about it.' })}
    ${mayDecide && actor.id !== order.raisedById && html`<p><a href="${at}/answer">Say yes or no</a></p>`}
    ${hasLeave(actor, 'close-order') && status === 'OPEN' && html`<p><a href="${at}/close">Close the order</a></p>`}`,
  });
}

function orderFacts(order: Order): Html {
  return summaryList({
    rows: [
      { key: 'What', value: order.what },
      { key: 'Part of the plan', value: order.lineLabel },
      { key: 'From', value: order.supplierName },
      {
        key: 'How much',
        value: `${showQuantity(order.quantity)} at ${pounds(order.unitPence)} for each ${order.unit}`,
      },
      { key: 'Price', value: html`<strong>${pounds(order.pricePence)}</strong>` },
      { key: 'First day', value: longDate(order.fromOn) },
      { key: 'Last day', value: longDate(order.toOn) },
      order.outcome === 'APPROVED' && { key: 'Invoiced', value: pounds(order.invoicedPence) },
      order.outcome === 'APPROVED' && { key: 'Still to come', value: pounds(promisedOf(order)) },
      { key: 'Raised', value: `${longDate(order.raisedOn)} by ${order.raisedByName}` },
      order.decidedOn && {
        key: order.outcome === 'APPROVED' ? 'Approved' : 'Refused',
        value: `${longDate(order.decidedOn)} by ${order.decidedByName}${order.decisionReason === '' ? '' : `: ${order.decisionReason}`}`,
      },
      order.endedOn && {
        key: 'Closed',
        value: `${longDate(order.endedOn)} by ${order.endedByName}: ${order.endReason}. ${pounds(order.givenBackPence)} went back to the budget`,
      },
    ],
  });
}

const partsTable = (order: Order): Html =>
  table({
    caption: 'Who pays for it',
    responsive: true,
    head: ['Payer', ...['Price', 'Invoiced'].map(words => ({ text: words, format: 'numeric' as const }))],
    rows: order.parts.map(part => [streamWords(part.stream), numeric(part.pence), numeric(part.invoicedPence)]),
  });

export async function showNew(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const bought = await find(tx, actor, params.budgetId);
  if (!bought) return undefined;
  const { budget, items } = bought;
  const suppliers = await loadSuppliers(tx, actor.icbCode);
  const shared = { problems, values: typed };
  const title = 'Order care';
  return page({
    frame,
    title,
    problems,
    backLink: { href: `/budgets/${budget.budgetId}/orders`, text: 'All orders' },
    content: html`
    ${heading(budget, title)}
    <p>Another person has to approve the order. The supplier writes its number on every invoice. <a href="/suppliers/new">Add a supplier</a> first if it is not in the list.</p>
    ${form(
      { action: `/budgets/${budget.budgetId}/orders/new`, ...frame.hidden },
      selectField({
        ...shared,
        name: 'planItemId',
        label: 'Which part of the plan is it for?',
        options: items.map(item => ({
          value: item.planItemId,
          text: `${item.label}: ${pounds(lineOf(bought, item).leftPence)} left`,
        })),
      }),
      selectField({
        ...shared,
        name: 'supplierId',
        label: 'From whom?',
        options: suppliers.map(({ supplierId, name }) => ({ value: supplierId, text: name })),
      }),
      textField({
        ...shared,
        name: 'what',
        label: 'What is ordered?',
        hint: 'Such as: physiotherapy at home, twice a week',
      }),
      textField({ ...shared, name: 'quantity', label: 'How many?', width: 5, inputmode: 'decimal' }),
      textField({ ...shared, name: 'unit', label: 'What is counted?', hint: 'Such as: visit, hour, night', width: 10 }),
      moneyField({ ...shared, name: 'unitPence', label: 'Price of one' }),
      dateField({ ...shared, name: 'fromOn', label: 'On which day is the first service?' }),
      dateField({ ...shared, name: 'toOn', label: 'And the last?' }),
      submitButton('Raise the order'),
    )}`,
  });
}

/** The page of an order with one form below. */
async function orderForm(
  { tx, actor, frame, params }: AskedOrder,
  problems: readonly Problem[],
  given: { readonly title: string; readonly path: string; readonly isOn: (order: Order) => boolean },
  fields: (order: Order) => readonly Html[],
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const order = budget && (await loadOrder(tx, budget.budgetId, params.orderId));
  if (!budget || !order || (problems.length === 0 && !given.isOn(order))) return undefined;
  const at = `/budgets/${budget.budgetId}/orders/${order.orderId}`;
  return page({
    frame,
    title: given.title,
    problems,
    backLink: { href: at, text: `Order ${order.reference}` },
    content: html`
    ${heading(budget, given.title)}
    ${orderFacts(order)}
    ${form({ action: `${at}/${given.path}`, ...frame.hidden }, ...fields(order))}`,
  });
}

export async function showAnswer(
  context: AskedOrder,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const shared = { problems, values: typed };
  const isOn = ({ outcome }: Order) => outcome === undefined;
  return orderForm(context, problems, { title: 'Yes or no to an order', path: 'answer', isOn }, () => [
    radiosField({
      ...shared,
      name: 'outcome',
      label: 'May it be ordered?',
      options: [
        { value: 'APPROVED', text: 'Yes' },
        { value: 'REFUSED', text: 'No' },
      ],
    }),
    textareaField({ ...shared, name: 'reason', label: 'Why not? (only for a no)', rows: 3 }),
    submitButton('Save'),
  ]);
}

export async function showClosing(
  context: AskedOrder,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const isOn = (order: Order) => statusOf(order) === 'OPEN';
  return orderForm(context, problems, { title: 'Close the order', path: 'close', isOn }, order => [
    html`<p>${pounds(promisedOf(order))} goes back to the budget. After this no invoice is taken on the order.</p>`,
    textareaField({
      name: 'reason',
      label: 'Why is it closed?',
      hint: 'Such as: everything came, for less than its price',
      problems,
      values: typed,
      rows: 3,
    }),
    submitButton('Close the order'),
  ]);
}
