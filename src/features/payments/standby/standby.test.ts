import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { readPortalCsv } from '../../../../test/support/payment-readers.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { errorCode } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import type { Rail } from '../../../rules/payment/rails.ts';
import { systemActor } from '../../../values/actor.ts';
import { total } from '../../../values/pence.ts';
import { findUnlikeRuns, findUnpostedPayments } from '../../audit/verify-store.ts';
import { loadBalances, loadControlBalance } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { loadNotices } from '../../people/store.ts';
import { loadFiles } from '../files/store.ts';
import { writeFile } from '../files/write-file.ts';
import { jobs } from '../jobs.ts';
import { returnPayment } from '../reports/return-payment.ts';
import { cancelRun } from '../runs/cancel-run.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { loadPayments, loadRun, loadRunPayments } from '../store.ts';
import { confirmRun } from './confirm-run.ts';
import { declareOutage } from './declare-outage.ts';
import { isStandbyNeeded, loadOpenOverpayments } from './store.ts';

const month = Temporal.PlainYearMonth.from('2026-12');
const DOWN = { cause: 'DECLARED', words: 'Bacs told us that its day is lost' } as const;
const TAKEN = { says: 'TAKEN', words: 'The bank called: the file was paid' } as const;

/** A board with two budgets, the December run of both sent by Bacs on 27 November. */
async function begin() {
  const { tools, db } = await testDatabase('2026-11-23');
  const staff = await makePayingStaff(tools, ICB);
  const budgets = [await bring(tools, staff, 'SET_UP'), await bring(tools, staff, 'SET_UP')] as const;
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.finance, work);
  const prepare = async (rail: Rail) => must(await prepareRun(tools, staff.preparer, command(), { month, rail })).runId;
  const release = (runId: string) => releaseAsShown(tools, staff.releaser, runId);
  const write = (runId: string) => writeFile(tools, staff.releaser, command(), runId);
  const send = async (runId: string) => {
    must(await release(runId));
    must(await write(runId));
  };
  const doJobs = async (today: string) => {
    tools.moveTo(today);
    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  };
  /** What the ledger says: of the first budget, and of the board's own accounts. */
  const books = async () => {
    const all = await look(tx => loadBalances(tx, budgets[0].budgetId));
    const of = (kind: string) => total(all.filter(({ account }) => account.kind === kind).map(({ pence }) => pence));
    const control = (kind: 'bank' | 'clearing', party?: string) =>
      look(tx => loadControlBalance(tx, { kind, stream: 'NHS_CHC', ...(party ? { party } : {}) }));
    return [
      -of('undrawn'),
      -of('drawn'),
      of('held'),
      await control('bank'),
      await control('clearing', 'BACS'),
      await control('clearing', 'FASTER_PAYMENTS'),
    ].map(Number);
  };
  const statuses = async () =>
    (await look(tx => loadPayments(tx, budgets[0].budgetId))).map(({ status }) => status).toSorted();
  const sound = async () => {
    assert.deepEqual(await look(tx => findUnlikeRuns(tx)), []);
    assert.deepEqual(await look(tx => findUnpostedPayments(tx)), []);
    assert.deepEqual((await look(tx => findBreaks(tx))).breaks, []);
  };
  tools.moveTo('2026-11-27');
  const bacs = await prepare('BACS');
  await send(bacs);
  return { tools, db, staff, budgets, look, prepare, release, write, send, doJobs, books, statuses, sound, bacs };
}

