/** Making the statements of the month before for other payers, from the day of the month that the policy names. */
import type { JobHandler } from '../../platform/jobs.ts';
import { lastMonthToState } from '../../rules/funding/recharge-statement.ts';
import { commandOf } from '../audit/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { stateRecharges } from './state-recharges.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: 'recharges.state',
    every: 'day',
    async run(tools, actor) {
      const today = tools.today();
      const policy = await tools.db.transaction(actor, tx => loadPolicy(tx, actor.icbCode, today));
      const through = lastMonthToState(today, policy.recharge);
      const decision = await stateRecharges(tools, actor, commandOf('recharges.state', actor.icbCode, today), through);
      if (decision.accepted) tools.log.info('recharges.stated', decision.value);
    },
  },
];
