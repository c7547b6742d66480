/**
 * Records that whoever receives the money, the person too, is bankrupt, or that somebody else was found unsuitable
 * a task and what is offered instead, and no stop by itself.
 */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decidePayeeConcern, type PayeeConcern } from '../../../rules/representation/payee.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadParties, savePayeeConcern, saveTask } from '../payee-store.ts';

export async function raisePayeeConcern(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly partyId: string; readonly kind: PayeeConcern; readonly reason: string },
): Promise<Decision<{ payeeConcernId: string; offers: string }>> {
  return act(tools, actor, { act: 'payee.concern', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const parties = budget ? await loadParties(tx, budget) : [];
    const isThePerson = input.partyId === budget?.personId;
    if (!isThePerson && !parties.some(({ partyId }) => partyId === input.partyId))
      return refused({ code: 'not-found', what: 'person, representative or nominee' });
    const today = tools.today();
    const policy = (await loadPolicy(tx, tx.icbCode, today)).payee;
    const decision = decidePayeeConcern({ ...input, isThePerson }, policy);
    if (!decision.accepted) return decision;
    const concern = { ...input, ...decision.value, budgetId, foundOn: today };
    const payeeConcernId = await savePayeeConcern(tx, actor, concern);
    const kind = input.kind === 'BANKRUPT' ? 'PAYEE_BANKRUPT' : 'PAYEE_UNSUITABLE';
    const dueOn = today.add({ days: policy.decideDays });
    await saveTask(tx, { budgetId, kind, cause: payeeConcernId, openedOn: today, dueOn });
    return accepted({ payeeConcernId, offers: decision.value.offers.join(',') });
  });
}
