/** Work of spending in the background: what a feed brought is posted, after it came and every day; transfers between budgets are found. */
import { randomUUID } from 'node:crypto';
import type { JobHandler } from '../../platform/jobs.ts';
import { pairHeldClients } from './holders/pair-held-clients.ts';
import { POST_JOB } from './import/import-feed.ts';
import { pairAcrossBudgets } from './import/pair-across-budgets.ts';
import { postFeed } from './import/post-feed.ts';
import { loadHoldersToPair, loadPeopleToPair } from './import/transfer-store.ts';
import { dropUploadsBefore } from './mapping/store.ts';

/** So long a file waits for somebody to say what its columns are. */
const KEPT_DAYS = 30;

export const jobs: readonly JobHandler[] = [
  {
    name: POST_JOB,
    every: 'day',
    async run(tools, actor) {
      for (let budgets = 1; budgets > 0; ) {
        const decision = await postFeed(tools, actor, { id: randomUUID() });
        if (!decision.accepted) throw new Error(decision.refusals.map(({ code }) => code).join(', '));
        budgets = decision.value.budgets;
      }
    },
  },
  {
    name: 'spending.pair-across-budgets',
    every: 'day',
    async run(tools, actor) {
      const people = await tools.db.transaction(actor, tx => loadPeopleToPair(tx, actor.icbCode));
      for (const budgetIds of people) {
        const decision = await pairAcrossBudgets(tools, actor, { id: randomUUID() }, budgetIds);
        if (!decision.accepted)
          tools.log.info('line.not-paired', { reasons: decision.refusals.map(({ code }) => code) });
      }
      const holders = await tools.db.transaction(actor, tx => loadHoldersToPair(tx, actor.icbCode));
      for (const thirdPartyId of holders) {
        const decision = await pairHeldClients(tools, actor, { id: randomUUID() }, thirdPartyId);
        if (!decision.accepted)
          tools.log.info('held-line.not-paired', { reasons: decision.refusals.map(({ code }) => code) });
      }
    },
  },
  {
    name: 'spending.drop-uploads',
    every: 'day',
    run: async (tools, actor) => {
      await tools.db.transaction(actor, tx => dropUploadsBefore(tx, tools.today().subtract({ days: KEPT_DAYS })));
    },
  },
];
