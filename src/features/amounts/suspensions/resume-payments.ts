/**
 * Lets payments begin again (T22): what was held back and has fallen due is paid by the next run, each sum once, and
 * every later instalment is whole (N21).
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { notRunning } from '../../../rules/safeguards/holding-back.ts';
import { decideResumption } from '../../../rules/safeguards/suspension.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { keepRunsWaiting, loadStillOwed } from '../../payments/owed-store.ts';
import { loadIcbContact, saveNotice } from '../../people/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { paymentsBeginAgain } from './notices.ts';
import { loadSuspension, saveSuspensionEnd } from './store.ts';

export async function resumePayments(
  tools: Tools,
  actor: Actor,
  command: Command,
  about: { readonly budgetId: string; readonly suspensionId: string },
  input: { readonly cleared: string },
): Promise<Decision<{ suspensionId: string; catchUpPence: string }>> {
  const { budgetId, suspensionId } = about;
  return act(tools, actor, { act: 'suspension.end', command, input, budgetId, subjectId: suspensionId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const suspension = budget && (await loadSuspension(tx, budgetId, suspensionId));
    if (!budget || !suspension) return refused({ code: 'not-found', what: 'suspension' });
    if (suspension.end) return refused({ code: 'overlay-not-there', overlay: 'SUSPENDED' });
    const stopped = notRunning(budget.state);
    if (stopped) return refused(stopped);
    await keepRunsWaiting(tx);
    const missed = (await loadStillOwed(tx, budgetId)).filter(({ isOwed, isHeldBack }) => isOwed && isHeldBack);
    const decision = decideResumption({
      cleared: input.cleared,
      missed: missed.map(({ amountPence }) => ({ duePence: amountPence, paidPence: 0n })),
    });
    if (!decision.accepted) return decision;

    const { catchUpPence } = decision.value;
    const resumedOn = tools.today();
    await saveSuspensionEnd(tx, actor, { suspensionId, cleared: input.cleared, resumedOn, catchUpPence });
    await tools.crashPoint(CRASH_POINTS.resumeAfterEnd);
    const icb = await loadIcbContact(tx, actor.icbCode);
    await saveNotice(
      tx,
      paymentsBeginAgain({ budget, decisionId: suspensionId, effectiveOn: resumedOn }, input, missed, icb),
    );
    return accepted({ suspensionId, catchUpPence: catchUpPence.toString() });
  });
}
