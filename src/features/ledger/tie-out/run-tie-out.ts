/** Holds ledger, bank and plan side by side over all budgets of the board, and keeps what does not agree. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { breakActBy } from '../../../rules/payment/tie-out.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { findBreaks, loadExtent } from './find/store.ts';
import { lockTieOut, saveBreaks, saveTieOut } from './store.ts';

export async function runTieOut(
  tools: Tools,
  actor: Actor,
  command: Command,
): Promise<Decision<{ breaks: number; isNew: number; gone: number }>> {
  return act(tools, actor, { act: 'tie-out.run', command, input: {} }, async tx => {
    await lockTieOut(tx);
    const today = tools.today();
    const found = await findBreaks(tx);
    const policy = await loadPolicy(tx, tx.icbCode, today);
    const holidays = await loadBankHolidays(tx, tx.icbCode, tools.bankHolidays);
    const { isNew, gone } = await saveBreaks(tx, found, today, breakActBy(today, policy, holidays));
    const breaks = found.breaks.length;
    await saveTieOut(tx, actor, { ...(await loadExtent(tx)), doneOn: today, breaks });
    return accepted({ breaks, isNew, gone });
  });
}
