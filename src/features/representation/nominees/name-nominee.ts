/** Names somebody to receive and manage the money for the person, now or once they can no longer decide. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Relationship } from '../../../rules/plan/connected-person.ts';
import { capacityOn } from '../../../rules/representation/capacity.ts';
import { decideNomination, type NominationBasis, nominationOn } from '../../../rules/representation/nominee.ts';
import { needsDbs } from '../../../rules/representation/payee.ts';
import { actingFor } from '../../../rules/representation/representation.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadNominees, loadPayeeFacts, saveNominee } from '../payee-store.ts';
import { loadAuthorities, loadCapacity } from '../store.ts';

export type NomineeInput = {
  /** Whose wish it is, where staff write it down: the person's id or a representative's. */
  readonly nominatorId: string | undefined;
  readonly name: string;
  readonly party: 'INDIVIDUAL' | 'ORGANISATION';
  readonly contact: string;
  readonly relationship: Relationship;
  readonly sameHousehold: boolean;
  readonly involvedInCare: boolean;
  readonly basis: NominationBasis;
};

/** Stores a nomination. Nothing goes to the nominee before both the nominee and the board agree. */
export async function nameNominee(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: NomineeInput,
): Promise<Decision<{ nomineeId: string; needsDbs: boolean }>> {
  return act(tools, actor, { act: 'nominee.name', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { personId } = budget;
    // Whoever signs in for themself or for the person speaks for nobody else.
    const nominatorId = actor.personId === undefined ? (input.nominatorId ?? personId) : actor.id;
    const facts = await loadPayeeFacts(tx, budget);
    const acting = actingFor(await loadAuthorities(tx, personId), 'NOMINEE', today).filter(
      one => one.representativeId === nominatorId,
    );
    const forNominee = (await loadCapacity(tx, personId)).filter(({ decision }) => decision === 'NOMINEE');
    const policy = await loadPolicy(tx, tx.icbCode, today);
    const nominees = await loadNominees(tx, budgetId);
    const decision = decideNomination(
      {
        dateOfBirth: facts.dateOfBirth,
        capacity: capacityOn(forNominee, today),
        actsAs: nominatorId === personId ? undefined : acting.map(one => one.kind),
        basis: input.basis,
        current: nominationOn(nominees, capacityOn(facts.capacity, today), today),
      },
      policy.nominee,
      today,
    );
    if (!decision.accepted) return decision;
    const needed = needsDbs({ ...input, kind: input.party }, policy.dbs);
    const nomineeId = await saveNominee(tx, actor, {
      ...input,
      budgetId,
      needsDbs: needed,
      nominatedBy: nominatorId === personId ? 'PERSON' : 'REPRESENTATIVE',
      nominatorId,
      nominatorName: nominatorId === personId ? budget.personName : (acting[0]?.name ?? actor.name),
      nominatedOn: today,
    });
    return accepted({ nomineeId, needsDbs: needed });
  });
}
