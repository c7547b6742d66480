/** Finding, every day, the bank lines of what people paid in of a council's part. */
import type { JobHandler } from '../../../platform/jobs.ts';
import { commandOf } from '../../audit/store.ts';
import { matchContributions } from './match-contributions.ts';
import { loadUnseen } from './store.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: 'contributions.match',
    every: 'day',
    async run(tools, actor) {
      const budgets = await tools.db.transaction(actor, tx => loadUnseen(tx));
      for (const budgetId of budgets) {
        const command = commandOf('contribution.match', budgetId, tools.today());
        const decision = await matchContributions(tools, actor, command, budgetId);
        if (!decision.accepted)
          tools.log.info('contribution.not-matched', { budgetId, reasons: decision.refusals.map(({ code }) => code) });
      }
    },
  },
];
