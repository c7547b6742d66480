/** Stories of payment runs: each has a database of its own, since a run is about every budget of the board. */
import { jobs as agreementJobs } from '../../src/features/agreements/jobs.ts';
import { loadBalances, loadControlBalance } from '../../src/features/ledger/store.ts';
import { jobs } from '../../src/features/payments/jobs.ts';
import { loadRunPayments } from '../../src/features/payments/store.ts';
import { systemActor } from '../../src/values/actor.ts';
import { total } from '../../src/values/pence.ts';
import { ICB, type TestTools, testDatabase } from './database.ts';
import { releaseAsShown } from './release-as-shown.ts';
import { makePayingStaff } from './set-up-budget.ts';

export const month = (iso: string) => Temporal.PlainYearMonth.from(iso);
export const DECEMBER = { month: month('2026-12') };

/** A database of its own for each story. */
export async function begin(today = '2026-11-23') {
  const database = await testDatabase(today);
  const { tools, db } = database;
  const staff = await makePayingStaff(tools, ICB);
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.finance, work);
  return { database, tools, db, staff, look };
}
export type Story = Awaited<ReturnType<typeof begin>>;

export const release = ({ tools, staff }: Story, runId: string, by = staff.releaser) =>
  releaseAsShown(tools, by, runId);

/** Does the background work of the day. */
export async function doJobs(tools: TestTools) {
  for (const job of [...jobs, ...agreementJobs]) await job.run(tools, systemActor(ICB), {});
}

/** What a budget's accounts of some kinds stand at, as people count it. */
export async function balances({ look }: Story, budgetId: string) {
  const all = await look(tx => loadBalances(tx, budgetId));
  const of = (kind: string) => total(all.filter(({ account }) => account.kind === kind).map(({ pence }) => pence));
  return { undrawn: -of('undrawn'), drawn: -of('drawn'), held: of('held') };
}

export const control = ({ look }: Story, kind: 'bank' | 'clearing') =>
  look(tx => loadControlBalance(tx, { kind, stream: 'NHS_CHC', ...(kind === 'clearing' ? { party: 'BACS' } : {}) }));

/** The first payment of a run. */
export async function firstPayment({ look }: Story, runId: string) {
  return (await look(tx => loadRunPayments(tx, runId)))[0]!;
}
