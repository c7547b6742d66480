/** Puts an organisation on the list of those that may hold money for people. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideThirdParty, plainNumber } from '../../rules/options/third-party.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { isThirdPartyKnown, lockThirdParties, type NewThirdParty, saveThirdParty } from './store.ts';

export async function addThirdParty(
  tools: Tools,
  actor: Actor,
  command: Command,
  entry: NewThirdParty,
): Promise<Decision<{ thirdPartyId: string }>> {
  const input = { ...entry, fromOn: entry.fromOn.toString(), toOn: entry.toOn?.toString() };
  return act(tools, actor, { act: 'third-party.add', command, input }, async tx => {
    await lockThirdParties(tx);
    const plain = { ...entry, number: plainNumber(entry.number) };
    const decision = decideThirdParty({ ...plain, isKnown: await isThirdPartyKnown(tx, actor.icbCode, plain) });
    if (!decision.accepted) return decision;
    const thirdPartyId = await saveThirdParty(tx, actor, plain);
    return thirdPartyId === undefined ? refused({ code: 'third-party-known' }) : accepted({ thirdPartyId });
  });
}
