import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { errorCode } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { systemActor } from '../../../values/actor.ts';
import { findUnlikeRuns, findUnpostedPayments } from '../../audit/verify-store.ts';
import { writeFile } from '../files/write-file.ts';
import { jobs } from '../jobs.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { loadPayments, loadRunPayments, loadRuns } from '../store.ts';
import { confirmRun } from './confirm-run.ts';
import { declareOutage } from './declare-outage.ts';
import { loadToldSilent } from './silence-store.ts';
import { takeUpRun } from './take-up-run.ts';

const TAKEN = { says: 'TAKEN', words: 'The input report of the bank' } as const;
const wages = [{ annualPence: 2_880_000n, category: 'PA_WAGES' }];

/** A board with two budgets, the second of which pays wages, on the day before December's file goes in. */
async function begin() {
  const { tools, db, superDb } = await testDatabase('2026-11-23');
  const staff = await makePayingStaff(tools, ICB);
  const budgets = [await bring(tools, staff, 'SET_UP'), await bring(tools, staff, 'SET_UP', { items: wages })] as const;
  // What an employer has to show is for other tests.
  await superDb.query(sql`
    insert into budget_state (budget_id, sequence, icb_code, state, transition, by_id, by_name, happened_on)
    values (${budgets[1].budgetId}, 9, ${ICB}, 'SET_UP', 'T15', ${staff.finance.id}, 'x', '2026-11-23')`);
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.finance, work);
  const doJobs = async (today: string) => {
    tools.moveTo(today);
    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  };
  const release = (runId: string, by = staff.releaser) => releaseAsShown(tools, by, runId);
  /** A month's run by Bacs, released and sent on a day. */
  const send = async (month: string, on: string) => {
    tools.moveTo(on);
    const input = { month: Temporal.PlainYearMonth.from(month) };
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), input));
    must(await release(runId));
    must(await writeFile(tools, staff.releaser, command(), runId));
    return runId;
  };
  const statuses = async () =>
    (await look(tx => loadPayments(tx, budgets[0].budgetId))).map(({ status }) => status).toSorted();
  const standby = async () => (await look(tx => loadRuns(tx, ICB))).filter(run => run.isByService);
  const sound = async () => {
    assert.deepEqual(await look(tx => findUnlikeRuns(tx)), []);
    assert.deepEqual(await look(tx => findUnpostedPayments(tx)), []);
  };
  return { tools, db, staff, budgets, look, doJobs, release, send, statuses, standby, sound };
}

describe('R-083  A file that the bank does not confirm by its day', () => {
  test('R-083 where the bank never confirmed one, finance is told once, nothing is given up, and the credit comes', async () => {
    const { look, doJobs, send, statuses, standby } = await begin();
    const runId = await send('2026-12', '2026-11-26');
    await doJobs('2026-11-27');
    const told = () => look(tx => loadToldSilent(tx, ICB, Temporal.PlainDate.from('2026-11-01')));
    assert.deepEqual(await told(), []);
    await doJobs('2026-11-28');
    await doJobs('2026-11-29');
    assert.deepEqual(
      (await told()).map(file => [file.runId, file.confirmBy.toString(), file.count, file.pence]),
      [[runId, '2026-11-27', 2, 520_000n]],
    );
    await doJobs('2026-12-01');
    assert.deepEqual([await statuses(), await standby()], [['CREDITED'], []]);
  });

  test('R-083 R-085 where it has: given up, prepared by the service with wages first, taken up by one and released by another', async () => {
    const { tools, db, staff, budgets, look, doJobs, release, send, statuses, standby, sound } = await begin();
    must(await confirmRun(tools, staff.finance, command(), await send('2026-12', '2026-11-26'), TAKEN));
    await doJobs('2026-12-01');
    const january = await send('2027-01', '2026-12-29');
    await doJobs('2026-12-30');
    assert.deepEqual(await standby(), []);
    await doJobs('2026-12-31');
    await doJobs('2026-12-31');
    const [run, another] = await standby();
    assert.ok(run && !another);
    assert.deepEqual(
      [run.rail, run.onlyPays, run.month.toString(), run.paymentsCount, run.creditOn.toString(), run.totalPence],
      ['FASTER_PAYMENTS', 'GIVEN_UP', '2027-01', 2, '2026-12-31', 520_000n],
    );
    const paid = await look(tx => loadRunPayments(tx, run.runId));
    assert.deepEqual(
      paid.map(({ budgetId }) => budgetId),
      [budgets[1].budgetId, budgets[0].budgetId],
    );
    assert.deepEqual(await statuses(), ['CREDITED', 'PREPARED', 'SUPERSEDED']);

    assert.equal(verdict(await release(run.runId)), 'run-not-taken-up');
    await assert.rejects(
      db.transaction(staff.releaser, tx =>
        tx.query(sql`
          update payment_run set released_by = ${staff.releaser.id}, released_by_name = 'x', released_on = '2026-12-31' where run_id = ${run.runId}`),
      ),
      error => errorCode(error) === 'PB026',
    );
    assert.equal(
      verdict(await takeUpRun(tools, staff.preparer, command(), january)),
      'run-in-wrong-state, run-not-by-service',
    );
    must(await takeUpRun(tools, staff.preparer, command(), run.runId));
    assert.equal(verdict(await takeUpRun(tools, staff.finance, command(), run.runId)), 'run-taken-up-already');
    assert.equal(verdict(await release(run.runId, staff.preparer)), 'releaser-prepared-run, releaser-entered-account');
    must(await release(run.runId));
    must(await writeFile(tools, staff.releaser, command(), run.runId));
    await doJobs('2026-12-31');
    assert.deepEqual(await statuses(), ['CREDITED', 'CREDITED', 'SUPERSEDED']);
    // The word comes at last, of the run that was given up: both are paid, which is written down, and nothing is owed again.
    must(await confirmRun(tools, staff.finance, command(), january, TAKEN));
    assert.deepEqual(await statuses(), ['CREDITED', 'CREDITED', 'OVERPAID']);
    await doJobs('2027-01-02');
    assert.equal((await standby()).length, 1);
    await sound();
  });

  test('R-084 an outage that somebody declares: the service prepares what was given up, and nothing else that is owed', async () => {
    const { tools, staff, look, doJobs, send, standby } = await begin();
    const december = await send('2026-12', '2026-11-24');
    await bring(tools, staff, 'SET_UP');
    must(await declareOutage(tools, staff.finance, command(), december, { cause: 'DECLARED', words: 'Bacs is down' }));
    await doJobs('2026-11-24');
    const [run] = await standby();
    // Bacs could still pay December in time, were it up.
    assert.deepEqual([run!.paymentsCount, run!.creditOn.toString()], [2, '2026-11-24']);
    assert.equal((await look(tx => loadRunPayments(tx, run!.runId))).length, 2);
  });
});
