/** Releases a prepared run: another person, what they saw still true, one journal for each payment. */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { emergencyAdvance } from '../../../rules/payment/journals.ts';
import { decideRelease, type RunTotals } from '../../../rules/payment/payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { START_JOB } from '../../agreements/store.ts';
import { act, commandOf } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { saveNotices } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { loadPaymentsToPost, lockRun, type PaymentRun, postPayments, saveReleased } from '../store.ts';
import { otherWayNotice, urgentNotice, waitsNotice } from '../told/notices.ts';
import { loadPaidBy, takeWaitingToTell } from '../told/store.ts';
import { countAccountsOf, countRun, judgeAgain } from './prepare/store.ts';

/** Notices that are written in one statement. */
const AT_ONCE = 5_000;

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
    const { barredCount, startDays } = await judgeNow(tools, tx, run);
    const decision = decideRelease(
      {
        status: run.status,
        preparedById: run.isByService ? run.takenUpById : run.preparedById,
        inputOn: run.inputOn,
        totals: { count: run.paymentsCount, totalPence: run.totalPence },
        seen,
        barredCount,
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
    const posted =
      run.onlyPays === 'URGENT'
        ? await postUrgent(tx, actor, run, today)
        : await postPayments(tx, actor, { runId, event: 'payment-released', rail: run.rail, happenedOn: today });
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.releaseAfterJournals);
    await tellPeople(tx, run, today);
    await tools.crashPoint(CRASH_POINTS.releaseAfterNotices);
    for (const startsOn of startDays)
      await tools.sendJob(tx, { name: START_JOB, data: {}, startOn: startsOn, singletonKey: startsOn.toString() });
    return accepted({ runId });
  });
}

/** What holds the payments of the run now, were it prepared now; of a run that is not prepared any more nothing is asked. */
async function judgeNow(tools: Tools, tx: Tx, run: PaymentRun): Promise<Awaited<ReturnType<typeof judgeAgain>>> {
  if (run.status !== 'PREPARED') return { barredCount: 0, startDays: [] };
  const policy = await loadPolicy(tx, tx.icbCode, tools.today());
  return judgeAgain(tx, {
    runId: run.runId,
    month: run.month,
    rail: run.rail,
    today: tools.today(),
    coolingOff: policy.account.coolingOff,
  });
}

/** Emergency payments are few, and the ledger names them as what they are: their instalments became smaller when they were agreed. */
async function postUrgent(tx: Tx, actor: Actor, { runId, rail }: PaymentRun, happenedOn: PlainDate) {
  const payments = await loadPaymentsToPost(tx, runId);
  return postJournals(
    tx,
    payments.map(payment => ({
      ...emergencyAdvance({ ...payment, rail, happenedOn }),
      commandId: commandOf('payment.released', payment.paymentId).id,
      causedBy: `payment:${payment.paymentId}`,
      byId: actor.id,
    })),
  );
}

/** Whoever waits is told why, and whoever is paid in another way than usual is told that. */
async function tellPeople(tx: Tx, { runId, onlyPays }: PaymentRun, today: PlainDate): Promise<void> {
  const waiting = await takeWaitingToTell(tx, runId, today);
  const paid = onlyPays === undefined ? [] : await loadPaidBy(tx, runId);
  const paidNotice = onlyPays === 'URGENT' ? urgentNotice : otherWayNotice;
  const notices = [
    ...waiting.flatMap(one => waitsNotice(one, today) ?? []),
    ...paid.map(one => paidNotice(one, today)),
  ];
  for (let i = 0; i < notices.length; i += AT_ONCE) await saveNotices(tx, notices.slice(i, i + AT_ONCE));
}
