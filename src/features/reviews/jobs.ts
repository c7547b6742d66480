/** Work of every day: announces each review that will soon be due. A record that fails holds up no other. */
import { createHash } from 'node:crypto';
import type { JobHandler } from '../../platform/jobs.ts';
import { describeFault } from '../../platform/log.ts';
import { announceUntil, nextReview } from '../../rules/review/review.ts';
import { isBefore } from '../../values/dates.ts';
import { loadPolicy } from '../policy/store.ts';
import { ATTENDEES, announceReview, COVERS } from './announce-review.ts';
import { loadClocks } from './store.ts';

/** More active budgets than any board has. */
const MOST_BUDGETS = 100_000;

export const announceReviews: JobHandler = {
  name: 'reviews.announce',
  every: 'day',
  async run(tools, actor) {
    const today = tools.today();
    const { policy, clocks } = await tools.db.transaction(actor, async tx => ({
      policy: await loadPolicy(tx, tx.icbCode, today),
      clocks: await loadClocks(tx, tx.icbCode, MOST_BUDGETS),
    }));
    const until = announceUntil(today, policy);
    const due = clocks.filter(clock => !clock.open && !isBefore(until, nextReview(clock, policy).dueOn));
    let announced = 0;
    let failed = 0;
    for (const { budgetId } of due) {
      const command = { id: commandFor(budgetId, today.toString()) };
      const input = { plannedOn: undefined, covers: COVERS, attendees: ATTENDEES };
      try {
        const decision = await announceReview(tools, actor, command, budgetId, input);
        if (decision.accepted) announced += 1;
        else failed += 1;
      } catch (error) {
        failed += 1;
        tools.log.error('review.announce-failed', { budgetId, ...describeFault(error) });
      }
    }
    tools.log.info('reviews.announced', { announced, failed });
  },
};

/** The same budget on the same day is the same command, however often the job runs. */
function commandFor(budgetId: string, today: string): string {
  const hex = createHash('sha256').update(`reviews.announce ${budgetId} ${today}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const jobs: readonly JobHandler[] = [announceReviews];
