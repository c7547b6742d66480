import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { readBacs } from '../../../test/support/bacs-reader.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, type TestTools, testDatabase } from '../../../test/support/database.ts';
import { ACCOUNT, bring, makePayingStaff } from '../../../test/support/set-up-budget.ts';
import { errorCode } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { total } from '../../values/pence.ts';
import { enterAccount } from '../agreements/enter-account.ts';
import { giveConsent } from '../agreements/give-consent.ts';
import { jobs as agreementJobs } from '../agreements/jobs.ts';
import { verifyAccount } from '../agreements/verify-account.ts';
import { loadBalances, loadControlBalance } from '../ledger/store.ts';
import { loadNotices } from '../people/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadFiles } from './files/store.ts';
import { writeFile } from './files/write-file.ts';
import { jobs } from './jobs.ts';
import { returnPayment } from './reports/return-payment.ts';
import { cancelRun } from './runs/cancel-run.ts';
import { prepareRun, previewRun } from './runs/prepare-run.ts';
import { releaseRun } from './runs/release-run.ts';
import { firstCreditOn, loadPayments, loadRun, loadRunHolds, loadRunPayments, loadRuns } from './store.ts';

const month = (iso: string) => Temporal.PlainYearMonth.from(iso);
const DECEMBER = { month: month('2026-12') };

/** A database of its own for each story, since a run is about every budget of the board. */
async function begin(today = '2026-11-23') {
  const database = await testDatabase(today);
  const { tools, db } = database;
  const staff = await makePayingStaff(tools, ICB);
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.finance, work);
  return { database, tools, db, staff, look };
}
type Story = Awaited<ReturnType<typeof begin>>;

async function release({ tools, staff, look }: Story, runId: string, by = staff.releaser) {
  const run = (await look(tx => loadRun(tx, ICB, runId)))!;
  return releaseRun(tools, by, command(), runId, { count: run.paymentsCount, totalPence: run.totalPence });
}

/** Does the background work of the day. */
async function doJobs(tools: TestTools) {
  for (const job of [...jobs, ...agreementJobs]) await job.run(tools, systemActor(ICB), {});
}

/** What a budget's accounts of some kinds stand at, as people count it. */
async function balances({ look }: Story, budgetId: string) {
  const all = await look(tx => loadBalances(tx, budgetId));
  const of = (kind: string) => total(all.filter(({ account }) => account.kind === kind).map(({ pence }) => pence));
  return { undrawn: -of('undrawn'), drawn: -of('drawn'), held: of('held') };
}

const control = ({ look }: Story, kind: 'bank' | 'clearing') =>
  look(tx => loadControlBalance(tx, { kind, stream: 'NHS_CHC', ...(kind === 'clearing' ? { party: 'BACS' } : {}) }));

