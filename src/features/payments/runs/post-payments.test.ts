/** What the database posts for a whole run is what the rules say of each payment, to the byte. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { command, must } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { errorCode } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { paymentCredited, paymentReleased, runCancelled } from '../../../rules/payment/journals.ts';
import type { Actor } from '../../../values/actor.ts';
import { systemActor } from '../../../values/actor.ts';
import { commandOf } from '../../audit/store.ts';
import { loadBalances, loadJournalsCausedBy, loadMonths, postJournals } from '../../ledger/store.ts';
import { writeFile } from '../files/write-file.ts';
import { loadPayments, loadRun, postPayments } from '../store.ts';
import { cancelRun } from './cancel-run.ts';
import { creditRun } from './credit-run.ts';
import { prepareRun } from './prepare-run.ts';
import { releaseRun } from './release-run.ts';

const { tools, db, superDb } = await testDatabase();
const staff = await makePayingStaff(tools, ICB);
const YEAR = Temporal.PlainDate.from('2026-12-01');
const monthly = await bring(tools, staff, 'SET_UP');
// Two payments in one run: what is bought once at the start comes with the first instalment.
const started = await bring(tools, staff, 'SET_UP', {
  items: [{ annualPence: 2_880_000n }, { annualPence: 150_001n, once: true }],
});
const both = [monthly, started];
const look = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction(staff.finance, work);

const EVENTS = {
  'payment.released': paymentReleased,
  'payment.credited': paymentCredited,
  'payment.cancelled': runCancelled,
};

/** What the rules say of every payment that lives, or did until the run was cancelled, by one event. */
async function byTheRules(event: keyof typeof EVENTS, by: Actor, happenedOn: Temporal.PlainDate, runId: string) {
  const payments = await Promise.all(both.map(({ budgetId }) => look(tx => loadPayments(tx, budgetId))));
  return both.flatMap(({ budgetId }, i) =>
    payments[i]!.filter(payment => payment.runId === runId).map(({ paymentId, amountPence, paymentAccountId }) => ({
      ...EVENTS[event]({
        budgetId,
        stream: 'NHS_CHC',
        option: 'DIRECT_PAYMENT',
        budgetYear: YEAR,
        pence: amountPence,
        accountId: paymentAccountId,
        rail: 'BACS',
        happenedOn,
      }),
      commandId: commandOf(event, paymentId).id,
      causedBy: `payment:${paymentId}`,
      byId: by.id,
    })),
  );
}

/** The ledger takes the rules' journals for those it has: the same command with any other content would be refused. */
async function isInTheLedger(event: keyof typeof EVENTS, by: Actor, happenedOn: Temporal.PlainDate, runId: string) {
  const journals = await byTheRules(event, by, happenedOn, runId);
  assert.equal(journals.length, 3);
  const posted = must(await look(tx => postJournals(tx, journals)));
  assert.deepEqual(
    posted.map(({ isNew }) => isNew),
    [false, false, false],
  );
}

async function preparedRun() {
  const { runId } = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2026-12') }),
  );
  const run = (await look(tx => loadRun(tx, ICB, runId)))!;
  return { run, runId, seen: { count: run.paymentsCount, totalPence: run.totalPence } };
}

test('a run posts what the rules say of each of its payments: released, given up, released again, credited', async () => {
  const today = tools.today();
  const first = await preparedRun();
  must(await releaseRun(tools, staff.releaser, command(), first.runId, first.seen));
  await isInTheLedger('payment.released', staff.releaser, today, first.runId);
  must(await cancelRun(tools, staff.preparer, command(), first.runId));
  await isInTheLedger('payment.cancelled', staff.preparer, today, first.runId);

  const second = await preparedRun();
  must(await releaseRun(tools, staff.releaser, command(), second.runId, second.seen));
  must(await writeFile(tools, staff.releaser, command(), second.runId));
  tools.moveTo('2026-12-01');
  must(await creditRun(tools, systemActor(ICB), command(), second.runId));
  await isInTheLedger('payment.released', staff.releaser, today, second.runId);
  await isInTheLedger('payment.credited', systemActor(ICB), second.run.creditOn, second.runId);

  // What is stored beside the postings says the same as their fold, and as their months.
  for (const { budgetId } of both) {
    const stored = await look(tx => loadBalances(tx, budgetId));
    const folded = await look(tx => loadBalances(tx, budgetId, { happenedBy: tools.today() }));
    assert.deepEqual(stored, folded);
    const [payment] = (await look(tx => loadPayments(tx, budgetId))).filter(each => each.runId === second.runId);
    assert.equal((await look(tx => loadJournalsCausedBy(tx, `payment:${payment!.paymentId}`))).length, 2);
  }
  assert.deepEqual(
    (await look(tx => loadMonths(tx, started.budgetId, 'drawn'))).map(({ month, movedPence }) => [
      `${month}`,
      movedPence,
    ]),
    [['2026-11', -(2_880_000n + 240_000n) / 12n - 150_001n]],
  );
});

test('a run posts nothing where a budget is short, says which, and leaves the transaction usable', async () => {
  tools.moveTo('2026-12-20');
  const { runId } = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2027-01') }),
  );
  const order = { runId, event: 'payment-released', rail: 'BACS', happenedOn: tools.today() } as const;
  const before = await superDb.query(sql`select count(*) as journals from journal`);
  const { posted, undrawn } = await look(async tx => {
    const balances = await loadBalances(tx, monthly.budgetId);
    const [left] = balances.filter(({ account }) => account.kind === 'undrawn');
    const taken = paymentReleased({
      budgetId: monthly.budgetId,
      stream: 'NHS_CHC',
      option: 'DIRECT_PAYMENT',
      budgetYear: YEAR,
      pence: -left!.pence - 259_999n,
      rail: 'BACS',
      happenedOn: tools.today(),
    });
    must(
      await postJournals(tx, [{ ...taken, commandId: randomUUID(), causedBy: 'test:taken', byId: staff.finance.id }]),
    );
    const posted = await postPayments(tx, staff.releaser, order);
    const [now] = (await loadBalances(tx, monthly.budgetId)).filter(({ account }) => account.kind === 'undrawn');
    return { posted, undrawn: now!.pence };
  });
  assert.deepEqual(posted, {
    accepted: false,
    refusals: [{ code: 'not-enough-undrawn', budgetId: monthly.budgetId, shortByPence: 1n }],
  });
  assert.equal(undrawn, -259_999n);
  const after = await superDb.query(sql`select count(*) as journals from journal`);
  assert.equal(after[0]!.journals, (before[0]!.journals as bigint) + 1n);
});

test('no other event is posted for a run, nor any for no board', async () => {
  const code = async (work: Promise<unknown>) =>
    errorCode(
      await work.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  const call = (event: string) =>
    sql`select * from post_payments(${randomUUID()}, ${event}, 'BACS', '2026-12-20', ${staff.releaser.id})`;
  assert.equal(await code(look(tx => tx.query(call('budget-agreed')))), 'PB001');
  assert.equal(await code(db.query(call('payment-released'))), 'PB010');
});
