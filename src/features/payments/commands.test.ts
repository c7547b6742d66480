import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { arucs } from '../../../test/support/bank-reports.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { bring, makePayingStaff, type Staff } from '../../../test/support/set-up-budget.ts';
import { runCommand } from '../../platform/commands.ts';
import { systemActor } from '../../values/actor.ts';
import { commands } from './commands.ts';
import { jobs } from './jobs.ts';

const { tools } = await testDatabase();
let staff: Staff;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openphb-pay-run-'));
  staff = await makePayingStaff(tools, ICB);
  await bring(tools, staff, 'SET_UP');
  await bring(tools, staff, 'AGREED');
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs the command in one member's name; what it printed, what it said, and its exit code. */
async function run(who: keyof Staff, ...words: string[]) {
  let [printed, said] = ['', ''];
  const code = await runCommand(words, {
    commands,
    print: text => {
      printed += text;
    },
    say: text => {
      said += text;
    },
    stopping: new AbortController().signal,
    withDatabase: (_as, _may, _say, work) => work(tools, staff[who]),
    withTools: (_say, work) => work(tools),
    withOwner: (_say, work) => work(tools, true),
    onFault(error) {
      throw error;
    },
  });
  return { code, printed, said };
}

describe('openphb pay-run, from the month to the file', () => {
  const RUN = 'RUN-QTA-2026-12-1';
  test('2: a month that is none', async () => {
    for (const month of ['2026-13', 'December', '2026-1']) {
      const wrong = await run('preparer', 'pay-run', 'prepare', '--month', month);
      assert.equal(wrong.code, 2);
      assert.match(wrong.said, /write it as 2026-12/);
    }
    assert.equal((await run('preparer', 'pay-run', 'prepare')).code, 2);
  });

  test('prepare prints the totals and each hold with its reason; again it is refused', async () => {
    const prepared = await run('preparer', 'pay-run', 'prepare', '--month', '2026-12', '--json');
    assert.equal(prepared.code, 0, prepared.said);
    const { run: made, holds } = JSON.parse(prepared.printed);
    assert.deepEqual([made.reference, made.totalPence, made.paymentsCount, made.heldCount], [RUN, '260000', 1, 1]);
    assert.deepEqual(
      holds.map((hold: { reason: string; actBy: string }) => [hold.reason, hold.actBy]),
      [
        ['no-account', '2026-11-27'],
        ['no-consent', '2026-11-27'],
        ['not-set-up', '2026-11-27'],
      ],
    );
    const again = await run('preparer', 'pay-run', 'prepare', '--month', '2026-12');
    assert.equal(again.code, 1);
    assert.match(again.said, /Nothing can be paid for December 2026 now: 1 payment is held back/);
  });

  test('release is refused when the sum is not the one that was seen', async () => {
    assert.equal((await run('releaser', 'pay-run', 'release', 'RUN-QTA-2026-12-9')).code, 1);
    assert.equal((await run('releaser', 'pay-run', 'release', RUN, '--total', 'much')).code, 2);
    const unlike = await run('releaser', 'pay-run', 'release', RUN, '--total', '2600.01');
    assert.equal(unlike.code, 1);
    assert.match(unlike.said, /It has 1 payment of £2,600\.00 in all/);
    assert.equal((await run('releaser', 'pay-run', 'file', RUN)).code, 1);
    const released = await run('releaser', 'pay-run', 'release', RUN, '--count', '1', '--total', '2,600.00');
    assert.equal(released.code, 0, released.said);
    assert.match(released.printed, /released/);
  });

  test('the file is written for its owner only, the same each time, and check bacs finds that it adds up', async () => {
    const [first, second] = [join(folder, 'first.txt'), join(folder, 'second.txt')];
    assert.equal((await run('releaser', 'pay-run', 'file', RUN, '--out', first)).code, 0);
    assert.equal((await run('releaser', 'pay-run', 'file', RUN, '--out', second)).code, 0);
    assert.deepEqual(await readFile(second), await readFile(first));
    assert.equal((await stat(first)).mode & 0o777, 0o600);
    const nowhere = await run('releaser', 'pay-run', 'file', RUN, '--out', join(folder, 'no', 'folder.txt'));
    assert.equal(nowhere.code, 2);
    const checked = await run('finance', 'check', 'bacs', first, '--json');
    assert.equal(checked.code, 0);
    const { totalPence, count, problems } = JSON.parse(checked.printed);
    assert.deepEqual([totalPence, count, problems], ['260000', 1, []]);
  });

  test('R-084 an outage: given up by finance, prepared by the service, taken up by one and released by another', async () => {
    const down = ['pay-run', 'outage', RUN, '--words'] as const;
    assert.equal((await run('finance', 'pay-run', 'outage', RUN)).code, 2);
    assert.equal((await run('finance', ...down, ' ')).code, 2);
    assert.equal((await run('finance', 'pay-run', 'prepare', '--month', '2026-12', '--rail', 'PIGEON')).code, 2);
    const declared = await run('finance', ...down, 'Bacs said so', '--json');
    assert.equal(declared.code, 0, declared.said);
    assert.equal(JSON.parse(declared.printed).count, 1);
    const again = await run('finance', ...down, 'Bacs said so');
    assert.deepEqual([again.code, /decided before/.test(again.said)], [1, true]);

    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
    const SECOND = 'RUN-QTA-2026-12-2';
    const early = await run('releaser', 'pay-run', 'release', SECOND);
    assert.deepEqual([early.code, /take it up before/.test(early.said)], [1, true]);
    const taken = await run('preparer', 'pay-run', 'take-up', SECOND);
    assert.equal(taken.code, 0, taken.said);
    assert.match(taken.printed, /By Faster Payments/);
    assert.equal((await run('preparer', 'pay-run', 'take-up', SECOND)).code, 1);
    assert.equal((await run('releaser', 'pay-run', 'release', SECOND)).code, 0);
    const none = await run('preparer', 'pay-run', 'prepare', '--month', '2026-12', '--only', 'GIVEN_UP');
    assert.equal(none.code, 1);

    assert.equal((await run('finance', 'pay-run', 'word', RUN, '--says', 'MAYBE', '--words', 'x')).code, 2);
    const word = await run(
      'finance',
      'pay-run',
      'word',
      RUN,
      '--says',
      'TAKEN',
      '--words',
      'The bank called',
      '--json',
    );
    assert.deepEqual([word.code, JSON.parse(word.printed).count], [0, 1]);
    // What was to pay it a second time was released and did not go: it is stopped.
    assert.equal((await run('releaser', 'pay-run', 'file', SECOND)).code, 1);
  });

  test('2 and 1: a report that is not there, and one that cannot be read', async () => {
    assert.equal((await run('finance', 'bank-report', 'add', join(folder, 'none.xml'))).code, 2);
    const bad = join(folder, 'bad.xml');
    await writeFile(bad, '<nothing/>');
    assert.equal((await run('finance', 'bank-report', 'add', bad)).code, 1);
    const good = join(folder, 'good.xml');
    await writeFile(good, arucs([{ reference: 'PHB999999 DEC26' }]));
    const first = await run('finance', 'bank-report', 'add', good);
    assert.deepEqual([first.code, first.printed], [0, '1 record read, 1 to ask the bank about\n'], first.said);
    assert.match((await run('finance', 'bank-report', 'add', good)).printed, /added before/);
  });
});

describe('openphb check', () => {
  const table = [
    [['account', '089999', '66374958'], 0],
    [['account', '08-99-99', '66374959'], 1],
    [['account', '000000', '12345678'], 0],
    [['account', '089999'], 2],
    [['nhs-number', '943 476 5919'], 0],
    [['nhs-number', '943', '476', '5919'], 0],
    [['nhs-number', '9434765918'], 1],
    [['bacs', 'package.json'], 2],
    [['bacs', 'no-such-file'], 2],
  ] as const;
  for (const [words, code] of table)
    test(`${words.join(' ')}: ${code}`, async () => {
      assert.equal((await run('finance', 'check', ...words)).code, code);
    });
});
