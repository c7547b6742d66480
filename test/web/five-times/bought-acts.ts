/** Acts on money that somebody else holds, and on what a person pays in: the case on which each is accepted, and what is sent. */
import { sql } from '../../../src/platform/sql.ts';
import { LA } from '../../support/shared-budget.ts';
import { HOLDER_ACCOUNT } from '../../support/third-parties.ts';
import { type Asked, day, fileOf, type KnownActs, one } from './asked.ts';

/** The supplier that is new here: the one of the world keeps its account. */
const newSupplier = (asked: Asked) => one(asked, sql`select supplier_id from supplier order by recorded_at desc`);
const newHolder = (asked: Asked) => one(asked, sql`select third_party_id from third_party order by recorded_at desc`);
const approvedOrder = (asked: Asked) =>
  one(
    asked,
    sql`select order_id from purchase_order o join purchase_order_decision using (order_id)
         where budget_id = ${asked.budgetId} order by o.recorded_at`,
  );
const waitingOrder = (asked: Asked) =>
  one(
    asked,
    sql`select order_id from purchase_order
         where budget_id = ${asked.budgetId} and order_id not in (select order_id from purchase_order_decision) order by recorded_at`,
  );
const invoiceOf = (asked: Asked, number: string) =>
  one(asked, sql`select invoice_id from invoice where number = ${number}`);
const orderOf = async (asked: Asked, find: (asked: Asked) => Promise<string>) => ({
  params: { orderId: await find(asked) },
});
const invoice = async (asked: Asked, number: string) => ({ params: { invoiceId: await invoiceOf(asked, number) } });

/** The newest list of this status. */
async function listAs(asked: Asked, status: string) {
  const { database } = asked;
  const [list] = await database.superDb.query(sql`
    select list_id, payments_count, total_pence from supplier_list_now where status = ${status} order by recorded_at desc`);
  return {
    params: { listId: String(list?.list_id) },
    count: String(list?.payments_count),
    totalPence: String(list?.total_pence),
  };
}
const theList = async (asked: Asked, status: string) => ({ params: (await listAs(asked, status)).params });
const LATER = { fromOn: '2026-12-01', toOn: '2026-12-01' };

