/**
 * Ends a one-off budget (T31): what was to be bought is bought, or its last day has passed. What it cost less, or was not
 * bought, is promised no longer. The person is told when somebody asks what came of it (N32).
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideGoalEnd } from '../../rules/options/goal.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget, saveMove } from '../requests/store.ts';
import { releasePromises } from './booking.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { followUpNotice } from './notices.ts';
import { loadRunning } from './running.ts';
import { saveGoalEnd } from './store.ts';

export type FinishInput = { readonly how: 'BOUGHT' | 'END_DATE'; readonly words: string };

export async function finishGoal(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: FinishInput,
): Promise<Decision<{ leftPence: string; followUpBy: string }>> {
  return act(tools, actor, { act: 'goal.finish', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const goal = budget && (await loadRunning(tx, budget));
    if (!goal) return refused({ code: 'not-found', what: 'one-off budget' });
    const endedOn = tools.today();
    const policy = await loadPolicy(tx, tx.icbCode, endedOn);
    const decision = decideGoalEnd(goal, input.how, policy.oneoff, endedOn);
    if (!decision.accepted) return decision;
    const { leftPence, fromOn: followUpFrom, byOn: followUpBy } = decision.value;
    const end = { ...input, budgetId, endedOn, leftPence, followUpFrom, followUpBy };
    const released = await releasePromises(tx, actor, { budgetId, happenedOn: endedOn }, goal.items);
    if (!released.accepted) return released;
    await tools.crashPoint(CRASH_POINTS.finishAfterPromises);
    await saveGoalEnd(tx, actor, { ...end, policyVersion: policy.version });
    await saveMove(tx, actor, { budgetId, transition: 'T31', happenedOn: endedOn });
    const { phone } = await loadIcbContact(tx, tx.icbCode);
    await saveNotice(tx, followUpNotice(budget, { ...end, phone }));
    return accepted({ leftPence: leftPence.toString(), followUpBy: followUpBy.toString() });
  });
}