describe('A payment run from start to end', () => {
  test('R-083 R-084 R-085 prepared, released by another, sent, credited; ledger, file and run agree', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const a = await bring(tools, staff, 'SET_UP', { familyName: 'Ågren' });
    const b = await bring(tools, staff, 'SET_UP', {
      startsOn: '2026-12-15',
      account: { sortCode: '202959', accountNumber: '63748472' },
    });

    const { runId, reference } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    assert.equal(reference, 'RUN-QTA-2026-12-1');
    const run = (await look(tx => loadRun(tx, ICB, runId)))!;
    assert.deepEqual(
      [
        run.paymentsCount,
        run.totalPence,
        run.heldCount,
        run.status,
        run.creditOn.toString(),
        run.inputOn.toString(),
        run.timing,
      ],
      [2, 260_000n + 142_581n, 0, 'PREPARED', '2026-12-01', '2026-11-27', 'IN_ADVANCE'],
    );
    assert.deepEqual(await balances(story, a.budgetId), { undrawn: 3_120_000n, drawn: 0n, held: 0n });

    assert.equal(verdict(await release(story, runId)), 'accepted');
    assert.deepEqual(await balances(story, a.budgetId), { undrawn: 2_860_000n, drawn: 260_000n, held: 0n });
    assert.equal(await control(story, 'clearing'), 402_581n);
    assert.equal(await control(story, 'bank'), -402_581n);

    assert.equal(must(await writeFile(tools, staff.releaser, command(), runId)).parts, 1);
    const [file] = await look(tx => loadFiles(tx, runId));
    const read = readBacs(Buffer.from(file!.bytes).toString('latin1'));
    assert.equal(read.creditTotalPence, run.totalPence);
    assert.equal(read.creditCount, run.paymentsCount);
    assert.equal(read.processing, '26334');
    assert.deepEqual(
      read.payments.map(payment => [payment.sortCode, payment.accountNumber, payment.amountPence, payment.reference]),
      [
        ['089999', '66374958', 260_000n, `${a.reference} DEC26`],
        ['202959', '63748472', 142_581n, `${b.reference} DEC26`],
      ],
    );
    assert.equal(file!.sha256, createHash('sha256').update(file!.bytes).digest('hex'));

    tools.moveTo('2026-11-30');
    await doJobs(tools);
    assert.deepEqual(await balances(story, a.budgetId), { undrawn: 2_860_000n, drawn: 260_000n, held: 0n });
    tools.moveTo('2026-12-01');
    await doJobs(tools);
    await doJobs(tools);
    assert.deepEqual(await balances(story, a.budgetId), { undrawn: 2_860_000n, drawn: 260_000n, held: 260_000n });
    assert.equal(await control(story, 'clearing'), 0n);
    assert.equal((await look(tx => loadRun(tx, ICB, runId)))!.status, 'CREDITED');
    assert.deepEqual(
      (await look(tx => loadPayments(tx, a.budgetId))).map(payment => [payment.status, payment.creditOn.toString()]),
      [['CREDITED', '2026-12-01']],
    );
  });

  test('T16 R-135 a budget starts on its day with its first review three months after the first credit', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const stateNow = async () => (await look(tx => loadBudget(tx, ICB, budgetId)))!.state;
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    tools.moveTo('2026-11-27');
    must(await release(story, runId));
    await doJobs(tools);
    assert.equal(await stateNow(), 'SET_UP');
    tools.moveTo('2026-12-01');
    await doJobs(tools);
    assert.equal(await stateNow(), 'ACTIVE');
    const [started] = await look(tx => loadNotices(tx, budgetId, 1));
    assert.equal(started!.kind, 'N15');
    assert.match(
      started!.paragraphs.join(' '),
      /£2,600\.00 reaches your account on 1 December 2026.*first review by 1 March 2027/,
    );
    assert.equal((await look(tx => firstCreditOn(tx, budgetId)))?.toString(), '2026-12-01');
  });

  test('a budget whose first payment is not released does not start', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    tools.moveTo('2026-12-01');
    await doJobs(tools);
    assert.equal((await look(tx => loadBudget(tx, ICB, budgetId)))!.state, 'SET_UP');
  });
});

describe('R-084  Nothing is paid twice', () => {
  test('prepared twice, with one command or two: one run, one payment', async () => {
    const { tools, staff, look } = await begin();
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const once = command();
    const first = must(await prepareRun(tools, staff.preparer, once, DECEMBER));
    assert.deepEqual(must(await prepareRun(tools, staff.preparer, once, DECEMBER)), first);
    assert.equal(verdict(await prepareRun(tools, staff.preparer, once, { month: month('2027-01') })), 'command-reused');
    assert.equal(verdict(await prepareRun(tools, staff.preparer, command(), DECEMBER)), 'nothing-to-pay');
    assert.equal((await look(tx => loadPayments(tx, budgetId))).length, 1);
    assert.equal((await look(tx => loadRuns(tx, ICB))).length, 1);
  });

  test('two preparers at the same moment', async () => {
    const { tools, staff, look } = await begin();
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const other = await makeStaff(tools.db, ICB, ['payment-preparer']);
    const answers = await Promise.all([
      prepareRun(tools, staff.preparer, command(), DECEMBER),
      prepareRun(tools, other, command(), DECEMBER),
    ]);
    assert.deepEqual(answers.map(verdict).sort(), ['accepted', 'nothing-to-pay']);
    assert.equal((await look(tx => loadPayments(tx, budgetId))).length, 1);
  });

  test('two releases at the same moment with two commands', async () => {
    const story = await begin();
    const { tools, staff } = story;
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    const other = await makeStaff(tools.db, ICB, ['payment-releaser']);
    const answers = await Promise.all([release(story, runId), release(story, runId, other)]);
    assert.deepEqual(answers.map(verdict).sort(), ['accepted', 'run-in-wrong-state']);
    assert.equal(verdict(await release(story, runId)), 'run-in-wrong-state');
    assert.equal((await balances(story, budgetId)).drawn, 260_000n);
  });

  test('the database alone refuses a second live payment and a second obligation', async () => {
    const { tools, staff, db } = await begin();
    await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    const again = (statement: ReturnType<typeof sql>) => db.transaction(staff.preparer, tx => tx.query(statement));
    await assert.rejects(
      again(sql`
        insert into payment (icb_code, obligation_id, budget_id, run_id, place, amount_pence, payment_account_id, reference)
        select icb_code, obligation_id, budget_id, run_id, place + 100, amount_pence, payment_account_id, reference from payment where run_id = ${runId}`),
      /payment_live/,
    );
    await assert.rejects(
      again(sql`
        insert into obligation (icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to, year_starts_on, amount_pence)
        select icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to, year_starts_on, 1 from obligation`),
      /obligation_once/,
    );
  });

  test('a run, a payment, a status and a file stay as they were written', async () => {
    const { tools, staff, database } = await begin();
    await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    for (const [change, code] of [
      [sql`update payment_run set total_pence = 1 where run_id = ${runId}`, 'PB020'],
      [sql`delete from payment_run where run_id = ${runId}`, 'PB020'],
      [sql`update payment set amount_pence = 1 where run_id = ${runId}`, 'PB021'],
      [sql`delete from payment where run_id = ${runId}`, 'PB021'],
      [sql`update payment_run_status set status = 'CREDITED' where run_id = ${runId}`, 'PB002'],
      [sql`delete from obligation`, 'PB002'],
      [sql`update payment_snapshot set facts = '{}'`, 'PB002'],
      [sql`truncate payment_hold`, 'PB002'],
    ] as const)
      await assert.rejects(database.superDb.query(change), error => errorCode(error) === code, change.text);
  });
});

