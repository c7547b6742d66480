/** What is asked about orders: for a new one, a yes or no, to close one, and to order the rest of one again. */
import { type AskedBefore, askedAlreadyText } from '../../nhsuk/asked-already.ts';
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
import { type Html, html } from '../../platform/html.ts';
import type { Problem, Typed } from '../../platform/http.ts';
import { leftToDeliver } from '../../rules/orders/year-end.ts';
import { type AskedFor, askedAlready } from '../../rules/payment/asked-already.ts';
import { pounds } from '../../values/pence.ts';
import { showQuantity } from '../../values/quantity.ts';
import { loadBudget } from '../requests/store.ts';
import { type LaterLine, loadLaterLines } from './facts.ts';
import {
  type Asked,
  type AskedOrder,
  findBought,
  heading,
  lineOf,
  orderFacts,
  promisedOf,
  STATUS_WORDS,
  statusOf,
} from './page-parts.ts';
import { loadOrder, loadOrders, type Order } from './store.ts';
import { loadSupplierNames } from './suppliers/store.ts';

export async function showNew(
  { tx, actor, frame, params }: Asked,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const bought = await findBought(tx, actor, params.budgetId);
  if (!bought) return undefined;
  const { budget, items } = bought;
  const suppliers = await loadSupplierNames(tx, actor.icbCode);
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
  fields: (order: Order) => readonly (Html | false)[],
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
  const all = (await loadOrders(context.tx, context.params.budgetId)).map(asAskedBefore);
  return orderForm(context, problems, { title: 'Yes or no to an order', path: 'answer', isOn }, order => [
    askedAlreadyText(askedAlready(asAskedBefore(order), all)),
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

function asAskedBefore(order: Order): AskedFor & AskedBefore {
  return {
    id: order.orderId,
    kind: `${order.planItemId} ${order.supplierId}`,
    purpose: order.what,
    pence: order.pricePence,
    days: { from: order.fromOn, to: order.toOn },
    isRefused: order.outcome === 'REFUSED',
    href: `/budgets/${order.budgetId}/orders/${order.orderId}`,
    madeOn: order.raisedOn,
    byName: order.raisedByName,
    standing: STATUS_WORDS[statusOf(order)],
  };
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
      hint: 'Such as: everything came, for less than its price. If care could still come, the person reads this',
      problems,
      values: typed,
      rows: 3,
    }),
    submitButton('Close the order'),
  ]);
}

export async function showCarryOver(
  context: AskedOrder,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const { tx, actor, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const old = budget && (await loadOrder(tx, budget.budgetId, params.orderId));
  const lines = old ? await loadLaterLines(tx, budget, old.budgetYear) : [];
  const shared = { problems, values: typed };
  const isOn = (order: Order) => statusOf(order) === 'OPEN' && lines.length > 0;
  const given = { title: 'Order the rest again', path: 'carry-over', isOn };
  return orderForm(context, problems, given, order => [
    html`<p>${showQuantity(leftToDeliver(order))} of ${showQuantity(order.quantity)} were not invoiced. They are ordered again at the same price, and ${pounds(promisedOf(order))} goes back to the year that ends. Another person has to approve the new order.</p>`,
    selectField({
      ...shared,
      name: 'planItemId',
      label: 'Which part of the plan of a later year is it for?',
      options: lines.map((line: LaterLine) => ({
        value: line.planItemId,
        text: `${line.label}, ${line.budget.reference}`,
      })),
    }),
    dateField({ ...shared, name: 'fromOn', label: 'On which day is the first service?' }),
    dateField({ ...shared, name: 'toOn', label: 'And the last?' }),
    submitButton('Order it again'),
  ]);
}
