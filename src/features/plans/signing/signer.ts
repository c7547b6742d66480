/** Whether whoever signs for the plan may: the person, or somebody whose authority covers the plan today. */
import type { Tx } from '../../../platform/db.ts';
import { accepted, type Decision } from '../../../rules/decision.ts';
import { decideActing } from '../../../rules/representation/representation.ts';
import type { Actor } from '../../../values/actor.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { loadAuthorities } from '../../representation/store.ts';

export async function decideSigner(
  tx: Tx,
  actor: Actor,
  { personId }: { readonly personId: string },
  today: PlainDate,
): Promise<Decision<true>> {
  if (actor.id === personId) return accepted(true);
  const acting = { representativeId: actor.id, decision: 'PLAN' } as const;
  return decideActing(await loadAuthorities(tx, personId), acting, today);
}
