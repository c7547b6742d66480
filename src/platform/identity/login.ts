/**
 * Signing in at the terminal: the browser goes to the identity provider, and comes back to a door of our own.
 *
 * The door listens on the loopback address only, for one answer: the one with the state that we sent along. The code
 * in it is worth nothing without the verifier (PKCE), which never leaves this process.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { now } from '../clock.ts';
import { Refused, WrongUsage } from '../commands.ts';
import type { Tools } from '../tools.ts';
import { findSession, findUser, newSessionId, signInAs } from '../web/session.ts';
import { CALLBACK_PATH, type Claims, type Identity, type Pending, SignInFailed } from './oidc.ts';

export type LoginOptions = {
  readonly tools: Tools;
  readonly identity: Identity;
  /** The port to listen on; 0 takes a free one. */
  readonly port: number;
  /** Tells the person where to sign in. */
  readonly tell: (address: string) => void;
  readonly stopping: AbortSignal;
  /** How long the person has, in milliseconds; ten minutes unless told. */
  readonly patience?: number;
};

const TEN_MINUTES = 600_000;

/** Signs a member of staff in. Answers the secret of their session and their name. */
export async function login(options: LoginOptions): Promise<{ readonly secret: string; readonly name: string }> {
  const { tools, identity } = options;
  const door = createServer();
  const origin = await listen(door, options.port);
  try {
    const { to, pending } = await identity.begin(origin).catch(error => {
      throw new Refused(`The identity provider cannot be asked: ${whatWentWrong(error)}.`);
    });
    return await answered(
      door,
      options,
      pending,
      async query => {
        const claims = await identity.finish(origin, query, pending);
        return sessionOf(tools, claims);
      },
      () => options.tell(to.href),
    );
  } finally {
    door.close();
    door.closeAllConnections();
  }
}

/** A session of the member of staff whom the provider means. */
async function sessionOf({ db, today }: Tools, claims: Claims) {
  const moment = { at: now(), today: today() };
  const user = await findUser(db, claims, moment.today);
  if (user && user.kind !== 'staff') throw new Refused('Commands are for staff. Sign in on the pages.');
  const secret = user && (await signInAs(db, newSessionId(), user, moment));
  const session = secret === undefined ? undefined : await findSession(db, secret, moment);
  if (!secret || !session?.actor) {
    throw new Refused(
      `The identity provider knows you as "${claims.subject}", but no member of staff here goes by that name. Ask an administrator.`,
    );
  }
  return { secret, name: session.actor.name };
}

/** Waits for the browser to come back, does `work` with what it brings, and tells the browser how it went. */
async function answered<T>(
  door: Server,
  { stopping, patience = TEN_MINUTES }: LoginOptions,
  pending: Pending,
  work: (query: string) => Promise<T>,
  ready: () => void,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Refused('Nobody signed in. Try again.')), patience);
  const stop = () => reject(new Refused('Not signed in.'));
  stopping.addEventListener('abort', stop, { once: true });
  let taken = false;
  door.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', 'http://here.invalid');
    const isOurs = request.method === 'GET' && url.pathname === CALLBACK_PATH;
    // Whatever else knocks here, a page of somebody else's for instance, ends nothing.
    if (!isOurs || url.searchParams.get('state') !== pending.state || taken) {
      say(response, 400, 'This is not the answer that openphb login waits for.');
      return;
    }
    taken = true;
    work(url.search).then(
      done => {
        response.once('close', () => resolve(done));
        say(response, 200, 'You are signed in. Close this window and go back to the terminal.');
      },
      error => {
        const refused = error instanceof SignInFailed ? new Refused('The sign-in did not work. Try again.') : error;
        response.once('close', () => reject(refused));
        say(response, 403, refused instanceof Refused ? refused.message : 'Something went wrong. See the terminal.');
      },
    );
  });
  ready();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stopping.removeEventListener('abort', stop);
  }
}

function say(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(`${words}\n`);
}

/** Listens on the loopback address; answers the origin under which the browser reaches it. */
async function listen(door: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    door.once('error', error => reject(new WrongUsage(`Port ${port} cannot be listened on: ${error.message}.`)));
    door.listen({ host: '127.0.0.1', port }, resolve);
  });
  return `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
}

/** The first words of an exception and of what lies under it. */
function whatWentWrong(error: unknown): string {
  const words: string[] = [];
  for (let at = error; at instanceof Error && words.length < 3; at = at.cause) if (at.message) words.push(at.message);
  return words.join(': ') || 'no answer';
}
