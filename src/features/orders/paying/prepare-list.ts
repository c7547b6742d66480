/** Prepares a list of what is owed to suppliers: one payment for each, to the account that was checked. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { decideList, draftList } from '../../../rules/orders/supplier-payment.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadOwedSuppliers, saveList, takeTurnToList } from './store.ts';

export async function prepareList(
  tools: Tools,
  actor: Actor,
  command: Command,
): Promise<Decision<{ listId: string; number: number }>> {
  return act(tools, actor, { act: 'supplier-list.prepare', command, input: {} }, async tx => {
    await takeTurnToList(tx);
    const { coolingOff } = (await loadPolicy(tx, actor.icbCode, tools.today())).account;
    const { payments } = draftList(await loadOwedSuppliers(tx, actor.icbCode), coolingOff);
    const decision = decideList(payments);
    if (!decision.accepted) return decision;
    return accepted(await saveList(tx, actor, { ...decision.value, payments, preparedOn: tools.today() }));
  });
}
