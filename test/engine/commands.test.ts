import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { type Command, Refused, runCommand, WrongUsage } from '../../src/platform/commands.ts';
import { BadConfig, readConfig } from '../../src/platform/config.ts';
import { actorOfCommand } from '../../src/platform/identity/actor-of-command.ts';
import { hasLeave } from '../../src/rules/permissions.ts';
import { makeStaff } from '../support/actors.ts';
import { ICB, testDatabase } from '../support/database.ts';

const { tools, db } = await testDatabase();

const nobody = { read: async () => undefined };

const commands: readonly Command[] = [
  {
    name: 'count',
    summary: 'Count things',
    operands: ['FILE', '[MORE]'],
    options: { policy: { says: 'the policy', value: 'FILE', required: true }, loud: { says: 'shout' } },
    shapes: { in: z.object({ pence: z.string() }) },
    needs: 'nothing',
    async run({ operands, options, print, printJson }) {
      if (options.policy === 'bad') throw new WrongUsage('policy.json, line 3: not JSON');
      if (options.policy === 'no') throw new Refused('Too much.\nToo late.');
      if (options.policy === 'bug') throw new TypeError('oops');
      print(`${operands.join('+')}${options.loud ? '!' : ''}`);
      printJson({ operands, pence: 12n });
      return 0;
    },
  },
  {
    name: 'count all',
    summary: 'Count all',
    needs: 'database',
    may: 'see-pay-runs',
    async run({ actor, print }) {
      print(actor.name);
      return 0;
    },
  },
];

async function run(...words: string[]) {
  const [out, err, faults]: [string[], string[], unknown[]] = [[], [], []];
  const code = await runCommand(words, {
    commands,
    print: text => out.push(text),
    say: text => err.push(text),
    stopping: new AbortController().signal,
    onFault: error => faults.push(error),
    withTools: (_, work) => work(tools),
    withOwner: (_, work) => work(tools, true),
    withDatabase: async (as, may, _, work) =>
      work(tools, await actorOfCommand(tools, { demonstration: true, as, savedLogin: nobody }, may, hasLeave)),
  });
  return { code, out: out.join(''), err: err.join(''), faults };
}

describe('a command', () => {
  test('gets its operands and options, prints words or JSON', async () => {
    assert.deepEqual(await run('count', 'a', '--policy', 'p', '--loud', 'b'), {
      code: 0,
      out: 'a+b!\n',
      err: '',
      faults: [],
    });
    const { out } = await run('count', 'a', '--policy=p', '--json');
    assert.deepEqual(JSON.parse(out), { operands: ['a'], pence: '12' });
  });

  const wrong = [
    [['count', 'a'], /--policy FILE is missing/],
    [['count', '--policy', 'p'], /FILE is missing/],
    [['count', '--policy', 'p', 'a', 'b', 'c'], /"c" is one word too many/],
    [['count', '--policy', 'p', 'a', '--fast'], /Unknown option '--fast'/],
    [['count', '--policy', 'bad', 'a'], /policy.json, line 3: not JSON/],
    [['nothing'], /no command "nothing"/],
    [['count', 'all'], /Say who acts, with --as USER/],
    [['count', 'all', '--as', 'nobody'], /Nobody here is known as "nobody"/],
  ] as const;
  for (const [words, expected] of wrong)
    test(`wrong usage ends with 2: ${words.join(' ')}`, async () => {
      const { code, out, err } = await run(...words);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, expected);
    });

  test('that is refused ends with 1 and every reason, in JSON too', async () => {
    const { code, err } = await run('count', 'a', '--policy', 'no');
    assert.deepEqual({ code, err }, { code: 1, err: 'Too much.\nToo late.\n' });
    const { out } = await run('count', 'a', '--policy', 'no', '--json');
    assert.deepEqual(JSON.parse(out), { ok: false, exitCode: 1, problems: ['Too much.', 'Too late.'] });
  });

  test('that has a fault ends with 70, keeps it for the log and prints nothing of it', async () => {
    const { code, err, faults } = await run('count', 'a', '--policy', 'bug');
    assert.equal(code, 70);
    assert.doesNotMatch(err, /oops/);
    assert.equal((faults[0] as Error).message, 'oops');
  });

  test('tells its help and its shapes without anything else', async () => {
    const help = await run('count', '--help');
    assert.match(help.out, /Usage: openphb count --policy FILE FILE \[MORE\] \[options\]/);
    const schema = JSON.parse((await run('count', '--schema')).out);
    assert.deepEqual(schema.in.required, ['pence']);
    assert.match((await run('--help')).out, /count all +Count all/);
  });
});

describe('who acts in a command', () => {
  test('is the member of staff whom --as names, with the leave that they have in the pages', async () => {
    const releaser = await makeStaff(db, ICB, ['payment-releaser'], { name: 'Rosa' });
    const nurse = await makeStaff(db, ICB, ['care-coordinator'], { name: 'Carol' });
    assert.deepEqual(await run('count', 'all', '--as', `staff-${releaser.id}`), {
      code: 0,
      out: 'Rosa\n',
      err: '',
      faults: [],
    });
    const refused = await run('count', 'all', '--as', `staff-${nurse.id}`);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /Carol has no leave for this \(see-pay-runs\)/);
  });

  test('is nobody by --as outside a demonstration', () =>
    assert.rejects(
      actorOfCommand(tools, { demonstration: false, as: 'rosa', savedLogin: nobody }, 'see-pay-runs', hasLeave),
      Refused,
    ));
});

describe('settings', () => {
  test('have defaults', () => {
    const { host, port, database, identity, log } = readConfig({});
    assert.deepEqual([host, port, database, identity, log], ['127.0.0.1', 3000, undefined, undefined, 'info']);
  });

  const bad = [
    [{ PORT: '65536' }, /PORT is "65536"/],
    [{ PORT: '-1' }, /PORT is "-1"/],
    [{ OPENPHB_DEMO_TODAY: '1 May' }, /OPENPHB_DEMO_TODAY is "1 May", not a date such as 2026-11-23/],
    [{ OPENPHB_LOG: 'loud' }, /OPENPHB_LOG is "loud", not info, error or silent/],
    [
      { OPENPHB_PUBLIC_URL: 'http://phb.example' },
      /OPENPHB_PUBLIC_URL is "http:\/\/phb.example", not an https address/,
    ],
    [{ OPENPHB_PUBLIC_URL: 'https://phb.example/path' }, /without a path/],
    [{ OPENPHB_OIDC_ISSUER: 'https://id.example' }, /OPENPHB_OIDC_CLIENT_ID is missing[\s\S]*CLIENT_SECRET is missing/],
    [{ DATABASE_OWNER_URL: 'postgres://o@h/d' }, /DATABASE_OWNER_URL is set without DATABASE_URL/],
  ] as const;
  for (const [environment, expected] of bad)
    test(`${JSON.stringify(environment)} is refused`, () =>
      assert.throws(
        () => readConfig(environment),
        error => error instanceof BadConfig && expected.test(error.message),
      ));

  test('never print a connection string, which holds a password', () =>
    assert.throws(
      () => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' }),
      error => error instanceof BadConfig && !error.message.includes('secret'),
    ));
});
