/** A real installation from its first command on: its board, its first administrator, and signing in at the terminal. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runAt } from '../../src/doors.ts';
import { openDb } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import { follow, testProvider } from '../support/identity-provider.ts';
import { asSuperuser, testServer, urlTo } from '../support/server.ts';
import { openphb } from './processes.ts';

const server = await testServer();
const provider = await testProvider();
const database = `openphb_real_${randomBytes(4).toString('hex')}`;
const superDb = openDb(urlTo(server, 'postgres', database), 2);
superDb.pool.options.allowExitOnIdle = true;

let folder: string;
let outside: Record<string, string>;
let real: Record<string, string>;
before(async () => {
  await asSuperuser(server, 'postgres', `create database ${database} owner openphb_owner template template0`);
  folder = await mkdtemp(join(tmpdir(), 'openphb-real-'));
  outside = {
    DATABASE_URL: urlTo(server, 'openphb_app', database),
    DATABASE_OWNER_URL: urlTo(server, 'openphb_owner', database),
    XDG_CONFIG_HOME: folder,
  };
  real = { ...outside, ...provider.variables };
});
after(async () => {
  await superDb.close();
  await asSuperuser(server, 'postgres', `drop database ${database} with (force)`);
  await rm(folder, { recursive: true });
});

/** As openphb does it, in this process: to start one for each of these would be most of the work. Those that wait or serve are started. */
async function enter(words: readonly string[], variables: Readonly<Record<string, string>>) {
  let output = '';
  const keep = (text: string) => {
    output += text;
  };
  const { PATH, HOME } = process.env;
  const stopping = new AbortController().signal;
  const code = await runAt({ words, variables: { PATH, HOME, ...variables }, print: keep, say: keep, stopping });
  return { code, output };
}

async function refuses(words: readonly string[], expected: RegExp, variables = real, code = 1) {
  const ended = await enter(words, variables);
  assert.match(ended.output, expected);
  assert.equal(ended.code, code, ended.output);
}
async function does(words: readonly string[], expected: RegExp, variables = real) {
  const { code, output } = await enter(words, variables);
  assert.equal(code, 0, output);
  assert.match(output, expected);
}

const contact = ['--name', 'NHS Test ICB', '--phone', '01632 960001', '--email', 'phb@icb.example'];
const person = (subject: string) => ['--subject', subject, '--name', `Test ${subject}`, '--job-title', 'Tester'];
const RATE_CARD = fileURLToPath(new URL('../../demo/rate-card.json', import.meta.url));
const POLICY = fileURLToPath(new URL('../../policy/default.json', import.meta.url));
const payments = ['pay-run', 'prepare', '--month', '2999-12'];

