/**
 * The doors for programs, under /api: the same acts as the pages' forms, and facts to read, as JSON.
 *
 * A program signs in as its user does and sends that session's cookie. An act needs `Idempotency-Key`, a UUID: the
 * same key with the same body has one effect. That header and the JSON media type are also what no other web site
 * can make a browser send. Keys that a shape does not know are errors.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { hasFile } from '../forms.ts';
import type { Route } from '../http.ts';
import { MOST_BYTES, MOST_BYTES_WITH_FILE } from './body.ts';
import { problemsFrom, readUuid } from './problems.ts';
import { isTheirs, reading, recordDenied } from './serve-pages.ts';
import type { Site } from './site.ts';
import { answerTrouble, sendProblem } from './trouble.ts';
import { barred, contextFor, frameOf } from './visit.ts';

type PostRow = Extract<Route, { kind: 'post' }>;
type ReadRow = Extract<Route, { kind: 'read' }>;

/** Registers the acts and reads of the site. */
export function serveApi(site: Site, app: FastifyInstance): void {
  for (const route of site.routes) {
    if (route.kind === 'read') {
      app.get(`/api${route.path}`, (request, reply) => readFacts(site, route, request, reply));
    } else if (route.kind === 'post') {
      const shape = route.form.strict();
      const bodyLimit = hasFile(route.form) ? MOST_BYTES_WITH_FILE : MOST_BYTES;
      const config =
        route.may === 'visit' ? { rateLimit: { max: site.mostAMinute.visitorForms, timeWindow: 60_000 } } : {};
      app.post(`/api${route.path}`, { bodyLimit, config }, (request, reply) =>
        takeAct(site, route, shape, request, reply),
      );
    }
  }
}

async function readFacts(
  site: Site,
  route: ReadRow,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (await isStopped(site, route, request, reply)) return reply;
  const context = contextFor(site, request, frameOf(site, request));
  const facts = await reading(site, route, request, tx => route.read({ ...context, tx }));
  if (facts === undefined) return answerTrouble(site, request, reply, 'not-found');
  return sendJson(reply, 200, route.answer.parse(facts));
}

async function takeAct(
  site: Site,
  route: PostRow,
  shape: z.ZodObject,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (await isStopped(site, route, request, reply)) return reply;
  const commandId = readUuid(String(request.headers['idempotency-key'] ?? '').replace(/^"(.*)"$/, '$1'));
  if (!commandId) return sendProblem(reply, 400, { detail: 'Send an Idempotency-Key header that holds a UUID.' });

  const context = contextFor(site, request, frameOf(site, request));
  const theirs = await site.tools.db.transaction(context.actor, tx => isTheirs(site, route, request, tx));
  if (!theirs) return answerTrouble(site, request, reply, 'not-found');

  const parsed = shape.safeParse(request.body);
  if (!parsed.success) {
    const problems = problemsFrom(parsed.error).map(({ text, field }) => ({ code: 'invalid', words: text, field }));
    return sendProblem(reply, 422, { accepted: false, refusals: problems });
  }
  const answer = await route.act({ ...context, values: parsed.data as never, command: { id: commandId } });
  if (answer.accepted) return sendJson(reply, 200, { accepted: true, value: answer.value });
  const refusals = answer.refusals.map(refusal => {
    const { text, field, rules, whatWouldChangeIt, alternatives } = site.inPlainWords(refusal);
    const { code } = refusal as { code: string };
    return { code, words: text, field, rules, whatWouldChangeIt, alternatives };
  });
  return sendProblem(reply, site.statusOf(answer.refusals[0]), { accepted: false, refusals });
}

/** As in serve-pages.ts: it hands back no reply, because to await one gives undefined. */
async function isStopped(site: Site, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const verdict = barred(site, route, request);
  if (verdict === 'go') return false;
  if (verdict === 'sign-in') {
    sendProblem(reply, 401, { detail: 'Sign in first, and send the session cookie.' });
    return true;
  }
  if (!site.mayOpen(request.visit.actor, route.may)) await recordDenied(site, route, request);
  answerTrouble(site, request, reply, verdict);
  return true;
}

/** JSON as the API words it: money as a string of whole pence, dates in ISO. */
function sendJson(reply: FastifyReply, status: number, value: unknown): FastifyReply {
  const text = JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? item.toString() : item));
  return reply.code(status).type('application/json; charset=utf-8').send(text);
}
