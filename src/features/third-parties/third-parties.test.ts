/** A budget that another organisation holds in part, from the agreement to the money in its account. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { countRows, ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { releaseAsShown } from '../../../test/support/release-as-shown.ts';
import { ACCOUNT, bring, makePayingStaff } from '../../../test/support/set-up-budget.ts';
import { contractWith, HOLDER_ACCOUNT, makeThirdParty } from '../../../test/support/third-parties.ts';
import type { Tx } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { changedFrom } from '../../rules/amounts/changed-instalments.ts';
import { effectText } from '../../rules/amounts/extra-payment.ts';
import { systemActor } from '../../values/actor.ts';
import { total } from '../../values/pence.ts';
import { type ContractInput, makeContract } from '../agreements/contract/make-contract.ts';
import { enterAccount } from '../agreements/enter-account.ts';
import { giveConsent } from '../agreements/give-consent.ts';
import { jobs as agreementJobs } from '../agreements/jobs.ts';
import { loadAgreement, loadPaymentAccount } from '../agreements/store.ts';
import { verifyAccount } from '../agreements/verify-account.ts';
import { answerAmountChange } from '../amounts/changes/answer-amount-change.ts';
import { askAmountChange } from '../amounts/changes/ask-amount-change.ts';
import { loadChangedFacts } from '../amounts/changes/facts.ts';
import { verify } from '../audit/verify.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadBalances } from '../ledger/store.ts';
import { findBreaks } from '../ledger/tie-out/find/store.ts';
import { jobs } from '../payments/jobs.ts';
import { cancelRun } from '../payments/runs/cancel-run.ts';
import { prepareRun } from '../payments/runs/prepare-run.ts';
import { loadRunHolds, loadRunPayments } from '../payments/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadMyMoney } from '../spending/my-money.ts';
import { addThirdParty } from './add-third-party.ts';
import { loadEndingContracts } from './change-store.ts';
import { enterHolderAccount } from './enter-holder-account.ts';
import { followAccounts } from './follow-accounts.ts';
import { loadContract, loadThirdParties, loadThirdParty } from './store.ts';
import { verifyHolderAccount } from './verify-holder-account.ts';

const database = await testDatabase('2026-11-23');
const { tools, db } = database;
const staff = await makePayingStaff(tools, ICB);
const approver = await makeStaff(db, ICB, ['approver'], { name: 'April Approver', approvalLimitPence: 5_000_000n });
const stranger = await makeStaff(db, OTHER_ICB, ['finance-officer', 'care-coordinator']);
const look = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(staff.finance, work);
const day = (iso: string) => Temporal.PlainDate.from(iso);

/** Two lines for the organisation, £8,000.00 and £400.00 once; what is left is the person's. */
const ITEMS = [
  { annualPence: 800_000n, option: 'THIRD_PARTY', provider: 'Agency' },
  { annualPence: 40_000n, option: 'THIRD_PARTY', once: true, provider: 'Shop' },
] as const;
const DIRECT = { annualPence: 2_000_000n, provider: 'Somebody' } as const;
const holds = await bring(tools, staff, 'AGREED', { items: ITEMS });
const mixed = await bring(tools, staff, 'AGREED', { items: [...ITEMS, DIRECT] });
const riverside = await makeThirdParty(tools, staff);

const contract: ContractInput = {
  thirdPartyId: riverside,
  form: 'PERSON_CONTRACT',
  reference: 'SUP-1',
  conflictPlan: '',
  fromOn: day('2026-11-23'),
  toOn: undefined,
};
const contractOf = (budgetId: string, given: Partial<ContractInput> = {}, by = staff.coordinator) =>
  makeContract(tools, by, command(), budgetId, { ...contract, ...given });
const stateOf = async (budgetId: string) => (await look(tx => loadBudget(tx, ICB, budgetId)))!.state;

