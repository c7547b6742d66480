/** Work of payments in the background: every day, and on the credit day of each run that was sent. */
import type { JobHandler } from '../../platform/jobs.ts';
import { commandOf } from '../audit/store.ts';
import { CREDIT_JOB } from './files/write-file.ts';
import { creditRun } from './runs/credit-run.ts';
import { loadRunsToCredit } from './store.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: CREDIT_JOB,
    every: 'day',
    async run(tools, actor) {
      const runs = await tools.db.transaction(actor, tx => loadRunsToCredit(tx, actor.icbCode, tools.today()));
      for (const runId of runs) {
        const decision = await creditRun(tools, actor, commandOf('pay-run.credit', runId), runId);
        if (!decision.accepted)
          tools.log.info('pay-run.not-credited', { runId, reasons: decision.refusals.map(({ code }) => code) });
      }
    },
  },
];