describe('a board', () => {
  test('is not added where there is no identity provider, and nothing becomes a demonstration by trying', async () => {
    await refuses(['icb', 'add', '--code', 'QR1', ...contact], /would be a demonstration for ever/, outside);
    assert.deepEqual(await superDb.query(sql`select from installation`), []);
  });

  test('is asked for by a service that has none', () => refuses(['start'], /openphb icb add/));

  test('R-168  must be one of today’s, with an account that can be right', async () => {
    await refuses(['icb', 'add', '--code', 'QZZ', ...contact], /no integrated care board with the code QZZ/);
    await refuses(['icb', 'add', '--code', 'QTA', ...contact], /no integrated care board with the code QTA/);
    await refuses(['icb', 'add', '--code', 'X1', ...contact], /--code is "X1"/, real, 2);
    const bank = ['--service-user-number', '123456', '--sort-code', '08-99-99', '--account', '66374959'];
    await refuses(['icb', 'add', '--code', 'QR1', ...contact, ...bank], /do not belong together/);
    await refuses(['icb', 'add', '--code', 'QR1', ...contact, ...bank.slice(0, 4)], /give all three, or none/);
    assert.deepEqual(await superDb.query(sql`select from icb`), []);
  });

  test('is added once, with its trail; its bank details may follow', async () => {
    await refuses(['staff', 'add', ...person('ada'), '--role', 'administrator'], /no board in this database yet/);
    await does(['icb', 'add', '--code', 'qr1', ...contact], /NHS Test ICB \(QR1\) is added/);
    await refuses(['icb', 'add', '--code', 'QR1', ...contact], /in this database already/);
    const bank = ['--service-user-number', '123456', '--sort-code', '08-99-99', '--account', '66374958'];
    await refuses(['icb', 'set-bank', '--code', 'QR2', ...bank], /could not find this board/);
    await does(['icb', 'set-bank', '--code', 'QR1', ...bank], /are set/);
    assert.deepEqual(await superDb.query(sql`select icb_code, bank_sort_code, bank_account_number from icb`), [
      { icb_code: 'QR1', bank_sort_code: '089999', bank_account_number: '66374958' },
    ]);
    const trail = await superDb.query(
      sql`select act, outcome, actor_name from audit_event where act like 'board.%' order by audit_event_id`,
    );
    const actor_name = 'The owner of the database';
    assert.deepEqual(trail, [
      { act: 'board.add', outcome: 'done', actor_name },
      { act: 'board.add', outcome: 'refused', actor_name },
      { act: 'board.set-bank', outcome: 'done', actor_name },
    ]);
  });

  test('gets its first administrator from the owner, and only roles that go together', async () => {
    const pair = ['--role', 'payment-preparer', '--role', 'payment-releaser'];
    await refuses(['staff', 'add', ...person('ada'), ...pair], /Nobody who prepares payments also releases payments/);
    await refuses(['staff', 'add', ...person('ada'), '--role', 'boss'], /--role is "boss"/, real, 2);
    await does(['staff', 'add', ...person('ada'), '--role', 'administrator'], /Test ada may sign in/);
    await refuses(['staff', 'add', ...person('ada'), '--role', 'administrator'], /already known by this name/);
    await refuses(['rate-card', 'add', RATE_CARD], /Nobody is signed in here/);
    const two = ['--role', 'payment-preparer', '--role', 'finance-officer'];
    await does(['staff', 'add', ...person('peter'), ...two], /Test peter may sign in/);
  });

  test('R-064  needs the owner for all that', () =>
    refuses(['staff', 'add', ...person('eve'), '--role', 'administrator'], /DATABASE_OWNER_URL is missing/, {
      ...real,
      DATABASE_OWNER_URL: '',
    }));
});