describe('R-085  Two people', () => {
  test('who prepared a run does not release it, in the service or in the database', async () => {
    const story = await begin();
    const { tools, db, staff } = story;
    await bring(tools, staff, 'SET_UP');
    const both = await makeStaff(db, ICB, ['payment-preparer', 'payment-releaser']);
    const { runId } = must(await prepareRun(tools, both, command(), DECEMBER));
    assert.equal(verdict(await release(story, runId, both)), 'releaser-prepared-run');
    // The preparer of the story entered the account that it pays to.
    assert.equal(verdict(await release(story, runId, staff.preparer)), 'releaser-entered-account');
    await assert.rejects(
      db.transaction(both, tx =>
        tx.query(
          sql`update payment_run set released_by = prepared_by, released_by_name = 'x', released_on = current_date`,
        ),
      ),
      /releaser_is_another_person/,
    );
  });

  test('what the releaser saw must still be true', async () => {
    const { tools, staff } = await begin();
    await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    for (const seen of [
      { count: 1, totalPence: 259_999n },
      { count: 2, totalPence: 260_000n },
    ])
      assert.equal(verdict(await releaseRun(tools, staff.releaser, command(), runId, seen)), 'run-not-as-seen');
  });

  test('R-028 a yes taken back after the run was prepared stops its release; cancelled and prepared again it is held', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const { person } = await bring(tools, staff, 'SET_UP');
    const b = await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    must(await giveConsent(tools, person, command(), (await firstBudget(story, runId)).budgetId, { answer: 'NO' }));
    assert.equal(verdict(await release(story, runId)), 'run-has-barred-payments');
    must(await cancelRun(tools, staff.preparer, command(), runId));
    const next = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    assert.equal(next.reference, 'RUN-QTA-2026-12-2');
    assert.equal(verdict(await release(story, next.runId)), 'accepted');
    assert.deepEqual(
      (await look(tx => loadRunPayments(tx, next.runId))).map(payment => payment.budgetId),
      [b.budgetId],
    );
    assert.deepEqual(
      (await look(tx => loadRunHolds(tx, next.runId))).map(hold => hold.reason),
      ['no-consent'],
    );
  });
});

async function firstBudget({ look }: Story, runId: string) {
  return (await look(tx => loadRunPayments(tx, runId)))[0]!;
}

