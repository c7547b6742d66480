import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../src/platform/db.ts';
import { type JobHandler, startWorker, type Worker } from '../../src/platform/jobs.ts';
import { sql } from '../../src/platform/sql.ts';
import type { Tools } from '../../src/platform/tools.ts';
import { systemActor } from '../../src/values/actor.ts';
import { ICB, OTHER_ICB, testDatabase } from '../support/database.ts';

const open: Worker[] = [];
after(() => Promise.all(open.map(worker => worker.stop())));

/** A worker on a database of its own, with everything that it did and logged. */
async function working(make: (did: string[]) => readonly JobHandler[]) {
  const { tools, urls, superDb } = await testDatabase();
  const [did, logged]: [string[], { event: string; facts: object }[]] = [[], []];
  const log: Tools['log'] = {
    info() {},
    error: (event, facts = {}) => void logged.push({ event, facts }),
  };
  const worker = await startWorker({ tools: { ...tools, log }, url: urls.app, handlers: make(did), lookEvery: 20 });
  open.push(worker);
  const send = (job: Parameters<Tools['sendJob']>[1], icbCode = ICB) =>
    tools.db.transaction(systemActor(icbCode), tx => tools.sendJob(tx, job));
  return { tools, did, logged, send, superDb };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    if (await holds()) return;
    await pause(20);
  }
  assert.fail('it did not come to pass in 20 seconds');
}

/** Where the queue says that the slow jobs are. */
async function states(superDb: Db): Promise<string[]> {
  const rows = await superDb.query(sql`select state::text as state from jobs.job where name = 'test.slow'`);
  return rows.map(row => row.state as string);
}

