/** Ends an authority before its time: resigned, revoked, or gone. Whether payments have to stop is looked at next. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideAuthorityEnd } from '../../../rules/representation/representation.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { type END_REASONS, loadAuthorities, saveAuthorityEnded, WATCH_JOB } from '../store.ts';

export type EndInput = {
  readonly authorityId: string;
  readonly reason: (typeof END_REASONS)[number];
  readonly words: string;
  /** The last day on which they act. */
  readonly lastOn: PlainDate;
};

export async function endAuthority(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: EndInput,
): Promise<Decision<{ authorityId: string }>> {
  return act(tools, actor, { act: 'authority.end', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const authority =
      budget && (await loadAuthorities(tx, budget.personId)).find(one => one.authorityId === input.authorityId);
    if (!authority) return refused({ code: 'not-found', what: 'authority' });
    if (authority.ended) return refused({ code: 'authority-not-in-force' });
    const decision = decideAuthorityEnd(authority, input.lastOn);
    if (!decision.accepted) return decision;
    await saveAuthorityEnded(tx, actor, input);
    // They still act on their last day: the look is for the day after.
    await tools.sendJob(tx, { name: WATCH_JOB, data: { budgetId }, startOn: input.lastOn.add({ days: 1 }) });
    return accepted({ authorityId: input.authorityId });
  });
}
