/**
 * What a run has sent, and nobody has confirmed, is to be paid another way: a finance officer says that the rail is down,
 * or its file stayed without a word for too long. Each such payment ends as not known; its obligation is owed again.
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { changesOfOutage, decideOutage } from '../../../rules/payment/standby.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { total } from '../../../values/pence.ts';
import { act, commandOf } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { lockRun } from '../store.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import { STANDBY_JOB } from './standby-job.ts';
import { loadRailState, lockUnsettled, saveEnds, saveOutage, saveRevived, touched } from './store.ts';

/** Gives up what is not known of a sent run, so that the next run pays it by another rail. */
export async function declareOutage(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
  input: { readonly cause: 'DECLARED' | 'NO_CONFIRMATION'; readonly words: string },
): Promise<Decision<{ runId: string; count: number }>> {
  return act(tools, actor, { act: 'rail.outage', command, input, subjectId: runId }, async tx => {
    const run = await lockRun(tx, runId);
    if (!run) return refused({ code: 'not-found', what: 'payment run' });
    const rail = await loadRailState(tx, runId);
    const decision = decideOutage({
      status: run.status,
      isConfirmed: rail.takenOn !== null && input.cause === 'NO_CONFIRMATION',
      isDeclared: rail.outage !== null,
      unsettledCount: rail.unsettledCount,
    });
    if (!decision.accepted) return decision;

    const declaredOn = tools.today();
    const locked = await lockUnsettled(tx, runId);
    const overpaid = new Map(
      locked.filter(one => one.ended === 'OVERPAID' && !one.isSettled).map(one => [one.obligationId, one]),
    );
    const unsettled = locked.filter(one => one.ended === null);
    const changes = unsettled.flatMap(payment => {
      const beside = overpaid.get(payment.obligationId);
      return changesOfOutage(touched(payment, declaredOn), beside && touched(beside, declaredOn));
    });
    const pence = total(unsettled.map(({ ledger }) => ledger.pence));
    await saveOutage(tx, actor, { ...input, runId, count: unsettled.length, pence, declaredOn });
    await tools.crashPoint(STANDBY_CRASH_POINTS.outageAfterOutage);
    const posted = await postJournals(
      tx,
      changes.map(({ paymentId, journal }) => ({
        ...journal!,
        commandId: commandOf(`payment.${journal!.kind}`, paymentId).id,
        causedBy: `payment:${paymentId}`,
        byId: actor.id,
      })),
    );
    if (!posted.accepted) return posted;
    await tools.crashPoint(STANDBY_CRASH_POINTS.outageAfterJournals);
    await saveEnds(tx, changes);
    await tools.crashPoint(STANDBY_CRASH_POINTS.outageAfterEnds);
    await saveRevived(tx, changes);
    await tools.crashPoint(STANDBY_CRASH_POINTS.outageAfterRevived);
    await tools.sendJob(tx, { name: STANDBY_JOB, data: {}, singletonKey: runId });
    return accepted({ runId, count: unsettled.length });
  });
}
