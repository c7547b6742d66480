/** Somebody looks at a run that the service prepared and answers for it: from now on it counts as theirs. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideTakeUp } from '../../../rules/payment/silence.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockRun } from '../store.ts';
import { saveTakenUp } from './silence-store.ts';

export async function takeUpRun(
  tools: Tools,
  actor: Actor,
  command: Command,
  runId: string,
): Promise<Decision<{ runId: string }>> {
  return act(tools, actor, { act: 'pay-run.take-up', command, input: {}, subjectId: runId }, async tx => {
    const run = await lockRun(tx, runId);
    if (!run) return refused({ code: 'not-found', what: 'payment run' });
    const decision = decideTakeUp({
      status: run.status,
      isByService: run.isByService,
      isTakenUp: run.takenUpById !== undefined,
    });
    if (!decision.accepted) return decision;
    await saveTakenUp(tx, actor, runId, tools.today());
    return accepted({ runId });
  });
}
