/** Gives a list up that was not paid. Its invoices can be paid by another list. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideListCancel } from '../../../rules/orders/supplier-payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { CRASH_POINTS } from '../crash-points.ts';
import { freeInvoices, lockList, saveListStatus } from './store.ts';

export async function cancelList(
  tools: Tools,
  actor: Actor,
  command: Command,
  listId: string,
  input: { readonly reason: string },
): Promise<Decision<{ listId: string }>> {
  return act(tools, actor, { act: 'supplier-list.cancel', command, input, subjectId: listId }, async tx => {
    const list = await lockList(tx, listId);
    if (!list) return refused({ code: 'not-found', what: 'list' });
    const decision = decideListCancel(list.status, input.reason);
    if (!decision.accepted) return decision;
    await saveListStatus(tx, actor, list, { status: 'CANCELLED', words: input.reason, happenedOn: tools.today() });
    await tools.crashPoint(CRASH_POINTS.cancelAfterStatus);
    await freeInvoices(tx, { listId });
    return accepted({ listId });
  });
}
