/** Notes that the bank took in the files of a list, heard by telephone or seen in its portal. Nothing is paid by this. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideListTaken } from '../../../rules/orders/supplier-file.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { saveListHeard } from './file-store.ts';
import { lockList } from './store.ts';

export async function recordTaken(
  tools: Tools,
  actor: Actor,
  command: Command,
  listId: string,
  input: { readonly words: string },
): Promise<Decision<{ listId: string }>> {
  return act(tools, actor, { act: 'supplier-list.taken', command, input, subjectId: listId }, async tx => {
    const list = await lockList(tx, listId);
    if (!list) return refused({ code: 'not-found', what: 'list' });
    const decision = decideListTaken(list, input.words);
    if (!decision.accepted) return decision;
    await saveListHeard(tx, actor, { ...input, listId, says: 'TAKEN', reportId: null, heardOn: tools.today() });
    return accepted({ listId });
  });
}
