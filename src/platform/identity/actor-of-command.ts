/**
 * Who acts in a command. There is no default: in a demonstration `--as USER` names a member of staff by the subject
 * that the identity provider would name; elsewhere it is whoever signed in with `openphb login`. Either way the same
 * permissions hold as in the pages, and the actor is as the database knows them at this moment.
 */
import type { Actor } from '../../values/actor.ts';
import type { Permission } from '../../values/permission.ts';
import { now } from '../clock.ts';
import { Refused, WrongUsage } from '../commands.ts';
import type { Tools } from '../tools.ts';
import { endSession, findSession, findUser, newSessionId, signInAs } from '../web/session.ts';
import type { SavedLogin } from './saved-login.ts';

export type WhoSays = {
  readonly demonstration: boolean;
  /** What followed `--as`. */
  readonly as: string | undefined;
  readonly savedLogin: Pick<SavedLogin, 'read'>;
};

export async function actorOfCommand(
  tools: Tools,
  who: WhoSays,
  may: Permission,
  hasLeave: (actor: Actor, permission: Permission) => boolean,
): Promise<Actor> {
  const actor = who.demonstration ? await named(tools, who.as) : await signedIn(tools, who);
  if (!hasLeave(actor, may)) throw new Refused(`${actor.name} has no leave for this (${may}).`);
  return actor;
}

/** The actor as a sign-in would find them: through a session that ends at once. */
async function named({ db, today }: Tools, subject: string | undefined): Promise<Actor> {
  if (subject === undefined)
    throw new WrongUsage('Say who acts, with --as USER: a command acts in nobody’s name by itself.');
  const moment = { at: now(), today: today() };
  const user = await findUser(db, { subject, nhsNumber: undefined }, moment.today);
  const id = user && (await signInAs(db, newSessionId(), user, moment));
  const session = id === undefined ? undefined : await findSession(db, id, moment);
  if (id !== undefined) await endSession(db, id);
  if (!session?.actor)
    throw new WrongUsage(
      `Nobody here is known as "${subject}". The list of npm start has each name in brackets; the first start loads the demonstration.`,
    );
  return session.actor;
}

/** Whoever signed in at this terminal, as long as that holds. */
async function signedIn({ db, today }: Tools, { as, savedLogin }: WhoSays): Promise<Actor> {
  if (as !== undefined)
    throw new Refused('--as works in demonstration mode only: here whoever acts signs in, with openphb login.');
  const secret = await savedLogin.read();
  if (secret === undefined) throw new Refused('Nobody is signed in here. Sign in with openphb login.');
  const session = await findSession(db, secret, { at: now(), today: today() });
  if (!session?.actor) {
    throw new Refused(
      'Your sign-in is over: it holds 12 hours, or until 30 minutes pass without a command, or your access ends. Sign in again with openphb login.',
    );
  }
  return session.actor;
}
