/** What the tests of representation begin with: a board, its payment run, and lawful input. */
import assert from 'node:assert/strict';
import { prepareRun } from '../../src/features/payments/runs/prepare-run.ts';
import { loadRunHolds, loadRunPayments } from '../../src/features/payments/store.ts';
import { loadNotices } from '../../src/features/people/store.ts';
import type { CapacityInput } from '../../src/features/representation/findings/assess-capacity.ts';
import { jobs } from '../../src/features/representation/jobs.ts';
import type { NomineeInput } from '../../src/features/representation/nominees/name-nominee.ts';
import { loadTasks } from '../../src/features/representation/payee-store.ts';
import { systemActor } from '../../src/values/actor.ts';
import { makeStaff } from './actors.ts';
import { command, verdict } from './cases.ts';
import { ICB, type TestTools, testDatabase } from './database.ts';
import { ABLE } from './payee-facts.ts';
import { ACCOUNT, bring, makePayingStaff } from './set-up-budget.ts';

export const on = (iso: string) => Temporal.PlainDate.from(iso);
export const DECEMBER = { month: Temporal.PlainYearMonth.from('2026-12') };

/** A board of its own for each story: a payment run is about every budget of it. */
export async function begin(today = '2026-11-23') {
  const { tools, db } = await testDatabase(today);
  const staff = await makePayingStaff(tools, ICB);
  const approver = await makeStaff(db, ICB, ['approver'], { name: 'Abe Approver' });
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.coordinator, work);
  return { tools, db, staff, approver, look };
}
type Story = Awaited<ReturnType<typeof begin>>;

/** Does what changes of who acts have left to look at, and the daily look. */
export async function watch(tools: TestTools) {
  for (const job of jobs) await job.run(tools, systemActor(ICB), {});
}

/** Why a run of December leaves a budget out today; nothing when it pays. */
export async function heldBack({ tools, staff, look }: Story, budgetId: string): Promise<string> {
  const decision = await prepareRun(tools, staff.preparer, command(), DECEMBER);
  if (!decision.accepted) return verdict(decision);
  const { runId } = decision.value;
  const holds = (await look(tx => loadRunHolds(tx, runId))).filter(hold => hold.budgetId === budgetId);
  const paid = (await look(tx => loadRunPayments(tx, runId))).filter(payment => payment.budgetId === budgetId);
  assert.ok(holds.length === 0 || paid.length === 0);
  return holds.map(hold => `${hold.reason} (${hold.ownerRole})`).join(', ');
}

/** One budget that is always paid, so that a run is one. */
export const another = ({ tools, staff }: Story) => bring(tools, staff, 'SET_UP');

export const noticesOf = async ({ look }: Story, budgetId: string) =>
  (await look(tx => loadNotices(tx, budgetId, 50))).map(notice => notice.kind).toReversed();
export const openTasks = async ({ look }: Story, budgetId: string) =>
  (await look(tx => loadTasks(tx, budgetId))).filter(task => !task.closed).map(task => `${task.kind} by ${task.dueOn}`);

export const capacityInput = (given: Partial<CapacityInput> = {}): CapacityInput => ({
  decision: 'DIRECT_PAYMENT',
  supportGiven: 'Pictures, and two visits in the morning',
  abilities: { ...ABLE, weigh: false },
  bestInterests: 'Her sister was asked',
  advocate: '',
  assessor: 'Dr Ada Sample, psychiatrist',
  assessedOn: on('2026-11-20'),
  reviewOn: on('2027-05-20'),
  ...given,
});

export const nomineeInput = (given: Partial<NomineeInput> = {}): NomineeInput => ({
  nominatorId: undefined,
  name: 'Nia Neighbour',
  party: 'INDIVIDUAL',
  contact: '01632 960009',
  relationship: 'NONE',
  sameHousehold: false,
  involvedInCare: false,
  basis: 'NOW',
  ...given,
});

export const verification = (paymentAccountId: string) =>
  ({ paymentAccountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called the number on file' }) as const;

export const OTHER_ACCOUNT = { ...ACCOUNT, sortCode: '107999', accountNumber: '88837491', name: 'N Neighbour' };
