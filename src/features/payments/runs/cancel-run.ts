/** Gives up a run whose file was not written. Its payments end, what was released is taken back, and all can be paid again. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideCancel } from '../../../rules/payment/payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockRun, postPayments, saveRunCancelled } from '../store.ts';

/** Cancels a prepared or released run. */
export async function cancelRun(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
): Promise<Decision<{ runId: string }>> {
  return act(tools, actor, { act: 'pay-run.cancel', command, input: {}, subjectId: runId }, async tx => {
    const run = await lockRun(tx, runId);
    if (!run) return refused({ code: 'not-found', what: 'payment run' });
    const decision = decideCancel(run.status);
    if (!decision.accepted) return decision;
    const happenedOn = tools.today();
    if (run.status === 'RELEASED') {
      const posted = await postPayments(tx, actor, { runId, event: 'run-cancelled', rail: run.rail, happenedOn });
      if (!posted.accepted) return posted;
    }
    await saveRunCancelled(tx, actor, { runId, happenedOn });
    return accepted({ runId });
  });
}
