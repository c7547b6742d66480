/** Chains the audit events of one ICB, and keeps the head of the chain outside the database. */
import { now } from '../../platform/clock.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../../values/actor.ts';
import { type Head, sealEvents } from './chain-store.ts';

/** So many at once that a second's worth never waits, so few that nobody waits for them. */
const MOST = 5_000;

/**
 * Links every event that was committed before. The head is kept outside after the commit: a copy that is behind
 * proves less, one that is ahead would be a false alarm.
 */
export async function sealAudit(tools: Tools, actor: Actor): Promise<Head> {
  for (;;) {
    const { sealed, head } = await tools.db.transaction(actor, tx => sealEvents(tx, MOST));
    if (sealed > 0) await tools.anchors.keep({ chain: actor.icbCode, ...head, at: now() });
    if (sealed < MOST) return head;
  }
}
