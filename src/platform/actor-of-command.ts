/**
 * Who acts in a command. There is no default: in a demonstration `--as USER` names a member of staff by the subject
 * that the identity provider would name, and the same permissions hold as in the pages.
 */
import type { Actor } from '../values/actor.ts';
import type { Permission } from '../values/permission.ts';
import { now } from './clock.ts';
import { Refused, WrongUsage } from './commands.ts';
import { endSession, findSession, findUser, newSessionId, signInAs } from './session.ts';
import type { Tools } from './tools.ts';

export async function actorOfCommand(
  tools: Tools,
  demonstration: boolean,
  as: string | undefined,
  may: Permission,
  hasLeave: (actor: Actor, permission: Permission) => boolean,
): Promise<Actor> {
  if (as === undefined)
    throw new WrongUsage('Say who acts, with --as USER: a command acts in nobody’s name by itself.');
  if (!demonstration)
    throw new Refused('--as works in demonstration mode only: here whoever acts must sign in, in the pages.');
  const actor = await signedIn(tools, as);
  if (!actor) throw new WrongUsage(`Nobody here is known as "${as}".`);
  if (!hasLeave(actor, may)) throw new Refused(`${actor.name} has no leave for this (${may}).`);
  return actor;
}

/** The actor as a sign-in would find them: through a session that ends at once. */
async function signedIn({ db, today }: Tools, subject: string): Promise<Actor | undefined> {
  const moment = { at: now(), today: today() };
  const user = await findUser(db, { subject, nhsNumber: undefined }, moment.today);
  const id = user && (await signInAs(db, newSessionId(), user, moment));
  if (!id) return undefined;
  const session = await findSession(db, id, moment);
  await endSession(db, id);
  return session?.actor;
}
