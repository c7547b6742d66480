/**
 * Lets the ledger follow an organisation to its new account: what it held in the old one it holds in the new one. Nothing moves
 * to another organisation: that money is paid over, and its statements show it.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Decision } from '../../rules/decision.ts';
import { accepted } from '../../rules/decision.ts';
import { accountChanged } from '../../rules/payment/journals.ts';
import type { Actor } from '../../values/actor.ts';
import { postJournals } from '../ledger/store.ts';
import { lockBudgets } from '../requests/store.ts';
import { loadLeftBehind } from './change-store.ts';

/** Posts what was left behind, in the caller's transaction. Answers how many journals. */
export async function moveHeld(tx: Tx, tools: Tools, actor: Actor, thirdPartyId?: string): Promise<Decision<number>> {
  const load = () => loadLeftBehind(tx, tx.icbCode, thirdPartyId);
  await lockBudgets(
    tx,
    (await load()).map(({ budgetId }) => budgetId),
  );
  const left = await load();
  const posted = await postJournals(
    tx,
    left.map(one => ({
      ...accountChanged({ ...one, happenedOn: tools.today() }),
      commandId: randomUUID(),
      causedBy: `payment-account:${one.toAccountId}`,
      byId: actor.id,
    })),
  );
  return posted.accepted ? accepted(left.length) : posted;
}
