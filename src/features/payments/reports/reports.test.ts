import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { arucs, awacs, inputReport, pain002 } from '../../../../test/support/bank-reports.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { releaseAsShown } from '../../../../test/support/release-as-shown.ts';
import { bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { loadPaymentAccount } from '../../agreements/store.ts';
import { loadNotices } from '../../people/store.ts';
import { loadFiles } from '../files/store.ts';
import { writeFile } from '../files/write-file.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { declareOutage } from '../standby/declare-outage.ts';
import { loadRailState } from '../standby/store.ts';
import { loadPayments, loadRun, loadRunPayments } from '../store.ts';
import { importReport } from './import-report.ts';
import { loadReturned } from './returned-store.ts';
import { loadOpenAdvice, loadReport } from './store.ts';

const month = Temporal.PlainYearMonth.from('2026-12');

/** Two budgets whose December went to Bacs on 27 November. */
async function begin() {
  const { tools, db } = await testDatabase('2026-11-23');
  const staff = await makePayingStaff(tools, ICB);
  const a = await bring(tools, staff, 'SET_UP');
  const b = await bring(tools, staff, 'SET_UP');
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.finance, work);
  tools.moveTo('2026-11-27');
  const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month }));
  const run = (await look(tx => loadRun(tx, ICB, runId)))!;
  must(await releaseAsShown(tools, staff.releaser, runId));
  must(await writeFile(tools, staff.releaser, command(), runId));
  tools.moveTo('2026-11-30');
  const [file] = await look(tx => loadFiles(tx, runId));
  const add = (text: string, by = command()) =>
    importReport(tools, staff.finance, by, { file: { name: 'report.xml', bytes: new TextEncoder().encode(text) } });
  const outcomes = async (reportId: string) =>
    (await look(tx => loadReport(tx, ICB, reportId)))!.records.map(({ outcome }) => outcome);
  const statuses = async () =>
    Promise.all(
      [a, b].map(async ({ budgetId }) =>
        (await look(tx => loadPayments(tx, budgetId))).map(({ status }) => status).join(),
      ),
    );
  return { tools, staff, a, b, look, runId, run, file: file!, add, outcomes, statuses };
}

