/** The administrator's pages through the real server: who works here, what they may do, and what was done. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { pages as auditPages } from '../../src/features/audit/pages.ts';
import { recordEvent } from '../../src/features/audit/store.ts';
import { endAccess } from '../../src/features/staff/change-access.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Actor } from '../../src/values/actor.ts';
import { makePerson, makeStaff } from '../support/actors.ts';
import { ICB, OTHER_ICB, type TestDatabase, testDatabase } from '../support/database.ts';
import { type Answered, type Client, signIn } from '../support/sign-in.ts';
import { type TestSite, testSite } from '../support/site.ts';

/** The rules that the design system's own markup does not keep are off, as in src/nhsuk/page.test.ts. */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'no-trailing-whitespace': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'no-implicit-button-type': 'off',
    // Several boxes of one name are a list.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
  },
});

let database: TestDatabase;
let site: TestSite;
let ada: Actor;
let admin: Client;

before(async () => {
  database = await testDatabase();
  site = await testSite(database, { routes: auditPages });
  ada = await makeStaff(database.db, ICB, ['administrator'], { name: 'Ada', approvalLimitPence: 0n });
  admin = await signIn(site.baseUrl, `staff-${ada.id}`);
});

function sound(answer: Answered, status = 200): string {
  assert.equal(answer.status, status, answer.text.slice(0, 2000));
  const report = validator.validateStringSync(answer.text);
  const faults = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );
  assert.deepEqual(faults, []);
  return answer.text;
}

const rowOf = async (id: string) => {
  const [row] = await database.superDb.query(
    sql`select roles, approval_limit_pence, ended_at from staff_user where staff_user_id = ${id}`,
  );
  return row!;
};
const makeNurse = (name: string) => makeStaff(database.db, ICB, ['care-coordinator'], { name, approvalLimitPence: 0n });
const isIn = async (client: Client) => (await client.once('/home')).status === 200;

describe('staff', () => {
  test('are the administrator’s: home leads there, nobody else may', async () => {
    assert.match(sound(await admin.get('/home')), /href="\/staff"[\s\S]*href="\/audit"/);
    const nurse = await signIn(site.baseUrl, `staff-${(await makeNurse('Nora')).id}`);
    assert.doesNotMatch((await nurse.get('/home')).text, /href="\/(staff|audit)"/);
    for (const [path, status] of [
      ['/staff', 403],
      ['/staff/new', 403],
      [`/staff/${ada.id}`, 404],
      ['/audit', 403],
    ] as const)
      assert.equal((await nurse.get(path)).status, status, path);
    assert.equal((await nurse.api('/staff/new', { name: 'X' })).status, 403);
  });

  test('are added, sign in at once, and once only by one name', async () => {
    sound(await admin.get('/staff/new'));
    const fields = {
      name: 'Amir',
      jobTitle: 'Head',
      subject: 'amir@id',
      roles: ['approver'],
      approvalLimitPence: '50,000',
    };
    const added = await admin.send('/staff/new', fields);
    assert.match(sound(added), /Amir[\s\S]*approver[\s\S]*£50,000\.00/);
    const amir = await signIn(site.baseUrl, 'amir@id');
    assert.equal(await isIn(amir), true);
    assert.match(
      sound(await admin.send('/staff/new', fields), 422),
      /href="#subject"[^>]*>\s*Somebody is already known/,
    );
    await makeStaff(database.db, OTHER_ICB, ['approver'], { name: 'Otto' });
    const [other] = await database.superDb.query(sql`select subject from staff_user where name = 'Otto'`);
    const theirs = await admin.send('/staff/new', { ...fields, subject: other!.subject as string });
    assert.match(sound(theirs, 422), /Somebody is already known/);
  });

  test('an empty form says each thing that is missing', async () => {
    const text = sound(await admin.send('/staff/new', {}), 422);
    for (const field of ['name', 'jobTitle', 'subject', 'roles']) assert.match(text, new RegExp(`href="#${field}"`));
  });

  test('R-064  roles that do not go together are refused on adding and on changing', async () => {
    const both = { roles: ['payment-preparer', 'payment-releaser'] };
    const fields = { name: 'Eve', jobTitle: 'Officer', subject: 'eve@id', ...both };
    assert.match(sound(await admin.send('/staff/new', fields), 422), /Nobody who prepares payments also releases/);
    const nurse = await makeNurse('Nick');
    assert.match(
      sound(await admin.send(`/staff/${nurse.id}`, both), 422),
      /Nobody who prepares payments also releases/,
    );
    assert.match(
      sound(await admin.send(`/staff/${nurse.id}`, { roles: ['administrator', 'approver'] }), 422),
      /Nobody who is an administrator also approves plans/,
    );
    assert.deepEqual((await rowOf(nurse.id)).roles, ['care-coordinator']);
  });

  test('what somebody may do changes from their next click on', async () => {
    const nurse = await makeNurse('Nina');
    const client = await signIn(site.baseUrl, `staff-${nurse.id}`);
    const changed = await admin.send(`/staff/${nurse.id}`, { roles: ['approver'], approvalLimitPence: '1,000.50' });
    assert.match(sound(changed), /It counts from their next click on/);
    assert.match((await client.get('/home')).text, /Nina \(approver\)/);
    assert.equal((await rowOf(nurse.id)).approval_limit_pence, 100_050n);
    const low = await admin.send(`/staff/${nurse.id}`, { roles: ['care-coordinator'], approvalLimitPence: '0.01' });
    assert.match(sound(low, 422), /href="#approvalLimitPence"[^>]*>\s*Only an approver has an approval limit/);
  });

  test('access ends at once, and can be given back', async () => {
    const nurse = await makeNurse('Nell');
    const client = await signIn(site.baseUrl, `staff-${nurse.id}`);
    sound(await admin.get(`/staff/${nurse.id}/end`));
    assert.equal(sound(await admin.send(`/staff/${nurse.id}/end`, {}), 422).includes('Select that their access'), true);
    assert.equal(await isIn(client), true);
    assert.match(sound(await admin.send(`/staff/${nurse.id}/end`, { confirmed: 'yes' })), /Their access has ended/);
    assert.equal(await isIn(client), false);
    assert.match(sound(await admin.get('/staff')), /Nell[\s\S]*Ended/);
    assert.equal((await admin.get(`/staff/${nurse.id}/end`)).status, 404);
    const back = await admin.send(`/staff/${nurse.id}`, { roles: ['care-coordinator'] }, `/staff/${nurse.id}/return`);
    assert.match(sound(back), /may sign in again/);
    assert.equal(await isIn(await signIn(site.baseUrl, `staff-${nurse.id}`)), true);
  });

  test('nobody changes or ends their own, by the form or beside it', async () => {
    const text = sound(await admin.get(`/staff/${ada.id}`));
    assert.match(text, /This is you/);
    assert.doesNotMatch(text, new RegExp(`action="/staff/${ada.id}"`));
    const changed = await admin.api(`/staff/${ada.id}`, { roles: ['administrator'] });
    assert.equal(changed.status, 409);
    assert.match(changed.text, /You cannot change your own access/);
    assert.equal((await admin.api(`/staff/${ada.id}/end`, { confirmed: 'yes' })).status, 409);
  });

  test('two administrators who end each other at one moment: one of them stays', async () => {
    const bea = await makeStaff(database.db, ICB, ['administrator'], { name: 'Bea' });
    const both = await Promise.all([
      endAccess(database.tools, ada, { id: randomUUID() }, bea.id),
      endAccess(database.tools, bea, { id: randomUUID() }, ada.id),
    ]);
    assert.deepEqual(both.map(one => one.accepted).sort(), [false, true]);
    const refused = both.find(one => !one.accepted)!;
    assert.deepEqual(!refused.accepted && refused.refusals.map(({ code }) => code), ['last-administrator']);
    await database.superDb.query(sql`update staff_user set ended_at = now() where staff_user_id = ${bea.id}`);
    await database.superDb.query(sql`update staff_user set ended_at = null where staff_user_id = ${ada.id}`);
    admin = await signIn(site.baseUrl, `staff-${ada.id}`);
  });

  test('of another board are not there', async () => {
    const other = await makeStaff(database.db, OTHER_ICB, ['approver'], { name: 'Olga' });
    assert.doesNotMatch((await admin.get('/staff')).text, /Olga/);
    assert.equal((await admin.get(`/staff/${other.id}`)).status, 404);
    assert.equal((await admin.api(`/staff/${other.id}/end`, { confirmed: 'yes' })).status, 404);
    assert.equal((await rowOf(other.id)).ended_at, null);
  });
});

