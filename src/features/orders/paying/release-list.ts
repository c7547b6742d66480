/** Releases a list of payments to suppliers: another person than who prepared it, what they saw. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideListRelease } from '../../../rules/orders/supplier-payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadChangedAccounts, lockList, saveListStatus } from './store.ts';

export async function releaseList(
  tools: Tools,
  actor: Actor,
  command: Command,
  listId: string,
  seen: { readonly count: number; readonly totalPence: bigint },
): Promise<Decision<{ listId: string }>> {
  const what = { act: 'supplier-list.release', command, input: seen, subjectId: listId };
  return act(tools, actor, what, async tx => {
    const list = await lockList(tx, listId);
    if (!list) return refused({ code: 'not-found', what: 'list' });
    const changedAccounts = await loadChangedAccounts(tx, listId, actor.id);
    const decision = decideListRelease({ ...list, changedAccounts }, seen, actor.id);
    if (!decision.accepted) return decision;
    await saveListStatus(tx, actor, list, { status: 'RELEASED', words: '', happenedOn: tools.today() });
    return accepted({ listId });
  });
}
