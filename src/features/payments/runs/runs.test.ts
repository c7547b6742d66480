/** What a run pays and whom it holds back: nothing twice, two people, and nobody waits for another. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { balances, begin, DECEMBER, firstPayment, month, release } from '../../../../test/support/pay-story.ts';
import { ACCOUNT, bring } from '../../../../test/support/set-up-budget.ts';
import { errorCode } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { enterAccount } from '../../agreements/enter-account.ts';
import { giveConsent } from '../../agreements/give-consent.ts';
import { verifyAccount } from '../../agreements/verify-account.ts';
import { writeFile } from '../files/write-file.ts';
import { loadPayments, loadRun, loadRunHolds, loadRunPayments, loadRuns } from '../store.ts';
import { cancelRun } from './cancel-run.ts';
import { prepareRun, previewRun } from './prepare-run.ts';
import { releaseRun } from './release-run.ts';

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
    must(await giveConsent(tools, person, command(), (await firstPayment(story, runId)).budgetId, { answer: 'NO' }));
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

describe('R-085  What changed after the release', () => {
  test('another account stops the file; cancelled and prepared again only that payment waits', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    await bring(tools, staff, 'SET_UP');
    await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    const { budgetId } = await firstPayment(story, runId);
    must(await release(story, runId));
    const changed = { ...ACCOUNT, sortCode: '107999', accountNumber: '88837491' };
    must(await enterAccount(tools, staff.preparer, command(), budgetId, changed));
    assert.equal(verdict(await writeFile(tools, staff.releaser, command(), runId)), 'run-has-barred-payments');
    must(await cancelRun(tools, staff.preparer, command(), runId));
    const next = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    assert.deepEqual(
      (await look(tx => loadRunHolds(tx, next.runId))).map(hold => [hold.budgetId, hold.reason]),
      [[budgetId, 'account-not-verified']],
    );
    must(await release(story, next.runId));
    must(await writeFile(tools, staff.releaser, command(), next.runId));
  });
});

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
