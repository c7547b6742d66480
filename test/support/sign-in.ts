/**
 * A browser without a screen: requests with a cookie jar, which signs in through the stand-in as a person would. By
 * Node's own client: most of what the tests of all routes did was fetch.
 *
 * `signIn(baseUrl, subject)`: staff and representatives by subject, people by person id.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it ended after redirects, without the origin. */
  readonly path: string;
};

/** Fields of a form: text, lists for names that come more than once, and files. */
export type Fields = Readonly<Record<string, string | readonly string[] | File>>;

export type Client = {
  /** A page, after all redirects. */
  get(path: string): Promise<Answered>;
  /** Opens `page`, takes the hidden fields of its form to `action` (the page's path unless told), fills in the rest and sends it. */
  send(page: string, fields: Fields, action?: string): Promise<Answered>;
  /** Sends a form as it stands, without looking at any page; not followed. */
  post(path: string, fields: Fields, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  /** An act as JSON, with a key of its own unless told. */
  api(path: string, body: unknown, key?: string): Promise<Answered & { readonly json: Record<string, unknown> }>;
  /** One request, not followed. */
  once(path: string, asked?: Asked): Promise<Answered>;
  readonly cookies: Map<string, string>;
};

export type Asked = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | FormData;
};

const agent = new Agent({ keepAlive: true });

/** A body as it goes over the wire: with a length, as browsers send it. */
async function written(body: Asked['body']): Promise<{ type?: string | null; bytes?: string | Uint8Array }> {
  if (body === undefined) return {};
  if (typeof body === 'string') return { bytes: body };
  if (body instanceof URLSearchParams)
    return { type: 'application/x-www-form-urlencoded;charset=UTF-8', bytes: body.toString() };
  const form = new Response(body);
  return { type: form.headers.get('content-type'), bytes: await form.bytes() };
}

/** A visitor with an empty cookie jar. */
export function visit(baseUrl: string): Client {
  const cookies = new Map<string, string>();

  async function once(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
    const { type, bytes } = await written(body);
    const said = { ...(type && { 'content-type': type }), ...headers };
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(new URL(path, baseUrl), { method, agent, headers: { ...said, ...(cookie && { cookie }) } })
        .on('response', resolve)
        .on('error', reject)
        .end(bytes);
    });
    const found = new Headers();
    for (const [name, values = []] of Object.entries(answer.headersDistinct))
      for (const value of values) found.append(name, value);
    for (const one of found.getSetCookie()) keep(cookies, one);
    return { status: answer.statusCode!, headers: found, text: await text(answer), path };
  }

  async function follow(first: Answered): Promise<Answered> {
    let answer = first;
    for (let steps = 0; answer.status >= 300 && answer.status < 400; steps += 1) {
      assert.ok(steps < 12, `too many redirects, the last to ${answer.headers.get('location')}`);
      const to = new URL(answer.headers.get('location')!, new URL(answer.path, baseUrl));
      assert.equal(to.origin, new URL(baseUrl).origin, 'a redirect leaves the service');
      answer = await once(to.pathname + to.search);
    }
    return answer;
  }

  async function post(path: string, fields: Fields, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    const hasFile = Object.values(fields).some(value => value instanceof File);
    const body = hasFile ? new FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of Array.isArray(value) ? value : [value]) (body as FormData).append(name, one);
    return once(path, { method: 'POST', body, headers });
  }

  return {
    cookies,
    once,
    post,
    get: async path => follow(await once(path)),
    async send(page, fields, action) {
      const shown = await follow(await once(page));
      assert.equal(shown.status, 200, `${page}: ${shown.status}`);
      const to = action ?? shown.path.split('?', 1)[0]!;
      return follow(await post(to, { ...hiddenFields(shown.text, to), ...fields }));
    },
    async api(path, body, key = randomUUID()) {
      const answer = await once(`/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      return { ...answer, json: JSON.parse(answer.text) };
    },
  };
}

/** Signs in through the stand-in identity provider and stays on the page that follows. */
export async function signIn(baseUrl: string, subject: string, path = '/home'): Promise<Client> {
  const client = visit(baseUrl);
  const list = await client.get(`/sign-in/start?return=${encodeURIComponent(path)}`);
  assert.equal(list.status, 200, list.text);
  assert.match(list.text, new RegExp(`value="${subject}"`), `${subject} is not on the stand-in's list`);
  const chosen = await client.post(list.path, { user: subject });
  const arrived = await client.get(new URL(chosen.headers.get('location')!, baseUrl).href);
  assert.equal(arrived.path, path, `signed in as ${subject}, but arrived at ${arrived.path} (${arrived.status})`);
  return client;
}

/** The hidden fields of the form of a page that is sent to this path. */
export function hiddenFields(text: string, action: string): Record<string, string> {
  const at = text.search(new RegExp(`<form [^>]*action="${RegExp.escape(action)}"`));
  assert.notEqual(at, -1, `no form to ${action} on the page`);
  const form = text.slice(at, text.indexOf('</form>', at));
  const fields: Record<string, string> = {};
  for (const [, name, value] of form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
    fields[name!] = value!
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  return fields;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair, ...attributes] = line.split(/;\s*/);
  const [name, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)];
  const isOver = attributes.some(one => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(one));
  if (isOver) cookies.delete(name);
  else cookies.set(name, value);
}
