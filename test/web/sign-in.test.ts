/** Signing in through OpenID Connect, and how long, for whom and where a session holds. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { before, describe, test } from 'node:test';
import { standInPage } from '../../src/features/staff/pages.ts';
import { openIdentity, SignInFailed } from '../../src/platform/identity/oidc.ts';
import { localPath } from '../../src/platform/identity/sign-in.ts';
import { openStandIn } from '../../src/platform/identity/stand-in-identity.ts';
import { sql } from '../../src/platform/sql.ts';
import { findUser } from '../../src/platform/web/session.ts';
import { makePerson, makeStaff } from '../support/actors.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Client, signIn, visit } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

let database: TestDatabase;
let site: TestSite;

before(async () => {
  database = await testDatabase();
  site = await testSite(database);
});

const makeNurse = () => makeStaff(database.db, database.icbCode, ['care-coordinator']);
const isIn = async (client: Client) => (await client.once('/home')).status === 200;

describe('signing in', () => {
  test('staff by subject, by whatever name the machine is called', async () => {
    const nurse = await makeNurse();
    for (const host of ['localhost', '127.0.0.1', 'LOCALHOST']) {
      const client = await signIn(`http://${host}:${site.port}`, `staff-${nurse.id}`);
      assert.match((await client.get('/home')).text, /Test care-coordinator \(care co-ordinator\)/);
    }
  });

  test('people by NHS number, which is in no address and no log of theirs', async () => {
    const jackie = await makePerson(database.db, database.icbCode, { givenName: 'Jackie', nhsNumber: '9434765919' });
    const client = await signIn(site.baseUrl, jackie.id);
    assert.match((await client.get('/home')).text, /Jackie Person \(budget holder\)/);
  });

  for (const [proof, status] of [
    ['P5', 403],
    ['P9', 200],
  ] as const)
    test(`an NHS number that is proved to ${proof}: ${status}`, async () => {
      const nhsNumber = '9434765005';
      const people = await database.superDb.query(sql`select 1 as one from person where nhs_number = ${nhsNumber}`);
      if (people.length === 0) await makePerson(database.db, database.icbCode, { nhsNumber });
      let address: AddressInfo | undefined;
      const standIn = openStandIn({
        users: async () => [{ id: 'janice', name: 'Janice', description: '', nhsNumber, proof }],
        page: standInPage,
        address: () => address!,
      });
      const own = await testSite(database, {
        change: given => ({ ...given, standIn, identity: openIdentity(standIn.settings) }),
      });
      address = { address: '127.0.0.1', family: 'IPv4', port: own.port };
      const client = visit(own.baseUrl);
      const list = await client.get('/sign-in/start');
      const chosen = await client.post(list.path, { user: 'janice' });
      assert.equal((await client.get(chosen.headers.get('location')!)).status, status);
      await own.close();
    });

  test('representatives by subject, while their authority lasts', async () => {
    const person = await makePerson(database.db, database.icbCode);
    const [row] = await database.superDb.query(sql`
      with rita as (
        insert into representative (icb_code, person_id, subject, name, recorded_by)
        values (${database.icbCode}, ${person.id}, 'rep-1', 'Rita Rep', ${person.id}) returning representative_id)
      insert into authority (icb_code, representative_id, person_id, kind, document_ref, issuer, appointed_reason, scope, acting,
                             from_on, until_on, recorded_by, recorded_by_name)
      select ${database.icbCode}, representative_id, ${person.id}, 'DEPUTY', 'Order 1', 'Court of Protection', '', array['PLAN'], 'ALONE',
             '2026-11-01', '2026-11-24', ${person.id}, 'x' from rita returning authority_id`);
    assert.equal(
      await findUser(database.db, { subject: 'rep-1', nhsNumber: undefined }, database.tools.today()),
      undefined,
    );
    await database.superDb.query(sql`
      insert into authority_verified (authority_id, icb_code, evidence, by_id, by_name, verified_on)
      values (${row!.authority_id}, ${database.icbCode}, 'Seen', ${person.id}, 'x', '2026-11-23')`);
    const client = await signIn(site.baseUrl, 'rep-1');
    assert.match((await client.get('/home')).text, /Rita Rep \(acts for a budget holder\)/);
    database.tools.moveTo('2026-11-24');
    assert.equal(await isIn(client), true);
    database.tools.moveTo('2026-11-25');
    assert.equal(await isIn(client), false);
    database.tools.moveTo('2026-11-23');
  });

  test('choosing nobody, or somebody who is not on the list, is asked again', async () => {
    const client = visit(site.baseUrl);
    const list = await client.get('/sign-in/start');
    for (const fields of [{}, { user: 'somebody-else' }]) {
      const again = await client.post(list.path, fields);
      assert.equal(again.status, 422);
      assert.match(again.text, /Choose who you want to be/);
    }
  });

  test('the list has no staff of another board, no user who has ended, and nobody’s NHS number', async () => {
    const other = await makeStaff(database.db, database.otherIcbCode, ['approver']);
    const ended = await makeNurse();
    await end(ended.id);
    await makePerson(database.db, database.icbCode, { nhsNumber: '4010232137' });
    const { text } = await visit(site.baseUrl).get('/sign-in/start');
    assert.doesNotMatch(text, new RegExp(`${other.id}|${ended.id}|4010232137`));
  });

  test('a new id at sign-in; the old one is worth nothing', async () => {
    const nurse = await makeNurse();
    const client = visit(site.baseUrl);
    const list = await client.get('/sign-in/start');
    const before = client.cookies.get('openphb');
    const chosen = await client.post(list.path, { user: `staff-${nurse.id}` });
    await client.get(new URL(chosen.headers.get('location')!).href);
    assert.equal(await isIn(client), true);
    assert.notEqual(client.cookies.get('openphb'), before);
    client.cookies.set('openphb', before!);
    assert.equal(await isIn(client), false);
  });

  test('the answer of the provider counts once, and only in the browser that asked', async () => {
    const nurse = await makeNurse();
    const client = visit(site.baseUrl);
    const list = await client.get('/sign-in/start');
    const chosen = await client.post(list.path, { user: `staff-${nurse.id}` });
    const resumed = await client.once(chosen.headers.get('location')!);
    const callback = resumed.headers.get('location')!;
    assert.match(callback, /\/sign-in\/callback\?code=/);
    assert.equal((await visit(site.baseUrl).once(callback)).status, 400);
    const stranger = visit(site.baseUrl);
    await stranger.once('/sign-in/start');
    assert.equal((await stranger.once(callback)).status, 400);
    assert.equal((await client.once(callback)).status, 303);
    assert.equal((await client.once(callback)).status, 400);
  });

  test('somebody whom the provider knows and we do not is told so', async () => {
    const strange = await testSite(database, {
      change: given => ({
        ...given,
        identity: {
          begin: async origin => ({
            to: new URL('/sign-in/callback?code=1', origin),
            pending: { state: '', nonce: '', verifier: '' },
          }),
          finish: async () => ({ subject: 'nobody', nhsNumber: '9876543210' }),
        },
      }),
    });
    const answer = await visit(strange.baseUrl).get('/sign-in/start');
    assert.equal(answer.status, 403);
    assert.match(answer.text, /We do not know you yet/);
  });

  test('a provider that says no is a page, not a fault', async () => {
    const failing = await testSite(database, {
      change: given => ({
        ...given,
        identity: {
          begin: async origin => ({
            to: new URL('/sign-in/callback?error=access_denied', origin),
            pending: { state: '', nonce: '', verifier: '' },
          }),
          finish: () => Promise.reject(new SignInFailed('no')),
        },
      }),
    });
    const answer = await visit(failing.baseUrl).get('/sign-in/start');
    assert.equal(answer.status, 400);
    assert.match(answer.text, /You are not signed in/);
  });

  const RETURNS = [
    ['/home', '/home'],
    ['/notes?a=1', '/notes?a=1'],
    ['/notes#x', '/notes'],
    ['//elsewhere.example', undefined],
    ['/\\elsewhere.example', undefined],
    ['https://elsewhere.example/', undefined],
    ['javascript:alert(1)', undefined],
    ['/a\nb', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const;
  for (const [text, expected] of RETURNS)
    test(`return to ${JSON.stringify(text)}: ${expected}`, () => assert.equal(localPath(text), expected));
});

describe('how long a session holds', () => {
  const SPANS = [
    ['29 idle minutes', [{ minutes: 29 }], true],
    ['30 idle minutes', [{ minutes: 30 }], false],
    ['11 hours 40 minutes in use', Array(35).fill({ minutes: 20 }), true],
    ['12 hours in use', Array(36).fill({ minutes: 20 }), false],
  ] as const;
  for (const [what, steps, expected] of SPANS)
    test(`${what}: ${expected ? 'signed in' : 'signed out'}`, async () => {
      const own = await testSite(database);
      const client = await signIn(own.baseUrl, `staff-${(await makeNurse()).id}`);
      let held = true;
      for (const step of steps) {
        own.pass(step);
        held = await isIn(client);
      }
      assert.equal(held, expected);
      await own.close();
    });

  test('signing out ends it, for every copy of the cookie', async () => {
    const client = await signIn(site.baseUrl, `staff-${(await makeNurse()).id}`);
    const copy = visit(site.baseUrl);
    copy.cookies.set('openphb', client.cookies.get('openphb')!);
    assert.equal(await isIn(copy), true);
    const out = await client.send('/home', {}, '/sign-out');
    assert.match(out.text, /You are signed out/);
    assert.equal(await isIn(client), false);
    assert.equal(await isIn(copy), false);
  });

  test('signing out from another site does nothing', async () => {
    const client = await signIn(site.baseUrl, `staff-${(await makeNurse()).id}`);
    assert.equal((await client.post('/sign-out', {})).status, 403);
    assert.equal(await isIn(client), true);
  });

  test('a role taken away counts at once, and so does the end of a user', async () => {
    const nurse = await makeNurse();
    const client = await signIn(site.baseUrl, `staff-${nurse.id}`);
    await database.superDb.query(
      sql`update staff_user set roles = '{administrator}' where staff_user_id = ${nurse.id}`,
    );
    assert.match((await client.get('/home')).text, /\(administrator\)/);
    await end(nurse.id);
    assert.equal(await isIn(client), false);
  });
});

describe('where a session is kept', () => {
  test('the service can neither list sessions nor write them, only ask by id', async () => {
    for (const statement of [
      sql`select * from session`,
      sql`delete from session`,
      sql`insert into session default values`,
      sql`select * from actor_of('staff', gen_random_uuid(), current_date)`,
    ])
      await assert.rejects(
        database.db.transaction({ icbCode: database.icbCode, id: database.icbCode }, tx => tx.query(statement)),
        /permission denied/,
      );
  });

  test('what is kept is a hash of what the browser holds', async () => {
    const client = await signIn(site.baseUrl, `staff-${(await makeNurse()).id}`);
    const cookie = client.cookies.get('openphb')!;
    const rows = await database.superDb.query(sql`select session_hash from session`);
    const hashes = rows.map(row => (row.session_hash as Buffer).toString('hex'));
    assert.ok(hashes.includes(createHash('sha256').update(cookie).digest('hex')));
    assert.ok(!JSON.stringify(rows).includes(cookie));
  });

  test('the owner’s way to look somebody up shows no one else, and is shut again afterwards', async () => {
    const nurse = await makeNurse();
    const seen = await database.ownerDb.transaction({ icbCode: 'QQQ', id: nurse.id }, async tx => {
      await tx.query(sql`select * from sign_in_lookup(${`staff-${nurse.id}`}, null, current_date)`);
      return tx.query(sql`select staff_user_id from staff_user`);
    });
    assert.deepEqual(seen, []);
  });

  test('behind https the cookie is secure and no other host can set it', async () => {
    const secure = await testSite(database, { publicUrl: new URL('https://phb.example') });
    const answer = await fetch(`http://127.0.0.1:${secure.port}/`);
    assert.match(
      answer.headers.get('set-cookie')!,
      /^__Host-openphb=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    assert.equal(answer.headers.get('strict-transport-security'), 'max-age=31536000');
    const start = await fetch(`http://127.0.0.1:${secure.port}/stand-in/.well-known/openid-configuration`);
    assert.equal(((await start.json()) as { issuer: string }).issuer, 'https://phb.example/stand-in');
  });
});

async function end(staffUserId: string): Promise<void> {
  await database.superDb.query(sql`update staff_user set ended_at = now() where staff_user_id = ${staffUserId}`);
}
