/** Starting budgets in the background: every day, and as soon as a set-up or a release makes one ready. */
import type { JobHandler } from '../../platform/jobs.ts';
import { commandOf } from '../audit/store.ts';
import { loadBudgetsToStart } from '../payments/store.ts';
import { startBudget } from './start-budget.ts';
import { START_JOB } from './store.ts';

export const jobs: readonly JobHandler[] = [
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