describe('R-093  Who may hold money, and whose account it is', () => {
  const charity = { numberKind: 'CHARITY', fromOn: day('2026-11-23'), toOn: undefined } as const;
  const add = (name: string, number: string) =>
    addThirdParty(tools, staff.finance, command(), { ...charity, name, number });

  test('it is on the list once, by its number', async () => {
    assert.equal(verdict(await add('Another name', '123 4567')), 'third-party-known');
    assert.equal(verdict(await add('Odd', '12')), 'third-party-number-unreadable');
  });

  test('R-085 R-086 its account is one that can be, and somebody else checks it', async () => {
    const { thirdPartyId } = must(await add('Hill Trust', '7654321'));
    const enter = (given: object) =>
      enterHolderAccount(tools, staff.preparer, command(), thirdPartyId, { ...HOLDER_ACCOUNT, ...given });
    const standing = async () => (await look(tx => loadThirdParty(tx, thirdPartyId, tools.today())))!.account;
    assert.equal(await standing(), 'NONE');
    assert.equal(verdict(await contractOf(holds.budgetId, { thirdPartyId })), 'third-party-account-not-checked');
    assert.equal(verdict(await enter({ accountNumber: '63748473' })), 'account-fails-check');
    assert.equal(verdict(await enter({ name: '…' })), 'account-name-not-writable');
    const { accountId } = must(await enter({}));
    assert.equal(verdict(await enter({})), 'account-unchanged');
    const check = (outcome: 'VERIFIED' | 'REFUSED', by = staff.finance) =>
      verifyHolderAccount(tools, by, command(), thirdPartyId, {
        accountId,
        outcome,
        method: 'CALL_BACK',
        evidence: 'Called',
      });
    assert.equal(verdict(await check('VERIFIED', staff.preparer)), 'verifier-entered-account');
    assert.equal(verdict(await check('VERIFIED', stranger)), 'not-found');
    must(await check('REFUSED'));
    assert.equal(verdict(await check('VERIFIED')), 'account-already-checked');
    assert.equal(await standing(), 'REFUSED');
    assert.equal(verdict(await contractOf(holds.budgetId, { thirdPartyId })), 'third-party-account-not-checked');
  });

  test('not the person, not the board, not who gives the care without a plan for that', async () => {
    const made = async (name: string, number: string) => {
      const { thirdPartyId } = must(await add(name, number));
      return verdict(await contractOf(holds.budgetId, { thirdPartyId }));
    };
    assert.match(await made(holds.person.name, '200001'), /^holder-not-independent, /);
    assert.match(await made('Agency', '200002'), /^holder-conflict-unmanaged, /);
    assert.equal(verdict(await contractOf(holds.budgetId, { form: undefined })), 'contract-form-missing');
  });

  test('an organisation that nobody has on the list, or of another board', async () => {
    assert.equal(verdict(await contractOf(holds.budgetId, { thirdPartyId: holds.budgetId })), 'not-found');
    assert.equal(verdict(await contractOf(holds.budgetId, {}, stranger)), 'not-found');
    assert.deepEqual(await db.transaction(stranger, tx => loadThirdParties(tx, OTHER_ICB, tools.today())), []);
  });

  test('a budget of which a third party holds nothing', async () => {
    const direct = await bring(tools, staff, 'AGREED');
    assert.equal(verdict(await contractOf(direct.budgetId)), 'nothing-held-by-third-party');
  });
});

test('R-093 R-095 T15 the agreement promises each their part; the contract, and no consent, ends the set-up', async () => {
  const agreed = (await look(tx => loadAgreement(tx, mixed.budgetId)))!;
  const part = (option: string) =>
    total(agreed.payments.filter(one => one.option === option).map(one => one.amountPence));
  assert.deepEqual([part('THIRD_PARTY'), part('DIRECT_PAYMENT')], [840_000n, 2_240_000n]);
  const clause = (code: string) => agreed.clauses.find(one => one.code === code)!.words;
  assert.match(
    clause('AMOUNT'),
    /We pay the organisation that holds money for you each month.* to get you started, with/,
  );

  assert.equal(await stateOf(holds.budgetId), 'AGREED');
  assert.equal(await contractWith(tools, staff, holds.budgetId, riverside), true);
  assert.equal(await stateOf(holds.budgetId), 'SET_UP');
  const kept = (await look(tx => loadContract(tx, holds.budgetId)))!;
  assert.deepEqual([kept.name, kept.form, kept.reference], ['Riverside Trust', 'ICB_FRAMEWORK', 'SUP-2026-7']);

  // In a mix the person’s own account and yes are still to come.
  assert.equal(await contractWith(tools, staff, mixed.budgetId, riverside), false);
  must(await giveConsent(tools, mixed.person, command(), mixed.budgetId, { answer: 'YES' }));
  const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), mixed.budgetId, ACCOUNT));
  const checked = { paymentAccountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
  must(await verifyAccount(tools, staff.finance, command(), mixed.budgetId, checked));
  assert.equal(await stateOf(mixed.budgetId), 'SET_UP');
  const own = (await look(tx => loadPaymentAccount(tx, mixed.budgetId)))!;
  const theirs = (await look(tx => loadPaymentAccount(tx, mixed.budgetId, 'THIRD_PARTY')))!;
  assert.deepEqual([own.accountNumber, theirs.accountNumber], [ACCOUNT.accountNumber, HOLDER_ACCOUNT.accountNumber]);
  assert.deepEqual([own.version, theirs.version, theirs.status], [1, 1, 'VERIFIED']);
});

