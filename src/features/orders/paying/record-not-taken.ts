/** Records that the bank did not take the file of a list: the list is given up, and its invoices can be paid by another. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideListNotTaken } from '../../../rules/orders/supplier-file.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { freeInvoices, lockList, saveListStatus } from './store.ts';

export async function recordNotTaken(
  tools: Tools,
  actor: Actor,
  command: Command,
  listId: string,
  input: { readonly reason: string },
): Promise<Decision<{ listId: string }>> {
  return act(tools, actor, { act: 'supplier-list.not-taken', command, input, subjectId: listId }, async tx => {
    const list = await lockList(tx, listId);
    if (!list) return refused({ code: 'not-found', what: 'list' });
    const decision = decideListNotTaken(list, input.reason, actor.id);
    if (!decision.accepted) return decision;
    const words = `The bank did not take the file: ${input.reason}`;
    await saveListStatus(tx, actor, list, { status: 'CANCELLED', words, happenedOn: tools.today() });
    await tools.crashPoint(CRASH_POINTS.notTakenAfterStatus);
    await freeInvoices(tx, { listId });
    return accepted({ listId });
  });
}
