import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from '../../src/platform/sql.ts';
import { makePerson, makeStaff } from './actors.ts';
import { countRows, ICB, OTHER_ICB, testDatabase } from './database.ts';

const database = await testDatabase();
const { tools, db } = database;

describe('the test database', () => {
  test('the service sees its own board and no other', async () => {
    const nurse = await makeStaff(db, ICB, ['care-coordinator']);
    await makePerson(db, OTHER_ICB);
    const seen = await db.transaction(nurse, tx => tx.query(sql`select icb_code from icb`));
    assert.deepEqual(seen, [{ icb_code: ICB }]);
    assert.equal((await db.transaction(nurse, tx => tx.query(sql`select from person`))).length, 0);
    assert.equal(await countRows(database, sql`select from person`), 1);
  });

  test('the date is the test’s own', () => {
    assert.equal(tools.today().toString(), '2026-11-23');
    tools.moveTo('2027-02-28');
    assert.equal(tools.today().toString(), '2027-02-28');
  });

  test('a job exists exactly when its transaction was committed, and once per key on the earlier date', async () => {
    const nurse = await makeStaff(db, ICB, ['care-coordinator']);
    const job = { name: 'test.job', data: { id: '1' }, singletonKey: 'one' };
    await assert.rejects(
      db.transaction(nurse, async tx => {
        await tools.sendJob(tx, job);
        throw new Error('changed my mind');
      }),
    );
    assert.deepEqual(await tools.waitingJobs(), []);
    const [late, early] = ['2027-04-01', '2027-03-01'].map(date => Temporal.PlainDate.from(date));
    await db.transaction(nurse, tx => tools.sendJob(tx, { ...job, startOn: late! }));
    await db.transaction(nurse, tx => tools.sendJob(tx, { ...job, startOn: early! }));
    const waiting = await tools.waitingJobs();
    assert.deepEqual(
      waiting.map(({ name, startOn }) => [name, startOn?.toString()]),
      [['test.job', '2027-03-01']],
    );
    assert.deepEqual(await tools.waitingJobs(OTHER_ICB), []);
  });
});
