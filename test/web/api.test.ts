/** The same acts as JSON: strict shapes, one effect for one key, refusals as data, and a description without loose ends. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from '../../src/platform/sql.ts';
import { makePerson, makeStaff } from '../support/actors.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Client, hiddenFields, signIn, visit } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';
import { received, sampleRoutes } from './sample-routes.ts';

let database: TestDatabase;
let site: TestSite;
let nurse: Client;

before(async () => {
  database = await testDatabase();
  site = await testSite(database, { routes: sampleRoutes });
  nurse = await signIn(
    site.baseUrl,
    `staff-${(await makeStaff(database.db, database.icbCode, ['care-coordinator'])).id}`,
  );
});

const notes = async (heading: string) =>
  (await database.superDb.query(sql`select paragraphs from notice where heading = ${heading}`)).map(
    row => row.paragraphs,
  );

type Problem = {
  readonly status: number;
  readonly refusals: readonly { readonly code: string; readonly words: string; readonly field?: string }[];
};
const codes = (json: unknown) =>
  (json as Problem).refusals.map(({ code, field }) => (field ? `${code} ${field}` : code));

describe('acts', () => {
  test('an act answers with its value; money is whole pence and a date ISO', async () => {
    const { status, json, headers } = await nurse.api('/notes', {
      words: 'JSON',
      amount: '123450',
      startOn: '2027-02-01',
      urgent: true,
    });
    assert.equal(status, 200);
    assert.match(headers.get('content-type')!, /^application\/json/);
    assert.equal(json.accepted, true);
    assert.match((json.value as { noticeId: string }).noticeId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(await notes('JSON'), [['123450']]);
  });

  const WRONG = [
    ['a key that the shape does not know', { words: 'Wrong', colour: 'red' }, ['invalid']],
    ['a missing key', {}, ['invalid words']],
    ['pounds for pence', { words: 'Wrong', amount: '12.50' }, ['invalid amount']],
    ['a number for money', { words: 'Wrong', amount: 1250 }, ['invalid amount']],
    ['a date that is none', { words: 'Wrong', startOn: '2027-02-30' }, ['invalid startOn']],
    ['a value that is not on the list', { words: 'Wrong', kind: 'FAX' }, ['invalid kind']],
    ['two at once', { words: '', amount: '-1' }, ['invalid words', 'invalid amount']],
    ['a list', [], ['invalid']],
    ['nothing', null, ['invalid']],
  ] as const;
  for (const [what, body, expected] of WRONG)
    test(`${what} is refused with its field`, async () => {
      const { status, json, headers } = await nurse.api('/notes', body);
      assert.equal(status, 422);
      assert.match(headers.get('content-type')!, /^application\/problem\+json/);
      assert.deepEqual(codes(json), expected);
      assert.deepEqual(await notes('Wrong'), []);
    });

  test('a refusal says its code and its plain words, and its status', async () => {
    const { status, json } = await nurse.api('/notes', { words: 'no' });
    assert.equal(status, 409);
    assert.deepEqual([json.accepted, json.status, json.title], [false, 409, 'Conflict']);
    assert.deepEqual(codes(json), ['changed-meanwhile']);
    assert.match((json as Problem).refusals[0]!.words, /Somebody else changed this note/);
    assert.equal((await nurse.api('/notes', { words: 'nothing' })).status, 404);
  });

  test('the same key has one effect, one after the other and at once; with other input it is refused', async () => {
    const key = randomUUID();
    const first = await nurse.api('/notes', { words: 'Once' }, key);
    const others = await Promise.all([1, 2, 3, 4].map(() => nurse.api('/notes', { words: 'Once' }, key.toUpperCase())));
    for (const answer of others) assert.deepEqual([answer.status, answer.json], [200, first.json]);
    assert.equal((await notes('Once')).length, 1);
    const other = await nurse.api('/notes', { words: 'Other' }, key);
    assert.deepEqual([other.status, codes(other.json)], [409, ['command-reused']]);
    assert.equal((await nurse.api('/notes', { words: 'Quoted' }, `"${randomUUID()}"`)).status, 200);
  });

  const SENT = [
    ['without a key', { 'content-type': 'application/json' }, '{"words":"Bad"}', 400],
    [
      'with a key that is no UUID',
      { 'content-type': 'application/json', 'idempotency-key': '1' },
      '{"words":"Bad"}',
      400,
    ],
    [
      'as a form',
      { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': randomUUID() },
      'words=Bad',
      415,
    ],
    ['as text', { 'content-type': 'text/plain', 'idempotency-key': randomUUID() }, '{"words":"Bad"}', 415],
    ['broken', { 'content-type': 'application/json', 'idempotency-key': randomUUID() }, '{"words":', 400],
    [
      'with a prototype',
      { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      '{"words":"Bad","__proto__":{}}',
      400,
    ],
    [
      'from another site',
      { 'content-type': 'application/json', 'idempotency-key': randomUUID(), origin: 'https://elsewhere.example' },
      '{"words":"Bad"}',
      403,
    ],
  ] as const;
  for (const [what, headers, body, status] of SENT)
    test(`${what}: ${status}`, async () => {
      const answer = await nurse.once('/api/notes', { method: 'POST', headers, body });
      assert.equal(answer.status, status);
      assert.match(answer.headers.get('content-type')!, /^application\/problem\+json/);
      assert.equal(JSON.parse(answer.text).status, status);
      assert.deepEqual(await notes('Bad'), []);
    });

  test('a file is a name and base64', async () => {
    const bytes = Buffer.alloc(2_000_000, 'statement');
    const body = { what: 'x', statement: { name: 's.csv', base64: bytes.toString('base64') } };
    assert.deepEqual((await nurse.api('/files', body)).json, { accepted: true, value: { size: 2_000_000 } });
    assert.deepEqual(Buffer.from(received.at(-1)!.bytes), bytes);
    const wrong = await nurse.api('/files', { ...body, statement: { name: 's.csv', base64: 'no base64!' } });
    assert.deepEqual([wrong.status, codes(wrong.json)], [422, ['invalid statement']]);
  });
});

describe('who gets in', () => {
  test('nobody without a session', async () => {
    const { status, json } = await visit(site.baseUrl).api('/notes', { words: 'Nobody' });
    assert.deepEqual([status, json.status], [401, 401]);
    assert.equal((await visit(site.baseUrl).once('/api/figures')).status, 401);
  });

  test('no role without leave, and no record of another board', async () => {
    const admin = await makeStaff(database.db, database.icbCode, ['administrator']);
    const client = await signIn(site.baseUrl, `staff-${admin.id}`);
    assert.equal((await client.api('/notes', { words: 'Admin' })).status, 403);
    const theirs = await makePerson(database.db, database.otherIcbCode);
    const mine = await makePerson(database.db, database.icbCode);
    for (const [person, status] of [
      [theirs, 404],
      [mine, 200],
    ] as const) {
      assert.equal((await nurse.once(`/api/people/${person.id}/facts`)).status, status);
      assert.equal((await nurse.api(`/people/${person.id}/note`, { words: 'x' })).status, status);
    }
  });

  test('who has no leave gets a no, and nothing is done behind it', async () => {
    const admin = await makeStaff(database.db, database.icbCode, ['administrator']);
    const mine = await makePerson(database.db, database.icbCode);
    const client = await signIn(site.baseUrl, `staff-${admin.id}`);
    assert.equal((await client.api('/notes', { words: 'No leave' })).status, 403);
    assert.equal((await client.api(`/people/${mine.id}/note`, { words: 'x' })).status, 404);
    assert.equal((await visit(site.baseUrl).api('/notes', { words: 'No leave' })).status, 401);
    const ask = hiddenFields((await client.get('/ask')).text, '/ask');
    const sent = await client.post('/notes', { ...ask, words: 'No leave' });
    assert.equal(sent.status, 403);
    await setTimeout(300); // what went on behind the answer would be done by now
    assert.deepEqual(await notes('No leave'), []);
    const rows = await database.superDb.query(sql`select act, outcome from audit_event where actor_id = ${admin.id}`);
    assert.deepEqual(
      rows
        .filter(row => row.outcome !== 'denied')
        .map(row => row.act)
        .filter(act => /note/.test(String(act))),
      [],
    );
  });
});

test('whatever ends a request before an act says what is wrong and what to do', async () => {
  const send = (path: string, request: RequestInit = {}) => fetch(`${site.baseUrl}/api${path}`, request);
  const table = [
    [await send('/nowhere'), 404, /nothing at this address.*Check the address, its method/],
    [await send('/notes', { method: 'PUT' }), 404, /its method/],
    [
      await send('/notes', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a' }),
      415,
      /application\/json/,
    ],
    [
      await send('/notes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":' }),
      400,
      /cannot be read/,
    ],
  ] as const;
  for (const [answer, status, words] of table) {
    assert.equal(answer.status, status);
    const { detail, reference } = (await answer.json()) as { readonly detail: string; readonly reference: string };
    assert.match(detail, words);
    assert.match(reference, /\S/);
  }
});

test('facts are JSON with pence as digits and dates in ISO', async () => {
  const answer = await nurse.once('/api/figures');
  assert.deepEqual(JSON.parse(answer.text), { pence: '12345678901234', on: '2026-11-23', parts: [{ pence: '-1' }] });
});

describe('the description', () => {
  type Node = { [key: string]: unknown };
  let description: Node;
  before(async () => {
    description = JSON.parse((await visit(site.baseUrl).once('/api/openapi.json')).text);
  });

  test('names every act and every read', () => {
    const described = Object.entries(description.paths as Node).flatMap(([path, item]) =>
      ['get', 'post'].filter(method => method in (item as Node)).map(method => `${method} ${path}`),
    );
    const expected = sampleRoutes
      .filter(route => route.kind !== 'get')
      .map(route => `${route.kind === 'post' ? 'post' : 'get'} /api${route.path.replace(/:(\w+)/g, '{$1}')}`);
    for (const one of expected) assert.ok(described.includes(one), one);
  });

  test('every $ref leads somewhere, and every path names its parameters', () => {
    const refs: string[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('$ref' in node) refs.push(String(node.$ref));
      Object.values(node).forEach(walk);
    };
    walk(description);
    assert.ok(refs.length > 5);
    for (const ref of refs) {
      assert.match(ref, /^#\//);
      const found = ref
        .slice(2)
        .split('/')
        .reduce((node: unknown, key) => (node as Node)?.[key], description);
      assert.ok(found, ref);
    }
    for (const [path, item] of Object.entries(
      description.paths as Record<string, { parameters?: { name: string }[] }>,
    )) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
      assert.deepEqual(
        (item.parameters ?? []).map(({ name }) => name),
        names,
      );
    }
  });

  test('says how money, dates and lists are written, and that other keys are errors', () => {
    const schemas = (description.components as { schemas: Record<string, Node> }).schemas;
    const note = schemas['post-note-write-notes-body'] as {
      properties: Record<string, Node>;
      required: string[];
      additionalProperties: boolean;
    };
    assert.equal(note.additionalProperties, false);
    assert.equal(note.properties.amount!.type, 'string');
    assert.equal(note.properties.amount!.pattern, '^\\d{1,13}$');
    assert.deepEqual(note.required, ['words']);
    const figures = schemas['read-figures-read-figures-answer'] as { properties: Record<string, Node> };
    assert.deepEqual(figures.properties.pence, { type: 'string', pattern: '^-?\\d+$' });
  });
});
