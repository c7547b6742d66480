/** Notes on the set-up tasks of the checks what they were closed by, once nothing of them is open any more. */
import type { Tx } from '../../../platform/db.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Budget } from '../../requests/store.ts';
import { saveTaskClosed } from '../store.ts';
import { loadChecks } from './facts.ts';

/** Closes those tasks of a locked budget whose checks are all there. A check that runs out opens its task again. */
export async function closeReadyTasks(tools: Tools, tx: Tx, actor: Actor, { budgetId }: Budget): Promise<void> {
  const closedOn = tools.today();
  const { holds, gaps, registrations, connected, cover, assistants } = await loadChecks(
    tx,
    actor.icbCode,
    budgetId,
    closedOn,
  );
  const close = (kind: 'EMPLOYER' | 'CONNECTED_PAYEES' | 'PROVIDER_CHECKS', evidence: string) =>
    saveTaskClosed(tx, actor, { budgetId, kind, evidence, closedOn });
  if (gaps.length === 0 && cover)
    await close(
      'EMPLOYER',
      `${cover.insurer}, ${cover.policyNumber}. ${assistants.map(({ name }) => name).join(', ')}`,
    );
  if (connected.size > 0 && !holds.some(({ because }) => because !== 'not-registered'))
    await close('CONNECTED_PAYEES', `Decided: ${[...connected.keys()].join(', ')}`);
  if (registrations.size > 0 && !holds.some(({ because }) => because === 'not-registered'))
    await close('PROVIDER_CHECKS', [...registrations].map(([provider, number]) => `${provider}: ${number}`).join(', '));
}
