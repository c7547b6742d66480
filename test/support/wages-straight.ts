/** A board whose money goes onto cards of one issuer, and whose wages may go straight to assistants: what their tests begin with. */
import assert from 'node:assert/strict';
import { recordAssistant } from '../../src/features/agreements/checks/record-assistant.ts';
import { recordCover } from '../../src/features/agreements/checks/record-cover.ts';
import { saveAssistant } from '../../src/features/agreements/checks/store.ts';
import { enterAccount } from '../../src/features/agreements/enter-account.ts';
import { verifyAccount } from '../../src/features/agreements/verify-account.ts';
import { agreeWage } from '../../src/features/agreements/wages/agree-wage.ts';
import { verifyWorkerAccount } from '../../src/features/agreements/wages/verify-worker-account.ts';
import { findPaidTwice, findUnlikeRuns, findUnpostedPayments } from '../../src/features/audit/verify-store.ts';
import { loadBalances } from '../../src/features/ledger/store.ts';
import { findBreaks } from '../../src/features/ledger/tie-out/find/store.ts';
import { writeFile } from '../../src/features/payments/files/write-file.ts';
import { jobs } from '../../src/features/payments/jobs.ts';
import { prepareRun } from '../../src/features/payments/runs/prepare-run.ts';
import { declareCardOutage } from '../../src/features/payments/standby/cards/declare-card-outage.ts';
import { takeUpRun } from '../../src/features/payments/standby/take-up-run.ts';
import { loadPayments, loadRunPayments, loadRuns } from '../../src/features/payments/store.ts';
import { loadNotices } from '../../src/features/people/store.ts';
import { addPolicy } from '../../src/features/policy/add-policy.ts';
import { approvePolicy } from '../../src/features/policy/approve-policy.ts';
import type { Tx } from '../../src/platform/db.ts';
import { sql } from '../../src/platform/sql.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/rules/policy/policy.ts';
import { writePolicy } from '../../src/rules/policy/policy-json.ts';
import { systemActor } from '../../src/values/actor.ts';
import { total } from '../../src/values/pence.ts';
import { makeStaff } from './actors.ts';
import { command, must } from './cases.ts';
import { ICB, testDatabase } from './database.ts';
import { releaseAsShown } from './release-as-shown.ts';
import { ACCOUNT, bring, makePayingStaff } from './set-up-budget.ts';

export const month = Temporal.PlainYearMonth.from('2026-12');
export const DOWN = { sortCode: '089999', words: 'Its own page says so' } as const;
export const ANN = { worker: 'Ann', sortCode: '202959', accountNumber: '63748472', name: 'A Worker' } as const;
export const BOB = { worker: 'Bob', sortCode: '871427', accountNumber: '46238510', name: 'B Worker' } as const;
export const CARD = { sortCode: '872427', accountNumber: '46238510' } as const;
export const LOST = { reason: 'ACCOUNT_CLOSED', words: 'Closed' } as const;

export const on = (day: string) => Temporal.PlainDate.from(day);
const assistant = (name: string) => ({
  name,
  worksFrom: on('2026-11-01'),
  worksUntil: undefined,
  rightToWorkOn: on('2026-11-01'),
  referencesOn: on('2026-11-01'),
  contractOn: on('2026-11-01'),
  dbs: 'SEEN' as const,
  tasks: [],
});

