/** Lets somebody of an organisation that holds money sign in. They see what it holds, and nothing else. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { saveHolderPerson } from '../staff/store.ts';
import { loadThirdParty } from './store.ts';

export async function addHolderPerson(
  tools: Tools,
  actor: Actor,
  command: Command,
  thirdPartyId: string,
  input: { readonly name: string; readonly subject: string },
): Promise<Decision<{ staffUserId: string }>> {
  const what = { act: 'third-party.add-person', command, input, subjectId: thirdPartyId };
  return act(tools, actor, what, async (tx): Promise<Decision<{ staffUserId: string }>> => {
    if (!(await loadThirdParty(tx, thirdPartyId, tools.today())))
      return refused({ code: 'not-found', what: 'organisation' });
    const staffUserId = await saveHolderPerson(tx, { ...input, thirdPartyId });
    return staffUserId === undefined ? refused({ code: 'subject-taken' }) : accepted({ staffUserId });
  });
}
