/**
 * Whose record a path may name: one of the actor's own board, for people and those who act for them only theirs, and for
 * an organisation that holds money only those whose money it holds.
 */
import type { Tx } from '../../platform/db.ts';
import type { Actor } from '../../values/actor.ts';
import { loadPerson } from '../people/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadThirdPartyOf, mayHold } from '../third-parties/store.ts';

/** Whether the record that `budgetId` or `personId` names is one that this actor may know of. */
export async function isTheirs(tx: Tx, actor: Actor, params: Readonly<Record<string, string>>): Promise<boolean> {
  const { budgetId, personId, thirdPartyId } = params;
  if (actor.roles.includes('third-party-holder')) {
    const own = await loadThirdPartyOf(tx, actor.id);
    if (own === undefined || personId !== undefined || (thirdPartyId ?? own) !== own) return false;
    return budgetId === undefined || mayHold(tx, own, budgetId);
  }
  if (budgetId !== undefined) {
    const budget = await loadBudget(tx, actor.icbCode, budgetId);
    if (!budget || (actor.personId !== undefined && budget.personId !== actor.personId)) return false;
  }
  if (personId !== undefined) {
    if (actor.personId !== undefined) return personId === actor.personId;
    return (await loadPerson(tx, actor.icbCode, personId)) !== undefined;
  }
  return true;
}