describe('R-120  what was done', () => {
  test('is listed in words, with who, when and how it ended', async () => {
    const text = sound(await admin.get('/audit'));
    assert.match(text, /Ada \(administrator\)[\s\S]*Ended the access of a member of staff/);
    assert.match(text, /Tried to change what a member of staff may do, and was refused/);
    assert.doesNotMatch(text, /Opened the list of staff/);
    assert.match(sound(await admin.get('/audit?show=all')), /Opened the list of staff/);
  });

  test('has no name of a person with a budget, no record, nothing of another board', async () => {
    const person = await makePerson(database.db, ICB, { givenName: 'Jackie', familyName: 'Secret' });
    const budgetId = randomUUID();
    await database.db.transaction(person, tx =>
      recordEvent(tx, person, { act: 'plan.submit', outcome: 'done', budgetId, personId: person.id }),
    );
    const other = await makeStaff(database.db, OTHER_ICB, ['approver'], { name: 'Olaf' });
    await database.db.transaction(other, tx => recordEvent(tx, other, { act: 'plan.decide', outcome: 'done' }));
    const text = sound(await admin.get('/audit?show=all'));
    assert.match(text, /Budget holder[\s\S]*Sent a plan for approval/);
    assert.doesNotMatch(text, new RegExp(`Jackie|Secret|${person.id}|${budgetId}|Olaf`));
  });

  test('goes on to older pages, each line once', async () => {
    await database.db.transaction(ada, async tx => {
      for (let i = 0; i < 250; i += 1) await recordEvent(tx, ada, { act: 'staff.change', outcome: 'done' });
    });
    const sizes: number[] = [];
    let path: string | undefined = '/audit';
    while (path) {
      const text: string = sound(await admin.get(path));
      sizes.push([...text.matchAll(/<tr class="nhsuk-table__row"/g)].length - 1);
      path = /rel="next"/.test(text) ? /href="(\/audit\?before=\d+)"/.exec(text)?.[1] : undefined;
      assert.ok(sizes.length < 10);
    }
    const [all] = await database.superDb.query(
      sql`select count(*) as n from audit_event where icb_code = ${ICB} and outcome <> 'read'`,
    );
    assert.equal(sizes[0], 100);
    assert.equal(BigInt(sizes.reduce((sum, size) => sum + size, 0)), all!.n);
    assert.equal((await admin.get('/audit?before=x')).status, 200);
  });
});
