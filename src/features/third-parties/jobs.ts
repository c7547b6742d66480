/** Work of third parties in the background. */
import type { JobHandler } from '../../platform/jobs.ts';
import { commandOf } from '../audit/store.ts';
import { followAccounts } from './follow-accounts.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: 'third-parties.follow-accounts',
    every: 'day',
    async run(tools, actor) {
      const command = commandOf('third-party.follow-accounts', actor.icbCode, tools.today());
      const decision = await followAccounts(tools, actor, command);
      if (!decision.accepted)
        tools.log.info('third-party.not-followed', { reasons: decision.refusals.map(({ code }) => code) });
    },
  },
];