describe('signing in at the terminal', () => {
  const file = () => join(folder, 'openphb', 'login');

  /** Runs openphb login with a browser that opens the address which it prints. */
  async function signIn(subject: string) {
    provider.be(subject);
    const running = openphb(['login'], real);
    const address = await running.printed(/http:\/\/\S+/);
    const answer = await follow(address[0]).catch(error => {
      running.child.kill('SIGINT');
      throw error;
    });
    return { code: await running.ended, output: running.output(), answer };
  }

  test('is asked for before any command that acts, and --as is none', async () => {
    await refuses(payments, /Nobody is signed in here. Sign in with openphb login/);
    await refuses([...payments, '--as', 'peter'], /--as works in demonstration mode only/);
  });

  test('makes a session that commands act in, kept where nobody else may read', async () => {
    const { code, output, answer } = await signIn('peter');
    assert.equal(code, 0, output);
    assert.match(output, /You are signed in as Test peter/);
    assert.deepEqual([answer.status, answer.url.hostname], [200, '127.0.0.1']);
    assert.match(answer.text, /Close this window/);
    assert.equal((await stat(file())).mode & 0o777, 0o600);
    const secret = (await readFile(file(), 'utf8')).trim();
    assert.doesNotMatch(output, new RegExp(secret));
    // Refused by the rules, no longer at the door.
    await refuses(payments, /too early for December 2999/);
    await refuses(['pay-run', 'release', 'RUN-1'], /Test peter has no leave for this \(release-pay-run\)/);
  });

  test('adds the board’s prices and policy, each once', async () => {
    for (const [what, file, said] of [
      ['rate-card', RATE_CARD, /Rate card demo-2026-1 counts from 1 April 2026/],
      ['policy', POLICY, /Policy default-1, from 1 July 2022\. It counts once somebody else approves it/],
    ] as const) {
      await refuses([what, 'add', join(folder, 'none.json')], /there is no such file/, real, 2);
      await refuses([what, 'add', what === 'policy' ? RATE_CARD : POLICY], /\.json: /, real, what === 'policy' ? 1 : 2);
      await does([what, 'add', file], said);
      await refuses([what, 'add', file], /There is already one called/);
    }
    const [rates] = await superDb.query(sql`select count(*) as n from rate where icb_code = 'QR1'`);
    assert.ok((rates!.n as bigint) > 3n);
  });

  test('does not hold where others may read it', async () => {
    await chmod(file(), 0o640);
    await refuses(payments, /Others may read .*login/);
    await chmod(file(), 0o600);
    await refuses(payments, /too early/);
  });

  test('is refused to whoever does not work here, who learns their name; the old sign-in stays', async () => {
    const { code, output, answer } = await signIn('mallory');
    assert.equal(code, 1);
    assert.match(output, /knows you as "mallory", but no member of staff/);
    assert.equal(answer.status, 403);
    await refuses(payments, /too early/);
  });

  test('waits for its own answer only', async () => {
    provider.be('peter');
    const running = openphb(['login'], real);
    const [address] = await running.printed(/http:\/\/\S+/);
    const back = new URL(new URL(address).searchParams.get('redirect_uri')!);
    assert.ok(new URL(address).searchParams.get('code_challenge'));
    for (const query of ['', '?code=1&state=2']) assert.equal((await fetch(back.href + query)).status, 400);
    running.child.kill('SIGINT');
    assert.equal(await running.ended, 1);
    assert.match(running.output(), /Not signed in/);
  });

  test('a new sign-in ends the one before it', async () => {
    const before = (await superDb.query(sql`select from session where kind = 'staff'`)).length;
    assert.equal((await signIn('peter')).code, 0);
    assert.equal((await superDb.query(sql`select from session where kind = 'staff'`)).length, before);
  });

  for (const [what, change] of [
    ['after 30 idle minutes', sql`update session set seen_at = seen_at - interval '30 minutes'`],
    ['after 12 hours', sql`update session set began_at = began_at - interval '12 hours'`],
    ['when the access ends', sql`update staff_user set ended_at = now() where subject = 'peter'`],
  ] as const)
    test(`is over ${what}`, async () => {
      await superDb.query(sql`update staff_user set ended_at = null where subject = 'peter'`);
      assert.equal((await signIn('peter')).code, 0);
      await refuses(payments, /too early/);
      await superDb.query(change);
      await refuses(payments, /Your sign-in is over/);
    });

  test('ends with logout, in the database and here', async () => {
    await superDb.query(sql`update staff_user set ended_at = null where subject = 'peter'`);
    assert.equal((await signIn('peter')).code, 0);
    await does(['logout'], /You are signed out/);
    assert.deepEqual(await superDb.query(sql`select from session where kind = 'staff'`), []);
    await assert.rejects(stat(file()));
    await does(['logout'], /Nobody was signed in/);
    await refuses(payments, /Nobody is signed in here/);
  });

  test('the service starts on all this and signs in the same people in the browser', async () => {
    provider.be('ada');
    const running = openphb(['start'], real);
    const [, address] = await running.printed(/ready at (http:\S+)/);
    const home = await follow(`${address}/sign-in/start`);
    assert.match(home.text, /Test ada/);
    assert.equal(home.url.pathname, '/home');
    assert.doesNotMatch(home.text, /emonstration/);
    assert.equal((await fetch(`${address}/stand-in/.well-known/openid-configuration`)).status, 404);
    running.child.kill('SIGTERM');
    assert.equal(await running.ended, 0, running.output());
  });
});
