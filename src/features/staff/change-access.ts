/** Changes what a member of staff may do, ends it, or gives it back. It counts from their next click on. */
import type { Tx } from '../../platform/db.ts';
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { type Access, decideAccess, decideEnd, decideReturn, type StaffFacts } from '../../rules/staff.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockStaffFacts, saveAccess, saveAccessEnded } from './store.ts';

type Answer = { staffUserId: string };

/** Sets the roles and the approval limit of somebody who works here. */
export function changeAccess(
  tools: Tools,
  actor: Actor,
  command: Command,
  staffUserId: string,
  access: Access,
): Promise<Decision<Answer>> {
  const what = { act: 'staff.change', command, input: access, subjectId: staffUserId };
  return act(tools, actor, what, tx =>
    onStaff(tx, staffUserId, async facts => {
      const decision = decideAccess(facts, access, actor);
      if (decision.accepted) await saveAccess(tx, staffUserId, access);
      return decision;
    }),
  );
}

/** Ends somebody's access. */
export function endAccess(
  tools: Tools,
  actor: Actor,
  command: Command,
  staffUserId: string,
): Promise<Decision<Answer>> {
  return act(tools, actor, { act: 'staff.end', command, input: {}, subjectId: staffUserId }, tx =>
    onStaff(tx, staffUserId, async facts => {
      const decision = decideEnd(facts, actor);
      if (decision.accepted) await saveAccessEnded(tx, staffUserId);
      return decision;
    }),
  );
}

/** Gives access to somebody who had left and works here again. */
export function giveBackAccess(
  tools: Tools,
  actor: Actor,
  command: Command,
  staffUserId: string,
  access: Access,
): Promise<Decision<Answer>> {
  const what = { act: 'staff.give-back', command, input: access, subjectId: staffUserId };
  return act(tools, actor, what, tx =>
    onStaff(tx, staffUserId, async facts => {
      const decision = decideReturn(facts, access);
      if (decision.accepted) await saveAccess(tx, staffUserId, access);
      return decision;
    }),
  );
}

async function onStaff(
  tx: Tx,
  staffUserId: string,
  work: (facts: StaffFacts) => Promise<Decision<unknown>>,
): Promise<Decision<Answer>> {
  const facts = await lockStaffFacts(tx, staffUserId);
  if (!facts) return refused({ code: 'not-found', what: 'member of staff' });
  const decision = await work(facts);
  return decision.accepted ? accepted({ staffUserId }) : decision;
}
