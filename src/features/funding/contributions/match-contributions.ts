/**
 * Finds the bank lines of the parts that finance knew of before the statement came: the same sum within some days.
 * What such a line had put among money that nobody can explain is taken back, so that it counts once.
 */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { pairWithLines } from '../../../rules/funding/contribution.ts';
import { contributionSeen } from '../../../rules/payment/contribution-journals.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { postJournals } from '../../ledger/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { loadFreeLines, loadLies } from './facts.ts';
import { loadContributions, saveSeen } from './store.ts';

export async function matchContributions(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
): Promise<Decision<{ found: number }>> {
  return act(tools, actor, { act: 'contribution.match', command, input: {}, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const { contribution: policy } = await loadPolicy(tx, actor.icbCode, tools.today());
    const unseen = (await loadContributions(tx, budgetId)).filter(({ lineId }) => lineId === null);
    const pairs = pairWithLines(unseen, await loadFreeLines(tx, budgetId), policy.matchDays);
    const journals = [];
    for (const { part, line } of pairs) {
      const { postedOn: happenedOn, accountId } = line;
      const lies = await loadLies(tx, line);
      journals.push({
        ...contributionSeen({ budgetId, happenedOn, accountId, payer: part.paidBy, lies }),
        commandId: randomUUID(),
        causedBy: `contribution:${part.contributionId}`,
        byId: actor.id,
      });
    }
    const posted = await postJournals(tx, journals);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.matchAfterJournals);
    const seen = pairs.map(({ part: { contributionId }, line: { lineId } }, i) => ({
      contributionId,
      lineId,
      journalId: posted.value[i]!.journalId,
    }));
    await saveSeen(tx, actor, seen);
    return accepted({ found: pairs.length });
  });
}
