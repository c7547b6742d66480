/**
 * Finds the two sides of money that a person moved from the account of one budget of theirs to that of another: no spending of
 * either. The service does so by itself, for both budgets are locked together; where it is not sure, the person is asked.
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { plainWords } from '../../../rules/payment/matching-score.ts';
import { pairTransfers } from '../../../rules/payment/matching-transfers.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudgets } from '../../requests/store.ts';
import { movedLine, placePair } from './settle-transfers.ts';
import { loadOwn, loadUnknownLines, sinceEver } from './transfer-store.ts';

/** Pairs what one person moved between these budgets of theirs. Answers how many pairs. */
export async function pairAcrossBudgets(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetIds: readonly string[],
): Promise<Decision<{ pairs: number }>> {
  return act(tools, actor, { act: 'line.pair-across', command, input: { budgetIds } }, async tx => {
    await lockBudgets(tx, budgetIds);
    const policy = await loadPolicy(tx, tx.icbCode, tools.today());
    const lines = await loadUnknownLines(tx, sinceEver(budgetIds), policy.spend.transferDays);
    const budgetOf = new Map(lines.map(({ lineId, budgetId }) => [lineId, budgetId]));
    const own = [...(await loadOwn(tx, budgetIds)).values()];
    const found = pairTransfers(
      lines.map(movedLine),
      { names: own.map(({ name }) => plainWords(name)), accounts: own.flatMap(({ accounts }) => accounts) },
      policy,
    );
    for (const pair of found) {
      const budgets = { out: budgetOf.get(pair.outId)!, back: budgetOf.get(pair.inId)! };
      const placed = await placePair(tx, tools, pair, budgets);
      if (!placed.accepted) return placed;
      await tools.crashPoint('line.pair-across.after-pair');
    }
    return accepted({ pairs: found.length });
  });
}