/** A board with two people whose money goes onto cards of one issuer, and the December run of both sent on 27 November. */
export async function beginWages(wagesStraight: Policy['payments']['wagesStraight'] = 'LAST') {
  const { tools, db, superDb } = await testDatabase('2026-11-23');
  const staff = await makePayingStaff(tools, ICB);
  const policy = { ...DEFAULT_POLICY, version: 'wages-1', effectiveFrom: '2026-11-23' };
  const value = writePolicy({ ...policy, payments: { ...policy.payments, wagesStraight } });
  must(await addPolicy(tools, await makeStaff(db, ICB, ['finance-officer']), command(), { ok: true, value }));
  const approver = await makeStaff(db, ICB, ['approver']);
  must(await approvePolicy(tools, approver, command(), 'wages-1', { evidence: 'the board agreed' }));
  const look = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(staff.finance, work);
  const verified = { outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called the number on file' } as const;
  const bringCard = async () => {
    const made = await bring(tools, staff, 'SET_UP', {
      items: [{ annualPence: 2_880_000n, category: 'PA_WAGES', provider: 'Ann' }],
    });
    const { budgetId } = made;
    const to = on('2027-12-31');
    const cover = {
      insurer: 'Somebody',
      policyNumber: '1',
      limitPence: 500_000_000n,
      from: on('2026-11-01'),
      to,
      payroll: '',
    };
    must(await recordCover(tools, staff.coordinator, command(), budgetId, cover));
    must(await recordAssistant(tools, staff.coordinator, command(), budgetId, assistant('Ann')));
    const card = { ...ACCOUNT, kind: 'PREPAID_CARD', name: 'T Card' } as const;
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, card));
    must(await verifyAccount(tools, staff.finance, command(), budgetId, { ...verified, paymentAccountId }));
    return made;
  };
  const [one, other] = [await bringCard(), await bringCard()];
  const { budgetId } = one;
  const employ = (name: string, worksUntil?: string) =>
    look(tx =>
      saveAssistant(tx, staff.coordinator, {
        budgetId,
        ...assistant(name),
        worksUntil: worksUntil === undefined ? undefined : on(worksUntil),
      }),
    );
  const agree = (wage: typeof ANN | typeof BOB, monthlyPence: bigint) =>
    agreeWage(tools, staff.preparer, command(), budgetId, { ...wage, monthlyPence });
  const check = (worker: string, paymentAccountId: string, by = staff.finance) =>
    verifyWorkerAccount(tools, by, command(), budgetId, { ...verified, worker, paymentAccountId });
  /** Agreed and checked. */
  const agreed = async (wage: typeof ANN | typeof BOB, monthlyPence: bigint) =>
    must(await check(wage.worker, must(await agree(wage, monthlyPence)).paymentAccountId));
  await employ('Bob');
  tools.moveTo('2026-11-26');
  const { runId: bacs } = must(await prepareRun(tools, staff.preparer, command(), { month }));
  const release = async (runId: string) => {
    must(await releaseAsShown(tools, staff.releaser, runId));
  };
  const send = async (runId: string) => {
    await release(runId);
    must(await writeFile(tools, staff.releaser, command(), runId));
  };
  await send(bacs);
  const doJobs = async (today = tools.today().toString()) => {
    tools.moveTo(today);
    for (const job of jobs) await job.run(tools, systemActor(ICB), {});
  };
  const down = (more = {}) => declareCardOutage({ ...tools, ...more }, staff.finance, command(), DOWN);
  /** The run that the service prepared last, taken up. */
  const standby = async () => {
    await doJobs();
    const [run] = (await look(tx => loadRuns(tx, ICB))).filter(made => made.isByService && made.status === 'PREPARED');
    if (run) must(await takeUpRun(tools, staff.finance, command(), run.runId));
    return run?.runId;
  };
  const inRun = async (runId: string) =>
    (await look(tx => loadRunPayments(tx, runId))).map(
      ({ worker, accountNumber, amountPence }) => `${worker ?? 'rest'} ${accountNumber} ${amountPence}`,
    );
  const statuses = async () =>
    (await look(tx => loadPayments(tx, budgetId)))
      .map(({ status, worker, amountPence }) => `${status} ${worker ?? ''} ${amountPence}`)
      .toSorted();
  /** What the ledger says of the budget: not yet drawn, drawn, in accounts, spent. */
  const books = async () => {
    const all = await look(tx => loadBalances(tx, budgetId));
    const of = (kind: string) => total(all.filter(({ account }) => account.kind === kind).map(({ pence }) => pence));
    return [-of('undrawn'), -of('drawn'), of('held'), of('spent')].map(Number);
  };
  const sound = async () => {
    assert.deepEqual(await look(tx => findUnlikeRuns(tx)), []);
    assert.deepEqual(await look(tx => findUnpostedPayments(tx)), []);
    assert.deepEqual(await look(tx => findPaidTwice(tx)), []);
    assert.deepEqual((await look(tx => findBreaks(tx))).breaks, []);
  };
  /** A wage that arrived, of a budget that is not there; what is answered takes it out again. */
  const plantStray = async () => {
    const change = (statement: ReturnType<typeof sql>) =>
      superDb.transaction(staff.finance, async tx => {
        await tx.query(sql`set local session_replication_role = replica`);
        return tx.query(statement);
      });
    const [stray] = await change(sql`
      insert into payment (payment_id, icb_code, obligation_id, budget_id, run_id, place, amount_pence, payment_account_id, reference, part)
      select gen_random_uuid(), p.icb_code, p.obligation_id, gen_random_uuid(), p.run_id, p.place + 1000, p.amount_pence, p.payment_account_id, p.reference, 9
        from payment p join payment_account a on a.payment_account_id = p.payment_account_id
       where p.budget_id = ${budgetId} and a.worker = 'Ann' and p.ended is null limit 1
      returning payment_id`);
    assert.ok(stray);
    return () => change(sql`delete from payment where payment_id = ${stray.payment_id as string}`);
  };
  const letter = async () => (await look(tx => loadNotices(tx, budgetId, 1)))[0]!;
  return {
    ...{
      tools,
      superDb,
      staff,
      look,
      budgetId,
      other,
      employ,
      agree,
      check,
      agreed,
      bacs,
      release,
      send,
      doJobs,
      down,
    },
    ...{ standby, inRun, statuses, books, sound, plantStray, letter },
  };
}