describe('R-084  The standby rail', () => {
  test('R-084 a rail that is down: paid by Faster Payments on the day, in a file of its own, and counted once', async () => {
    const { tools, staff, budgets, look, prepare, send, doJobs, books, statuses, sound, bacs } = await begin();
    assert.deepEqual(await books(), [2_860_000, 260_000, 0, -520_000, 520_000, 0]);
    tools.moveTo('2026-11-30');
    assert.equal(must(await declareOutage(tools, staff.finance, command(), bacs, DOWN)).count, 2);
    assert.equal(verdict(await declareOutage(tools, staff.finance, command(), bacs, DOWN)), 'outage-declared-already');
    assert.deepEqual(await books(), [3_120_000, 0, 0, 0, 0, 0]);
    assert.ok(await look(tx => isStandbyNeeded(tx, ICB)));

    const fast = await prepare('FASTER_PAYMENTS');
    assert.equal(await look(tx => isStandbyNeeded(tx, ICB)), false);
    await send(fast);
    const run = (await look(tx => loadRun(tx, ICB, fast)))!;
    assert.deepEqual(
      [run.rail, run.timing, run.creditOn.toString(), run.number],
      ['FASTER_PAYMENTS', 'SAME_DAY', '2026-11-30', 2],
    );
    const [file] = await look(tx => loadFiles(tx, fast));
    assert.equal(file!.format, 'PORTAL_CSV');
    assert.deepEqual(
      readPortalCsv(file!.bytes).payments.map(({ reference, amountPence }) => [reference, amountPence]),
      budgets.map(({ reference }) => [`${reference} DEC26`, 260_000n]).toSorted(),
    );
    assert.deepEqual(await books(), [2_860_000, 260_000, 0, -520_000, 0, 520_000]);
    // The old run's day comes as well: nothing of it is left to be credited.
    await doJobs('2026-12-01');
    assert.deepEqual(await books(), [2_860_000, 260_000, 260_000, -520_000, 0, 0]);
    assert.deepEqual(await statuses(), ['CREDITED', 'SUPERSEDED']);
    await sound();
  });

  test('R-084 the late confirmation comes before anything else was paid: the first payment is the payment', async () => {
    const { tools, staff, look, prepare, doJobs, books, statuses, sound, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    const confirm = command();
    assert.equal(must(await confirmRun(tools, staff.finance, confirm, bacs, TAKEN)).count, 2);
    must(await confirmRun(tools, staff.finance, confirm, bacs, TAKEN));
    assert.equal(must(await confirmRun(tools, staff.finance, command(), bacs, TAKEN)).count, 0);
    assert.deepEqual(await books(), [2_860_000, 260_000, 0, -520_000, 520_000, 0]);
    await assert.rejects(prepare('FASTER_PAYMENTS'), /nothing-to-pay/);
    await doJobs('2026-12-01');
    assert.deepEqual(await books(), [2_860_000, 260_000, 260_000, -520_000, 0, 0]);
    assert.deepEqual(await statuses(), ['CREDITED']);
    assert.equal(verdict(await declareOutage(tools, staff.finance, command(), bacs, DOWN)), 'outage-declared-already');
    assert.equal(await look(tx => isStandbyNeeded(tx, ICB)), false);
    await sound();
  });

  test('R-084 … after the second run was released: what it was to pay again is stopped, and its file is refused', async () => {
    const { tools, staff, prepare, release, write, books, statuses, doJobs, sound, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    const fast = await prepare('FASTER_PAYMENTS');
    must(await release(fast));
    assert.deepEqual(await books(), [2_860_000, 260_000, 0, -520_000, 0, 520_000]);
    must(await confirmRun(tools, staff.finance, command(), bacs, TAKEN));
    assert.deepEqual(await books(), [2_860_000, 260_000, 0, -520_000, 520_000, 0]);
    assert.equal(verdict(await write(fast)), 'run-has-barred-payments');
    must(await cancelRun(tools, staff.preparer, command(), fast));
    await doJobs('2026-12-01');
    assert.deepEqual(await books(), [2_860_000, 260_000, 260_000, -520_000, 0, 0]);
    assert.deepEqual(await statuses(), ['CANCELLED', 'CREDITED']);
    await sound();
  });

  test('R-084 … after it was prepared only: it cannot be released', async () => {
    const { tools, staff, prepare, release, bacs, sound } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    const fast = await prepare('FASTER_PAYMENTS');
    must(await confirmRun(tools, staff.finance, command(), bacs, TAKEN));
    assert.equal(verdict(await release(fast)), 'run-has-barred-payments');
    must(await cancelRun(tools, staff.preparer, command(), fast));
    await sound();
  });

  test('R-084 … after the second file was sent: both arrived, which is written down, told, and stands in the ledger', async () => {
    const { tools, staff, budgets, look, prepare, send, books, statuses, doJobs, sound, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    const fast = await prepare('FASTER_PAYMENTS');
    await send(fast);
    must(await confirmRun(tools, staff.finance, command(), bacs, TAKEN));
    assert.deepEqual(
      (await look(tx => loadOpenOverpayments(tx, ICB))).map(({ budgetId, pence }) => [budgetId, pence]).toSorted(),
      budgets.map(({ budgetId }) => [budgetId, 260_000n]).toSorted(),
    );
    const [notice] = await look(tx => loadNotices(tx, budgets[0].budgetId, 1));
    assert.equal(notice!.heading, 'We paid you twice by mistake');
    await doJobs('2026-12-01');
    assert.deepEqual(await books(), [2_860_000, 520_000, 520_000, -1_040_000, 0, 0]);
    assert.deepEqual(await statuses(), ['CREDITED', 'OVERPAID']);

    // Then the second one comes back after all: the first is the payment, and nothing is owed again.
    const second = (await look(tx => loadRunPayments(tx, fast))).find(one => one.budgetId === budgets[0].budgetId)!;
    const back = { reason: 'OTHER', words: 'Returned by the bank' } as const;
    must(await returnPayment(tools, staff.preparer, command(), second.paymentId, back));
    assert.deepEqual(await books(), [2_860_000, 260_000, 260_000, -780_000, 0, 0]);
    assert.deepEqual(await statuses(), ['CREDITED', 'RETURNED']);
    assert.equal((await look(tx => loadOpenOverpayments(tx, ICB))).length, 1);
    await assert.rejects(prepare('FASTER_PAYMENTS'), /nothing-to-pay/);
    await sound();
  });

  test('R-084 the file turns out to be rejected: what was given up stays given up, once', async () => {
    const { tools, staff, look, prepare, send, books, doJobs, statuses, sound, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    const rejected = { says: 'REJECTED', words: 'Rejected by Bacs' } as const;
    assert.equal(must(await confirmRun(tools, staff.finance, command(), bacs, rejected)).count, 2);
    await send(await prepare('FASTER_PAYMENTS'));
    await doJobs('2026-12-01');
    assert.deepEqual(await books(), [2_860_000, 260_000, 260_000, -520_000, 0, 0]);
    assert.deepEqual(await statuses(), ['CREDITED', 'RETURNED']);
    assert.equal((await look(tx => loadOpenOverpayments(tx, ICB))).length, 0);
    await sound();
  });

  test('R-084 the same acts five times at once have one effect', async () => {
    const { tools, staff, prepare, send, books, bacs, sound } = await begin();
    tools.moveTo('2026-11-30');
    const five = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 5 }, act));
    const outages = await five(() => declareOutage(tools, staff.finance, command(), bacs, DOWN));
    assert.equal(outages.filter(({ accepted }) => accepted).length, 1);
    await send(await prepare('FASTER_PAYMENTS'));
    await five(async () => must(await confirmRun(tools, staff.finance, command(), bacs, TAKEN)));
    assert.deepEqual(await books(), [2_860_000, 520_000, 260_000, -1_040_000, 0, 520_000]);
    await sound();
  });

  test('R-084 a confirmed run, or one that was not sent, is not paid another way; in time for Bacs nothing goes fast', async () => {
    const { tools, staff, bacs } = await begin();
    must(await confirmRun(tools, staff.finance, command(), bacs, TAKEN));
    const late = { cause: 'NO_CONFIRMATION', words: 'No word' } as const;
    assert.equal(verdict(await declareOutage(tools, staff.finance, command(), bacs, late)), 'run-confirmed');
    const january = { month: Temporal.PlainYearMonth.from('2027-01'), rail: 'FASTER_PAYMENTS' } as const;
    assert.equal(verdict(await prepareRun(tools, staff.preparer, command(), january)), 'rail-not-needed');
    tools.moveTo('2026-12-01');
    const next = must(await prepareRun(tools, staff.preparer, command(), { month: january.month }));
    assert.equal(verdict(await declareOutage(tools, staff.finance, command(), next.runId, DOWN)), 'run-not-sent');
  });

  test('R-084 the database alone refuses that a payment lives again beside another, or changes how it ended', async () => {
    const { tools, staff, db, prepare, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    const change = (statement: ReturnType<typeof sql>) => db.transaction(staff.finance, tx => tx.query(statement));
    await prepare('FASTER_PAYMENTS');
    await assert.rejects(change(sql`update payment set ended = null where run_id = ${bacs}`), /payment_live/);
    await assert.rejects(
      change(sql`update payment set ended = 'CANCELLED' where run_id = ${bacs}`),
      error => errorCode(error) === 'PB021',
    );
  });
});
