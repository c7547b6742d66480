/**
 * The web server: every route of the site behind the same few checks.
 *
 * In this order for each request: known by this name, not from another site, whose visit, then the route's own
 * permission, record and shape (serve-pages.ts, serve-api.ts). Errors end here: with a reference and no details.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serveSignIn } from '../identity/sign-in.ts';
import { STAND_IN_PATH } from '../identity/stand-in-identity.ts';
import { describeFault } from '../log.ts';
import { type Asset, loadAssets } from './assets.ts';
import { MOST_BYTES, MOST_FILE_BYTES, readFields } from './body.ts';
import { NO_STORE, safetyHeaders } from './headers.ts';
import { describeApi } from './openapi.ts';
import { serveApi } from './serve-api.ts';
import { servePages } from './serve-pages.ts';
import type { Site } from './site.ts';
import { answerTrouble, isForPrograms, sendTrouble, Troubled, troubleOf } from './trouble.ts';
import { isSecure, nobody, originFor, readVisit } from './visit.ts';

export type Server = {
  /** Begins to listen; answers where. Port 0 takes a free one. */
  listen(at: { readonly host: string; readonly port: number }): Promise<AddressInfo>;
  /** Where it listens. */
  address(): AddressInfo;
  /** Takes no more requests, waits for those under way, and closes. */
  close(): Promise<void>;
};

/** Builds the server of a site. It listens when it is told to. */
export async function buildServer(site: Site): Promise<Server> {
  const app = fastify({
    bodyLimit: MOST_BYTES,
    // One proxy, ours: what a client says further back about its address is hearsay.
    trustProxy: site.behindProxy ? (_, hop) => hop === 0 : false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
    // An address that can't be read never comes to a hook.
    frameworkErrors: (_, request, reply) => {
      reply.headers({ ...safetyHeaders(isSecure(site)), 'cache-control': NO_STORE });
      request.visit = nobody(site, '');
      return answerTrouble(site, request as FastifyRequest, reply as FastifyReply, 'bad-request');
    },
    // Of a server that we make ourselves fastify sets no times. A kept connection lives longer than a proxy keeps its own,
    // so that the proxy never sends a request into one that we are just closing.
    serverFactory: handler =>
      createServer({ keepAliveTimeout: 72_000, requestTimeout: 60_000 }, (request, response) => {
        const { standIn } = site;
        const origin = originFor(site, request.headers.host);
        if (!standIn || !origin || !request.url?.startsWith(`${STAND_IN_PATH}/`)) return handler(request, response);
        standIn.handle(request, response, origin).catch((error: Error) => {
          site.tools.log.error('stand-in.fault', whereItFailed(error));
          if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
          response.end('The sign-in stand-in has a fault. Go back to the service and sign in again.');
        });
      }),
  });

  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, {
    max: site.mostAMinute.requests,
    timeWindow: 60_000,
    allowList: request => request.url.startsWith('/assets/'),
  });
  checkEveryRequest(site, app);
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => fail(site, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerTrouble(site, request, reply, 'not-found'));

  serveAssets(app, loadAssets(site.clientFolder));
  await app.register(async pages => {
    pages.removeAllContentTypeParsers();
    const urlencoded = 'application/x-www-form-urlencoded';
    pages.addContentTypeParser(urlencoded, { parseAs: 'string' }, (_, text, done) =>
      done(null, readFields(new URLSearchParams(text as string))),
    );
    await pages.register(fastifyMultipart, {
      throwFileSizeLimit: false,
      limits: {
        fileSize: MOST_FILE_BYTES,
        files: 4,
        fields: 400,
        parts: 404,
        fieldSize: MOST_BYTES,
        fieldNameSize: 200,
      },
    });
    servePages(site, pages);
    serveSignIn(site, pages);
  });
  await app.register(async api => {
    api.removeContentTypeParser('text/plain');
    api.get('/api/openapi.json', (_, reply) => reply.send(description));
    serveApi(site, api);
  });
  const description = describeApi(site.routes);
  await app.ready();

  return {
    async listen({ host, port }) {
      await app.listen({ host, port });
      return app.server.address() as AddressInfo;
    },
    address: () => app.server.address() as AddressInfo,
    close: () => app.close(),
  };
}

/** Headers, our name, other sites, the visit; and one log line without personal data when it is over. */
function checkEveryRequest(site: Site, app: FastifyInstance): void {
  const headers = safetyHeaders(isSecure(site));
  app.decorateRequest('visit');
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('cache-control', NO_STORE).header('x-request-id', request.id);
    const origin = originFor(site, request.headers.host);
    request.visit = nobody(site, origin ?? '');
    if (!origin) throw new Troubled('bad-request');
    if (request.url.startsWith('/assets/')) return;
    if (!isReading(request) && isFromElsewhere(request, origin)) throw new Troubled('other-site');
    request.visit = await readVisit(site, request, origin);
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.url.startsWith('/assets/')) return;
    // The route and not the address: an address names somebody's record.
    const facts = { id: request.id, method: request.method, route: request.routeOptions.url ?? 'none' };
    site.tools.log.info('request', { ...facts, status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });
}

function isReading(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** Whether a browser says that another site sent this. Programs say nothing; theirs is stopped by token or header. */
function isFromElsewhere(request: FastifyRequest, origin: string): boolean {
  const { origin: sentBy, 'sec-fetch-site': fetchSite } = request.headers;
  if (sentBy !== undefined && sentBy.toLowerCase() !== origin) return true;
  return fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none';
}

function fail(
  site: Site,
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const trouble = error instanceof Troubled ? error.trouble : troubleOf(error.statusCode ?? 500);
  // A program is told the very status: a media type of ours (415) is not a shape of ours (422).
  if (trouble === 'bad-request' && error.statusCode && isForPrograms(request))
    return sendTrouble(request, reply, trouble, error.statusCode);
  if (trouble === 'fault') site.tools.log.error('request.fault', { id: request.id, ...whereItFailed(error) });
  return answerTrouble(site, request, reply, trouble);
}

/** Where a fault lies, without its message: here even that of our own code may quote what somebody sent. */
function whereItFailed(error: Error): Readonly<Record<string, unknown>> {
  const { message: _, ...facts } = describeFault(error);
  return facts;
}

function serveAssets(app: FastifyInstance, assets: ReadonlyMap<string, Asset>): void {
  app.get('/assets/*', (request, reply) => {
    const name = (request.params as { '*': string })['*'];
    const asset = assets.get(name);
    return asset ? sendAsset(request, reply, asset) : reply.code(404).type('text/plain').send('There is no such file.');
  });
  const icon = assets.get('images/favicon.ico');
  if (icon) app.get('/favicon.ico', (request, reply) => sendAsset(request, reply, icon));
}

/** With the right ?v= a browser may keep it for a year, without for ten minutes. */
function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  const isPinned = (request.query as { v?: unknown }).v === asset.version;
  const tag = `"${asset.version}"`;
  reply.header('cache-control', isPinned ? 'public, max-age=31536000, immutable' : 'public, max-age=600');
  reply.header('etag', tag).header('vary', 'accept-encoding').type(asset.mediaType);
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  if (asset.gzipped && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
    return reply.header('content-encoding', 'gzip').send(asset.gzipped);
  return reply.send(asset.bytes);
}