describe('R-027 R-076 R-085  What is held holds up nobody else', () => {
  test('each held payment has its reasons in words, an owner and a day; the rest is paid', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const good = await bring(tools, staff, 'SET_UP');
    const bare = await bring(tools, staff, 'AGREED');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    assert.deepEqual(
      (await look(tx => loadRunPayments(tx, runId))).map(payment => payment.budgetId),
      [good.budgetId],
    );
    const holds = await look(tx => loadRunHolds(tx, runId));
    assert.deepEqual(
      holds.map(hold => [hold.budgetId, hold.reason, hold.ownerRole, hold.actBy.toString()]),
      [
        [bare.budgetId, 'no-account', 'payment-preparer', '2026-11-27'],
        [bare.budgetId, 'no-consent', 'care-coordinator', '2026-11-27'],
        [bare.budgetId, 'not-set-up', 'care-coordinator', '2026-11-27'],
      ],
    );
    const run = (await look(tx => loadRun(tx, ICB, runId)))!;
    assert.deepEqual([run.heldCount, run.heldPence], [1, 260_000n]);
  });

  test('a changed account waits for one run without a call, and is paid in the next with what it missed', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    await bring(tools, staff, 'SET_UP');
    const changed = { ...ACCOUNT, sortCode: '107999', accountNumber: '88837491' };
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, changed));
    const check = {
      paymentAccountId,
      outcome: 'VERIFIED',
      method: 'BANK_LETTER',
      evidence: 'Letter of 23 November',
    } as const;
    must(await verifyAccount(tools, staff.finance, command(), budgetId, check));
    const first = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    assert.deepEqual(
      (await look(tx => loadRunHolds(tx, first.runId))).map(hold => [hold.budgetId, hold.reason]),
      [[budgetId, 'account-cooling-off']],
    );
    must(await release(story, first.runId));
    tools.moveTo('2026-12-21');
    const second = must(await prepareRun(tools, staff.preparer, command(), { month: month('2027-01') }));
    assert.deepEqual(
      (await look(tx => loadRunPayments(tx, second.runId)))
        .filter(payment => payment.budgetId === budgetId)
        .map(payment => [payment.period.toString(), payment.sortCode]),
      [
        ['2026-12', '107999'],
        ['2027-01', '107999'],
      ],
    );
  });

  test('a preview shows the same and leaves nothing behind', async () => {
    const { tools, staff, look, database } = await begin();
    const good = await bring(tools, staff, 'SET_UP');
    await bring(tools, staff, 'AGREED');
    const preview = must(await look(tx => previewRun(tools, tx, DECEMBER)));
    assert.deepEqual(preview.counted, { paymentsCount: 1, totalPence: 260_000n, heldCount: 1, heldPence: 260_000n });
    assert.deepEqual(
      preview.payments.map(payment => payment.budgetId),
      [good.budgetId],
    );
    assert.equal(preview.holds.length, 3);
    for (const table of ['obligation', 'payment', 'payment_hold', 'payment_run'])
      assert.equal((await database.superDb.query({ text: `select 1 from ${table}`, values: [] })).length, 0, table);
  });

  test('not a penny more than what may still be paid out, over two runs that wait', async () => {
    const { tools, staff, look, database } = await begin();
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    // The agreement promises more in January than the ledger has left once December, not released yet, is counted.
    await database.superDb.query(sql`
      insert into obligation (icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to, year_starts_on, amount_pence)
      select icb_code, budget_id, agreement_id, stream, option, 'ARREARS', period, s.sequence, covers_from, covers_to, year_starts_on, s.pence
        from obligation, (values (1, 2860000), (2, 1)) s (sequence, pence) where budget_id = ${budgetId} and purpose = 'INSTALMENT'`);
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    assert.deepEqual(
      (await look(tx => loadRunPayments(tx, runId))).map(payment => payment.amountPence),
      [2_860_000n],
    );
    assert.deepEqual(
      (await look(tx => loadRunHolds(tx, runId))).map(hold => [hold.amountPence, hold.reason]),
      [[1n, 'not-enough-undrawn']],
    );
  });
});

describe('The file is written once', () => {
  test('asked again it is the same bytes, with the same command or another', async () => {
    const story = await begin();
    const { tools, staff, look, database } = story;
    await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    assert.equal(verdict(await writeFile(tools, staff.releaser, command(), runId)), 'run-in-wrong-state');
    must(await release(story, runId));
    const once = command();
    must(await writeFile(tools, staff.releaser, once, runId));
    const [first] = await look(tx => loadFiles(tx, runId));
    tools.moveTo('2026-11-28');
    must(await writeFile(tools, staff.releaser, once, runId));
    must(await writeFile(tools, staff.releaser, command(), runId));
    assert.deepEqual(await look(tx => loadFiles(tx, runId)), [first]);
    assert.equal((await database.superDb.query(sql`select 1 from payment_file`)).length, 1);
    assert.equal(verdict(await cancelRun(tools, staff.preparer, command(), runId)), 'run-in-wrong-state');
  });

  test('R-083 after its input day it is not written; the run is cancelled, and the next pays on the earliest day', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    must(await release(story, runId));
    tools.moveTo('2026-11-28');
    assert.equal(verdict(await writeFile(tools, staff.releaser, command(), runId)), 'run-too-late');
    must(await cancelRun(tools, staff.preparer, command(), runId));
    assert.deepEqual(await balances(story, budgetId), { undrawn: 3_120_000n, drawn: 0n, held: 0n });
    assert.equal(await control(story, 'clearing'), 0n);
    const next = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    const run = (await look(tx => loadRun(tx, ICB, next.runId)))!;
    assert.deepEqual([run.timing, run.creditOn.toString()], ['EARLIEST_BACS_DAY', '2026-12-02']);
    must(await release(story, next.runId));
    assert.equal((await balances(story, budgetId)).drawn, 260_000n);
  });
});

