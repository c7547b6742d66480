import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must } from '../../../../test/support/cases.ts';
import { countRows, ICB, testDatabase } from '../../../../test/support/database.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { sql } from '../../../platform/sql.ts';
import type { Rail } from '../../../rules/payment/rails.ts';
import { systemActor } from '../../../values/actor.ts';
import { findUnlikeRuns, findUnpostedPayments } from '../../audit/verify-store.ts';
import { sayMoneyBackLine } from '../../closing/say-money-back-line.ts';
import { loadMoneyBack, loadPaidBackUnseen } from '../../closing/store.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { importStatement } from '../../spending/import-statement.ts';
import { loadLines } from '../../spending/store.ts';
import { writeFile } from '../files/write-file.ts';
import { jobs } from '../jobs.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { loadPayments } from '../store.ts';
import { confirmRun } from './confirm-run.ts';
import { declareOutage } from './declare-outage.ts';
import { hearStatements } from './hear-statements.ts';
import { settleOverpayment } from './settle-overpayment.ts';
import { loadOpenOverpayments, loadRailState } from './store.ts';

const DOWN = { cause: 'DECLARED', words: 'Bacs told us that its day is lost' } as const;

/** A board with one budget, its December run sent by Bacs on 27 November for 1 December; `arrearsPence` is owed for December too. */
async function begin({ arrearsPence = 0n } = {}) {
  const database = await testDatabase('2026-11-23');
  const { tools, db } = database;
  const staff = await makePayingStaff(tools, ICB);
  const budget = await bring(tools, staff, 'SET_UP');
  if (arrearsPence > 0n)
    await database.superDb.query(sql`
      insert into obligation (icb_code, budget_id, agreement_id, stream, option, purpose, period, sequence, covers_from, covers_to, year_starts_on, amount_pence)
      select ${ICB}, budget_id, agreement_id, stream, 'DIRECT_PAYMENT', 'ARREARS', '2026-12-01', 1, '2026-12-01', '2026-12-31', starts_on, ${arrearsPence}::bigint
        from agreement where budget_id = ${budget.budgetId}`);
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.finance, work);
  const release = async (rail: Rail) => {
    const month = Temporal.PlainYearMonth.from('2026-12');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month, rail }));
    must(await releaseAsShown(tools, staff.releaser, runId));
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
  /** A statement with its balances, which proves what stood in the account; a day with “back” shows the money go back. */
  const prove = async (...days: string[]) => {
    let stands = 0;
    const rows = days.map(day => {
      const pounds = day.endsWith(' back') ? -2600 : 2600;
      stands += pounds;
      return `${day.replace(' back', '')},NHS,PHB DEC26,FASTER PAYMENT,${pounds}.00,${stands}.00`;
    });
    const text = ['Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)', ...rows, ''].join('\n');
    const file = { name: 'proven.csv', bytes: new TextEncoder().encode(text) };
    const sent = must(await importStatement(tools, staff.finance, command(), budget.budgetId, { file }));
    assert.ok(!('toMap' in sent));
    return sent;
  };
  const breaks = async () => (await look(tx => findBreaks(tx))).breaks.map(({ cause }) => cause);
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
  return {
    tools,
    staff,
    budget,
    look,
    release,
    write,
    hear,
    showOnStatement,
    prove,
    breaks,
    doJobs,
    statuses,
    held,
    confirmed,
    sound,
    bacs,
  };
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

  for (const today of ['2026-12-02', '2026-12-03'])
    test(`R-084 … found from a statement with balances, read on ${today}: it ties out`, async () => {
      const { tools, staff, release, write, hear, prove, breaks, statuses, held, doJobs, bacs } = await begin();
      tools.moveTo('2026-11-30');
      must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
      must(await write(await release('FASTER_PAYMENTS')));
      await doJobs(today);
      assert.equal((await prove('01/12/2026', '02/12/2026')).toAsk, 0);
      assert.equal(await hear(), 2);
      assert.deepEqual(await statuses(), ['CREDITED', 'OVERPAID']);
      assert.equal(await held(), 520_000n);
      assert.deepEqual(await breaks(), []);
    });

  test('R-084 the bank says first that both arrived: the statement that shows them counts neither again', async () => {
    const { tools, staff, release, write, hear, prove, breaks, statuses, held, doJobs, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    must(await write(await release('FASTER_PAYMENTS')));
    must(await confirmRun(tools, staff.finance, command(), bacs, { says: 'TAKEN', words: 'By telephone' }));
    await doJobs('2026-12-02');
    assert.deepEqual(await statuses(), ['CREDITED', 'OVERPAID']);
    assert.equal(await held(), 520_000n);
    const shown = await prove('30/11/2026', '01/12/2026');
    assert.deepEqual([shown.placed, shown.toAsk], [2, 0]);
    await hear();
    assert.equal(await held(), 520_000n);
    assert.deepEqual(await statuses(), ['CREDITED', 'OVERPAID']);
    assert.deepEqual(await breaks(), []);
  });

  test('R-084 paid twice and paid back: the line of the statement that shows it back counts once', async () => {
    const { tools, staff, budget, look, release, write, prove, breaks, held, doJobs, bacs } = await begin();
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    must(await write(await release('FASTER_PAYMENTS')));
    must(await confirmRun(tools, staff.finance, command(), bacs, { says: 'TAKEN', words: 'By telephone' }));
    await doJobs('2026-12-02');
    const [{ paymentId } = { paymentId: '' }] = await look(tx => loadOpenOverpayments(tx, ICB));
    const settled = { how: 'PAID_BACK', words: 'Sent back by the person' } as const;
    must(await settleOverpayment(tools, staff.finance, command(), paymentId, settled));
    assert.equal(await held(), 260_000n);
    await prove('30/11/2026', '01/12/2026', '02/12/2026 back');
    assert.deepEqual(await breaks(), ['held-unlike-bank'], 'it counts twice until somebody says which line it is');
    assert.equal(await held(), 0n);
    assert.deepEqual(
      (await look(tx => loadPaidBackUnseen(tx, ICB))).map(one => [one.budgetId, one.pence]),
      [[budget.budgetId, 260_000n]],
    );
    const [back] = await look(tx => loadMoneyBack(tx, budget.budgetId));
    const line = (await look(tx => loadLines(tx, budget.budgetId, 10))).find(one => one.linePence < 0n)!;
    const seen = { moneyBackId: back!.moneyBackId, lineId: line.lineId };
    must(await sayMoneyBackLine(tools, staff.finance, command(), budget.budgetId, seen));
    assert.equal(await held(), 260_000n);
    assert.deepEqual(await breaks(), []);
    assert.deepEqual(await look(tx => loadPaidBackUnseen(tx, ICB)), []);
  });

  test('R-084 two payments of one month, both paid twice, are both paid back, each under its own name', async () => {
    const { tools, staff, budget, look, release, write, held, doJobs, bacs } = await begin({ arrearsPence: 10_000n });
    tools.moveTo('2026-11-30');
    must(await declareOutage(tools, staff.finance, command(), bacs, DOWN));
    must(await write(await release('FASTER_PAYMENTS')));
    must(await confirmRun(tools, staff.finance, command(), bacs, { says: 'TAKEN', words: 'By telephone' }));
    await doJobs('2026-12-02');
    const twice = await look(tx => loadOpenOverpayments(tx, ICB));
    assert.equal(twice.length, 2);
    for (const { paymentId } of twice)
      must(
        await settleOverpayment(tools, staff.finance, command(), paymentId, { how: 'PAID_BACK', words: 'Sent back' }),
      );
    assert.equal(await held(), 270_000n);
    const names = (await look(tx => loadMoneyBack(tx, budget.budgetId))).map(({ reference }) => reference);
    assert.equal(new Set(names).size, 2, names.join('; '));
  });
});
