/** Lets somebody work here: by an administrator on the page, or by whoever runs the service for the first one. */
import type { Tools } from '../../platform/tools.ts';
import { type Decision, refused } from '../../rules/decision.ts';
import { decideNewStaff } from '../../rules/staff.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { type NewStaffMember, saveStaffMember } from './store.ts';

export async function addStaff(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: NewStaffMember,
): Promise<Decision<{ staffUserId: string }>> {
  return act(
    tools,
    actor,
    { act: 'staff.add', command, input },
    async (tx): Promise<Decision<{ staffUserId: string }>> => {
      const allowed = decideNewStaff(input);
      if (!allowed.accepted) return allowed;
      const staffUserId = await saveStaffMember(tx, input);
      return staffUserId ? { accepted: true, value: { staffUserId } } : refused({ code: 'subject-taken' });
    },
  );
}
