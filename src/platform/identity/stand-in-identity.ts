/**
 * A stand-in for the identity provider, for demonstrations and tests only: a real OpenID Connect provider at
 * /stand-in of this very server, which asks for no password. Whoever reaches it may be anybody on its list.
 *
 * One provider for each loopback name under which browsers reach us, because an issuer is a name. Its state lives
 * in memory: after a restart people sign in again at the provider, not with us.
 */
import { generateKeyPairSync, randomBytes, type webcrypto } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Adapter, AdapterPayload, Provider } from 'oidc-provider';
import type { Html } from '../html.ts';
import { readFields } from '../web/body.ts';
import { NO_STORE, safetyHeaders } from '../web/headers.ts';
import { CALLBACK_PATH, type IdentitySettings } from './oidc.ts';

export const STAND_IN_PATH = '/stand-in';

/** Somebody on the list: `id` is the subject, and for people the NHS number is a claim of its own. */
export type StandInUser = {
  readonly id: string;
  readonly name: string;
  /** What they do, in plain words. */
  readonly description: string;
  readonly nhsNumber?: string;
  /** How well NHS login would know them; P9, the highest, unless told. */
  readonly proof?: 'P0' | 'P5' | 'P9';
};

export type StandInOptions = {
  /** Everybody who may be chosen. */
  readonly users: () => Promise<readonly StandInUser[]>;
  /** The page with the list; its form sends `user` to `action`. */
  readonly page: (to: {
    readonly action: string;
    readonly users: readonly StandInUser[];
    readonly missed: boolean;
  }) => Html;
  /** Where our own server listens: how we reach ourselves, whatever name the browser uses. */
  readonly address: () => AddressInfo;
};

export type StandIn = {
  /** What openIdentity needs to use this provider. */
  readonly settings: IdentitySettings;
  /** Answers a request under /stand-in that came in at this origin. */
  handle(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void>;
};

const CLIENT_ID = 'openphb';
const ALGORITHM = 'ES256';
const MOST_ORIGINS = 8;
const MOST_KEPT = 5000;

export function openStandIn(options: StandInOptions): StandIn {
  const secret = randomBytes(32).toString('base64url');
  const keys = { cookie: randomBytes(32).toString('base64url'), signing: signingKey() };
  const providers = new Map<string, Promise<Provider>>();

  function providerAt(origin: string): Promise<Provider> {
    const before = providers.get(origin);
    if (before) return before;
    if (providers.size >= MOST_ORIGINS) providers.delete(providers.keys().next().value!);
    const made = makeProvider(options, origin, secret, keys);
    providers.set(origin, made);
    return made;
  }

  return {
    settings: {
      issuer: origin => new URL(origin + STAND_IN_PATH),
      clientId: CLIENT_ID,
      clientSecret: secret,
      scope: 'openid profile',
      algorithm: ALGORITHM,
      fetch: (url, init) => askOurselves(options.address(), url, init),
    },
    async handle(request, response, origin) {
      for (const [name, value] of Object.entries(safetyHeaders(false))) response.setHeader(name, value);
      response.setHeader('cache-control', NO_STORE);
      const provider = await providerAt(origin);
      const path = request.url!.slice(STAND_IN_PATH.length).split('?', 1)[0];
      if (path?.startsWith('/choose/')) return choose(options, provider, request, response);
      // It takes its own origin from these headers: the browser's, not those of a proxy's last leg.
      const { host, protocol } = new URL(origin);
      Object.assign(request.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host });
      // The provider learns where it is mounted from the difference of the two.
      Object.assign(request, { originalUrl: request.url });
      request.url = request.url!.slice(STAND_IN_PATH.length) || '/';
      await provider.callback()(request, response);
    },
  };
}

/** The list, and what was chosen from it. */
async function choose(
  options: StandInOptions,
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await provider.interactionDetails(request, response).catch(() => undefined);
  if (!found) {
    response.writeHead(303, { location: '/sign-in' }).end();
    return;
  }
  const users = await options.users();
  if (request.method === 'POST') {
    const { user: id } = await readSmallForm(request);
    const chosen = users.find(user => user.id === id);
    if (chosen)
      return provider.interactionFinished(request, response, { login: { accountId: chosen.id, remember: false } });
  }
  const action = `${STAND_IN_PATH}/choose/${found.uid}`;
  const drawn = options.page({ action, users, missed: request.method === 'POST' });
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.writeHead(request.method === 'POST' ? 422 : 200).end(drawn.text);
}

