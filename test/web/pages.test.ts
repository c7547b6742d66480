/** Pages and forms through the real server: what every answer carries, who gets in, and one effect for one press. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { sql } from '../../src/platform/sql.ts';
import type { Actor } from '../../src/values/actor.ts';
import { makePerson, makeStaff } from '../support/actors.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Asked, type Client, hiddenFields, signIn, visit } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';
import { received, sampleRoutes } from './sample-routes.ts';

let database: TestDatabase;
let site: TestSite;
let nurse: Actor;
let nursePage: Client;
const logged: { event: string; facts: unknown }[] = [];

before(async () => {
  database = await testDatabase();
  nurse = await makeStaff(database.db, database.icbCode, ['care-coordinator']);
  site = await testSite(database, {
    routes: sampleRoutes,
    change: given => ({
      ...given,
      tools: {
        ...given.tools,
        log: {
          info: (event, facts) => logged.push({ event, facts }),
          error: (event, facts) => logged.push({ event, facts }),
        },
      },
    }),
  });
  nursePage = await signIn(site.baseUrl, `staff-${nurse.id}`);
});

const notes = async (heading: string) =>
  (await database.superDb.query(sql`select notice_id from notice where heading = ${heading}`)).length;
const events = (act: string, outcome: string) =>
  database.superDb.query(sql`select * from audit_event where act = ${act} and outcome = ${outcome}`);

describe('every answer is safe to show', () => {
  const SAFE = {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  };
  const answers = [
    ['a page', '/', {}, 200],
    ['a page of a record', '/home', {}, 200],
    ['no page', '/no-such-page', {}, 404],
    ['no act', '/api/no-such-act', { method: 'POST' }, 404],
    ['a fault', '/fault', {}, 500],
    ['a form from another site', '/notes', { method: 'POST', headers: { origin: 'https://elsewhere.example' } }, 403],
    ['a way to sign in', '/sign-in/start', {}, 303],
    ['an unreadable address', '/%ff', {}, 400],
    [
      'a media type that is none of ours',
      '/notes',
      { method: 'POST', body: '<x/>', headers: { 'content-type': 'text/xml' } },
      400,
    ],
    ['too much', '/notes', { method: 'POST', body: new URLSearchParams({ words: 'x'.repeat(600_000) }) }, 413],
    ['the description of the API', '/api/openapi.json', {}, 200],
    ['the stand-in', '/stand-in/.well-known/openid-configuration', {}, 200],
    ['the stand-in without a sign-in', '/stand-in/choose/none', {}, 303],
  ] as const;
  for (const [what, path, init, status] of answers) {
    test(`${what}: ${path}`, async () => {
      const answer = await nursePage.once(path, init as Asked);
      assert.equal(answer.status, status);
      for (const [name, value] of Object.entries(SAFE)) assert.equal(answer.headers.get(name), value, name);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('x-powered-by'), null);
    });
  }

  test('a fault says a reference and nothing of itself, to people and in the log', async () => {
    logged.length = 0;
    const answer = await nursePage.once('/fault');
    const reference = answer.headers.get('x-request-id')!;
    assert.match(answer.text, new RegExp(reference));
    assert.doesNotMatch(answer.text + JSON.stringify(logged), /secret|999 000/);
    assert.ok(
      logged.some(({ event, facts }) => event === 'request.fault' && JSON.stringify(facts).includes(reference)),
    );
  });

  test('the log names the route and never the address', async () => {
    logged.length = 0;
    const id = randomUUID();
    await nursePage.get(`/people/${id}?q=Jackie`);
    assert.match(JSON.stringify(logged), /\/people\/:personId/);
    assert.doesNotMatch(JSON.stringify(logged), new RegExp(`${id}|Jackie`));
  });

  test('a name that is not ours is not served', async () => {
    const { request } = await import('node:http');
    const status = await new Promise(resolve => {
      request({ port: site.port, host: '127.0.0.1', path: '/', headers: { host: 'rebound.example' } }, answer => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    assert.equal(status, 400);
  });

  test('HEAD answers as GET does, without the page', async () => {
    const answer = await nursePage.once('/notes', { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.equal(answer.text, '');
  });
});

describe('files that pages need', () => {
  test('the style has no typeface of the NHS in it, is compressed, and is not sent twice', async () => {
    const css = await nursePage.once('/assets/openphb.css');
    assert.equal(css.status, 200);
    assert.match(css.text, /\.nhsuk-button/);
    assert.match(css.text, /\.openphb-demonstration/);
    assert.doesNotMatch(css.text, /@font-face|assets\.nhs\.uk/);
    const packed = await fetch(`${site.baseUrl}/assets/openphb.css`);
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    assert.equal(await packed.text(), css.text);
    const again = await nursePage.once('/assets/openphb.css', {
      headers: { 'if-none-match': css.headers.get('etag')! },
    });
    assert.equal(again.status, 304);
  });

  for (const path of ['openphb.js', 'openphb.svg', 'nhsuk-frontend.min.js', 'images/favicon.svg'])
    test(path, async () => assert.equal((await nursePage.once(`/assets/${path}`)).status, 200));

  for (const path of ['../package.json', '%2e%2e%2fpackage.json', '..%2f..%2fsrc/app.ts', 'page.ts'])
    test(`not ${path}`, async () => assert.equal((await nursePage.once(`/assets/${path}`)).status, 404));
});

describe('who gets in', () => {
  test('a visitor is sent to sign in, and then to where they wanted to go', async () => {
    const answer = await visit(site.baseUrl).once('/notes?from=1');
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), '/sign-in?return=%2Fnotes%3Ffrom%3D1');
    assert.ok(await signIn(site.baseUrl, `staff-${nurse.id}`, '/notes?from=1'));
  });

  test('a role without leave is refused, and the attempt is recorded', async () => {
    const admin = await makeStaff(database.db, database.icbCode, ['administrator']);
    const client = await signIn(site.baseUrl, `staff-${admin.id}`);
    assert.equal((await client.once('/notes')).status, 403);
    const [denied] = await events('notes.read', 'denied');
    assert.equal(denied?.actor_id, admin.id);
    // With a record's name in the path nobody learns whether it exists.
    const person = await makePerson(database.db, database.icbCode);
    for (const id of [person.id, randomUUID()]) assert.equal((await client.once(`/people/${id}`)).status, 404);
    assert.equal((await events('person.read', 'denied')).filter(row => row.actor_id === admin.id).length, 2);
    // What names nothing is denied too, and recorded without it.
    for (const id of ['not-a-uuid', '%00']) assert.equal((await client.once(`/people/${id}`)).status, 404);
    assert.equal((await events('person.read', 'denied')).filter(row => row.actor_id === admin.id).length, 4);
  });

  test('R-120 a read leaves a row; a record of another board looks like none, and leaves a denied one', async () => {
    const mine = await makePerson(database.db, database.icbCode);
    const theirs = await makePerson(database.db, database.otherIcbCode);
    assert.equal((await nursePage.get(`/people/${mine.id}`)).status, 200);
    const [row] = await database.superDb.query(sql`select * from audit_event where person_id = ${mine.id}`);
    assert.deepEqual([row?.act, row?.outcome, row?.actor_id], ['person.read', 'read', nurse.id]);
    const unknown = await nursePage.get(`/people/${randomUUID()}`);
    const other = await nursePage.get(`/people/${theirs.id}`);
    const sameFor = (text: string) => text.replaceAll(/[\w-]{43}|[0-9a-f-]{36}/g, '');
    assert.equal(other.status, 404);
    assert.equal(sameFor(other.text), sameFor(unknown.text));
    const [denied] = await database.superDb.query(sql`select outcome from audit_event where person_id = ${theirs.id}`);
    assert.equal(denied?.outcome, 'denied');
    for (const path of [`/people/${theirs.id}/note`]) {
      const sent = await nursePage.post(path, { ...(await hidden(nursePage, '/notes')), words: 'x' });
      assert.equal(sent.status, 404);
    }
    assert.equal((await nursePage.get('/people/not-a-uuid')).status, 404);
  });

  test('a budget holder reaches their own record and no other', async () => {
    const jackie = await makePerson(database.db, database.icbCode, { nhsNumber: '9434765919' });
    const other = await makePerson(database.db, database.icbCode);
    const client = await signIn(site.baseUrl, jackie.id);
    assert.equal((await client.once(`/people/${jackie.id}`)).status, 200);
    assert.equal((await client.once(`/people/${other.id}`)).status, 404);
  });

  test('a page that fails is not recorded as read', async () => {
    assert.equal((await nursePage.once('/fault-after-reading')).status, 500);
    assert.equal((await events('fault-after.read', 'read')).length, 0);
  });
});

const hidden = async (client: Client, page: string) => hiddenFields((await client.get(page)).text, page);

describe('forms', () => {
  test('an accepted act goes on to the next page and says once what was done', async () => {
    const sent = await nursePage.send('/notes', { words: 'Hello' });
    assert.equal(sent.path, '/notes');
    assert.match(sent.text, /Note saved/);
    assert.doesNotMatch((await nursePage.get('/notes')).text, /Note saved/);
    assert.equal(await notes('Hello'), 1);
  });

  test('a problem gives the page again with its words, what was typed, and another command id', async () => {
    const fields = await hidden(nursePage, '/notes');
    const sent = await nursePage.post('/notes', { ...fields, words: `<b>${'x'.repeat(60)}` });
    assert.equal(sent.status, 422);
    assert.match(sent.text, /Enter the words of the note, in 50 characters or fewer/);
    assert.match(sent.text, /<title>Error: /);
    assert.match(sent.text, /value="&lt;b&gt;x{60}"/);
    assert.notEqual(hiddenFields(sent.text, '/notes').commandId, fields.commandId);
  });

  test('a refusal gives the page again with its reason in plain words', async () => {
    const sent = await nursePage.send('/notes', { words: 'no' });
    assert.equal(sent.status, 422);
    assert.match(sent.text, /Somebody else changed this note/);
    assert.equal((await events('note.write', 'refused')).length, 1);
  });

  test('pounds and three boxes become pence and a date', async () => {
    const sent = await nursePage.send('/notes', {
      words: 'Pounds',
      amount: '£1,234.50',
      'startOn-day': '1',
      'startOn-month': '2',
      'startOn-year': '2027',
    });
    assert.equal(sent.status, 200);
    const [row] = await database.superDb.query(sql`select paragraphs from notice where heading = 'Pounds'`);
    assert.deepEqual(row?.paragraphs, ['123450']);
  });

  test('one press sent twice, one after the other and at once, has one effect', async () => {
    const fields = { ...(await hidden(nursePage, '/notes')), words: 'Once' };
    const first = await nursePage.post('/notes', fields);
    const others = await Promise.all([1, 2, 3, 4].map(() => nursePage.post('/notes', fields)));
    for (const answer of [first, ...others]) assert.equal(answer.status, 303);
    assert.equal(await notes('Once'), 1);
    const changed = await nursePage.post('/notes', { ...fields, words: 'Twice' });
    assert.equal(changed.status, 422);
    assert.match(changed.text, /already sent once with other answers/);
    assert.equal(await notes('Twice'), 0);
  });

  for (const commandId of ['', 'x', '00000000-0000-0000-0000-00000000000g'])
    test(`a command id of "${commandId}" is asked for again`, async () => {
      const sent = await nursePage.post('/notes', {
        ...(await hidden(nursePage, '/notes')),
        words: 'No id',
        commandId,
      });
      assert.equal(sent.status, 422);
      assert.match(sent.text, /not sent in full/);
      assert.equal(await notes('No id'), 0);
    });

  const FORGED = [
    ['without a token', { _csrf: '' }, {}],
    ['with another token', { _csrf: 'A'.repeat(43) }, {}],
    ['from another site', {}, { origin: 'https://elsewhere.example' }],
    ['from nowhere', {}, { origin: 'null' }],
    ['that the browser calls cross-site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['that the browser calls same-site', {}, { 'sec-fetch-site': 'same-site' }],
  ] as const;
  for (const [what, fields, headers] of FORGED)
    test(`a form ${what} does nothing`, async () => {
      const sent = await nursePage.post(
        '/notes',
        { ...(await hidden(nursePage, '/notes')), words: 'Forged', ...fields },
        headers,
      );
      assert.equal(sent.status, 403);
      assert.equal(await notes('Forged'), 0);
    });

  test('the token of one visit is worth nothing in another', async () => {
    const other = await signIn(site.baseUrl, `staff-${nurse.id}`);
    const sent = await nursePage.post('/notes', { ...(await hidden(other, '/notes')), words: 'Forged' });
    assert.equal(sent.status, 403);
  });

  test('a form from our own page, as a browser sends it, is taken', async () => {
    const headers = { origin: site.baseUrl, 'sec-fetch-site': 'same-origin' };
    assert.equal(
      (await nursePage.post('/notes', { ...(await hidden(nursePage, '/notes')), words: 'Own' }, headers)).status,
      303,
    );
  });

  test('a visitor’s form is taken, and says what was done', async () => {
    const sent = await visit(site.baseUrl).send('/ask', { words: 'May I?' });
    assert.equal(sent.path, '/');
    assert.match(sent.text, /We have your question/);
  });

  test('a field named after an object’s insides is only a field', async () => {
    const sent = await nursePage.send('/notes', {
      words: 'Proto',
      __proto__: 'x',
      constructor: 'y',
      'urgent.__proto__': 'z',
    });
    assert.equal(sent.status, 200);
  });
});

describe('files', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);

  test('a file arrives byte for byte', async () => {
    const sent = await nursePage.post('/files', {
      ...(await hidden(nursePage, '/notes')),
      what: 'Statement',
      statement: new File([bytes], 'näme.csv'),
    });
    assert.equal(sent.status, 303);
    const got = received.at(-1)!;
    assert.equal(got.name, 'näme.csv');
    assert.deepEqual(Uint8Array.from(got.bytes), bytes);
  });

  test('no file, an empty choice and a file over 8MB are problems of the field, and the rest is kept', async () => {
    const fields = { ...(await hidden(nursePage, '/notes')), what: '' };
    const huge = new File([new Uint8Array(8 * 1024 * 1024 + 1)], 'huge.csv');
    for (const [statement, words] of [
      [new File([], ''), 'Choose a file'],
      [huge, 'The file must be smaller than 8MB'],
    ] as const) {
      const sent = await nursePage.post('/files', { ...fields, statement });
      assert.equal(sent.status, 422);
      assert.match(sent.text, new RegExp(words));
      assert.match(sent.text, /Say what it is/);
    }
    assert.equal((await nursePage.post('/files', { ...fields, what: 'x' })).status, 422);
  });

  test('a form that has no files takes none', async () => {
    const sent = await nursePage.post('/notes', {
      ...(await hidden(nursePage, '/notes')),
      words: 'File',
      extra: new File([bytes], 'x'),
    });
    assert.equal(sent.status, 400);
    assert.equal(await notes('File'), 0);
  });

  test('a download is saved under its name and not shown', async () => {
    const saved = await nursePage.once('/saved/run');
    assert.equal(saved.text, 'pence\r\n');
    assert.equal(
      saved.headers.get('content-disposition'),
      `attachment; filename="run _1_.txt"; filename*=UTF-8''run%20%221%22.txt`,
    );
  });
});

test('many forms from one address are slowed down for visitors, and others are not', async () => {
  const slow = await testSite(database, {
    routes: sampleRoutes,
    mostAMinute: { requests: 1000, signIns: 1000, visitorForms: 2 },
  });
  const client = visit(slow.baseUrl);
  const statuses: number[] = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await client.send('/ask', { words: 'Again' })).status);
  assert.deepEqual(statuses, [200, 200, 429]);
  assert.equal((await client.get('/')).status, 200);
});