describe('R-084  A report of the bank', () => {
  test('R-084 a credit that came back is owed again once, however often and in whatever file it is said; a follow-up pays only that', async () => {
    const { tools, staff, a, b, look, add, outcomes, statuses } = await begin();
    const one = { reference: `${a.reference} DEC26`, processedOn: '2026-11-30' };
    const text = arucs([one]);
    const first = must(await add(text));
    assert.deepEqual([first.records, first.open, first.again], [1, 0, false]);
    assert.deepEqual(await outcomes(first.reportId), ['TAKEN_BACK']);
    assert.deepEqual(must(await add(text)), { reportId: first.reportId, records: 0, open: 0, again: true });
    // Another report that overlaps, and names others that are none of ours.
    const stranger = { reference: 'PHB999999 DEC26' };
    const second = must(await add(arucs([one, one, stranger, { ...one, pounds: '2600.01' }], '142')));
    assert.deepEqual(await outcomes(second.reportId), ['NOTHING_NEW', 'NOTHING_NEW', 'NOT_FOUND', 'NOT_FOUND']);
    assert.equal(second.open, 2);
    assert.deepEqual(await statuses(), ['RETURNED', 'SENT']);
    const [notice] = await look(tx => loadNotices(tx, a.budgetId, 1));
    assert.equal(notice!.heading, 'A payment did not reach you');
    assert.match(notice!.paragraphs.join(' '), /£2,600\.00 for December 2026.*we will pay it again/);
    assert.notEqual((await look(tx => loadNotices(tx, b.budgetId, 1)))[0]!.heading, 'A payment did not reach you');

    const waiting = () => look(tx => loadReturned(tx, ICB));
    assert.deepEqual(
      (await waiting()).map(each => [each.budgetId, each.amountPence, each.reason, each.hasNewAccount]),
      [[a.budgetId, 260_000n, 'NO_ACCOUNT', false]],
    );
    const followUp = must(await prepareRun(tools, staff.preparer, command(), { month }));
    assert.deepEqual(await waiting(), []);
    assert.equal(followUp.reference, `RUN-${ICB}-2026-12-2`);
    assert.deepEqual(
      (await look(tx => loadRunPayments(tx, followUp.runId))).map(({ budgetId }) => budgetId),
      [a.budgetId],
    );
  });

  test('R-085 an advice of another account changes nothing by itself: it is somebody’s to check', async () => {
    const { a, look, add, outcomes, statuses } = await begin();
    const { reportId } = must(await add(awacs(`${a.reference} DEC26`)));
    assert.deepEqual(await outcomes(reportId), ['CONFIRMED']);
    assert.deepEqual(
      (await look(tx => loadOpenAdvice(tx, ICB))).map(one => [one.budgetId, one.newSortCode, one.newAccountNumber]),
      [[a.budgetId, '107999', '88837491']],
    );
    assert.equal((await look(tx => loadPaymentAccount(tx, a.budgetId)))!.accountNumber, '66374958');
    assert.deepEqual(await statuses(), ['SENT', 'SENT']);
  });

  test('R-083 an input report confirms the file; what it rejects by name is owed again', async () => {
    const { runId, b, look, file, add, outcomes, statuses } = await begin();
    const text = inputReport(file.serial, { count: 1, pounds: '2600.00' }, [`${b.reference} DEC26`]);
    assert.deepEqual(await outcomes(must(await add(text)).reportId), ['TAKEN_BACK']);
    assert.deepEqual(await statuses(), ['SENT', 'RETURNED']);
    assert.equal((await look(tx => loadRailState(tx, runId))).takenOn?.toString(), '2026-11-30');
  });

  test('R-083 an input report that counts other payments than ours confirms nothing', async () => {
    const { runId, look, file, add } = await begin();
    must(await add(inputReport(file.serial, { count: 3, pounds: '7800.00' })));
    must(await add(inputReport('999999', { count: 2, pounds: '5200.00' })));
    assert.equal((await look(tx => loadRailState(tx, runId))).takenOn, null);
  });

  test('R-084 a late pain.002 for payments that were given up: found by our own ids, and one of them is not', async () => {
    const { tools, staff, look, runId, run, file, add, outcomes, statuses } = await begin();
    must(await declareOutage(tools, staff.finance, command(), runId, { cause: 'DECLARED', words: 'Bacs is down' }));
    assert.deepEqual(await statuses(), ['SUPERSEDED', 'SUPERSEDED']);
    const [first, second] = (await look(tx => loadRunPayments(tx, runId))).map(({ paymentId }) =>
      paymentId.replaceAll('-', ''),
    );
    const text = pain002(`${run.reference}-${file.serial}`, 'PART', [
      [first!, 'ACSC'],
      [second!, 'RJCT', 'AC04'],
      ['0'.repeat(32), 'ACSC'],
      [`${first}'; drop`, 'ACSC'],
    ]);
    const { reportId } = must(await add(text));
    assert.deepEqual(await outcomes(reportId), ['FOUND', 'KNOWN_UNPAID', 'NOT_FOUND', 'NOT_FOUND']);
    const found = (await statuses()).toSorted();
    assert.deepEqual(found, ['RETURNED', 'SENT']);
  });

  test('R-084 the whole file confirmed late brings back what was given up', async () => {
    const { tools, staff, runId, run, file, add, statuses } = await begin();
    must(await declareOutage(tools, staff.finance, command(), runId, { cause: 'DECLARED', words: 'Bacs is down' }));
    must(await add(pain002(`${run.reference}-${file.serial}`, 'ACSC')));
    assert.deepEqual(await statuses(), ['SENT', 'SENT']);
  });

  test('R-084 a report that cannot be read whole is refused with everything, and nothing is done', async () => {
    const { a, add, statuses } = await begin();
    const good = { reference: `${a.reference} DEC26` };
    assert.equal(
      verdict(await add(arucs([good, { ...good, pounds: 'x', accountNumber: '1' }]))),
      'report-unreadable, report-unreadable',
    );
    assert.deepEqual(await statuses(), ['SENT', 'SENT']);
  });

  test('R-084 five at once: one effect', async () => {
    const { a, add, statuses } = await begin();
    const text = arucs([{ reference: `${a.reference} DEC26` }]);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => add(text)));
    assert.equal(answers.map(must).filter(({ again }) => !again).length, 1);
    assert.deepEqual(await statuses(), ['RETURNED', 'SENT']);
  });
});