describe('jobs', () => {
  test('are done in the name of the system of their board, with their data', async () => {
    const { did, send } = await working(list => [
      {
        name: 'test.say',
        run: async (_, actor, data) => void list.push(`${actor.icbCode} ${actor.roles} ${data.word}`),
      },
    ]);
    await send({ name: 'test.say', data: { word: 'one' } });
    await send({ name: 'test.say', data: { word: 'two' } }, OTHER_ICB);
    await until(() => did.length === 2);
    assert.deepEqual(did.sort(), [`${ICB} system one`, `${OTHER_ICB} system two`]);
  });

  test('of a later day wait for their London date, also when it is moved on', async () => {
    const { tools, did, send } = await working(list => [
      { name: 'test.later', run: async () => void list.push('done') },
    ]);
    await send({ name: 'test.later', data: {}, startOn: Temporal.PlainDate.from('2026-12-01') });
    await pause(300);
    tools.moveTo('2026-11-30');
    await pause(300);
    assert.deepEqual(did, [], 'not the day before');
    tools.moveTo('2026-12-01');
    await until(() => did.length === 1);
  });

  test('of every day are done once for each board at the start and once at each change of date', async () => {
    const { tools, did } = await working(list => [
      {
        name: 'test.daily',
        every: 'day',
        run: async (given, actor) => void list.push(`${given.today()} ${actor.icbCode}`),
      },
    ]);
    await until(() => did.length === 2);
    tools.moveTo('2026-12-24');
    await until(() => did.length === 4);
    await pause(300);
    assert.deepEqual(did.sort(), [
      `2026-11-23 ${ICB}`,
      `2026-11-23 ${OTHER_ICB}`,
      `2026-12-24 ${ICB}`,
      `2026-12-24 ${OTHER_ICB}`,
    ]);
  });

  test('of every second go on after a failure, which is logged', async () => {
    const { did, logged } = await working(list => [
      {
        name: 'test.ticking',
        every: 'second',
        async run() {
          list.push('tick');
          if (list.length === 1) throw new Error('stumbled');
        },
      },
    ]);
    await until(() => did.length >= 3);
    assert.deepEqual(
      logged.map(({ event }) => event),
      ['job.failed'],
    );
  });

  test('that fail are tried again, logged without what the database quoted, and are never lost', async () => {
    const { did, logged, send, superDb } = await working(list => [
      {
        name: 'test.stumbling',
        async run({ db }) {
          list.push('try');
          if (list.length === 1) await db.query(sql`select ${'Janice Secret'}::int`);
        },
      },
    ]);
    await send({ name: 'test.stumbling', data: {} });
    await until(() => did.length === 2);
    assert.equal(logged[0]?.event, 'job.failed');
    assert.doesNotMatch(JSON.stringify(logged), /Janice/);
    const kept = await superDb.query(sql`select output::text as output from jobs.job where name = 'test.stumbling'`);
    assert.doesNotMatch(JSON.stringify(kept), /Janice/);
  });

  test('that a dead worker had begun are taken up as soon as another starts, but not from one that lives', async () => {
    const { tools, urls, superDb } = await testDatabase();
    const asks = { tools, url: urls.app, lookEvery: 20 };
    const begun: string[] = [];
    let goOn = () => {};
    const held = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const slow: JobHandler = {
      name: 'test.slow',
      run: () => {
        begun.push('living');
        return held;
      },
    };
    const living = await startWorker({ ...asks, handlers: [slow] });
    await tools.db.transaction(systemActor(ICB), tx => tools.sendJob(tx, { name: 'test.slow', data: {} }));
    await until(() => begun.length === 1);

    const quick: JobHandler = { name: 'test.slow', run: async () => void begun.push('second') };
    const second = await startWorker({ ...asks, handlers: [quick] });
    assert.deepEqual(await states(superDb), ['active'], 'it is in living hands');
    goOn();
    await until(async () => (await states(superDb))[0] === 'completed');
    await Promise.all([living.stop(), second.stop()]);

    // As a kill leaves it: begun, and nobody there.
    await superDb.query(
      sql`update jobs.job set state = 'active', completed_on = null, heartbeat_on = now() where name = 'test.slow'`,
    );
    open.push(await startWorker({ ...asks, handlers: [quick] }));
    await until(() => begun.includes('second'));
    assert.deepEqual(begun, ['living', 'second']);
  });

  test('of every day are done by one worker at a time for each board, and the next as soon as it ends', async () => {
    const { tools, urls, superDb } = await testDatabase();
    const asks = { tools, url: urls.app, lookEvery: 20 };
    const done: string[] = [];
    let goOn = () => {};
    const held = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const daily = (who: string, work: () => Promise<void>): JobHandler => ({
      name: 'test.daily',
      every: 'day',
      async run(_, { icbCode }) {
        done.push(`${who} begins ${icbCode}`);
        if (icbCode === ICB) await work();
        done.push(`ends ${icbCode}`);
      },
    });
    const first = await startWorker({ ...asks, handlers: [daily('first', () => held)] });
    open.push(first);
    await until(() => done.includes(`first begins ${ICB}`));
    // The queue writes down now and then what is being done: what it remembers of it must hold nobody up.
    await until(async () => {
      const [queue] = await superDb.query(sql`select active_count from jobs.queue where name = 'test.daily'`);
      return (queue?.active_count as number) > 0;
    });
    open.push(await startWorker({ ...asks, handlers: [daily('second', async () => {})] }));
    await until(() => done.filter(words => words === `ends ${OTHER_ICB}`).length === 2);
    const ofBoard = () => done.filter(words => words.endsWith(ICB)).map(words => words.replace(/first |second /, ''));
    assert.deepEqual(ofBoard(), [`begins ${ICB}`], 'the first still does it');
    const stopped = first.stop();
    goOn();
    await stopped;
    await until(() => ofBoard().length === 4);
    assert.deepEqual(ofBoard(), [`begins ${ICB}`, `ends ${ICB}`, `begins ${ICB}`, `ends ${ICB}`]);
  });

  test('that nobody here can do wait for somebody who can', async () => {
    const { tools, did, send } = await working(list => [
      { name: 'test.known', run: async () => void list.push('known') },
    ]);
    await send({ name: 'test.unknown', data: {} });
    await send({ name: 'test.known', data: {} });
    await until(() => did.length === 1);
    assert.deepEqual(
      (await tools.waitingJobs()).map(({ name }) => name),
      ['test.unknown'],
    );
  });
});
