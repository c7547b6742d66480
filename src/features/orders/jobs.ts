/** Closes the orders of budget years that are over, once their late invoices had time to come, every day. */
import type { JobHandler } from '../../platform/jobs.ts';
import { yearsToClose } from '../../rules/orders/year-end.ts';
import { commandOf } from '../audit/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { closeOrder } from './close-order.ts';
import { loadOrdersOfYears } from './store.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: 'orders.end-years',
    every: 'day',
    async run(tools, actor) {
      const today = tools.today();
      const over = await tools.db.transaction(actor, async tx => {
        const { lateInvoiceDays } = (await loadPolicy(tx, actor.icbCode, today)).orders;
        return loadOrdersOfYears(tx, actor.icbCode, yearsToClose(today, lateInvoiceDays));
      });
      // Those with an invoice that nobody has decided about stay open: they stand among what waits.
      for (const { budgetId, orderId } of over.filter(one => one.openInvoices === 0)) {
        const reason = 'The year of the budget is over, and no more invoices came';
        const decision = await closeOrder(tools, actor, commandOf('order.close', orderId, today), budgetId, orderId, {
          reason,
        });
        if (!decision.accepted)
          tools.log.info('order.not-closed', { orderId, reasons: decision.refusals.map(({ code }) => code) });
      }
    },
  },
];