describe('R-084  A payment that came back is owed again', () => {
  for (const [when, moveTo, held] of [
    ['before its credit', '2026-11-30', 0n],
    ['after its credit', '2026-12-02', 0n],
  ] as const)
    test(`${when}: the ledger takes it back and the next run pays it`, async () => {
      const story = await begin();
      const { tools, staff, look } = story;
      const { budgetId } = await bring(tools, staff, 'SET_UP');
      const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
      const { paymentId } = await firstBudget(story, runId);
      const back = { reason: 'ACCOUNT_CLOSED', words: 'ARUCS report of the bank' } as const;
      must(await release(story, runId));
      assert.equal(verdict(await returnPayment(tools, staff.preparer, command(), paymentId, back)), 'payment-not-sent');
      must(await writeFile(tools, staff.releaser, command(), runId));
      tools.moveTo(moveTo);
      await doJobs(tools);
      must(await returnPayment(tools, staff.preparer, command(), paymentId, back));
      assert.equal(verdict(await returnPayment(tools, staff.preparer, command(), paymentId, back)), 'payment-ended');
      assert.deepEqual(await balances(story, budgetId), { undrawn: 3_120_000n, drawn: 0n, held });
      await doJobs(tools);
      assert.deepEqual(await balances(story, budgetId), { undrawn: 3_120_000n, drawn: 0n, held });
      const next = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
      must(await release(story, next.runId));
      assert.equal((await balances(story, budgetId)).drawn, 260_000n);
      assert.deepEqual(
        (await look(tx => loadPayments(tx, budgetId))).map(payment => payment.status),
        ['RETURNED', 'RELEASED'],
      );
    });
});

test('the facts behind a payment are frozen with their hash', async () => {
  const { tools, staff, look, db } = await begin();
  const { budgetId, reference } = await bring(tools, staff, 'SET_UP');
  must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
  const [row] = await look(tx => tx.query(sql`select facts, facts_hash, facts::text as text from payment_snapshot`));
  const facts = row!.facts as Record<string, Record<string, string>>;
  assert.equal(facts.budget, reference);
  assert.equal(facts.obligation!.amountPence, '260000');
  assert.equal(facts.account!.sortCode, '089999');
  assert.equal(facts.account!.verifiedBy, 'Finn Officer');
  assert.equal(facts.consent!.givenOn, '2026-11-23');
  for (const part of ['agreement', 'plan', 'finalBudget']) assert.match(facts[part]!.hash!, /^[0-9a-f]{64}$/);
  assert.equal(
    row!.facts_hash,
    createHash('sha256')
      .update(row!.text as string)
      .digest('hex'),
  );
  assert.notEqual(budgetId, '');
  await assert.rejects(
    db.transaction(staff.preparer, tx =>
      tx.query(sql`
        insert into payment_snapshot (payment_id, icb_code, facts, facts_hash)
        select gen_random_uuid(), ${ICB}, '{}', ${row!.facts_hash}`),
    ),
    /snapshot_hash_is_its_own/,
  );
});

test('another board sees no run and pays nobody of this one', async () => {
  const story = await begin();
  const { tools, staff, db } = story;
  await bring(tools, staff, 'SET_UP');
  const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
  const stranger = await makeStaff(db, OTHER_ICB, ['payment-preparer', 'payment-releaser']);
  assert.equal(verdict(await prepareRun(tools, stranger, command(), DECEMBER)), 'nothing-to-pay');
  assert.equal(
    verdict(await releaseRun(tools, stranger, command(), runId, { count: 1, totalPence: 260_000n })),
    'not-found',
  );
  assert.equal(verdict(await writeFile(tools, stranger, command(), runId)), 'not-found');
  assert.equal(await db.transaction(stranger, tx => loadRun(tx, ICB, runId)), undefined);
});
