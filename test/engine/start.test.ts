/** The engine as a person at a terminal meets it: started, started twice, killed, taken over, stopped. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openphb, type Running, run, withFolder } from './processes.ts';

const READY = /OpenPHB is ready at (http:\S+)/;

/** One data folder for all but the first command on an empty one: the demonstration is loaded into it once. */
let OPENPHB_DATA: string;
before(async () => {
  OPENPHB_DATA = await mkdtemp(join(tmpdir(), 'openphb-start-'));
});
after(() => rm(OPENPHB_DATA, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

describe('openphb start', () => {
  test('loads the demonstration once, serves, closes on SIGTERM with code 0, and starts again', async () => {
    const first = openphb(['start'], { OPENPHB_DATA });
    const [, address] = await first.printed(READY);
    await first.printed(/Press Ctrl-C/);
    assert.match(first.output(), /loading the demonstration/);
    assert.match(first.output(), /Rosa Okafor: .*releases payments \(rosa\)/);
    assert.ok((await fetch(address!)).status < 500);
    first.child.kill('SIGTERM');
    assert.equal(await first.ended, 0);
    assert.match(first.output(), /Stopped\.\n$/);
    await assertNoServer(OPENPHB_DATA);

    const second = openphb(['start'], { OPENPHB_DATA });
    await second.printed(/Press Ctrl-C/);
    assert.doesNotMatch(second.output(), /loading the demonstration/);
    second.child.kill('SIGINT');
    assert.equal(await second.ended, 0);
  });

  test('the second of two at once names the process that holds the data folder', async () => {
    const both = [openphb(['start'], { OPENPHB_DATA }), openphb(['start'], { OPENPHB_DATA })];
    const refused = await Promise.race(both.map(one => one.ended.then(code => ({ one, code }))));
    assert.equal(refused.code, 1, refused.one.output());
    const other = both.find(one => one !== refused.one)!;
    assert.match(refused.one.output(), new RegExp(`held by process ${other.child.pid} \\(openphb start\\)`));
    await other.printed(READY);
    await stop(other);
  });

  test('a service that was killed leaves a server that the next start takes over and stops', async () => {
    const killed = openphb(['start'], { OPENPHB_DATA });
    await killed.printed(READY);
    const server = await serverPid(OPENPHB_DATA);
    killed.child.kill('SIGKILL');
    await killed.ended;
    assert.equal(isAlive(server), true, 'the orphan lives on');
    const next = openphb(['start'], { OPENPHB_DATA });
    await next.printed(READY);
    assert.equal(await serverPid(OPENPHB_DATA), server);
    assert.match(next.output(), /Taking over/);
    await stop(next);
    await assertNoServer(OPENPHB_DATA);
  });

  test('when PostgreSQL itself is killed the service ends with words; the next start waits until it is gone, and recovers', async () => {
    const service = openphb(['start'], { OPENPHB_DATA });
    await service.printed(/Press Ctrl-C/);
    const socket = (await postmaster(OPENPHB_DATA))[4]!;
    process.kill(await serverPid(OPENPHB_DATA), 'SIGKILL');
    assert.equal(await service.ended, 1);
    assert.match(service.output(), /PostgreSQL ended \(SIGKILL\)/);
    // The number in its lock file stays taken for a moment: here, as long as we want.
    const { uid, gid } = await stat(join(OPENPHB_DATA, 'pg'));
    const lingering = spawn('/bin/sh', ['-c', 'read word', 'postgres'], {
      ...(process.getuid?.() === 0 && { uid, gid }),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await writeFile(join(socket, '.s.PGSQL.5432.lock'), `${lingering.pid}\n`);
    const next = openphb(['start'], { OPENPHB_DATA });
    for (
      let log = '';
      !/lock file .* already exists/.test(log);
      log = await readFile(join(OPENPHB_DATA, 'postgres.log'), 'utf8')
    ) {
      assert.equal(next.child.exitCode, null, next.output());
      await pause(10);
    }
    lingering.stdin.end();
    await next.printed(READY);
    await stop(next);
  });

  test('a port that is taken is said, with how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const { code, output } = await run(['start'], { OPENPHB_DATA, PORT: String(port) });
    other.close();
    assert.equal(code, 1);
    assert.match(output, new RegExp(`Port ${port} is taken.*PORT=${port + 1} npm start`));
  });

  test('every setting that makes no sense is named with its value and what is allowed', async () => {
    const { code, output } = await run(['start'], {
      PORT: '70000',
      OPENPHB_DEMO_TODAY: '2026-02-30',
      DATABASE_URL: 'x',
    });
    assert.equal(code, 2);
    assert.match(output, /PORT is "70000", not a port number from 0 to 65535/);
    assert.match(output, /OPENPHB_DEMO_TODAY is "2026-02-30", not a date such as/);
    assert.match(output, /DATABASE_URL is set, but not a connection string/);
  });
});

describe('commands beside the service', () => {
  test('a command without a server starts its own and stops it', () =>
    withFolder(async folder => {
      const alone = await run(['migrate'], { OPENPHB_DATA: folder });
      assert.equal(alone.code, 0, alone.output);
      assert.match(alone.output, /Applied 0001_foundation/);
      await assertNoServer(folder);
    }));

  test('a command adopts the running server and leaves it running', async () => {
    const service = openphb(['start'], { OPENPHB_DATA });
    const [, address] = await service.printed(READY);
    const beside = await run(['migrate'], { OPENPHB_DATA });
    assert.equal(beside.code, 0, beside.output);
    assert.match(beside.output, /The database is up to date/);
    assert.ok((await fetch(address!)).status < 500);
    const demo = await run(['demo'], { OPENPHB_DATA });
    assert.equal(demo.code, 1);
    assert.match(demo.output, /only loaded into an empty database/);
    await stop(service);
  });

  test('unknown commands and options are wrong usage, help is not', async () => {
    assert.equal((await run(['fly'], {})).code, 2);
    assert.equal((await run(['start', '--fast'], {})).code, 2);
    const help = await run(['start', '--help'], {});
    assert.equal(help.code, 0);
    assert.match(help.output, /Usage: openphb start/);
    assert.equal((await run([], {})).code, 0);
  });
});

async function stop(service: Running): Promise<void> {
  service.child.kill('SIGTERM');
  assert.equal(await service.ended, 0, service.output());
}

/** What PostgreSQL says of itself: its number comes first, the folder of its socket fifth. */
async function postmaster(folder: string): Promise<string[]> {
  return (await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n');
}

async function serverPid(folder: string): Promise<number> {
  return Number((await postmaster(folder))[0]);
}

async function assertNoServer(folder: string): Promise<void> {
  await assert.rejects(serverPid(folder), { code: 'ENOENT' });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
