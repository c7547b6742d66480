/** Work on the audit trail in the background: every second, the chain. */
import type { JobHandler } from '../../platform/jobs.ts';
import { sealAudit } from './seal.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: 'audit.seal',
    every: 'second',
    async run(tools, actor) {
      await sealAudit(tools, actor);
    },
  },
];
