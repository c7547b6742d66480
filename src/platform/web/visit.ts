/** One request's visit: where the browser believes we are, the id in its cookie, and who is signed in. */
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, visitor } from '../../values/actor.ts';
import { isUuid } from '../../values/uuid.ts';
import type { Context, Frame, Route } from '../http.ts';
import { findSession, formToken, isSessionId, type Moment, newSessionId, type Session } from './session.ts';
import type { Site } from './site.ts';

export type Visit = {
  /** Our own origin, as this browser reaches us. */
  readonly origin: string;
  /** The id in the browser's cookie, or a new one that the first page will set. */
  readonly id: string;
  readonly isNew: boolean;
  readonly session: Session | undefined;
  readonly actor: Actor;
};

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit;
  }
}

/** The names under which a machine knows itself. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** Our origin for this Host header, or undefined when we are not known by that name. */
export function originFor(site: Pick<Site, 'publicUrl'>, host: string | undefined): string | undefined {
  if (site.publicUrl) return site.publicUrl.origin;
  return host !== undefined && LOOPBACK.test(host) ? `http://${host.toLowerCase()}` : undefined;
}

export function isSecure(site: Pick<Site, 'publicUrl'>): boolean {
  return site.publicUrl?.protocol === 'https:';
}

/** `__Host-`: no other host, not even one of our own domain, can set it. It needs https. */
export function cookieName(site: Pick<Site, 'publicUrl'>): string {
  return isSecure(site) ? '__Host-openphb' : 'openphb';
}

export function setCookie(site: Pick<Site, 'publicUrl'>, reply: FastifyReply, id: string): void {
  reply.setCookie(cookieName(site), id, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(site) });
}

export function momentOf(site: Site): Moment {
  return { at: site.now(), today: site.tools.today() };
}

/** Finds out whose visit this is. */
export async function readVisit(site: Site, request: FastifyRequest, origin: string): Promise<Visit> {
  const cookie = request.cookies[cookieName(site)];
  if (!isSessionId(cookie)) return { ...nobody(site, origin), id: newSessionId(), isNew: true };
  const session = await findSession(site.tools.db, cookie, momentOf(site));
  return { origin, id: cookie, isNew: false, session, actor: session?.actor ?? visitor(site.icbCode) };
}

/** A visit of nobody, for answers given before we could look. */
export function nobody(site: Site, origin: string): Visit {
  return { origin, id: newSessionId(), isNew: false, session: undefined, actor: visitor(site.icbCode) };
}

/** What a page of this visit is drawn with. Sets the cookie where it is new: the page's forms depend on it. */
export function frameFor(site: Site, request: FastifyRequest, reply: FastifyReply): Frame {
  if (request.visit.isNew) setCookie(site, reply, request.visit.id);
  return frameOf(site, request);
}

/** The same where no page is drawn. */
export function frameOf(site: Site, request: FastifyRequest): Frame {
  const { visit } = request;
  const { session } = visit;
  return {
    user: session?.actor && { name: session.actor.name, roles: site.rolesInWords(session.actor) },
    hidden: { csrf: formToken(visit.id), commandId: randomUUID() },
    demonstration: site.demonstration?.(),
    done: session?.done || undefined,
    path: pathOf(request),
  };
}

/** The path without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}

/** The context of one route. The row's own parameters are typed from its path; here they are what find-my-way read. */
export function contextFor(site: Site, request: FastifyRequest, frame: Frame): Context<never> {
  return {
    tools: site.tools,
    actor: request.visit.actor,
    params: paramsOf(request) as never,
    query: queryOf(request),
    frame,
  };
}

export function paramsOf(request: FastifyRequest): Readonly<Record<string, string>> {
  return request.params as Record<string, string>;
}

/** A name that came twice counts once, with its first value. */
function queryOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(request.query as Record<string, string | string[]>))
    query[name] = typeof value === 'string' ? value : (value[0] ?? '');
  return query;
}

/** Whether this actor may go on: `go`, to sign in first, has no leave, or there is nothing here for them. */
export function barred(site: Site, route: Route, request: FastifyRequest): 'go' | 'sign-in' | 'no-leave' | 'not-found' {
  const { actor } = request.visit;
  if (!site.mayOpen(actor, route.may)) {
    if (!request.visit.session?.actor) return 'sign-in';
    // A path with a name in it is somebody's record: whether it exists is not for everybody to know.
    return route.path.includes(':') ? 'not-found' : 'no-leave';
  }
  const params = paramsOf(request);
  return Object.keys(wellFormed(params)).length === Object.keys(params).length ? 'go' : 'not-found';
}

/** What of a path can name something: an id that is no UUID names nothing, nor does what PostgreSQL cannot hold. */
export function wellFormed(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).filter(([name, value]) => !value.includes('\0') && (!name.endsWith('Id') || isUuid(value))),
  );
}
