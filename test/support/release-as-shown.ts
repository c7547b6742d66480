import { releaseRun } from '../../src/features/payments/runs/release-run.ts';
import { loadRun } from '../../src/features/payments/store.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { Actor } from '../../src/values/actor.ts';
import { command } from './cases.ts';

/** Releases a payment run with the figures that its page shows. */
export async function releaseAsShown(tools: Tools, releaser: Actor, runId: string) {
  const run = await tools.db.transaction(releaser, tx => loadRun(tx, releaser.icbCode, runId));
  const { paymentsCount: count, totalPence } = run!;
  return releaseRun(tools, releaser, command(), runId, { count, totalPence });
}
