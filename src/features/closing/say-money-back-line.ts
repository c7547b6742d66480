/** Finance says which line of the person's statement shows money that was given back (T28), so that it counts once. */
import { randomUUID } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { moneyBackSeen } from '../../rules/payment/closing-journals.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadJournal, postJournals } from '../ledger/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadLine } from '../spending/store.ts';
import { CRASH_POINTS } from './crash-points.ts';
import { isMoneyBack, loadMoneyBack, saveMoneyBackLine } from './store.ts';

export type SeenInput = { readonly moneyBackId: string; readonly lineId: string };

export async function sayMoneyBackLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: SeenInput,
): Promise<Decision<{ moneyBackId: string }>> {
  const { moneyBackId, lineId } = input;
  return act(tools, actor, { act: 'closing.seen', command, input, budgetId, subjectId: moneyBackId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const back = budget && (await loadMoneyBack(tx, budgetId)).find(each => each.moneyBackId === moneyBackId);
    if (!back || back.lineId) return refused({ code: 'not-found', what: 'money that was given back' });
    const [line, ...others] = await loadLine(tx, budgetId, lineId);
    const isFree = line?.placement.what === 'UNPLACED' && others.length === 0 && line.linePence === line.amountPence;
    if (!isFree || (await isMoneyBack(tx, lineId))) return refused({ code: 'money-back-line-not-free' });
    if (line.linePence !== -back.pence) return refused({ code: 'money-back-line-differs', pence: back.pence });
    const placed = await loadJournal(tx, line.placement.journalId!);
    const lies = placed!.postings
      .filter(({ account }) => account.kind === 'unplaced')
      .map(({ account, amountPence }) => ({ stream: account.stream, pence: amountPence }));
    const { accountId, postedOn: happenedOn } = line;
    const cause = { commandId: randomUUID(), causedBy: `money-back:${moneyBackId}`, byId: actor.id };
    const posted = await postJournals(tx, [{ ...moneyBackSeen({ budgetId, accountId, happenedOn, lies }), ...cause }]);
    if (!posted.accepted) return posted;
    await tools.crashPoint(CRASH_POINTS.seenAfterJournal);
    await saveMoneyBackLine(tx, actor, { ...input, journalId: posted.value[0]!.journalId });
    return accepted({ moneyBackId });
  });
}