test('R-084 R-095 T16 one run pays both, each its own account, under the person’s reference; the ledger holds them apart', async () => {
  const month = Temporal.PlainYearMonth.from('2026-12');
  const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month }));
  const held = (await look(tx => loadRunHolds(tx, runId))).map(hold => hold.budgetId);
  for (const { budgetId } of [holds, mixed]) assert.ok(!held.includes(budgetId));
  const paid = await look(tx => loadRunPayments(tx, runId));
  const of = (budgetId: string) =>
    paid
      .filter(payment => payment.budgetId === budgetId)
      .map(payment => `${payment.purpose} ${payment.amountPence}`)
      .sort();
  // With the £2,400.00 for emergencies, since nothing of it is paid directly.
  assert.deepEqual(of(holds.budgetId), ['INSTALMENT 86667', 'START_UP 40000']);
  assert.deepEqual(of(mixed.budgetId), ['INSTALMENT 186667', 'INSTALMENT 66667', 'START_UP 40000']);
  must(await releaseAsShown(tools, staff.releaser, runId));
  const rows = await database.superDb.query(sql`
    select p.reference, a.account_number, a.option, s.facts ->> 'consent.id' is not null as asked_consent
      from payment p join payment_account a using (payment_account_id) join payment_snapshot s using (payment_id)
     where p.budget_id = ${mixed.budgetId} order by a.option, p.reference`);
  assert.deepEqual(
    rows.map(row => [row.option, row.account_number, row.reference, row.asked_consent]),
    [
      ['DIRECT_PAYMENT', ACCOUNT.accountNumber, `${mixed.reference} DEC26`, true],
      ['THIRD_PARTY', HOLDER_ACCOUNT.accountNumber, `${mixed.reference} DEC26N`, false],
      ['THIRD_PARTY', HOLDER_ACCOUNT.accountNumber, `${mixed.reference} SDEC26N`, false],
    ],
  );
  await database.superDb.query(sql`
    insert into payment_run_status (run_id, sequence, icb_code, status, by_id, by_name, happened_on)
    select ${runId}, 1 + max(sequence), ${ICB}, 'SENT', ${staff.releaser.id}, 'x', '2026-11-27' from payment_run_status where run_id = ${runId}`);
  tools.moveTo('2026-12-01');
  for (const job of [...jobs, ...agreementJobs]) await job.run(tools, systemActor(ICB), {});
  for (const { budgetId } of [holds, mixed]) assert.equal(await stateOf(budgetId), 'ACTIVE');
  const balances = await look(tx => loadBalances(tx, mixed.budgetId));
  const theirs = (await look(tx => loadPaymentAccount(tx, mixed.budgetId, 'THIRD_PARTY')))!;
  const holding = (isTheirs: boolean) =>
    total(
      balances
        .filter(({ account }) => account.kind === 'held' && (account.party === theirs.paymentAccountId) === isTheirs)
        .map(({ pence }) => pence),
    );
  assert.deepEqual([holding(true), holding(false)], [106_667n, 186_667n]);
  assert.deepEqual(await verify(tools), []);
});

test('R-085 another account of the organisation, once checked, is everybody’s next', async () => {
  const given = { ...HOLDER_ACCOUNT, sortCode: ACCOUNT.sortCode, accountNumber: ACCOUNT.accountNumber };
  const { accountId } = must(await enterHolderAccount(tools, staff.preparer, command(), riverside, given));
  const version = async () => (await look(tx => loadPaymentAccount(tx, holds.budgetId, 'THIRD_PARTY')))!.version;
  assert.equal(await version(), 1);
  const checked = { accountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called' } as const;
  const heldIn = async (of: string) =>
    (await look(tx => loadBalances(tx, of)))
      .filter(({ account, pence }) => account.kind === 'held' && pence !== 0n)
      .map(({ account, pence }) => [account.party, pence] as const);
  const old = (await look(tx => loadPaymentAccount(tx, holds.budgetId, 'THIRD_PARTY')))!.paymentAccountId;
  assert.deepEqual(await heldIn(holds.budgetId), [[old, 126_667n]]);
  const point = 'third-party.verify-account.after-accounts';
  const crashPoint = async (name: string) => assert.notEqual(name, point, `broken off at ${point}`);
  const broken = verifyHolderAccount({ ...tools, crashPoint }, staff.finance, command(), riverside, checked);
  await assert.rejects(broken, new RegExp(point));
  assert.equal(await version(), 1);
  const once = command();
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => verifyHolderAccount(tools, staff.finance, once, riverside, checked)),
  );
  for (const answer of answers) assert.equal(must(answer).budgets, 2);
  assert.equal(await version(), 2);
  // What it held in the old one it holds in the new one; what the person has of a mix stays where it is.
  const now = (await look(tx => loadPaymentAccount(tx, holds.budgetId, 'THIRD_PARTY')))!.paymentAccountId;
  assert.deepEqual(await heldIn(holds.budgetId), [[now, 126_667n]]);
  const own = (await look(tx => loadPaymentAccount(tx, mixed.budgetId)))!.paymentAccountId;
  assert.deepEqual(new Map(await heldIn(mixed.budgetId)).get(own), 186_667n);
  const journals = sql`select from journal where kind = 'account-changed' and caused_by = ${`payment-account:${now}`}`;
  assert.equal(await countRows(database, journals), 1);
  const job = () => followAccounts(tools, systemActor(ICB), command());
  assert.equal(must(await job()).moved, 0);
  const { breaks } = await look(tx => findBreaks(tx));
  assert.deepEqual(
    breaks.filter(one => one.cause !== 'payment-not-on-statement'),
    [],
  );
  assert.deepEqual(await verify(tools), []);
});

