/** Records somebody who acts for the person, and by which right. It counts once the document was seen. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Relationship } from '../../../rules/plan/connected-person.ts';
import type { PersonalDecision } from '../../../rules/representation/capacity.ts';
import { needsDbs } from '../../../rules/representation/payee.ts';
import { decideAuthority, isInForce, type WayOfActing } from '../../../rules/representation/representation.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { loadPerson } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { findRepresentative, loadAuthorities, saveAuthority, saveRepresentative } from '../store.ts';

export type AuthorityInput = {
  readonly name: string;
  /** Who the identity provider says they are. */
  readonly subject: string;
  /** CL-09, or what was claimed instead. */
  readonly kind: string;
  readonly scope: readonly PersonalDecision[];
  readonly acting: WayOfActing;
  readonly documentRef: string;
  readonly issuer: string;
  readonly appointedReason: string;
  readonly relationship: Relationship;
  readonly sameHousehold: boolean;
  readonly involvedInCare: boolean;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | undefined;
};

/** Records an authority over the decisions of the person of this budget. Who acted before by another right stays who they are. */
export async function recordAuthority(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: AuthorityInput,
): Promise<Decision<{ authorityId: string; representativeId: string }>> {
  return act(tools, actor, { act: 'authority.record', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const person = budget && (await loadPerson(tx, actor.icbCode, budget.personId));
    if (!budget || !person) return refused({ code: 'not-found', what: 'budget' });
    const { personId } = budget;
    const today = tools.today();
    const known = await findRepresentative(tx, input.subject);
    const decision = decideAuthority(
      {
        dateOfBirth: person.dateOfBirth,
        inForce: (await loadAuthorities(tx, personId)).filter(authority => isInForce(authority, today)),
        subjectTaken: known !== undefined && known.personId !== personId,
      },
      input,
    );
    if (!decision.accepted) return decision;
    const { dbs } = await loadPolicy(tx, tx.icbCode, today);
    const representativeId =
      known?.representativeId ??
      (await saveRepresentative(tx, actor, {
        ...input,
        personId,
        needsDbs: needsDbs({ ...input, kind: 'INDIVIDUAL' }, dbs),
      }));
    const authorityId = await saveAuthority(tx, actor, { ...input, ...decision.value, representativeId, personId });
    return accepted({ authorityId, representativeId });
  });
}
