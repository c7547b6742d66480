/** Releases a prepared run: another person, what they saw still true, one journal for each payment. */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideRelease, type RunTotals } from '../../../rules/payment/payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { START_JOB } from '../../agreements/store.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { loadStartDays, lockRun, type PaymentRun, postPayments, saveReleased } from '../store.ts';
import { countAccountsOf, countBarred, countRun } from './prepare/store.ts';

/** Releases the run: the money counts as drawn, and as on its way from the ICB's bank. */
export async function releaseRun(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
  seen: RunTotals,
): Promise<Decision<{ runId: string }>> {
  return act(tools, actor, { act: 'pay-run.release', command, input: seen, subjectId: runId }, async tx => {
    const run = await lockRun(tx, runId);
    if (!run) return refused({ code: 'not-found', what: 'payment run' });
    const today = tools.today();
    const decision = decideRelease(
      {
        status: run.status,
        preparedById: run.preparedById,
        inputOn: run.inputOn,
        totals: { count: run.paymentsCount, totalPence: run.totalPence },
        seen,
        barredCount: run.status === 'PREPARED' ? await countBarredNow(tools, tx, run) : 0,
        ownAccountsCount: await countAccountsOf(tx, { runId, enteredById: actor.id }),
      },
      actor.id,
      today,
    );
    if (!decision.accepted) return decision;
    const counted = await countRun(tx, runId);
    if (counted.paymentsCount !== run.paymentsCount || counted.totalPence !== run.totalPence)
      throw new Error(`run ${run.reference} does not come to its control totals`);

    await saveReleased(tx, actor, { runId, releasedOn: today });
    await tools.crashPoint(CRASH_POINTS.releaseAfterReleased);
    const posted = await postPayments(tx, actor, {
      runId,
      event: 'payment-released',
      rail: run.rail,
      happenedOn: today,
    });
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.releaseAfterJournals);
    for (const startsOn of await loadStartDays(tx, runId))
      await tools.sendJob(tx, { name: START_JOB, data: {}, startOn: startsOn, singletonKey: startsOn.toString() });
    return accepted({ runId });
  });
}

/** Payments of the run that would be held if it were prepared now. */
async function countBarredNow(tools: Tools, tx: Tx, run: PaymentRun): Promise<number> {
  const policy = await loadPolicy(tx, tx.icbCode, tools.today());
  return countBarred(tx, {
    runId: run.runId,
    month: run.month,
    rail: run.rail,
    today: tools.today(),
    coolingOff: policy.account.coolingOff,
  });
}
