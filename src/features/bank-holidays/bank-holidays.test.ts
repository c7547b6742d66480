import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../test/support/database.ts';
import { releaseAsShown } from '../../../test/support/release-as-shown.ts';
import { bring, makePayingStaff } from '../../../test/support/set-up-budget.ts';
import { errorCode } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { systemActor } from '../../values/actor.ts';
import { writeFile } from '../payments/files/write-file.ts';
import { creditRun } from '../payments/runs/credit-run.ts';
import { prepareRun } from '../payments/runs/prepare-run.ts';
import { loadRunRedated } from '../payments/runs/redated-store.ts';
import { loadRun } from '../payments/store.ts';
import { changeBankHoliday } from './change-bank-holiday.ts';
import { loadBankHolidays } from './store.ts';

const { tools, db, superDb } = await testDatabase();
const staff = await makePayingStaff(tools, ICB);
await bring(tools, staff, 'SET_UP');
const look = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction(staff.finance, work);
const run = async (runId: string) => (await look(tx => loadRun(tx, ICB, runId)))!;
const daysOf = async (runId: string) => {
  const { inputOn, processingOn, creditOn, timing } = await run(runId);
  return `${inputOn} ${processingOn} ${creditOn} ${timing}`;
};
const change = (day: string, isHoliday: boolean, reason = 'A day of mourning') =>
  changeBankHoliday(tools, staff.finance, command(), { day: Temporal.PlainDate.from(day), isHoliday, reason });

test('R-083 a run that was not sent follows the bank holidays, a sent one stays, and each change is on record', async () => {
  const { runId } = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2026-12') }),
  );
  assert.equal(await daysOf(runId), '2026-11-27 2026-11-30 2026-12-01 IN_ADVANCE');

  assert.deepEqual(must(await change('2026-12-01', true)), { redatedCount: 1 });
  assert.equal(await daysOf(runId), '2026-11-26 2026-11-27 2026-11-30 IN_ADVANCE');
  assert.equal(verdict(await change('2026-12-01', true)), 'bank-holiday-known-already');
  assert.deepEqual(must(await change('2026-12-18', true)), { redatedCount: 0 });
  assert.equal((await look(tx => loadBankHolidays(tx, ICB, tools.bankHolidays))).has('2026-12-01'), true);

  // Released in between: it still follows.
  must(await releaseAsShown(tools, staff.releaser, runId));
  assert.deepEqual(must(await change('2026-12-01', false, 'It was moved')), { redatedCount: 1 });
  assert.equal(await daysOf(runId), '2026-11-27 2026-11-30 2026-12-01 IN_ADVANCE');
  assert.deepEqual(
    (await look(tx => loadRunRedated(tx, runId))).map(each => [
      `${each.oldCreditOn}`,
      `${each.creditOn}`,
      each.reason,
      each.byName,
    ]),
    [
      ['2026-12-01', '2026-11-30', 'A day of mourning', 'Finn Officer'],
      ['2026-11-30', '2026-12-01', 'It was moved', 'Finn Officer'],
    ],
  );

  must(await writeFile(tools, staff.releaser, command(), runId));
  assert.deepEqual(must(await change('2026-12-01', true)), { redatedCount: 0 });
  assert.equal(await daysOf(runId), '2026-11-27 2026-11-30 2026-12-01 IN_ADVANCE');

  // The next month is prepared with what counts now.
  tools.moveTo('2026-12-01');
  must(await creditRun(tools, systemActor(ICB), command(), runId));
  must(await change('2026-12-31', true));
  const next = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from('2027-01') }),
  );
  // New Year's Day, the 31st, the weekend of Boxing Day with Monday instead, Christmas Day.
  assert.equal(await daysOf(next.runId), '2026-12-24 2026-12-29 2026-12-30 IN_ADVANCE');
});

test('the days of a run change in no other way', async () => {
  const code = async (statement: ReturnType<typeof sql>) =>
    errorCode(
      await superDb.query(statement).then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  assert.equal(await code(sql`update payment_run set credit_on = credit_on + 1`), 'PB020');
  assert.equal(await code(sql`update payment_run set credit_on = credit_on + 1, month = month`), 'PB020');
  assert.equal(await code(sql`update bank_holiday_change set reason = 'x'`), 'PB002');
  assert.equal(await code(sql`delete from payment_run_redated`), 'PB002');
});

test('the same change five times at once is one', async () => {
  const again = command();
  const input = { day: Temporal.PlainDate.from('2027-02-10'), isHoliday: true, reason: 'A day of mourning' };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => changeBankHoliday(tools, staff.finance, again, input)),
  );
  assert.deepEqual(answers.map(verdict), Array(5).fill('accepted'));
  const rows = await superDb.query(sql`select 1 from bank_holiday_change where holiday_on = '2027-02-10'`);
  assert.equal(rows.length, 1);
});
