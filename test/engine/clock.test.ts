import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { londonToday, moveDateOn, openClock } from '../../src/platform/clock.ts';
import { openCrashPoints } from '../../src/platform/crash-points.ts';
import { describeFault, openLog } from '../../src/platform/log.ts';
import { sql } from '../../src/platform/sql.ts';
import { testDatabase } from '../support/database.ts';

const { db } = await testDatabase();
const onFault = (error: unknown) => assert.fail(String(error));
const standsOn = Temporal.PlainDate.from('2026-12-30');

describe('the clock', () => {
  test('a demonstration stands on its date until it is moved on, for every process, and never back', async () => {
    const [here, elsewhere] = await Promise.all([
      openClock({ db, demonstration: true, standsOn, onFault }),
      openClock({ db, demonstration: true, standsOn, onFault }),
    ]);
    assert.equal(here.today().toString(), '2026-12-30');
    await moveDateOn(db, 3);
    await here.refresh();
    await elsewhere.refresh();
    assert.equal(here.today().toString(), '2027-01-02');
    assert.equal(elsewhere.today().toString(), '2027-01-02');
    const untold = await openClock({ db, demonstration: true, onFault });
    assert.equal(untold.today().toString(), '2027-01-02', 'a process that nobody told the date stands on it too');
    untold.close();
    await assert.rejects(moveDateOn(db, -1), { code: 'PB003' });
    for (const clock of [here, elsewhere]) clock.close();
  });

  test('outside a demonstration it is the London date, whatever the database says', async () => {
    const clock = await openClock({ db, demonstration: false, standsOn, onFault });
    assert.equal(clock.today().toString(), londonToday().toString());
  });
});

describe('the log', () => {
  test('is one JSON object a line, from the level on', () => {
    const lines: string[] = [];
    const log = openLog('info', line => lines.push(line));
    log.info('test.done', { pence: 12n });
    const { at, ...rest } = JSON.parse(lines[0]!);
    assert.deepEqual(rest, { level: 'info', event: 'test.done', pence: '12' });
    assert.match(at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    openLog('error', line => lines.push(line)).info('test.quiet');
    openLog('silent', line => lines.push(line)).error('test.quiet');
    assert.equal(lines.length, 1);
  });

  test('keeps what the database quotes to itself', async () => {
    const error = await db.query(sql`select ${'Janice'}::int`).catch((thrown: unknown) => thrown);
    const { code, fault } = describeFault(error);
    assert.deepEqual({ code, fault }, { code: '22P02', fault: 'database' });
    assert.doesNotMatch(JSON.stringify(describeFault(error)), /Janice/);
  });
});

test('a crash point stops there and says so; every other one is nothing; where all are asked for, each says so and goes on', async () => {
  const said: string[] = [];
  const waits = () => Promise.reject<never>(new Error('waits for ever'));
  const crashPoint = openCrashPoints('pay.before-commit', line => said.push(line), waits);
  await crashPoint('pay.after-commit');
  assert.deepEqual(said, []);
  await assert.rejects(crashPoint('pay.before-commit'), /waits for ever/);
  assert.deepEqual(said, ['CRASH-POINT pay.before-commit\n']);
  const all: string[] = [];
  await openCrashPoints('every', line => all.push(line), waits)('pay.after-commit');
  assert.deepEqual(all, ['CRASH-POINT pay.after-commit\n']);
});