export const BOUGHT_ACTS: KnownActs = {
  '/suppliers/new': { on: 'BOUGHT', sent: () => ({ name: 'Hill Care', numberKind: 'NONE', hasConflict: 'NO' }) },
  '/suppliers/:supplierId/account': {
    on: 'BOUGHT',
    sent: async asked => ({ params: { supplierId: await newSupplier(asked) }, ...HOLDER_ACCOUNT }),
  },
  '/suppliers/:supplierId/account/check': {
    on: 'BOUGHT',
    sent: async asked => ({
      params: { supplierId: await newSupplier(asked) },
      supplierAccountId: await one(
        asked,
        sql`select supplier_account_id from supplier_account order by recorded_at desc`,
      ),
    }),
  },
  '/budgets/:budgetId/orders/new': {
    on: 'BOUGHT',
    sent: async asked => ({
      planItemId: await one(
        asked,
        sql`select plan_item_id from plan_item join plan using (plan_id) where budget_id = ${asked.budgetId} and option = 'NOTIONAL'`,
      ),
      supplierId: await newSupplier(asked),
      unitPence: '100',
      ...LATER,
    }),
  },
  '/budgets/:budgetId/orders/:orderId/answer': { on: 'BOUGHT', sent: asked => orderOf(asked, waitingOrder) },
  '/budgets/:budgetId/orders/:orderId/close': {
    on: 'BOUGHT',
    sent: asked =>
      orderOf(asked, () =>
        one(
          asked,
          sql`select order_id from purchase_order o join purchase_order_decision using (order_id)
               where budget_id = ${asked.budgetId} and order_id not in (select order_id from invoice) order by o.recorded_at desc`,
        ),
      ),
  },
  '/invoices/upload': {
    on: 'BOUGHT',
    sent: async asked => {
      const reference = await one(
        asked,
        sql`select reference from purchase_order where order_id = ${await approvedOrder(asked)}`,
      );
      const columns = 'order,supplier,number,issued,from,to,quantity,unit price,total';
      return fileOf(
        'invoices.csv',
        `${columns}\n${reference},,INV 7,${day(asked)},2026-12-02,2026-12-02,1,39.00,39.00\n`,
      );
    },
  },
  '/budgets/:budgetId/orders/:orderId/invoices/new': {
    on: 'BOUGHT',
    sent: async asked => ({
      ...(await orderOf(asked, approvedOrder)),
      supplierId: await one(
        asked,
        sql`select supplier_id from purchase_order where order_id = ${await approvedOrder(asked)}`,
      ),
      number: 'INV 8',
      quantity: '1',
      unitPence: '3900',
      pence: '3900',
      ...LATER,
    }),
  },
  '/budgets/:budgetId/invoices/:invoiceId/answer': {
    on: 'BOUGHT',
    sent: async asked => ({ ...(await invoice(asked, 'INV 8')), reason: 'Words' }),
  },
  '/budgets/:budgetId/invoices/:invoiceId/agreement': { on: 'BOUGHT', sent: asked => invoice(asked, 'INV 1') },
  '/budgets/:budgetId/invoices/:invoiceId/credit': {
    on: 'BOUGHT',
    sent: async asked => ({ ...(await invoice(asked, 'INV 8')), number: 'CN 1', pence: '100' }),
  },
  '/supplier-payments': { on: 'BOUGHT' },
  '/supplier-payments/:listId/release': { on: 'BOUGHT', sent: asked => listAs(asked, 'PREPARED') },
  '/supplier-payments/:listId/file': { on: 'BOUGHT', sent: asked => theList(asked, 'RELEASED') },
  '/supplier-payments/:listId/taken': { on: 'BOUGHT', sent: asked => theList(asked, 'SENT') },
  '/supplier-payments/:listId/not-taken': { on: 'BOUGHT', sent: asked => theList(asked, 'SENT') },
  '/supplier-payments/:listId/paid': { on: 'BOUGHT', sent: asked => theList(asked, 'RELEASED') },
  '/supplier-payments/:listId/cancel': { on: 'BOUGHT', sent: asked => theList(asked, 'PREPARED') },
  '/supplier-payments/:listId/return': {
    on: 'BOUGHT',
    sent: async asked => {
      const { params } = await listAs(asked, 'PAID');
      const payment = sql`select supplier_payment_id from supplier_payment where list_id = ${params.listId}`;
      return { params, supplierPaymentId: await one(asked, payment) };
    },
  },
  '/third-parties/new': {
    on: 'HELD_BY_OTHERS',
    sent: () => ({ name: 'Hill Trust', numberKind: 'CHARITY', number: '7654321' }),
  },
  '/third-parties/:thirdPartyId/account': {
    on: 'HELD_BY_OTHERS',
    sent: async asked => ({ params: { thirdPartyId: await newHolder(asked) }, ...HOLDER_ACCOUNT }),
  },
  '/third-parties/:thirdPartyId/verification': {
    on: 'HELD_BY_OTHERS',
    sent: async asked => ({
      params: { thirdPartyId: await newHolder(asked) },
      accountId: await one(
        asked,
        sql`select third_party_account_id from third_party_account order by recorded_at desc`,
      ),
    }),
  },
  '/third-parties/:thirdPartyId/people': {
    on: 'HELD_BY_OTHERS',
    sent: async asked => ({ params: { thirdPartyId: await newHolder(asked) }, subject: 'hal' }),
  },
  '/third-parties/:thirdPartyId/statement': {
    on: 'HELD_BY_OTHERS',
    sent: async asked => {
      const reference = await one(asked, sql`select reference from budget where budget_id = ${asked.budgetId}`);
      const columns = 'Client reference,Date,Paid to or from,Money out,Money in,Balance';
      const text = `${columns}\n${reference},30/11/2026,THE AGENCY,1.00,,\n`;
      return { params: { thirdPartyId: asked.world.thirdPartyId }, ...fileOf('clients.csv', text) };
    },
  },
  '/budgets/:budgetId/contributions': {
    on: 'SHARED',
    sent: () => ({ stream: LA, pence: '5000', paidOn: '2026-11-25' }),
  },
  '/budgets/:budgetId/contributions/said': {
    on: 'SHARED',
    sent: async asked => ({
      stream: LA,
      lineId: await one(asked, sql`select statement_line_id from statement_line where budget_id = ${asked.budgetId}`),
    }),
  },
  '/budgets/:budgetId/contributions/talks': { on: 'SHARED' },
  '/budgets/:budgetId/contributions/taken-back': {
    on: 'SHARED',
    sent: async asked => ({
      contributionId: await one(
        asked,
        sql`select contribution_id from contribution where budget_id = ${asked.budgetId} order by recorded_at`,
      ),
    }),
  },
};
