/** The bank's word on a file, heard by telephone or seen in its portal: somebody writes it down. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { wasSent } from '../../../rules/payment/standby.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockRun } from '../store.ts';
import { hearFile } from './hear-file.ts';

/** Notes that the bank confirmed a file, heard by telephone or seen in the bank's portal. */
export async function confirmRun(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
  input: { readonly says: 'TAKEN' | 'REJECTED'; readonly words: string },
): Promise<Decision<{ runId: string; count: number }>> {
  return act(tools, actor, { act: 'pay-run.hear', command, input, subjectId: runId }, async tx => {
    const run = await lockRun(tx, runId);
    if (!run) return refused({ code: 'not-found', what: 'payment run' });
    if (!wasSent(run.status)) return refused({ code: 'run-not-sent' });
    const heard = await hearFile(tools, tx, actor, { ...input, runId, reportId: null });
    return heard.accepted ? accepted({ runId, count: heard.value.count }) : heard;
  });
}
