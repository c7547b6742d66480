/**
 * An identity provider as a real installation has one: a server of its own, with a secret that both sides know, and
 * no list to choose from. Whoever comes is the one whom the test named last.
 */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

export type TestProvider = {
  /** The settings of a service that uses it. */
  readonly variables: Readonly<Record<string, string>>;
  /** From now on whoever signs in is this one. */
  be(subject: string): void;
};

const CLIENT = { id: 'openphb', secret: 'a-secret-of-both' };

/** Starts it on a free port. It is closed when the file's tests are done. */
export async function testProvider(): Promise<TestProvider> {
  const { warn } = console;
  console.warn = () => {};
  const { Provider } = await import('oidc-provider').finally(() => {
    console.warn = warn;
  });
  let subject = 'nobody';
  const server = createServer();
  await new Promise<void>(resolve => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        // A native application: any port of the loopback address (RFC 8252).
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/sign-in/callback', 'http://localhost/sign-in/callback'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    clientAuthMethods: ['client_secret_basic'],
    scopes: ['openid', 'profile'],
    pkce: { required: () => true },
    cookies: { keys: ['only-for-tests'] },
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'test' } as never] },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: async (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/'))
      return provider.interactionFinished(request, response, {
        login: { accountId: subject, remember: false },
        consent: {},
      });
    return provider.callback()(request, response);
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    variables: {
      OPENPHB_OIDC_ISSUER: issuer,
      OPENPHB_OIDC_CLIENT_ID: CLIENT.id,
      OPENPHB_OIDC_CLIENT_SECRET: CLIENT.secret,
    },
    be(name) {
      subject = name;
    },
  };
}

/** A browser that follows every redirect to wherever it leads, with the cookies of each origin. */
export async function follow(
  address: string,
): Promise<{ readonly status: number; readonly text: string; readonly url: URL }> {
  const jars = new Map<string, Map<string, string>>();
  let url = new URL(address);
  for (let steps = 0; steps < 12; steps += 1) {
    const jar = jars.get(url.origin) ?? new Map<string, string>();
    jars.set(url.origin, jar);
    const cookie = [...jar].map(pair => pair.join('=')).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const line of answer.headers.getSetCookie()) {
      const pair = line.split(';', 1)[0]!;
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) return { status: answer.status, text: await answer.text(), url };
    url = new URL(location, url);
  }
  throw new Error(`too many redirects, the last to ${url}`);
}
