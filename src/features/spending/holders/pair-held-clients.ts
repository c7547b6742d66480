/** Finds what an organisation moved from one person's part to another's: no spending of either. Not sure: it is asked. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { pairClients } from '../../../rules/payment/matching-clients.ts';
import { plainWords } from '../../../rules/payment/matching-score.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudgets } from '../../requests/store.ts';
import { loadHeldBudgets } from '../../third-parties/store.ts';
import { movedLine, placePair } from '../import/settle-transfers.ts';
import { loadUnknownLines, sinceEver } from '../import/transfer-store.ts';

/** Pairs what one organisation moved between the people whose money it holds. Answers how many pairs. */
export async function pairHeldClients(
  tools: Tools,
  actor: Actor,
  command: Command,
  thirdPartyId: string,
): Promise<Decision<{ pairs: number }>> {
  const what = { act: 'held-line.pair', command, input: {}, subjectId: thirdPartyId };
  return act(tools, actor, what, async tx => {
    const held = new Map((await loadHeldBudgets(tx, thirdPartyId)).map(one => [one.budgetId, one]));
    const budgetIds = [...held.keys()];
    await lockBudgets(tx, budgetIds);
    const policy = await loadPolicy(tx, tx.icbCode, tools.today());
    const lines = (await loadUnknownLines(tx, sinceEver(budgetIds), policy.spend.transferDays)).filter(
      ({ option }) => option === 'THIRD_PARTY',
    );
    const budgetOf = new Map(lines.map(({ lineId, budgetId }) => [lineId, budgetId]));
    const found = pairClients(
      lines.map(line => ({ ...movedLine(line), reference: plainWords(held.get(line.budgetId)!.reference) })),
      policy,
    );
    for (const pair of found) {
      const budgets = { out: budgetOf.get(pair.outId)!, back: budgetOf.get(pair.inId)! };
      const placed = await placePair(tx, tools, pair, budgets);
      if (!placed.accepted) return placed;
      await tools.crashPoint('held-line.pair.after-pair');
    }
    return accepted({ pairs: found.length });
  });
}
