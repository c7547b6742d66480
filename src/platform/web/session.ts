/**
 * Sessions in PostgreSQL (migrations/0012_session.sql): a random id of 256 bits in one cookie, stored as a hash.
 *
 * A session is over after 30 idle minutes or 12 hours, at sign-out, and when its user may no longer sign in. The
 * actor's name and roles are read afresh each time. Every visitor has an id, for the tokens of forms; a row exists
 * only once there is something to remember.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor, Role } from '../../values/actor.ts';
import type { PlainDate } from '../../values/dates.ts';
import type { Queryable } from '../db.ts';
import type { Pending } from '../identity/oidc.ts';
import { often, sql } from '../sql.ts';

/** When something happens: the instant for time-outs, the service's London date for who may sign in. */
export type Moment = { readonly at: Temporal.Instant; readonly today: PlainDate };

export type PendingSignIn = Pending & { readonly returnTo: string };

export type Session = {
  readonly actor: Actor | undefined;
  /** What was just done, to be said once. */
  readonly done: string;
  readonly pending: PendingSignIn | undefined;
};

/** Whom the identity provider means. */
export type SignedIn = { readonly kind: 'staff' | 'person' | 'representative'; readonly actorId: string };

/** A new id: 256 random bits. */
export function newSessionId(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a cookie can be an id of ours. */
export function isSessionId(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** The token that every form of this visit carries. It follows from the id, which no other site can read or set. */
export function formToken(id: string): string {
  return createHmac('sha256', id).update('openphb form').digest('base64url');
}

/** Whether a form carried this visit's token. */
export function isFormToken(id: string, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const [sent, right] = [Buffer.from(token), Buffer.from(formToken(id))];
  return sent.length === right.length && timingSafeEqual(sent, right);
}

/** The living session with this id, or undefined. */
export async function findSession(db: Queryable, id: string, moment: Moment): Promise<Session | undefined> {
  const [row] = await db.query(often`select * from session_find(${hash(id)}, ${moment.at}, ${moment.today})`);
  if (!row) return undefined;
  return {
    done: row.done as string,
    pending: (row.sign_in as PendingSignIn | null) ?? undefined,
    actor: row.actor_id
      ? {
          id: row.actor_id as string,
          name: row.name as string,
          icbCode: row.icb_code as string,
          roles: row.roles as Role[],
          ...(row.person_id ? { personId: row.person_id as string } : {}),
          ...(row.scope ? { scope: row.scope as string[] } : {}),
        }
      : undefined,
  };
}

/** Remembers, under this id, words to say once or a sign-in under way. */
export async function remember(
  db: Queryable,
  id: string,
  what: {
    readonly icbCode: string;
    readonly done?: string;
    readonly pending?: PendingSignIn;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  const pending = what.pending ? JSON.stringify(what.pending) : null;
  await db.query(
    sql`select session_remember(${hash(id)}, ${what.icbCode}, ${what.done ?? null}, ${pending}, ${what.at})`,
  );
}

/** The words were said. */
export async function forgetDone(db: Queryable, id: string): Promise<void> {
  await db.query(sql`select session_said(${hash(id)})`);
}

/** The user whom the identity provider means, or undefined when we know nobody by these claims. */
export async function findUser(
  db: Queryable,
  claims: { readonly subject: string; readonly nhsNumber: string | undefined },
  today: PlainDate,
): Promise<SignedIn | undefined> {
  const [row] = await db.query(sql`
    select kind, actor_id from sign_in_lookup(${claims.subject}, ${claims.nhsNumber ?? null}, ${today})`);
  return row && { kind: row.kind as SignedIn['kind'], actorId: row.actor_id as string };
}

/** Signs a user in under a new id, which is the answer; undefined when they may not sign in any more. */
export async function signInAs(
  db: Queryable,
  oldId: string,
  user: SignedIn,
  moment: Moment,
): Promise<string | undefined> {
  const id = newSessionId();
  const [row] = await db.query(sql`
    select session_sign_in(${hash(oldId)}, ${hash(id)}, ${user.kind}, ${user.actorId}, ${moment.at}, ${moment.today}) as done`);
  return row?.done === true ? id : undefined;
}

/** Ends a session: its id is worth nothing from here on. */
export async function endSession(db: Queryable, id: string): Promise<void> {
  await db.query(sql`select session_end(${hash(id)})`);
}

/** Sweeps out sessions that are over; answers how many. */
export async function sweepSessions(db: Queryable, at: Temporal.Instant): Promise<number> {
  const [row] = await db.query(sql`select session_sweep(${at}) as swept`);
  return row!.swept as number;
}

function hash(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}