test('R-093 what is due after the contract has ended waits, with a reason and an owner; what it still covers is paid', async () => {
  const contract = {
    thirdPartyId: riverside,
    form: 'ICB_FRAMEWORK',
    reference: 'SUP-2026-8',
    conflictPlan: '',
  } as const;
  const until = async (iso: string) => {
    const fromOn = Temporal.PlainDate.from('2026-12-01');
    const toOn = Temporal.PlainDate.from(iso);
    must(await makeContract(tools, staff.coordinator, command(), holds.budgetId, { ...contract, fromOn, toOn }));
  };
  const heldIn = async (iso: string) => {
    const month = Temporal.PlainYearMonth.from(iso);
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), { month }));
    const holdsOf = (await look(tx => loadRunHolds(tx, runId))).filter(hold => hold.budgetId === holds.budgetId);
    must(await cancelRun(tools, staff.preparer, command(), runId));
    return holdsOf.map(hold => `${hold.reason} ${hold.ownerRole} ${hold.actBy}`);
  };
  tools.moveTo('2026-12-28');
  await until('2026-12-31');
  assert.deepEqual(await heldIn('2027-01'), ['contract-over care-coordinator 2026-12-29']);
  await until('2027-01-01');
  assert.deepEqual(await heldIn('2027-01'), []);
  assert.deepEqual(
    (await look(tx => loadEndingContracts(tx, riverside))).map(one => [
      one.budgetReference,
      `${one.toOn}`,
      one.coordinatorName,
    ]),
    [[holds.reference, '2027-01-01', staff.coordinator.name]],
  );
});

test('R-090 T19 what an organisation alone holds for somebody can be cut: the year adds up', async () => {
  const { budgetId } = holds;
  const effectiveOn = Temporal.PlainDate.from('2027-03-01');
  const policy = await look(tx => loadPolicy(tx, ICB, tools.today()));
  const facts = (await look(tx => loadChangedFacts(tx, { budgetId, state: 'ACTIVE' }, policy)))!;
  assert.deepEqual([facts.option, facts.yearlyPence], ['THIRD_PARTY', 1_040_000n]);
  const endedLineIds = facts.lines.map(line => line.planItemId);
  assert.equal(endedLineIds.length, 1);
  const order = {
    toPence: 920_000n,
    effectiveOn,
    reasons: 'The agency has ended',
    endedLineIds,
    found: 'The rest is paid in full',
  };
  const seen = effectText(changedFrom(facts, order) ?? []);
  const asked = await askAmountChange(tools, staff.finance, command(), budgetId, { ...order, seen });
  const { amountRequestId } = must(asked);
  const about = { budgetId, amountRequestId };
  must(await answerAmountChange(tools, approver, command(), about, { decision: 'AGREED', reasons: '' }));
  // Nine months are left from March on, £100.00 less each.
  const final = (await look(tx => loadFinalBudget(tx, budgetId)))!;
  assert.deepEqual([final.finalPence, final.directPaymentPence], [1_080_000n - 90_000n, 0n]);
  const money = (await look(tx => loadMyMoney(tx, budgetId)))!;
  assert.equal(money.figures.allocated, 990_000n);
  assert.equal(money.toComeOf.THIRD_PARTY, 990_000n - 126_667n);
  const { breaks } = await look(tx => findBreaks(tx));
  assert.deepEqual(
    breaks.filter(one => one.budgetId === budgetId && one.cause !== 'payment-not-on-statement'),
    [],
  );
  assert.deepEqual(await verify(tools), []);
});
