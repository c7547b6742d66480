/** What can be wrong with bank lines, orders and invoices, one damage for each, with what the tie-out must say of it. */
import { sql } from '../../../src/platform/sql.ts';
import { byHand, type Damage, lineOf } from './lives.ts';

export const LINE_DAMAGES: readonly Damage[] = [
  {
    what: 'a bank line without a placement',
    async plant(tx, { proven }) {
      const lineId = await byHand(
        tx,
        sql`delete from placement where statement_line_id = ${lineOf(proven, 77n)} returning statement_line_id`,
      );
      return [`line-not-placed ${lineId} administrator`];
    },
  },
  {
    what: 'a bank line placed on another line than its journal says',
    plant: async (tx, { proven }) => [
      `line-unlike-ledger ${await byHand(
        tx,
        sql`update placement set plan_item_id = ${proven.itemIds[1]!} where statement_line_id = ${lineOf(proven, -15_000n)} returning statement_line_id`,
      )} administrator`,
    ],
  },
  {
    what: 'a bank line of another amount than its journal',
    plant: async (tx, { unproven }) => [
      `line-unlike-ledger ${await byHand(
        tx,
        sql`update statement_line set amount_pence = amount_pence - 1 where statement_line_id = (select statement_line_id from statement_line
             where budget_id = ${unproven.budgetId} and amount_pence = -15000) returning statement_line_id`,
      )} administrator`,
    ],
  },
  {
    what: 'a bank line that was taken away',
    async plant(tx, { unproven }) {
      const lineId = await byHand(
        tx,
        sql`delete from placement where budget_id = ${unproven.budgetId} and statement_line_id = (select statement_line_id from statement_line
             where budget_id = ${unproven.budgetId} and amount_pence = 77)`,
        sql`delete from statement_line where budget_id = ${unproven.budgetId} and amount_pence = 77 returning statement_line_id`,
      );
      return [`journal-without-line ${lineId} administrator`];
    },
  },
  {
    what: 'spent on a line of the plan without a bank line',
    async plant(tx, { proven }) {
      await byHand(
        tx,
        sql`update ledger_balance b set balance_pence = balance_pence - 100 from ledger_account a
             where a.ledger_account_id = b.ledger_account_id and a.kind = 'used' and a.plan_line_id = ${proven.itemIds[0]!}`,
      );
      return [`used-unlike-lines ${proven.itemIds[0]} administrator`];
    },
  },
  {
    what: 'an order that is more than was promised for it',
    async plant(tx, { bought }) {
      await byHand(tx, sql`update purchase_order_part set pence = pence + 1 where order_id = ${bought.orderId}`);
      return [`order-unlike-ledger ${bought.orderId} administrator`];
    },
  },
  {
    what: 'an invoice that is more than was posted for it',
    async plant(tx, { bought }) {
      await byHand(tx, sql`update invoice set pence = pence + 1 where invoice_id = ${bought.invoiceId}`);
      return [`invoice-unlike-ledger ${bought.invoiceId} administrator`];
    },
  },
  {
    what: 'a supplier that is owed more than its invoices',
    async plant(tx, { bought }) {
      await byHand(tx, sql`update ledger_balance set balance_pence = balance_pence - 1 where kind = 'payable'`);
      return [`payable-unlike-invoices ${bought.supplierId} NHS_CHC administrator`];
    },
  },
];
