/** Sweeps out sessions that are over. A session that is over signs nobody in; this only keeps the table small. */
import { now } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/jobs.ts';
import { sweepSessions } from '../../platform/web/session.ts';

export const jobs: readonly JobHandler[] = [
  { name: 'staff.sweep-sessions', every: 'day', run: async ({ db }) => void (await sweepSessions(db, now())) },
];
