/**
 * The doors for people: pages by GET, forms by POST.
 *
 * A page and the audit row of its reading are one transaction: nothing is shown that was not recorded. What an
 * actor may not know of looks the same as what does not exist.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fromForm, hasFile } from '../forms.ts';
import { Html } from '../html.ts';
import type { Context, Download, Problem, Route, SeeOther, Typed } from '../http.ts';
import { type Body, readParts, typedOf } from './body.ts';
import { problemsFrom, readUuid } from './problems.ts';
import { forgetDone, isFormToken, remember } from './session.ts';
import type { Site } from './site.ts';
import { answerTrouble, Troubled } from './trouble.ts';
import { barred, contextFor, frameFor, momentOf, paramsOf, pathOf, wellFormed } from './visit.ts';

type GetRow = Extract<Route, { kind: 'get' }>;
type PostRow = Extract<Route, { kind: 'post' }>;

/** Registers the pages and forms of the site. */
export function servePages(site: Site, app: FastifyInstance): void {
  const pages = new Set(site.routes.filter(route => route.kind === 'get').map(route => route.path));
  for (const route of site.routes) {
    if (route.kind === 'get') {
      app.get(route.path, (request, reply) => showPage(site, route, request, reply));
    } else if (route.kind === 'post') {
      const config =
        route.may === 'visit' ? { rateLimit: { max: site.mostAMinute.visitorForms, timeWindow: 60_000 } } : {};
      const isPage = pages.has(route.path);
      app.post(route.path, { config }, (request, reply) => takeForm(site, route, request, reply, isPage));
    }
  }
}

async function showPage(
  site: Site,
  route: GetRow,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (await isStopped(site, route, request, reply, request.url)) return reply;
  const context = contextFor(site, request, frameFor(site, request, reply));
  const shown = await reading(site, route, request, tx => route.show({ ...context, tx }));
  if (shown === undefined) return answerTrouble(site, request, reply, 'not-found');
  if (shown instanceof Html) {
    if (context.frame.done !== undefined) await forgetDone(site.tools.db, request.visit.id);
    return reply.type('text/html; charset=utf-8').send(shown.text);
  }
  if ('seeOther' in shown) return go(site, request, reply, shown);
  return save(reply, shown);
}

async function takeForm(
  site: Site,
  route: PostRow,
  request: FastifyRequest,
  reply: FastifyReply,
  isPage: boolean,
): Promise<FastifyReply> {
  if (await isStopped(site, route, request, reply, isPage ? pathOf(request) : '/home')) return reply;
  const { body, problems: broken } = await readBody(route, request);
  if (!isFormToken(request.visit.id, body._csrf)) throw new Troubled('other-site');

  const context = contextFor(site, request, frameFor(site, request, reply));
  const theirs = await site.tools.db.transaction(context.actor, tx => isTheirs(site, route, request, tx));
  if (!theirs) return answerTrouble(site, request, reply, 'not-found');

  const commandId = readUuid(body.commandId);
  const parsed = route.form.safeParse(fromForm(route.form, body));
  const problems: readonly Problem[] = [
    ...broken,
    ...(parsed.success ? [] : problemsFrom(parsed.error).filter(({ field }) => !broken.some(b => b.field === field))),
    ...(commandId ? [] : [{ text: 'This page was not sent in full. Check your answers and send it again' }]),
  ];
  if (problems.length > 0 || !parsed.success || !commandId)
    return askAgain(site, route, request, reply, context, problems, typedOf(body));

  const answer = await route.act({ ...context, values: parsed.data as never, command: { id: commandId } });
  if (answer.accepted) return go(site, request, reply, route.done(answer.value, context));
  return askAgain(site, route, request, reply, context, answer.refusals.map(site.inPlainWords), typedOf(body));
}

/** The same page again, with what is wrong and what was typed. Its new frame carries a new command id. */
async function askAgain(
  site: Site,
  route: PostRow,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context<never>,
  problems: readonly Problem[],
  typed: Typed,
): Promise<FastifyReply> {
  const again = await reading(site, route, request, tx => route.askAgain({ ...context, tx }, problems, typed));
  if (again === undefined) return answerTrouble(site, request, reply, 'not-found');
  return reply.code(422).type('text/html; charset=utf-8').send(again.text);
}

/** Draws a page in one transaction that also records the read. Public pages show nobody's record. */
export async function reading<T>(
  site: Site,
  route: Route,
  request: FastifyRequest,
  draw: (tx: Parameters<Site['isTheirs']>[0]) => Promise<T | undefined>,
): Promise<T | undefined> {
  return site.tools.db.transaction(request.visit.actor, async tx => {
    if (!(await isTheirs(site, route, request, tx))) return undefined;
    const drawn = await draw(tx);
    if (drawn !== undefined && route.may !== 'visit')
      await site.recordRead(tx, request.visit.actor, {
        act: route.records,
        outcome: 'read',
        params: paramsOf(request),
      });
    return drawn;
  });
}

/** Whether the record is theirs; an attempt on another's is recorded. */
export async function isTheirs(
  site: Site,
  route: Route,
  request: FastifyRequest,
  tx: Parameters<Site['isTheirs']>[0],
): Promise<boolean> {
  const params = paramsOf(request);
  if (await site.isTheirs(tx, request.visit.actor, params)) return true;
  await site.recordRead(tx, request.visit.actor, { act: route.records, outcome: 'denied', params });
  return false;
}

/** The audit row of an act that the actor's roles do not allow; without what is no id in the path. */
export async function recordDenied(site: Site, route: Route, request: FastifyRequest): Promise<void> {
  const { actor } = request.visit;
  const params = wellFormed(paramsOf(request));
  await site.tools.db.transaction(actor, tx =>
    site.recordRead(tx, actor, { act: route.records, outcome: 'denied', params }),
  );
}

/**
 * Answers at once where the actor may not go on, and says so. It hands back no reply: a reply is a thenable, and to
 * await it gives undefined, which would read as leave.
 */
async function isStopped(
  site: Site,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo: string,
): Promise<boolean> {
  const verdict = barred(site, route, request);
  if (verdict === 'go') return false;
  if (verdict === 'sign-in') {
    reply.redirect(`/sign-in?return=${encodeURIComponent(returnTo)}`, 303);
    return true;
  }
  if (!site.mayOpen(request.visit.actor, route.may)) await recordDenied(site, route, request);
  answerTrouble(site, request, reply, verdict);
  return true;
}

async function readBody(
  route: PostRow,
  request: FastifyRequest,
): Promise<{ readonly body: Body; readonly problems: readonly Problem[] }> {
  if (!request.isMultipart()) return { body: (request.body ?? {}) as Body, problems: [] };
  if (!hasFile(route.form)) throw new Troubled('bad-request');
  return readParts(request);
}

async function go(site: Site, request: FastifyRequest, reply: FastifyReply, to: SeeOther): Promise<FastifyReply> {
  if (to.done !== undefined) {
    const { id, actor } = request.visit;
    await remember(site.tools.db, id, { icbCode: actor.icbCode, done: to.done, at: momentOf(site).at });
  }
  return reply.redirect(to.seeOther, 303);
}

function save(reply: FastifyReply, file: Download): FastifyReply {
  const plain = file.download.replace(/[^A-Za-z0-9._ -]/g, '_');
  return reply
    .type(file.mediaType)
    .header(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.download)}`,
    )
    .send(typeof file.bytes === 'string' ? file.bytes : Buffer.from(file.bytes));
}
