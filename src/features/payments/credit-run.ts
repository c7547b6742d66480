/** Counts a sent run as arrived on its credit day, as the system: Bacs sends no yes. The statement line confirms it later. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { paymentCredited } from '../../rules/payment/journals.ts';
import { decideCredit } from '../../rules/payment/payment.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act, commandOf } from '../audit/store.ts';
import { postJournals } from '../ledger/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadPaymentsToPost, lockRun, saveRunStatus } from './store.ts';

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
    const payments = await loadPaymentsToPost(tx, runId);
    const posted = await postJournals(
      tx,
      payments.map(payment => ({
        ...paymentCredited({ ...payment, rail: run.rail, happenedOn: run.creditOn }),
        commandId: commandOf('payment.credited', payment.paymentId).id,
        causedBy: `payment:${payment.paymentId}`,
        byId: actor.id,
      })),
    );
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.creditAfterJournals);
    await saveRunStatus(tx, actor, { runId, status: 'CREDITED', happenedOn: run.creditOn });
    await tools.crashPoint(CRASH_POINTS.creditAfterStatus);
    return accepted({ runId });
  });
}
