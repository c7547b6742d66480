/** Posts what feeds brought, some budgets at a time, each batch in a transaction of its own. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act, recordEvent } from '../../audit/store.ts';
import { lockBudgets } from '../../requests/store.ts';
import { postStaged } from './post-staged.ts';
import { loadBudgetsStaged } from './stage-store.ts';

/** So many budgets a time: a few thousand journals. */
const BUDGETS = 50;

/** Posts the lines of the next budgets. Answers how many budgets and lines that were: none when all is done. */
export async function postFeed(
  tools: Tools,
  actor: Actor,
  command: Command,
): Promise<Decision<{ budgets: number; lines: number }>> {
  return act(tools, actor, { act: 'statement.post', command, input: {} }, async tx => {
    const budgetIds = await loadBudgetsStaged(tx, BUDGETS);
    await lockBudgets(tx, budgetIds);
    const posted = await postStaged(tx, tools, budgetIds);
    if (!posted.accepted) return posted;
    // Each person can see in their own trail that a statement of theirs came in.
    for (const budgetId of budgetIds)
      await recordEvent(tx, actor, { act: 'statement.post', outcome: 'done', budgetId });
    return accepted({ budgets: budgetIds.length, lines: posted.value });
  });
}
