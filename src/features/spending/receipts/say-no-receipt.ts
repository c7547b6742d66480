/** The person says why there is no receipt: that is an answer too. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadLine } from '../store.ts';
import { saveNoReceipt } from './store.ts';

/** Keeps the reason why a payment has no receipt. */
export async function sayNoReceipt(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  lineId: string,
  reason: string,
): Promise<Decision<{ receiptId: string }>> {
  return act(
    tools,
    actor,
    { act: 'receipt.none', command, input: { reason }, budgetId, subjectId: lineId },
    async tx => {
      const budget = await lockBudget(tx, budgetId);
      const [line] = budget ? await loadLine(tx, budgetId, lineId) : [];
      if (!line) return refused({ code: 'not-found', what: 'bank line' });
      const receiptId = await saveNoReceipt(tx, actor, { budgetId, lineId, addedOn: tools.today(), reason });
      return accepted({ receiptId });
    },
  );
}
