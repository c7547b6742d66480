/** Moving a demonstration's date on: in one direction, once for each press, recorded, and nowhere but in a demonstration. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { moveDate } from '../../src/features/staff/move-date.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Actor } from '../../src/values/actor.ts';
import { makePerson, makeStaff } from '../support/actors.ts';
import { FIRST_DAY, type TestDatabase, testDatabase } from '../support/database.ts';
import { signIn, visit } from '../support/sign-in.ts';
import { testSite } from '../support/site.ts';

let database: TestDatabase;
let nurse: Actor;

before(async () => {
  database = await testDatabase();
  await database.superDb.query(
    sql`insert into installation (demonstration) values (true) on conflict (only_row) do nothing`,
  );
  nurse = await makeStaff(database.db, database.icbCode, ['care-coordinator']);
});

const movedOn = async () => {
  const [row] = await database.superDb.query(sql`select demonstration, days_moved_on from installation`);
  assert.equal(row?.demonstration, true);
  return row.days_moved_on as number;
};
const day = (text: string) => Temporal.PlainDate.from(text);

describe('the date goes one way', () => {
  const table = [
    // from FIRST_DAY, 23 November 2026
    ['2026-11-22', 'date-not-later', 0],
    ['2026-11-23', 'date-not-later', 0],
    ['2026-11-24', 'moved', 1],
  ] as const;
  for (const [date, expected, days] of table)
    test(`to ${date}: ${expected}`, async () => {
      const before = await movedOn();
      const decision = await moveDate(database.tools, nurse, { id: randomUUID() }, day(date));
      assert.equal(decision.accepted ? 'moved' : decision.refusals[0].code, expected);
      assert.equal((await movedOn()) - before, days);
    });

  test('the same press twice moves once', async () => {
    const before = await movedOn();
    const command = { id: randomUUID() };
    for (const _ of [1, 2])
      assert.equal((await moveDate(database.tools, nurse, command, day('2026-11-30'))).accepted, true);
    assert.equal((await movedOn()) - before, 7);
  });

  test('who moved it, and who was refused, is recorded', async () => {
    const rows = await database.superDb.query(sql`
      select outcome, count(*)::int as count from audit_event where act = 'demonstration.move-date' and actor_id = ${nurse.id} group by 1 order by 1`);
    assert.deepEqual(rows, [
      { outcome: 'done', count: 2 },
      { outcome: 'refused', count: 2 },
    ]);
  });

  test('a database that is no demonstration refuses it by itself', async () => {
    const real = await testDatabase();
    await real.superDb.query(sql`delete from installation`);
    await real.superDb.query(sql`insert into installation (demonstration) values (false)`);
    await assert.rejects(moveDate(real.tools, nurse, { id: randomUUID() }, day('2026-11-24')), { code: 'PB003' });
    await real.close();
  });
});

describe('the page', () => {
  test('budget holders and staff may move it, visitors may not', async () => {
    const site = await testSite(database);
    const jackie = await makePerson(database.db, database.icbCode, { nhsNumber: '9434765919' });
    for (const subject of [jackie.id, `staff-${nurse.id}`]) {
      const client = await signIn(site.baseUrl, subject);
      const before = await movedOn();
      const sent = await client.send('/demonstration', { step: 'P28D' });
      assert.equal(sent.status, 200);
      assert.match(sent.text, /It is now 21 December 2026/);
      assert.equal((await movedOn()) - before, 28);
    }
    assert.equal(
      (await visit(site.baseUrl).once('/demonstration')).headers.get('location'),
      '/sign-in?return=%2Fdemonstration',
    );
  });

  const WRONG = [
    ['nothing', {}, /Choose how far to move on/],
    ['a date that is missing', { step: 'date' }, /Enter a date, such as 31 3 2027/],
    [
      'a date that does not exist',
      { step: 'date', 'date-day': '30', 'date-month': '2', 'date-year': '2027' },
      /Enter a date, such as 31 3 2027/,
    ],
    [
      'today',
      { step: 'date', 'date-day': '23', 'date-month': '11', 'date-year': '2026' },
      /must be after 23 November 2026/,
    ],
  ] as const;
  for (const [what, fields, words] of WRONG)
    test(`${what} is asked again`, async () => {
      assert.equal(database.tools.today().toString(), FIRST_DAY);
      const site = await testSite(database);
      const client = await signIn(site.baseUrl, `staff-${nurse.id}`);
      const before = await movedOn();
      const sent = await client.send('/demonstration', fields);
      assert.equal(sent.status, 422);
      assert.match(sent.text, words);
      assert.equal(await movedOn(), before);
      await site.close();
    });

  test('outside a demonstration there is none, and no stand-in and no banner', async () => {
    const { buildSite } = await import('../../src/features/staff/site.ts');
    const options = { tools: database.tools, icbCode: database.icbCode, address: () => assert.fail(), routes: [] };
    const identity = { issuer: new URL('https://issuer.example'), clientId: 'a', clientSecret: 'b' };
    const real = buildSite({
      ...options,
      demonstration: false,
      config: { identity, publicUrl: new URL('https://phb.example') },
    });
    assert.equal(real.standIn, undefined);
    assert.equal(real.demonstration, undefined);
    assert.ok(!real.routes.some(route => route.path.startsWith('/demonstration')));
    assert.throws(() =>
      buildSite({ ...options, demonstration: false, config: { identity: undefined, publicUrl: undefined } }),
    );
  });
});
