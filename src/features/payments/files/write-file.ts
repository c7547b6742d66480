/** Writes the payment file of a released run, once; whoever asks again is given the same bytes. */
import { splitBySum } from '../../../formats/payment-files/payment-file.ts';
import { MOST_FILE_PENCE, PAYMENT_FILE_WRITERS } from '../../../formats/payment-files/writers.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideFile } from '../../../rules/payment/payment.ts';
import { formatOf } from '../../../rules/payment/rails.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { total } from '../../../values/pence.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { countStopped } from '../runs/prepare/store.ts';
import { lockRun, saveRunStatus } from '../store.ts';
import { loadFileLines, loadFiles, loadOriginator, nextFileSerial, saveFile } from './store.ts';

/** The job that counts a sent run as credited on its day. */
export const CREDIT_JOB = 'payments.credit-runs';

/**
 * Writes the file of a run (several where one cannot carry the sum) and counts the run as sent. A run whose file
 * exists is answered with it: nothing is written twice.
 */
export async function writeFile(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
): Promise<Decision<{ runId: string; parts: number }>> {
  return act(tools, actor, { act: 'pay-run.file', command, input: {}, subjectId: runId }, async tx => {
    const run = await lockRun(tx, runId);
    if (!run) return refused({ code: 'not-found', what: 'payment run' });
    const written = await loadFiles(tx, runId);
    if (written.length > 0) return accepted({ runId, parts: written.length });

    const today = tools.today();
    const { name, serviceUserNumber, sortCode, accountNumber } = await loadOriginator(tx, actor.icbCode);
    const hasBankDetails = serviceUserNumber !== null && sortCode !== null && accountNumber !== null;
    const lines = await loadFileLines(tx, runId);
    // What ended since the release, because what it was to replace did arrive, is not in the file either.
    const endedCount = run.paymentsCount - lines.length;
    const decision = decideFile(
      { ...run, hasBankDetails, stoppedCount: endedCount + (await countStopped(tx, { runId, today })) },
      today,
    );
    if (!decision.accepted) return decision;
    if (!hasBankDetails) throw new Error('a file without bank details was not refused');

    if (lines.length !== run.paymentsCount || total(lines.map(line => line.amountPence)) !== run.totalPence)
      throw new Error(`the lines of ${run.reference} do not come to its control totals`);
    const format = formatOf(run.rail, (await loadPolicy(tx, actor.icbCode, today)).payments);
    const parts = splitBySum(lines, MOST_FILE_PENCE);
    for (const [index, payments] of parts.entries()) {
      const serial = await nextFileSerial(tx);
      const writing = PAYMENT_FILE_WRITERS[format].write({
        serviceUserNumber,
        serial,
        messageId: `${run.reference}-${serial}`,
        rail: run.rail,
        createdOn: today,
        processingOn: run.processingOn,
        originator: { sortCode, accountNumber, name },
        narrative: `PHB RUN ${run.month.toString()}`,
        payments,
      });
      if (!writing.ok)
        return refused({ code: 'file-not-writable', problems: writing.problems.slice(0, 20).map(({ text }) => text) });
      await saveFile(tx, actor, {
        runId,
        part: index + 1,
        serial,
        createdOn: today,
        processingOn: run.processingOn,
        totalPence: writing.totalPence,
        paymentsCount: writing.count,
        bytes: writing.bytes,
        format,
      });
    }
    await tools.crashPoint(CRASH_POINTS.fileAfterBytes);
    await saveRunStatus(tx, actor, { runId, status: 'SENT', happenedOn: today });
    await tools.crashPoint(CRASH_POINTS.fileAfterSent);
    await tools.sendJob(tx, {
      name: CREDIT_JOB,
      data: {},
      startOn: run.creditOn,
      singletonKey: run.creditOn.toString(),
    });
    return accepted({ runId, parts: parts.length });
  });
}
