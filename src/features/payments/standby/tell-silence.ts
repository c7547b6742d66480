/** Tells finance that the bank has not confirmed a file by its day. Nothing is given up by this: they ask the bank, and decide. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { confirmBy } from '../../../rules/payment/standby.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockRun } from '../store.ts';
import { loadSilentFiles, saveSilent } from './silence-store.ts';

export async function tellSilence(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
): Promise<Decision<{ runId: string; count: number }>> {
  return act(tools, actor, { act: 'pay-run.silent', command, input: {}, subjectId: runId }, async tx => {
    await lockRun(tx, runId);
    const silent = (await loadSilentFiles(tx, actor.icbCode)).find(file => file.runId === runId);
    if (!silent) return refused({ code: 'run-confirmed' });
    const { payments } = await loadPolicy(tx, actor.icbCode, tools.today());
    const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
    const { sentOn, unsettledCount: count, unsettledPence: pence } = silent;
    const by = confirmBy(sentOn, payments.confirmWorkingDays, holidays);
    await saveSilent(tx, { runId, confirmBy: by, count, pence, toldOn: tools.today() });
    return accepted({ runId, count });
  });
}
