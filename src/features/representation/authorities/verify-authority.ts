/** Records that the document of an authority was seen: from now on it counts, and opens the door to sign in. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideAuthorityCheck } from '../../../rules/representation/representation.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadAuthorities, saveAuthorityVerified, WATCH_JOB } from '../store.ts';

export async function verifyAuthority(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: { readonly authorityId: string; readonly evidence: string },
): Promise<Decision<{ authorityId: string }>> {
  return act(tools, actor, { act: 'authority.verify', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const authority =
      budget && (await loadAuthorities(tx, budget.personId)).find(one => one.authorityId === input.authorityId);
    if (!authority) return refused({ code: 'not-found', what: 'authority' });
    const decision = decideAuthorityCheck(authority);
    if (!decision.accepted) return decision;
    await saveAuthorityVerified(tx, actor, { ...input, verifiedOn: tools.today() });
    await tools.sendJob(tx, { name: WATCH_JOB, data: { budgetId } });
    return accepted({ authorityId: input.authorityId });
  });
}
