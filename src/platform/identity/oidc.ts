/**
 * Sign-in with OpenID Connect: authorization code, PKCE, state and nonce, by discovery.
 *
 * Staff are known by `sub`; people by `nhs_number`, as NHS login says it, and only at its highest level of proof (P9):
 * below that the number is what somebody typed, and would open another person's record. In demonstration mode the issuer is the
 * stand-in of this very service, under whichever loopback name the browser uses.
 */
import * as client from 'openid-client';
import type { Config } from '../config.ts';

/** What must be remembered between the start of a sign-in and its end. */
export type Pending = { readonly state: string; readonly nonce: string; readonly verifier: string };

export type Claims = { readonly subject: string; readonly nhsNumber: string | undefined };

export type Identity = {
  /** Where to send the browser, and what to remember until it comes back. `origin` is ours, as the browser sees it. */
  begin(origin: string): Promise<{ readonly to: URL; readonly pending: Pending }>;
  /** Who came back, or a throw of `SignInFailed`. `query` is that of the callback. */
  finish(origin: string, query: string, pending: Pending): Promise<Claims>;
};

export type IdentitySettings = {
  readonly issuer: (origin: string) => URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** How the provider signs ID tokens; undefined: in any of the ways that its own description names. */
  readonly algorithm?: string;
  /** Another way to reach the provider than by its name; only for the stand-in. */
  readonly fetch?: client.CustomFetch;
};

/** The provider said no, or what it said does not hold. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
}

export const CALLBACK_PATH = '/sign-in/callback';

/** Loopback names are few; a Host header must not make us keep more. */
const MOST_ORIGINS = 8;

/** The identity provider that the settings name. */
export function openProvider({ issuer, clientId, clientSecret }: NonNullable<Config['identity']>): Identity {
  return openIdentity({ issuer: () => issuer, clientId, clientSecret, scope: 'openid profile' });
}

export function openIdentity(settings: IdentitySettings): Identity {
  const known = new Map<string, Promise<client.Configuration>>();

  /** Asks the provider once for each origin; asks again when that failed. */
  function configuration(origin: string): Promise<client.Configuration> {
    const before = known.get(origin);
    if (before) return before;
    if (known.size >= MOST_ORIGINS) known.delete(known.keys().next().value!);
    const found = discover(settings, origin);
    known.set(origin, found);
    found.catch(() => known.delete(origin));
    return found;
  }

  return {
    async begin(origin) {
      const config = await configuration(origin);
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const to = client.buildAuthorizationUrl(config, {
        redirect_uri: origin + CALLBACK_PATH,
        scope: settings.scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        // Whoever signed out of OpenPHB on a shared computer must not be signed in again without being asked.
        prompt: 'login',
      });
      return { to, pending };
    },

    async finish(origin, query, pending) {
      const config = await configuration(origin);
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(`${CALLBACK_PATH}${query}`, origin), {
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          pkceCodeVerifier: pending.verifier,
          idTokenExpected: true,
        });
        const subject = tokens.claims()!.sub;
        const user = await client.fetchUserInfo(config, tokens.access_token, subject);
        const { nhs_number: nhsNumber, identity_proofing_level: proof } = user;
        return { subject, nhsNumber: typeof nhsNumber === 'string' && proof === 'P9' ? nhsNumber : undefined };
      } catch (cause) {
        throw new SignInFailed('the sign-in did not hold', { cause });
      }
    },
  };
}

function discover(settings: IdentitySettings, origin: string): Promise<client.Configuration> {
  const issuer = settings.issuer(origin);
  return client.discovery(
    issuer,
    settings.clientId,
    settings.algorithm === undefined ? undefined : { id_token_signed_response_alg: settings.algorithm },
    client.ClientSecretBasic(settings.clientSecret),
    {
      ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
      ...(settings.fetch ? { [client.customFetch]: settings.fetch } : {}),
    },
  );
}