async function makeProvider(
  options: StandInOptions,
  origin: string,
  secret: string,
  keys: { readonly cookie: string; readonly signing: webcrypto.JsonWebKey },
): Promise<Provider> {
  const { Provider } = await loadProvider();
  const kept = memory();
  const provider: Provider = new Provider(origin + STAND_IN_PATH, {
    adapter: model => adapterFor(kept, model),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: secret,
        redirect_uris: [origin + CALLBACK_PATH],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: ALGORITHM,
      },
    ],
    clientAuthMethods: ['client_secret_basic'],
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['nhs_number', 'identity_proofing_level'] },
    pkce: { required: () => true },
    cookies: {
      keys: [keys.cookie],
      names: { session: 'stand-in', interaction: 'stand-in-choice', resume: 'stand-in-resume' },
    },
    jwks: { keys: [{ ...keys.signing, use: 'sig', alg: ALGORITHM, kid: 'stand-in' } as never] },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    interactions: { url: (_, interaction) => `${STAND_IN_PATH}/choose/${interaction.uid}` },
    ttl: { Session: 60, Interaction: 1800, AuthorizationCode: 60, AccessToken: 60, IdToken: 60, Grant: 60 },
    async findAccount(_, id) {
      const user = (await options.users()).find(one => one.id === id);
      return (
        user && {
          accountId: id,
          claims: () => ({
            sub: id,
            ...(user.nhsNumber ? { nhs_number: user.nhsNumber, identity_proofing_level: user.proof ?? 'P9' } : {}),
          }),
        }
      );
    },
    // Nobody is asked whether OpenPHB may know who they are: that is what they came for.
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    renderError(context, out) {
      context.type = 'text/plain';
      context.body = `The sign-in stand-in could not go on (${out.error}). Go back to the service and sign in again.`;
    },
  });
  provider.proxy = true;
  return provider;
}

/** Loaded here and not above: a service with a real provider never needs it. */
async function loadProvider(): Promise<typeof import('oidc-provider')> {
  // It warns of every Node that is not marked as long-term support; ours is pinned, and the tests run on it.
  const { warn } = console;
  console.warn = () => {};
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

type Memory = Map<string, { readonly payload: AdapterPayload; readonly until: number }>;

/** Everything the provider keeps, oldest first, never more than so many. */
function memory(): Memory {
  return new Map();
}

/** The provider's store: one map, entries by model and id. */
function adapterFor(kept: Memory, model: string): Adapter {
  const find = (test: (payload: AdapterPayload) => boolean) => {
    for (const [name, { payload, until }] of kept)
      if (name.startsWith(`${model}:`) && until > performance.now() && test(payload)) return payload;
    return undefined;
  };
  return {
    async upsert(id, payload, expiresIn) {
      kept.set(`${model}:${id}`, { payload, until: performance.now() + (expiresIn || 3600) * 1000 });
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    },
    async find(id) {
      const entry = kept.get(`${model}:${id}`);
      return entry && entry.until > performance.now() ? entry.payload : undefined;
    },
    findByUid: async uid => find(payload => payload.uid === uid),
    findByUserCode: async code => find(payload => payload.userCode === code),
    async consume(id) {
      const entry = kept.get(`${model}:${id}`);
      if (entry) entry.payload.consumed = Math.floor((performance.timeOrigin + performance.now()) / 1000);
    },
    async destroy(id) {
      kept.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [name, { payload }] of kept) if (payload.grantId === grantId) kept.delete(name);
    },
  };
}

function signingKey(): webcrypto.JsonWebKey {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
}

/** Sends a request that is meant for our own public name to where we listen, with that name in its Host header. */
function askOurselves(
  address: AddressInfo,
  to: string,
  init: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal },
): Promise<Response> {
  const url = new URL(to);
  const everywhere = address.address === '0.0.0.0' || address.address === '::';
  const host = everywhere ? (address.family === 'IPv6' ? '::1' : '127.0.0.1') : address.address;
  return new Promise((resolve, reject) => {
    const asked = send(
      {
        host,
        port: address.port,
        path: url.pathname + url.search,
        method: init.method,
        headers: { ...init.headers, host: url.host },
        ...(init.signal ? { signal: init.signal } : {}),
      },
      answer => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(answer.headersDistinct))
          for (const one of value ?? []) headers.append(name, one);
        const status = answer.statusCode!;
        const body = status === 204 || status === 304 ? null : (Readable.toWeb(answer) as ReadableStream);
        resolve(new Response(body, { status, headers }));
      },
    );
    asked.on('error', reject);
    asked.end(init.body === undefined || init.body === null ? undefined : String(init.body));
  });
}

/** Reads an urlencoded body of at most 4 kB; anything longer is none of ours. */
async function readSmallForm(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 4096) return {};
  }
  return readFields(new URLSearchParams(text));
}
