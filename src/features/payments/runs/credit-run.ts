/** Counts a sent run as arrived on its credit day, as the system: Bacs sends no yes. The statement line confirms it later. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideCredit } from '../../../rules/payment/payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { lockRun, postPayments, saveRunStatus } from '../store.ts';

/** Posts the credit of every live payment of the run, on the day of its credit. */
export async function creditRun(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
): Promise<Decision<{ runId: string }>> {
  return act(tools, actor, { act: 'pay-run.credit', command, input: {}, subjectId: runId }, async tx => {
    const run = await lockRun(tx, runId);
    if (!run) return refused({ code: 'not-found', what: 'payment run' });
    const decision = decideCredit(run, tools.today());
    if (!decision.accepted) return decision;
    const posted = await postPayments(tx, actor, {
      runId,
      event: 'payment-credited',
      rail: run.rail,
      happenedOn: run.creditOn,
    });
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.creditAfterJournals);
    await saveRunStatus(tx, actor, { runId, status: 'CREDITED', happenedOn: run.creditOn });
    await tools.crashPoint(CRASH_POINTS.creditAfterStatus);
    return accepted({ runId });
  });
}
