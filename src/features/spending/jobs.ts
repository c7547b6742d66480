/** Work of spending in the background: what a feed brought is posted, after it came and every day. */
import { randomUUID } from 'node:crypto';
import type { JobHandler } from '../../platform/jobs.ts';
import { POST_JOB } from './import/import-feed.ts';
import { postFeed } from './import/post-feed.ts';
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
    name: 'spending.drop-uploads',
    every: 'day',
    run: async (tools, actor) => {
      await tools.db.transaction(actor, tx => dropUploadsBefore(tx, tools.today().subtract({ days: KEPT_DAYS })));
    },
  },
];
