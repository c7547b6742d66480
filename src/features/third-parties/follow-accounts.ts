/** The service lets the ledger follow organisations to their new accounts: what was on its way to an old one has arrived since. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { moveHeld } from './move-held.ts';

export async function followAccounts(
  tools: Tools,
  actor: Actor,
  command: Command,
): Promise<Decision<{ moved: number }>> {
  return act(tools, actor, { act: 'third-party.follow-accounts', command, input: {} }, async tx => {
    const moved = await moveHeld(tx, tools, actor);
    return moved.accepted ? accepted({ moved: moved.value }) : moved;
  });
}
