/** A payment run from start to end: its file, its credit, what comes back, and the facts that are kept of it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { readBacs } from '../../../test/support/bacs-reader.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB } from '../../../test/support/database.ts';
import { balances, begin, control, DECEMBER, doJobs, firstPayment, release } from '../../../test/support/pay-story.ts';
import { bring } from '../../../test/support/set-up-budget.ts';
import { sql } from '../../platform/sql.ts';
import { loadNotices } from '../people/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadFiles } from './files/store.ts';
import { writeFile } from './files/write-file.ts';
import { returnPayment } from './reports/return-payment.ts';
import { cancelRun } from './runs/cancel-run.ts';
import { prepareRun } from './runs/prepare-run.ts';
import { releaseRun } from './runs/release-run.ts';
import { firstCreditOn, loadPayments, loadRun } from './store.ts';

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
      const { paymentId } = await firstPayment(story, runId);
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
  const facts = row!.facts as Record<string, string>;
  assert.equal(facts.budget, reference);
  assert.equal(facts['obligation.amountPence'], '260000');
  assert.equal(facts['account.sortCode'], '089999');
  assert.equal(facts['account.verifiedBy'], 'Finn Officer');
  assert.equal(facts['consent.givenOn'], '2026-11-23');
  for (const part of ['agreement', 'plan', 'finalBudget']) assert.match(facts[`${part}.hash`]!, /^[0-9a-f]{64}$/);
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
