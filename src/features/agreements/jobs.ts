/** Completing set-ups and starting budgets in the background: every day, and as soon as something makes one ready. */
import { randomUUID } from 'node:crypto';
import type { JobHandler } from '../../platform/jobs.ts';
import { commandOf } from '../audit/store.ts';
import { loadBudgetsWithOrders } from '../orders/store.ts';
import { loadBudgetsToStart } from '../payments/store.ts';
import { finishSetUp } from './finish-set-up.ts';
import { startBudget } from './start-budget.ts';
import { SET_UP_JOB, START_JOB } from './store.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: SET_UP_JOB,
    every: 'day',
    async run(tools, actor) {
      const ordered = await tools.db.transaction(actor, tx => loadBudgetsWithOrders(tx, actor.icbCode));
      // What is still open changes from one look to the next, so each look is a command of its own.
      for (const budgetId of ordered) await finishSetUp(tools, actor, { id: randomUUID() }, budgetId);
    },
  },
  {
    name: START_JOB,
    every: 'day',
    async run(tools, actor) {
      const ready = await tools.db.transaction(actor, tx => loadBudgetsToStart(tx, actor.icbCode, tools.today()));
      for (const budgetId of ready) {
        const decision = await startBudget(tools, actor, commandOf('budget.start', budgetId, tools.today()), budgetId);
        if (!decision.accepted)
          tools.log.info('budget.not-started', { budgetId, reasons: decision.refusals.map(({ code }) => code) });
      }
    },
  },
];
