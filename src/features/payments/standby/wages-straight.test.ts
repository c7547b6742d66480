import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../../test/support/actors.ts';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB, testDatabase } from '../../../../test/support/database.ts';
import { ACCOUNT, bring, makePayingStaff } from '../../../../test/support/set-up-budget.ts';
import { errorCode, type Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/sql.ts';
import { DEFAULT_POLICY, type Policy } from '../../../rules/policy/policy.ts';
import { writePolicy } from '../../../rules/policy/policy-json.ts';
import { systemActor } from '../../../values/actor.ts';
import { total } from '../../../values/pence.ts';
import { recordAssistant } from '../../agreements/checks/record-assistant.ts';
import { recordCover } from '../../agreements/checks/record-cover.ts';
import { saveAssistant } from '../../agreements/checks/store.ts';
import { enterAccount } from '../../agreements/enter-account.ts';
import { verifyAccount } from '../../agreements/verify-account.ts';
import { agreeWage } from '../../agreements/wages/agree-wage.ts';
import { changeWage } from '../../agreements/wages/change-wage.ts';
import { loadAgreedStraight } from '../../agreements/wages/store.ts';
import { verifyWorkerAccount } from '../../agreements/wages/verify-worker-account.ts';
import { findPaidTwice, findUnlikeRuns, findUnpostedPayments } from '../../audit/verify-store.ts';
import { loadBalances } from '../../ledger/store.ts';
import { findBreaks } from '../../ledger/tie-out/find/store.ts';
import { loadNotices } from '../../people/store.ts';
import { addPolicy } from '../../policy/add-policy.ts';
import { approvePolicy } from '../../policy/approve-policy.ts';
import { writeFile } from '../files/write-file.ts';
import { jobs } from '../jobs.ts';
import { returnPayment } from '../reports/return-payment.ts';
import { prepareRun } from '../runs/prepare-run.ts';
import { releaseRun } from '../runs/release-run.ts';
import { loadPayments, loadRun, loadRunPayments, loadRuns } from '../store.ts';
import { bookWages } from '../wages/book-wages.ts';
import { declareCardOutage } from './cards/declare-card-outage.ts';
import { confirmRun } from './confirm-run.ts';
import { STANDBY_CRASH_POINTS } from './crash-points.ts';
import { declareOutage } from './declare-outage.ts';
import { hearBank } from './hear-bank.ts';
import { loadOpenOverpayments } from './store.ts';
import { takeUpRun } from './take-up-run.ts';

const month = Temporal.PlainYearMonth.from('2026-12');
const DOWN = { sortCode: '089999', words: 'Its own page says so' } as const;
const ANN = { worker: 'Ann', sortCode: '202959', accountNumber: '63748472', name: 'A Worker' } as const;
const BOB = { worker: 'Bob', sortCode: '871427', accountNumber: '46238510', name: 'B Worker' } as const;
const CARD = { sortCode: '872427', accountNumber: '46238510' } as const;
const LOST = { reason: 'ACCOUNT_CLOSED', words: 'Closed' } as const;

const on = (day: string) => Temporal.PlainDate.from(day);
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
async function begin(wagesStraight: Policy['payments']['wagesStraight'] = 'LAST') {
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
    const { paymentsCount: count, totalPence } = (await look(tx => loadRun(tx, ICB, runId)))!;
    must(await releaseRun(tools, staff.releaser, command(), runId, { count, totalPence }));
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

describe('R-083 R-085  Agreeing that wages may go straight to a worker', () => {
  test('R-085 R-086 R-167 an account of somebody employed, entered by one and checked by another; changed, ended, begun again', async () => {
    const { tools, staff, look, budgetId, employ, agree, check } = await begin();
    await employ('Cat', '2026-11-20');
    assert.equal(verdict(await agree({ ...ANN, worker: 'Dan' } as never, 1n)), 'wage-worker-unknown');
    assert.equal(verdict(await agree({ ...ANN, worker: 'Cat' } as never, 1n)), 'wage-worker-left');
    const own = { ...ANN, sortCode: '08-99-99', accountNumber: '66374958' };
    assert.equal(verdict(await agree(own as never, 1n)), 'wage-account-is-own');
    assert.equal(verdict(await agree({ ...ANN, accountNumber: '63748473' } as never, 1n)), 'account-fails-check');
    const { paymentAccountId } = must(await agree(ANN, 120_000n));
    assert.equal(verdict(await agree(ANN, 130_000n)), 'account-unchanged');
    assert.equal(verdict(await check('Bob', paymentAccountId)), 'no-account');
    assert.equal(verdict(await check('Ann', paymentAccountId, staff.preparer)), 'verifier-entered-account');
    must(await check('Ann', paymentAccountId));
    assert.equal(verdict(await check('Ann', paymentAccountId)), 'account-already-checked');

    const change = (monthlyPence: bigint, worker = 'Ann') =>
      changeWage(tools, staff.preparer, command(), budgetId, { worker, monthlyPence });
    const agreed = async () =>
      (await look(tx => loadAgreedStraight(tx, budgetId))).map(
        ({ worker, monthlyPence, account }) => `${worker} ${monthlyPence} ${account.status} ${account.version}`,
      );
    assert.deepEqual(await agreed(), ['Ann 120000 VERIFIED 1']);
    assert.equal(verdict(await change(120_000n)), 'wage-unchanged');
    assert.equal(verdict(await change(1n, 'Bob')), 'wage-not-agreed');
    must(await change(0n));
    assert.deepEqual(await agreed(), []);
    must(await change(110_000n));
    assert.deepEqual(await agreed(), ['Ann 110000 VERIFIED 1']);
    // A new account is another to be checked.
    must(await agree({ ...BOB, worker: 'Ann' } as never, 110_000n));
    assert.deepEqual(await agreed(), ['Ann 110000 ENTERED 2']);
    assert.equal(verdict(await check('Ann', paymentAccountId)), 'changed-meanwhile');
  });
});

describe('R-083 R-084  Wages straight to workers when an issuer of cards is down', () => {
  test('R-083 R-084 two workers are paid, the rest stays with the issuer; what comes late is recognised', async () => {
    const world = await begin();
    const { tools, staff, look, agreed, down, standby, inRun, send, doJobs, statuses, books, sound, bacs } = world;
    await agreed(ANN, 120_000n);
    await agreed(BOB, 60_000n);
    // Broken off between any two statements, nothing of it is left.
    for (const at of Object.values(STANDBY_CRASH_POINTS).filter(name => name.startsWith('payment.cut')))
      await assert.rejects(
        down({
          crashPoint: async (name: string) => {
            if (name === at) throw new Error('broken off');
          },
        }),
        /broken off/,
      );
    assert.deepEqual(await statuses(), ['SENT  260000']);
    // The rest of the one and the whole of the other have no other way.
    const done = must(await down());
    assert.deepEqual([done.count, done.withoutCount], [1, 2]);
    assert.deepEqual(await statuses(), ['SENT  80000', 'SUPERSEDED  120000', 'SUPERSEDED  60000']);
    assert.deepEqual(await books(), [3_040_000, 80_000, 0, 0]);
    assert.equal(verdict(await down()), 'card-outage-moves-nothing');
    await sound();

    const fast = (await standby())!;
    assert.deepEqual(await inRun(fast), ['Ann 63748472 120000', 'Bob 46238510 60000']);
    await send(fast);
    assert.match((await world.letter()).paragraphs.join(' '), /sending £1,800\.00 straight to Ann and Bob/);
    // The bank took in the file of the first run: of what the issuer lost that says nothing.
    must(await confirmRun(tools, staff.finance, command(), bacs, { says: 'TAKEN', words: 'The input report' }));
    await doJobs('2026-12-01');
    assert.deepEqual(await statuses(), [
      'CREDITED  80000',
      'CREDITED Ann 120000',
      'CREDITED Bob 60000',
      'SUPERSEDED  120000',
      'SUPERSEDED  60000',
    ]);
    // The wages are spent and in no account of the person's; the jobs again change nothing.
    assert.deepEqual(await books(), [2_860_000, 260_000, 80_000, 180_000]);
    await doJobs();
    assert.deepEqual(await books(), [2_860_000, 260_000, 80_000, 180_000]);
    await sound();

    // A wage of a budget that has no final budget cannot be booked. It is told, and holds up nobody else.
    const takeOut = await world.plantStray();
    const { wages, left } = must(await bookWages(tools, systemActor(ICB), command()));
    assert.deepEqual([wages, left.split(',').length], [0, 1]);
    // Bob's bank sends it back: it is owed again, and nothing else is.
    const bob = (await look(tx => loadPayments(tx, world.budgetId))).find(({ worker }) => worker === 'Bob');
    must(await returnPayment(tools, staff.finance, command(), bob!.paymentId, LOST));
    assert.match((await world.letter()).heading, /Wages did not reach your assistant/);
    await doJobs();
    assert.deepEqual(await books(), [2_920_000, 200_000, 80_000, 120_000]);
    await takeOut();
    await sound();
    // The issuer is back: what was sent to the card did arrive. Ann was paid as well, Bob was not.
    const cut = (await look(tx => loadRunPayments(tx, bacs))).find(({ budgetId }) => budgetId === world.budgetId)!;
    assert.ok(cut.ended === 'SPLIT' && cut.amountPence === 260_000n);
    const heard = await look(tx =>
      hearBank(tools, tx, staff.finance, [
        { paymentId: cut.paymentId, word: 'PAID', reason: 'OTHER', words: 'pain.002' },
      ]),
    );
    assert.deepEqual(must(heard), ['OVERPAID']);
    // What the jobs had prepared for Bob is stopped.
    assert.deepEqual(await statuses(), [
      'CANCELLED Bob 60000',
      'CREDITED  60000',
      'CREDITED  80000',
      'CREDITED Ann 120000',
      'OVERPAID  120000',
      'RETURNED Bob 60000',
    ]);
    assert.deepEqual(
      (await look(tx => loadOpenOverpayments(tx, ICB))).map(({ pence }) => pence),
      [120_000n],
    );
    await doJobs();
    assert.deepEqual(await books(), [2_860_000, 380_000, 260_000, 120_000]);
    await sound();
  });

  test('R-083 the second card comes before the workers, unless policy says wages first', async () => {
    const { tools, staff, budgetId, agree, agreed, down, standby, inRun } = await begin();
    const second = { ...ACCOUNT, ...CARD, kind: 'PREPAID_CARD', role: 'SECOND_CARD' } as const;
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, second));
    const verified = { outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called', role: 'SECOND_CARD' } as const;
    must(await verifyAccount(tools, staff.finance, command(), budgetId, { ...verified, paymentAccountId }));
    assert.equal(verdict(await agree({ ...ANN, ...CARD } as never, 120_000n)), 'wage-account-is-own');
    await agreed(BOB, 60_000n);
    const done = must(await down());
    assert.deepEqual([done.count, done.withoutCount], [1, 1]);
    assert.deepEqual(await inRun((await standby())!), [`rest ${CARD.accountNumber} 260000`]);
  });

  test('R-083 R-084 wages first by policy: a silent file goes to the workers and the rest, and one word brings all of it back', async () => {
    const world = await begin('FIRST');
    const {
      tools,
      staff,
      look,
      budgetId,
      other,
      agree,
      agreed,
      standby,
      inRun,
      release,
      statuses,
      books,
      sound,
      bacs,
    } = world;
    await agreed(ANN, 200_000n);
    must(await agree(BOB, 60_000n)); // nobody has checked it, so it waits for no one
    tools.moveTo('2026-11-30');
    const outage = { cause: 'DECLARED', words: 'Bacs told us that its day is lost' } as const;
    assert.equal(must(await declareOutage(tools, staff.finance, command(), bacs, outage)).count, 2);
    assert.deepEqual(await books(), [3_120_000, 0, 0, 0]);
    await sound();
    const fast = (await standby())!;
    // Wages first; the rest, and who has no assistant, by Faster Payments to the same account.
    assert.deepEqual(await inRun(fast), ['Ann 63748472 200000', 'rest 66374958 60000', 'rest 66374958 260000']);
    await release(fast);
    assert.deepEqual((await look(tx => loadPayments(tx, other.budgetId))).map(({ status }) => status).toSorted(), [
      'RELEASED',
      'SUPERSEDED',
    ]);
    const taken = { says: 'TAKEN', words: 'The bank called: the file was paid' } as const;
    must(await confirmRun(tools, staff.finance, command(), bacs, taken));
    assert.deepEqual(await statuses(), ['CANCELLED  60000', 'CANCELLED Ann 200000', 'SENT  200000', 'SENT  60000']);
    assert.deepEqual(await books(), [2_860_000, 260_000, 0, 0]);
    await sound();
    // Nothing pays the whole beside its pieces, whatever the code does.
    const insert = (part: number) =>
      world.superDb.query(sql`
        insert into payment (icb_code, obligation_id, part, budget_id, run_id, place, amount_pence, payment_account_id, reference)
        select icb_code, obligation_id, ${part}, budget_id, run_id, 900, amount_pence, payment_account_id, reference from payment
         where budget_id = ${budgetId} and ended = 'SPLIT'`);
    await assert.rejects(insert(0), /payment_live/);
    await assert.rejects(insert(1), error => errorCode(error) === 'PB027');
  });

  test('R-083 R-167 more wages than money: each the same share; a worker who left in between is the person’s to pay', async () => {
    const { tools, employ, agreed, down, standby, inRun, doJobs, statuses, books, sound, send } = await begin();
    await agreed(ANN, 300_000n);
    await agreed(BOB, 90_000n);
    assert.deepEqual(must(await down()).withoutCount, 1);
    assert.deepEqual(await statuses(), ['SUPERSEDED  200000', 'SUPERSEDED  60000']);
    await employ('Bob', '2026-11-25');
    const fast = (await standby())!;
    assert.deepEqual(await inRun(fast), ['Ann 63748472 200000', 'rest 66374958 60000']);
    await send(fast);
    tools.moveTo('2026-12-01');
    await doJobs();
    assert.deepEqual(await books(), [2_860_000, 260_000, 60_000, 200_000]);
    await sound();
  });
});
