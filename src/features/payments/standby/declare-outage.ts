/**
 * What a run has sent, and nobody has confirmed, is to be paid another way: a finance officer says that the rail is down,
 * or its file stayed without a word for too long. Each such payment ends as not known; its obligation is owed again, to the
 * same account by Faster Payments, or where the policy says so the wages first, straight to the workers.
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { changesOfCut, changesOfOutage, decideOutage } from '../../../rules/payment/standby.ts';
import { wayOfFile } from '../../../rules/payment/wages.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { total } from '../../../values/pence.ts';
import { act, commandOf } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockRun } from '../store.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import { type Cut, partsOf, piecesOf, saveCuts } from './cut-payments.ts';
import { STANDBY_JOB } from './standby-job.ts';
import { loadRailState, lockUnsettled, partOf, saveEnds, saveOutage, saveRevived, touched } from './store.ts';

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
      locked.filter(one => one.ended === 'OVERPAID' && !one.isSettled).map(one => [partOf(one), one]),
    );
    const unsettled = locked.filter(one => one.ended === null);
    const { payments, account } = await loadPolicy(tx, actor.icbCode, declaredOn);
    // Only of what may go straight to workers.
    const mayGo = unsettled.filter(() => wayOfFile(payments.wagesStraight, true) === 'WORKERS');
    const parts = await partsOf(tx, mayGo, locked, { coolingOff: account.coolingOff, today: declaredOn });
    const cuts = mayGo
      .filter(({ paymentId }) => parts.has(paymentId))
      .map((payment): Cut => ({ payment, parts: parts.get(payment.paymentId)!, restStays: false }));
    const pieces = piecesOf(cuts);
    const changes = unsettled.flatMap(payment => {
      if (parts.has(payment.paymentId)) return changesOfCut(touched(payment, declaredOn));
      const beside = overpaid.get(partOf(payment));
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
    await saveCuts(tools, tx, cuts, pieces);
    await saveRevived(tx, changes);
    await tools.crashPoint(STANDBY_CRASH_POINTS.outageAfterRevived);
    await tools.sendJob(tx, { name: STANDBY_JOB, data: {}, singletonKey: runId });
    return accepted({ runId, count: unsettled.length });
  });
}
