/** A budget that is active and paid month by month, by the service's own acts: what the tests of amounts begin with. */
import { jobs as agreementJobs } from '../../src/features/agreements/jobs.ts';
import { jobs } from '../../src/features/payments/jobs.ts';
import { prepareRun } from '../../src/features/payments/runs/prepare-run.ts';
import { loadRunHolds, loadRunPayments } from '../../src/features/payments/store.ts';
import type { Tx } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import { systemActor } from '../../src/values/actor.ts';
import { makeStaff } from './actors.ts';
import { command, must } from './cases.ts';
import { ICB, testDatabase } from './database.ts';
import { releaseAsShown } from './release-as-shown.ts';
import { bring, makePayingStaff } from './set-up-budget.ts';

/** A budget of £31,200.00 from 1 December 2026, its first £2,600.00 paid. Today is 7 December. */
export async function makePaidBudget() {
  const database = await testDatabase('2026-11-23');
  const { tools, db } = database;
  const staff = await makePayingStaff(tools, ICB);
  const approver = await makeStaff(db, ICB, ['approver'], { name: 'April Approver', approvalLimitPence: 5_000_000n });
  const { budgetId, person } = await bring(tools, staff, 'SET_UP', {
    items: [{ annualPence: 720_000n }, { annualPence: 2_160_000n }],
  });
  const look = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(staff.finance, work);
  const [line] = await database.superDb.query(sql`
    select plan_item_id from plan_item join plan using (plan_id) where budget_id = ${budgetId} and annual_pence = 720000`);
  const story = { database, tools, db, staff, approver, budgetId, person, look, lineId: line!.plan_item_id as string };
  await payMonth(story, '2026-12');
  tools.moveTo('2026-12-01');
  for (const job of [...jobs, ...agreementJobs]) await job.run(tools, systemActor(ICB), {});
  tools.moveTo('2026-12-07');
  return story;
}
export type PaidBudget = Awaited<ReturnType<typeof makePaidBudget>>;

/** Prepares and releases a month's run; answers what it paid and held of this budget. */
export async function payMonth(
  { tools, staff, look, budgetId }: Pick<PaidBudget, 'tools' | 'staff' | 'look' | 'budgetId'>,
  iso: string,
) {
  const { runId } = must(
    await prepareRun(tools, staff.preparer, command(), { month: Temporal.PlainYearMonth.from(iso) }),
  );
  must(await releaseAsShown(tools, staff.releaser, runId));
  const mine = (row: { budgetId: string }) => row.budgetId === budgetId;
  const text = (row: { purpose: string; period: Temporal.PlainYearMonth; amountPence: bigint }) =>
    `${row.purpose} ${row.period} ${row.amountPence}`;
  return {
    runId,
    paid: (await look(tx => loadRunPayments(tx, runId))).filter(mine).map(text),
    held: (await look(tx => loadRunHolds(tx, runId))).filter(mine).map(hold => `${text(hold)} ${hold.reason}`),
  };
}

/** Pays every month from one to another, each in its time. */
export async function payMonths(story: PaidBudget, from: string, to: string): Promise<void> {
  for (const [iso, day] of Object.entries(RUN_DAYS)) {
    if (iso < from || iso > to) continue;
    story.tools.moveTo(day);
    await payMonth(story, iso);
  }
}

/** The days on which the runs of the months are prepared. */
export const RUN_DAYS: Readonly<Record<string, string>> = {
  '2027-01': '2026-12-28',
  '2027-02': '2027-01-25',
  '2027-03': '2027-02-22',
  '2027-04': '2027-03-22',
  '2027-05': '2027-04-22',
  '2027-06': '2027-05-24',
  '2027-07': '2027-06-23',
  '2027-08': '2027-07-22',
  '2027-09': '2027-08-23',
  '2027-10': '2027-09-22',
  '2027-11': '2027-10-22',
};
