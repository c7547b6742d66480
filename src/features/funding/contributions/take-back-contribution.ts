/** Takes back a part that was written down wrongly; it stays as history, and its bank line is free again. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { reverseJournal } from '../../ledger/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadContributions, saveContributionTakenBack } from './store.ts';

export type TakeBackInput = { readonly contributionId: string; readonly reason: string };

export async function takeBackContribution(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: TakeBackInput,
): Promise<Decision<{ contributionId: string }>> {
  const { contributionId } = input;
  const what = { act: 'contribution.take-back', command, input, budgetId, subjectId: contributionId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const paid = budget && (await loadContributions(tx, budgetId)).find(each => each.contributionId === contributionId);
    if (!paid) return refused({ code: 'not-found', what: 'contribution' });
    await saveContributionTakenBack(tx, actor, input);
    await tools.crashPoint(CRASH_POINTS.takeBackAfterRow);
    // The newest first: a line that was seen later goes back to what nobody can explain.
    for (const journalId of new Set([paid.lineJournalId ?? paid.journalId, paid.journalId])) {
      const causedBy = `contribution:${contributionId}`;
      const order = { journalId, commandId: randomUUID(), happenedOn: paid.paidOn, causedBy, byId: actor.id };
      const reversed = await reverseJournal(tx, order);
      if (!reversed.accepted) return reversed;
      await tools.crashPoint(CRASH_POINTS.takeBackAfterFirst);
    }
    return accepted({ contributionId });
  });
}
