/** The tie-out of every night. */
import type { JobHandler } from '../../../platform/jobs.ts';
import { commandOf } from '../../audit/store.ts';
import { runTieOut } from './run-tie-out.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: 'ledger.tie-out',
    every: 'day',
    async run(tools, actor) {
      const command = commandOf('ledger.tie-out', actor.icbCode, tools.today().toString());
      const decision = await runTieOut(tools, actor, command);
      if (decision.accepted) tools.log.info('ledger.tied-out', decision.value);
    },
  },
];
