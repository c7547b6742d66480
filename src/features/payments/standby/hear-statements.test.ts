import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must } from '../../../../test/support/cases.ts';
import { countRows, ICB, testDatabase } from '../../../../test/support/database.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { sql } from '../../../platform/sql.ts';
import type { Rail } from '../../../rules/payment/rails.ts';
import { systemActor } from '../../../values/actor.ts';
import { findUnlikeRuns, findUnpostedPayments } from '../../audit/verify-store.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { importStatement } from '../../spending/import-statement.ts';
import { writeFile } from '../files/write-file.ts';
import { jobs } from '../jobs.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { releaseRun } from '../runs/release-run.ts';
import { loadPayments, loadRun } from '../store.ts';
import { confirmRun } from './confirm-run.ts';
import { declareOutage } from './declare-outage.ts';
import { hearStatements } from './hear-statements.ts';
import { loadOpenOverpayments, loadRailState } from './store.ts';

const DOWN = { cause: 'DECLARED', words: 'Bacs told us that its day is lost' } as const;

/** A board with one budget, its December run sent by Bacs on 27 November for 1 December. */
async function begin() {
  const database = await testDatabase('2026-11-23');
  const { tools, db } = database;
  const staff = await makePayingStaff(tools, ICB);
  const budget = await bring(tools, staff, 'SET_UP');
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.finance, work);
  const release = async (rail: Rail) => {
    const month = Temporal.PlainYearMonth.from('2026-12');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month, rail }));
    const { paymentsCount: count, totalPence } = (await look(tx => loadRun(tx, ICB, runId)))!;
    must(await releaseRun(tools, staff.releaser, command(), runId, { count, totalPence }));
    return runId;
  };
  const write = (runId: string) => writeFile(tools, staff.releaser, command(), runId);
  const hear = async () => must(await hearStatements(tools, systemActor(ICB), command())).payments;
  /** The person's statement shows so many credits of the instalment, each on its day. */
  const showOnStatement = async (...days: string[]) => {
    const rows = days.map(day => `${day},PHB DEC26,2600.00`);
    const bytes = new TextEncoder().encode(`${rows.join('\n')}\n`);
    const file = { name: `${days.join(' ')}.csv`, bytes };
    const sent = must(await importStatement(tools, staff.finance, command(), budget.budgetId, { file }));
    assert.ok(!('toMap' in sent));
    return sent;
  };
  const doJobs = async (today: string) => {
    tools.moveTo(today);
    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  };
  const statuses = async () =>
    (await look(tx => loadPayments(tx, budget.budgetId))).map(({ status }) => status).toSorted();
  const held = async () =>
    (await look(tx => loadMoneyFigures(tx, budget.budgetId, Temporal.PlainDate.from('2026-12-01')))).held;
  const confirmed = () => countRows(database, sql`select from payment_confirmed`);
  const sound = async () => {
    assert.deepEqual(await look(tx => findUnlikeRuns(tx)), []);
    assert.deepEqual(await look(tx => findUnpostedPayments(tx)), []);
  };
  tools.moveTo('2026-11-27');
  const bacs = await release('BACS');
  must(await write(bacs));
  return { tools, staff, look, release, write, hear, showOnStatement, doJobs, statuses, held, confirmed, sound, bacs };
}

describe('R-084  A payment that stands on the statement arrived', () => {
  test('R-084 it is confirmed without a word of the bank, once, and an outage leaves it out', async () => {
    const { tools, staff, look, hear, showOnStatement, doJobs, confirmed, held, sound, bacs } = await begin();
    await doJobs('2026-12-01');
    assert.equal(await hear(), 0);
    assert.equal((await showOnStatement('01/12/2026')).placed, 1);
    await Promise.all([1, 2, 3, 4, 5].map(hear));
    assert.equal(await hear(), 0);
    assert.equal(await confirmed(), 1);
    assert.equal(await held(), 260_000n);
    assert.equal((await look(tx => loadRailState(tx, bacs))).unsettledCount, 0);
    const outage = await declareOutage(tools, staff.finance, command(), bacs, DOWN);
    assert.equal(outage.accepted || outage.refusals[0].code, 'nothing-unsettled');
    await sound();
  });

  test('R-084 what the bank confirmed as a file needs no second word', async () => {
    const { tools, staff, hear, showOnStatement, doJobs, confirmed, bacs } = await begin();
    must(await confirmRun(tools, staff.finance, command(), bacs, { says: 'TAKEN', words: 'By telephone' }));
    const before = await confirmed();
    await doJobs('2026-12-01');
    await showOnStatement('01/12/2026');
    assert.equal(await hear(), 0);
    assert.equal(await confirmed(), before);
  });

  test('R-084 given up, and seen on the statement before anything else was sent: it is the payment', async () => {
    const { tools, staff, release, write, hear, showOnStatement, statuses, held, doJobs, sound, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    const fast = await release('FASTER_PAYMENTS');
    await showOnStatement('30/11/2026'); // a day early, as some banks show it
    assert.equal(await hear(), 1);
    const file = await write(fast);
    assert.equal(file.accepted || file.refusals[0].code, 'run-has-barred-payments');
    await doJobs('2026-12-01');
    assert.deepEqual(await statuses(), ['CANCELLED', 'CREDITED']);
    assert.equal(await held(), 260_000n);
    await sound();
  });

  test('R-084 both were sent and one is seen: nobody knows which; with the second on the statement too, one is owed back', async () => {
    const {
      tools,
      staff,
      look,
      release,
      write,
      hear,
      showOnStatement,
      statuses,
      held,
      doJobs,
      confirmed,
      sound,
      bacs,
    } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    must(await write(await release('FASTER_PAYMENTS')));
    await doJobs('2026-12-02');
    assert.equal((await showOnStatement('01/12/2026')).toAsk, 0);
    assert.equal(await hear(), 0);
    assert.equal(await confirmed(), 0);
    assert.deepEqual(await statuses(), ['CREDITED', 'SUPERSEDED']);
    assert.equal(await held(), 260_000n);
    assert.equal((await showOnStatement('02/12/2026')).toAsk, 0);
    assert.equal(await hear(), 2);
    assert.equal(await hear(), 0);
    assert.deepEqual(await statuses(), ['CREDITED', 'OVERPAID']);
    assert.equal(await held(), 520_000n);
    assert.equal((await look(tx => loadOpenOverpayments(tx, ICB))).length, 1);
    await sound();
  });
});
