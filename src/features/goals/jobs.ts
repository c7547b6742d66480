/** Ending one-off budgets whose last day has passed, every day (T31). */
import type { JobHandler } from '../../platform/jobs.ts';
import { commandOf } from '../audit/store.ts';
import { finishGoal } from './finish-goal.ts';
import { loadGoalsToEnd } from './store.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: 'goals.end',
    every: 'day',
    async run(tools, actor) {
      const today = tools.today();
      const over = await tools.db.transaction(actor, tx => loadGoalsToEnd(tx, actor.icbCode, today));
      for (const budgetId of over) {
        const input = { how: 'END_DATE', words: '' } as const;
        const decision = await finishGoal(tools, actor, commandOf('goal.finish', budgetId, today), budgetId, input);
        if (!decision.accepted)
          tools.log.info('goal.not-ended', { budgetId, reasons: decision.refusals.map(({ code }) => code) });
      }
    },
  },
];
