/**
 * Signing in and out: /sign-in/start, /sign-in/callback, /sign-out. The page /sign-in itself belongs to a feature.
 *
 * A sign-in starts with a link, not a form: `form-action 'self'` would stop a form's redirect to the provider.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Body } from '../web/body.ts';
import { endSession, findUser, isFormToken, remember, signInAs } from '../web/session.ts';
import type { Site } from '../web/site.ts';
import { answerTrouble, Troubled } from '../web/trouble.ts';
import { cookieName, momentOf, setCookie } from '../web/visit.ts';
import { CALLBACK_PATH, SignInFailed } from './oidc.ts';

/** Where a signed-in user goes who came from nowhere in particular. */
const HOME = '/home';

export function serveSignIn(site: Site, app: FastifyInstance): void {
  const config = { rateLimit: { max: site.mostAMinute.signIns, timeWindow: 60_000 } };
  app.get('/sign-in/start', { config, exposeHeadRoute: false }, (request, reply) => start(site, request, reply));
  app.get(CALLBACK_PATH, { config, exposeHeadRoute: false }, (request, reply) => finish(site, request, reply));
  app.post('/sign-out', (request, reply) => signOut(site, request, reply));
}

async function start(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { visit } = request;
  const returnTo = localPath((request.query as { return?: unknown }).return) ?? HOME;
  const { to, pending } = await site.identity.begin(visit.origin);
  await remember(site.tools.db, visit.id, {
    icbCode: visit.actor.icbCode,
    pending: { ...pending, returnTo },
    at: momentOf(site).at,
  });
  if (visit.isNew) setCookie(site, reply, visit.id);
  return reply.redirect(to.href, 303);
}

async function finish(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { visit } = request;
  const pending = visit.session?.pending;
  if (!pending) return answerTrouble(site, request, reply, 'sign-in-failed');
  // One use: whatever comes of it, the same answer of the provider is not looked at again.
  await endSession(site.tools.db, visit.id);
  const query = request.url.slice(request.url.indexOf('?'));
  try {
    const claims = await site.identity.finish(visit.origin, query, pending);
    const user = await findUser(site.tools.db, claims, momentOf(site).today);
    const id = user && (await signInAs(site.tools.db, visit.id, user, momentOf(site)));
    if (!id) return answerTrouble(site, request, reply, 'not-known');
    setCookie(site, reply, id);
    return reply.redirect(pending.returnTo, 303);
  } catch (error) {
    if (!(error instanceof SignInFailed)) throw error;
    const { cause } = error;
    site.tools.log.info('sign-in.failed', { id: request.id, cause: cause instanceof Error ? cause.name : 'unknown' });
    return answerTrouble(site, request, reply, 'sign-in-failed');
  }
}

async function signOut(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { visit } = request;
  if (!isFormToken(visit.id, ((request.body ?? {}) as Body)._csrf)) throw new Troubled('other-site');
  await endSession(site.tools.db, visit.id);
  reply.clearCookie(cookieName(site), { path: '/' });
  return reply.redirect('/sign-in?out=yes', 303);
}

/** A path of this service, or undefined: a link must not send anybody elsewhere after signing in. */
export function localPath(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return undefined;
  const url = new URL(text, 'http://here.invalid');
  return url.origin === 'http://here.invalid' ? url.pathname + url.search : undefined;
}
