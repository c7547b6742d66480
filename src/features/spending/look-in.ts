/** staff open bank lines only while a review is open that the person was told of. The person always may. */
import type { Tx } from '../../platform/db.ts';
import { decideLookIn } from '../../rules/review/review.ts';
import type { Actor } from '../../values/actor.ts';
import { recordEvent } from '../audit/store.ts';
import { countOpenReviews } from '../reviews/store.ts';

/** Whether this actor may see the lines now. A no is kept in the audit trail, where the person can see it. */
export async function mayLookIn(tx: Tx, actor: Actor, budgetId: string): Promise<boolean> {
  const isTheirs = isHolder(actor);
  const decision = decideLookIn({ isTheirs, openWindows: isTheirs ? 0 : await countOpenReviews(tx, budgetId) });
  if (decision.accepted) return true;
  const reasons = decision.refusals;
  await recordEvent(tx, actor, { act: 'bank-lines.look-in', outcome: 'denied', budgetId, reasons });
  return false;
}

/** The person whose budget it is, or who acts for them: the server lets them reach their own budget only. */
export function isHolder(actor: Actor): boolean {
  return actor.personId !== undefined;
}
