/** Looks at who acts: every day at everybody who may need it, and at one budget as soon as something changed there. */
import type { JobHandler } from '../../platform/jobs.ts';
import { describeFault } from '../../platform/log.ts';
import { commandOf } from '../audit/store.ts';
import { loadBudgetsToWatch } from './payee-store.ts';
import { WATCH_JOB } from './store.ts';
import { loadDueTasks, watchBudget } from './tasks/watch-budget.ts';

/** More budgets than any board has people under 18 or without consent. */
const MOST_BUDGETS = 100_000;

export const jobs: readonly JobHandler[] = [
  {
    name: WATCH_JOB,
    every: 'day',
    async run(tools, actor, data) {
      const today = tools.today();
      const budgetIds =
        data.budgetId === undefined
          ? (await tools.db.transaction(actor, tx => loadBudgetsToWatch(tx, actor.icbCode, today, MOST_BUDGETS))).map(
              one => one.budgetId,
            )
          : [data.budgetId];
      let opened = 0;
      for (const budgetId of budgetIds) {
        try {
          const due = await tools.db.transaction(actor, tx => loadDueTasks(tx, budgetId, today));
          if (due.length === 0) continue;
          const command = commandOf('representation.watch', budgetId, due);
          const decision = await watchBudget(tools, actor, command, budgetId);
          if (decision.accepted) opened += decision.value.opened;
        } catch (error) {
          tools.log.error('representation.watch-failed', { budgetId, ...describeFault(error) });
        }
      }
      tools.log.info('representation.watched', { budgets: budgetIds.length, opened });
    },
  },
];
