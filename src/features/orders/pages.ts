/** Care that the NHS buys: its orders and its suppliers, for the person, and for whoever orders and decides. */
import { z } from 'zod';
import { date, money, oneOf, optionalText, quantity, text } from '../../platform/forms.ts';
import { get, post, type Route, read, seeOther } from '../../platform/http.ts';
import { pounds } from '../../values/pence.ts';
import { carryOverOrder } from './carry-over-order.ts';
import { closeOrder } from './close-order.ts';
import { decideOrderRaised } from './decide-order.ts';
import { invoicePages } from './invoices/pages.ts';
import { showAnswer, showCarryOver, showClosing, showNew } from './order-forms.ts';
import { OrdersAnswer, ordersAsJson, showOrder, showOrders } from './order-pages.ts';
import { payingPages } from './paying/pages.ts';
import { raiseOrder } from './raise-order.ts';
import { supplierPages } from './suppliers/pages.ts';
import { showWork } from './work-page.ts';

const OrderForm = z.object({
  planItemId: z.uuid({ error: 'Select the part of the plan that it is for' }),
  supplierId: z.uuid({ error: 'Select the supplier' }),
  what: text('Say what is ordered', 200),
  quantity: quantity('Enter how many, such as 104 or 7.5'),
  unit: text('Say what is counted, such as visit, hour or chair', 30),
  unitPence: money('Enter the price of one, such as 38.50', 1n),
  fromOn: date('Enter the first day, such as 1 12 2026'),
  toOn: date('Enter the last day, such as 30 11 2027'),
});

const AnswerForm = z.object({
  outcome: oneOf(['APPROVED', 'REFUSED'], 'Select yes or no'),
  reason: optionalText(500),
});

const ClosingForm = z.object({ reason: text('Say why the order is closed', 500) });

const CarryOverForm = z.object({
  planItemId: z.uuid({ error: 'Select the part of the plan that it is for' }),
  fromOn: date('Enter the first day, such as 1 12 2027'),
  toOn: date('Enter the last day, such as 30 11 2028'),
});

type OfOrder = { readonly budgetId: string; readonly orderId: string };
const ofOrder = ({ budgetId, orderId }: OfOrder) => `/budgets/${budgetId}/orders/${orderId}`;

const orderPages: readonly Route[] = [
  get('/orders', { may: 'see-suppliers', records: 'orders.list', show: context => showWork(context) }),
  get('/budgets/:budgetId/orders', { may: 'see-case', records: 'orders.read', show: context => showOrders(context) }),
  read('/budgets/:budgetId/orders', {
    may: 'see-case',
    records: 'orders.read',
    answer: OrdersAnswer,
    read: ({ tx, actor, params }) => ordersAsJson(tx, actor, params.budgetId),
  }),
  get('/budgets/:budgetId/orders/new', { may: 'raise-order', records: 'order.ask', show: context => showNew(context) }),
  post('/budgets/:budgetId/orders/new', {
    may: 'raise-order',
    records: 'order.raise',
    form: OrderForm,
    act: ({ tools, actor, command, params, values }) => raiseOrder(tools, actor, command, params.budgetId, values),
    done: ({ orderId, reference, pricePence }, { params }) =>
      seeOther(
        ofOrder({ ...params, orderId }),
        `Order ${reference} raised, ${pounds(BigInt(pricePence))}. Somebody else has to approve it`,
      ),
    askAgain: (context, problems, typed) => showNew(context, problems, typed),
  }),
  get('/budgets/:budgetId/orders/:orderId', {
    may: 'see-case',
    records: 'order.read',
    show: context => showOrder(context),
  }),
  get('/budgets/:budgetId/orders/:orderId/answer', {
    may: 'decide-order',
    records: 'order.ask',
    show: context => showAnswer(context),
  }),
  post('/budgets/:budgetId/orders/:orderId/answer', {
    may: 'decide-order',
    records: 'order.decide',
    form: AnswerForm,
    act: ({ tools, actor, command, params, values }) =>
      decideOrderRaised(tools, actor, command, params.budgetId, params.orderId, values),
    done: ({ reference, outcome }, { params }) =>
      seeOther(ofOrder(params), `Order ${reference} ${outcome === 'APPROVED' ? 'approved' : 'refused'}`),
    askAgain: (context, problems, typed) => showAnswer(context, problems, typed),
  }),
  get('/budgets/:budgetId/orders/:orderId/close', {
    may: 'close-order',
    records: 'order.ask',
    show: context => showClosing(context),
  }),
  post('/budgets/:budgetId/orders/:orderId/close', {
    may: 'close-order',
    records: 'order.close',
    form: ClosingForm,
    act: ({ tools, actor, command, params, values }) =>
      closeOrder(tools, actor, command, params.budgetId, params.orderId, values),
    done: ({ leftPence }, { params }) =>
      seeOther(ofOrder(params), `Order closed. ${pounds(BigInt(leftPence))} is free again`),
    askAgain: (context, problems, typed) => showClosing(context, problems, typed),
  }),
  get('/budgets/:budgetId/orders/:orderId/carry-over', {
    may: 'carry-over-order',
    records: 'order.ask',
    show: context => showCarryOver(context),
  }),
  post('/budgets/:budgetId/orders/:orderId/carry-over', {
    may: 'carry-over-order',
    records: 'order.carry-over',
    form: CarryOverForm,
    act: ({ tools, actor, command, params, values }) =>
      carryOverOrder(tools, actor, command, params.budgetId, params.orderId, values),
    done: ({ reference, leftPence, ...of }) =>
      seeOther(
        ofOrder(of),
        `Order ${reference} raised. Somebody else has to approve it. ${pounds(BigInt(leftPence))} is free again in the year that ends`,
      ),
    askAgain: (context, problems, typed) => showCarryOver(context, problems, typed),
  }),
];

export const pages: readonly Route[] = [...orderPages, ...invoicePages, ...payingPages, ...supplierPages];
