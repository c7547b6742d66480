import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, type TestTools, testDatabase } from '../../../test/support/database.ts';
import { ABLE } from '../../../test/support/payee-facts.ts';
import { itemInput, makePlannedCase, makeRateCard } from '../../../test/support/plans.ts';
import { authorityInput, makeRepresentative } from '../../../test/support/representatives.ts';
import { ACCOUNT, bring, makePayingStaff, TERMS } from '../../../test/support/set-up-budget.ts';
import { errorCode } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { type Actor, systemActor } from '../../values/actor.ts';
import { closeTask } from '../agreements/close-task.ts';
import { enterAccount } from '../agreements/enter-account.ts';
import { giveConsent } from '../agreements/give-consent.ts';
import { offerAgreement } from '../agreements/offer-agreement.ts';
import { signAgreement, signAgreementForIcb } from '../agreements/sign-agreement.ts';
import { loadAgreement } from '../agreements/store.ts';
import { verifyAccount } from '../agreements/verify-account.ts';
import { writeFile } from '../payments/files/write-file.ts';
import { prepareRun } from '../payments/runs/prepare-run.ts';
import { releaseRun } from '../payments/runs/release-run.ts';
import { loadRun, loadRunHolds, loadRunPayments } from '../payments/store.ts';
import { loadNotices } from '../people/store.ts';
import { signStatements } from '../plans/signing/sign-statements.ts';
import { inPlainWords } from '../refusals.ts';
import { loadBudget } from '../requests/store.ts';
import { endAuthority } from './authorities/end-authority.ts';
import { recordAuthority } from './authorities/record-authority.ts';
import { verifyAuthority } from './authorities/verify-authority.ts';
import { assessCapacity, type CapacityInput } from './findings/assess-capacity.ts';
import { checkExclusion } from './findings/check-exclusion.ts';
import { liftExclusion } from './findings/lift-exclusion.ts';
import { jobs } from './jobs.ts';
import { acceptNomination } from './nominees/accept-nomination.ts';
import { agreeNominee } from './nominees/agree-nominee.ts';
import { checkDbs } from './nominees/check-dbs.ts';
import { endNomination } from './nominees/end-nomination.ts';
import { type NomineeInput, nameNominee } from './nominees/name-nominee.ts';
import { raisePayeeConcern } from './nominees/raise-payee-concern.ts';
import { loadOpenTasks, loadPayeeFacts, loadTasks } from './payee-store.ts';
import { loadAuthorities, WATCH_JOB } from './store.ts';
import { closeRepresentationTask } from './tasks/close-task.ts';

const on = (iso: string) => Temporal.PlainDate.from(iso);
const DECEMBER = { month: Temporal.PlainYearMonth.from('2026-12') };

/** A board of its own for each story: a payment run is about every budget of it. */
async function begin(today = '2026-11-23') {
  const { tools, db } = await testDatabase(today);
  const staff = await makePayingStaff(tools, ICB);
  const approver = await makeStaff(db, ICB, ['approver'], { name: 'Abe Approver' });
  const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
    db.transaction(staff.coordinator, work);
  return { tools, db, staff, approver, look };
}
type Story = Awaited<ReturnType<typeof begin>>;

/** Does what changes of who acts have left to look at, and the daily look. */
async function watch(tools: TestTools) {
  for (const job of jobs) await job.run(tools, systemActor(ICB), {});
}

/** Why a run of December leaves a budget out today; nothing when it pays. */
async function heldBack({ tools, staff, look }: Story, budgetId: string): Promise<string> {
  const decision = await prepareRun(tools, staff.preparer, command(), DECEMBER);
  if (!decision.accepted) return verdict(decision);
  const { runId } = decision.value;
  const holds = (await look(tx => loadRunHolds(tx, runId))).filter(hold => hold.budgetId === budgetId);
  const paid = (await look(tx => loadRunPayments(tx, runId))).filter(payment => payment.budgetId === budgetId);
  assert.ok(holds.length === 0 || paid.length === 0);
  return holds.map(hold => `${hold.reason} (${hold.ownerRole})`).join(', ');
}

/** One budget that is always paid, so that a run is one. */
const another = ({ tools, staff }: Story) => bring(tools, staff, 'SET_UP');

const noticesOf = async ({ look }: Story, budgetId: string) =>
  (await look(tx => loadNotices(tx, budgetId, 50))).map(notice => notice.kind).toReversed();
const openTasks = async ({ look }: Story, budgetId: string) =>
  (await look(tx => loadTasks(tx, budgetId))).filter(task => !task.closed).map(task => `${task.kind} by ${task.dueOn}`);

const capacityInput = (given: Partial<CapacityInput> = {}): CapacityInput => ({
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

const nomineeInput = (given: Partial<NomineeInput> = {}): NomineeInput => ({
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

const verification = (paymentAccountId: string) =>
  ({ paymentAccountId, outcome: 'VERIFIED', method: 'CALL_BACK', evidence: 'Called the number on file' }) as const;

const OTHER_ACCOUNT = { ...ACCOUNT, sortCode: '107999', accountNumber: '88837491', name: 'N Neighbour' };

test('R-011 R-020 R-031 a child’s case, from the mother’s request to the money in her account', async () => {
  const story = await begin();
  const { tools, staff, look } = story;
  await makeRateCard(tools, ICB);
  let mother: Actor | undefined;
  const made = await makePlannedCase(tools, ICB, 'BUDGET_SET', {
    request: {
      dateOfBirth: on('2014-05-01'),
      claimedGroup: 'CHILDREN_CC',
      requesterRole: 'REPRESENTATIVE',
      requester: 'Mo Parent',
    },
    async signer(opened) {
      mother = await makeRepresentative(tools, opened.coordinator, opened);
      return mother;
    },
    items: outcomeId => [itemInput(outcomeId, { category: 'THERAPY', label: 'Music therapy', provider: 'Ada Sample' })],
    startsOn: '2026-12-01',
  });
  const { budgetId, personId } = made;
  const child: Actor = { id: personId, name: 'Jo Sample', icbCode: ICB, roles: ['person'], personId };
  must(await offerAgreement(tools, made.coordinator, command(), budgetId, TERMS));
  const { contentHash } = (await look(tx => loadAgreement(tx, budgetId)))!;
  assert.equal(
    verdict(await signAgreement(tools, child, command(), budgetId, { contentHash })),
    'agreement-not-yours-to-sign',
  );
  must(await signAgreement(tools, mother!, command(), budgetId, { contentHash }));
  must(await signAgreementForIcb(tools, staff.finance, command(), budgetId, { contentHash }));
  assert.equal(
    verdict(await giveConsent(tools, child, command(), budgetId, { answer: 'YES' })),
    'consent-not-yours-to-give',
  );
  must(await giveConsent(tools, mother!, command(), budgetId, { answer: 'YES' }));
  const hers = { ...ACCOUNT, name: 'Mo Parent', namedPeople: 'Mo Parent' };
  const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, hers));
  assert.deepEqual((await look(tx => loadPayeeFacts(tx, { budgetId, personId }))).accountPayee, {
    kind: 'REPRESENTATIVE',
    id: mother!.id,
  });
  must(await verifyAccount(tools, staff.finance, command(), budgetId, verification(paymentAccountId)));
  for (const task of ['EMPLOYER', 'PROVIDER_CHECKS'] as const)
    await closeTask(tools, made.coordinator, command(), budgetId, { task, evidence: 'Seen' });
  assert.equal((await look(tx => loadBudget(tx, ICB, budgetId)))!.state, 'SET_UP');

  const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
  assert.deepEqual(await look(tx => loadRunHolds(tx, runId)), []);
  const [payment] = await look(tx => loadRunPayments(tx, runId));
  assert.deepEqual([payment?.budgetId, payment?.accountNumber], [budgetId, ACCOUNT.accountNumber]);
});

describe('R-022 R-021  A lack of capacity needs its record, and somebody who acts', () => {
  test('flagged without an assessment: nobody signs; assessed, with a brother whom the board appointed, it goes on', async () => {
    const story = await begin();
    const { tools, db, staff, look } = story;
    const { budgetId, person } = await bring(tools, staff, 'OFFERED');
    await db.transaction(staff.coordinator, tx =>
      tx.query(sql`
        insert into capacity_assessment (icb_code, person_id, decision, has_capacity, support_given, assessed_on, assessor)
        values (${ICB}, ${person.id}, 'DIRECT_PAYMENT', false, 'An interpreter', '2026-11-01', 'Nurse Nan')`),
    );
    const brother = await makeRepresentative(
      tools,
      staff.coordinator,
      { budgetId, person },
      {
        name: 'Bo Brother',
        kind: 'ICB_APPOINTED',
        documentRef: '',
        issuer: '',
        appointedReason: 'No deputy and no attorney; he knows her best',
        relationship: 'SIBLING',
      },
    );
    const { contentHash } = (await look(tx => loadAgreement(tx, budgetId)))!;
    const signs = (who: Actor) => signAgreement(tools, who, command(), budgetId, { contentHash });
    assert.equal(verdict(await signs(brother)), 'payee-barred');
    assert.equal(verdict(await signs(person)), 'agreement-not-yours-to-sign, payee-barred');

    const assess = (given: Partial<CapacityInput>) =>
      assessCapacity(tools, staff.coordinator, command(), budgetId, capacityInput(given));
    assert.equal(
      verdict(await assess({ supportGiven: ' ', reviewOn: undefined })),
      'capacity-support-missing, capacity-review-missing',
    );
    assert.deepEqual(must(await assess({})), { hasCapacity: false });
    assert.equal(verdict(await signs(person)), 'agreement-not-yours-to-sign');
    assert.equal(verdict(await signs(brother)), 'accepted');
    assert.equal(
      verdict(await nameNominee(tools, brother, command(), budgetId, nomineeInput())),
      'appointed-representative-cannot-nominate',
    );
  });

  test('the database keeps no finding that its four answers do not bear out', async () => {
    const { tools, db, staff } = await begin();
    const { person } = await bring(tools, staff, 'BUDGET_SET');
    await assert.rejects(
      db.transaction(staff.coordinator, tx =>
        tx.query(sql`
          insert into capacity_assessment (icb_code, person_id, decision, has_capacity, support_given, assessed_on, assessor, understand, retain, weigh, communicate)
          values (${ICB}, ${person.id}, 'PLAN', false, 'x', '2026-11-01', 'x', true, true, true, true)`),
      ),
      /capacity_follows_abilities/,
    );
  });
});

describe('R-031  Who acts is recorded, checked and ended', () => {
  test('next of kin is no right, and the board is told what it may do instead', async () => {
    const { tools, staff } = await begin();
    const { budgetId } = await bring(tools, staff, 'BUDGET_SET');
    const kin = authorityInput({ kind: 'NONE_OF_THESE' });
    const refusal = await recordAuthority(tools, staff.coordinator, command(), budgetId, kin);
    assert.equal(verdict(refusal), 'authority-not-recognised');
    assert.match(refusal.accepted ? '' : inPlainWords(refusal.refusals[0]).text, /the board may appoint somebody/);
  });

  test('a parent of an adult has no parental responsibility', async () => {
    const { tools, staff } = await begin();
    const { budgetId } = await bring(tools, staff, 'BUDGET_SET');
    const late = authorityInput({ fromOn: on('2026-11-23') });
    assert.equal(
      verdict(await recordAuthority(tools, staff.coordinator, command(), budgetId, late)),
      'parental-responsibility-over',
    );
  });

  test('one who acts for somebody else here cannot be recorded; the same person by another right can', async () => {
    const { tools, staff, look } = await begin();
    const { coordinator } = staff;
    const one = await bring(tools, staff, 'BUDGET_SET');
    const two = await bring(tools, staff, 'BUDGET_SET');
    const dee = await makeRepresentative(tools, coordinator, one, { kind: 'DEPUTY', name: 'Dee Deputy' });
    const again = authorityInput({ kind: 'LPA_DONEE', subject: dee.subject, name: 'Dee Deputy' });
    assert.equal(
      verdict(await recordAuthority(tools, coordinator, command(), two.budgetId, again)),
      'subject-acts-for-another',
    );
    const { representativeId } = must(await recordAuthority(tools, coordinator, command(), one.budgetId, again));
    assert.equal(representativeId, dee.id);
    const check = { authorityId: dee.authorityId, evidence: 'Again' };
    assert.equal(
      verdict(await verifyAuthority(tools, coordinator, command(), one.budgetId, check)),
      'authority-already-verified',
    );
    assert.equal(verdict(await verifyAuthority(tools, coordinator, command(), two.budgetId, check)), 'not-found');
    assert.deepEqual(
      (await look(tx => loadAuthorities(tx, one.person.id))).map(({ kind, verified }) => `${kind} ${verified}`),
      ['DEPUTY true', 'LPA_DONEE false'],
    );
  });

  test('nobody signs a plan beyond their authority', async () => {
    const { tools, staff } = await begin();
    await makeRateCard(tools, ICB);
    const made = await makePlannedCase(tools, ICB, 'PROPOSED');
    const forMoney = await makeRepresentative(tools, staff.coordinator, made, {
      kind: 'DEPUTY',
      scope: ['DIRECT_PAYMENT'],
    });
    const yes = { agreed: true, words: '' };
    const answers = { NEEDS_MET: yes, ENOUGH_MONEY: yes, WILL_BE_REVIEWED: yes };
    const input = { answers, seenHash: 'x', seenPence: 1n };
    assert.equal(verdict(await signStatements(tools, forMoney, command(), made.budgetId, input)), 'outside-authority');
  });
});

describe('R-023 R-024  An order of the Schedule bars direct payments, and nothing else', () => {
  const order = {
    category: 'DRUG_REHABILITATION',
    orderRef: 'Testshire Crown Court 7',
    fromOn: on('2026-07-01'),
    untilOn: on('2027-06-30'),
  };
  const found = { checkedOn: on('2026-11-23'), source: 'Probation officer', found: order };

  test('a budget that others hold goes on to its start; one paid directly is refused with the day', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const items = [{ annualPence: 2_880_000n, option: 'THIRD_PARTY' as const }];
    const other = await bring(tools, staff, 'OFFERED', { items, contingencyPence: 0n });
    const direct = await bring(tools, staff, 'OFFERED');
    for (const { budgetId } of [other, direct])
      must(await checkExclusion(tools, staff.coordinator, command(), budgetId, found));
    const sign = async ({ budgetId, person }: typeof other) => {
      const { contentHash } = (await look(tx => loadAgreement(tx, budgetId)))!;
      return signAgreement(tools, person, command(), budgetId, { contentHash });
    };
    const refusal = await sign(direct);
    assert.equal(verdict(refusal), 'payee-barred');
    assert.match(
      refusal.accepted ? '' : inPlainWords(refusal.refusals[0]).text,
      /until 30 June 2027. The NHS or another organisation can hold the money/,
    );
    must(await sign(other));
    const { contentHash } = (await look(tx => loadAgreement(tx, other.budgetId)))!;
    must(await signAgreementForIcb(tools, staff.finance, command(), other.budgetId, { contentHash }));
    const supply = { task: 'CONTRACT_OF_SUPPLY', evidence: 'Contract 7' } as const;
    assert.equal(must(await closeTask(tools, staff.coordinator, command(), other.budgetId, supply)).setUp, true);
  });

  test('a payment is held while the order runs, and paid once it ended early', async () => {
    const story = await begin();
    const { tools, staff } = story;
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const { exclusionCheckId } = must(await checkExclusion(tools, staff.coordinator, command(), budgetId, found));
    await another(story);
    assert.equal(await heldBack(story, budgetId), 'schedule-bar (care-coordinator)');
    const lifted = { exclusionCheckId, lastOn: on('2026-11-22'), evidence: 'Letter of the court' };
    must(await liftExclusion(tools, staff.coordinator, command(), budgetId, lifted));
    assert.equal(verdict(await liftExclusion(tools, staff.coordinator, command(), budgetId, lifted)), 'not-found');
    assert.equal(await heldBack(story, budgetId), '');
  });

  test('a look that finds nothing bars nothing', async () => {
    const { tools, staff } = await begin();
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const none = { ...found, found: undefined };
    assert.equal(must(await checkExclusion(tools, staff.coordinator, command(), budgetId, none)).present, false);
  });
});

describe('R-028  A yes that is taken back', () => {
  test('holds the next payment, stops a file that is not written, and leaves a task and N22, once', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const { budgetId, person } = await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    const run = (await look(tx => loadRun(tx, ICB, runId)))!;
    const seen = { count: run.paymentsCount, totalPence: run.totalPence };
    must(await releaseRun(tools, staff.releaser, command(), runId, seen));

    must(await giveConsent(tools, person, command(), budgetId, { answer: 'NO' }));
    assert.ok((await tools.waitingJobs()).some(job => job.name === WATCH_JOB && job.data.budgetId === budgetId));
    assert.equal(verdict(await writeFile(tools, staff.releaser, command(), runId)), 'run-has-barred-payments');
    await watch(tools);
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), ['STOP_M1 by 2026-11-23']);
    assert.deepEqual(
      (await noticesOf(story, budgetId)).filter(kind => kind === 'N22'),
      ['N22'],
    );

    const [task] = await look(tx => loadTasks(tx, budgetId));
    const done = { taskId: task!.taskId, outcome: 'Notional budget from today; the agency was called' };
    must(await closeRepresentationTask(tools, staff.coordinator, command(), budgetId, done));
    assert.equal(
      verdict(await closeRepresentationTask(tools, staff.coordinator, command(), budgetId, done)),
      'representation-task-closed',
    );
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), []);
    // Yes and no again is another cause.
    must(await giveConsent(tools, person, command(), budgetId, { answer: 'YES' }));
    must(await giveConsent(tools, person, command(), budgetId, { answer: 'NO' }));
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), ['STOP_M1 by 2026-11-23']);
  });

  test('where nothing is paid directly there is nothing to stop', async () => {
    const story = await begin();
    const { tools, staff } = story;
    const { budgetId, person } = await bring(tools, staff, 'BUDGET_SET');
    must(await giveConsent(tools, person, command(), budgetId, { answer: 'NO' }));
    for (const job of jobs) await job.run(tools, systemActor(ICB), { budgetId });
    assert.deepEqual(await openTasks(story, budgetId), []);
  });
});

describe('R-029  Whoever said yes for the person no longer does', () => {
  test('one of two deputies resigns: with the other’s yes no stop, but no money to the one who is gone', async () => {
    const story = await begin();
    const { tools, staff } = story;
    const { coordinator } = staff;
    const made = await bring(tools, staff, 'SET_UP');
    const { budgetId } = made;
    must(await assessCapacity(tools, coordinator, command(), budgetId, capacityInput()));
    const several = { kind: 'DEPUTY', acting: 'SEVERALLY', relationship: 'SIBLING' } as const;
    const ann = await makeRepresentative(tools, coordinator, made, { ...several, name: 'Ann Deputy' });
    const bob = await makeRepresentative(tools, coordinator, made, { ...several, name: 'Bob Deputy' });
    assert.equal(await heldBack(story, budgetId), 'nothing-to-pay');
    must(await giveConsent(tools, ann, command(), budgetId, { answer: 'YES' }));
    must(await giveConsent(tools, bob, command(), budgetId, { answer: 'YES' }));
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, OTHER_ACCOUNT));
    must(await verifyAccount(tools, staff.finance, command(), budgetId, verification(paymentAccountId)));

    const ending = {
      authorityId: ann.authorityId,
      reason: 'RESIGNED',
      words: 'Her letter',
      lastOn: on('2026-11-23'),
    } as const;
    must(await endAuthority(tools, coordinator, command(), budgetId, ending));
    assert.equal(
      verdict(await endAuthority(tools, coordinator, command(), budgetId, ending)),
      'authority-not-in-force',
    );
    tools.moveTo('2026-11-24');
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), []);
    await another(story);
    assert.equal(await heldBack(story, budgetId), 'payee-ended (payment-preparer)');
    assert.equal(verdict(await giveConsent(tools, ann, command(), budgetId, { answer: 'YES' })), 'outside-authority');

    must(
      await endAuthority(tools, coordinator, command(), budgetId, {
        ...ending,
        authorityId: bob.authorityId,
        lastOn: on('2026-11-24'),
      }),
    );
    tools.moveTo('2026-11-25');
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), ['STOP_M2 by 2026-11-25']);
  });

  test('those who act jointly all sign, each once', async () => {
    const { tools, staff, look } = await begin();
    const made = await bring(tools, staff, 'OFFERED');
    const { budgetId } = made;
    must(await assessCapacity(tools, staff.coordinator, command(), budgetId, capacityInput()));
    const joint = { kind: 'LPA_DONEE', acting: 'JOINTLY', documentRef: 'LPA 7000-1' } as const;
    const ann = await makeRepresentative(tools, staff.coordinator, made, { ...joint, name: 'Ann Attorney' });
    const bob = await makeRepresentative(tools, staff.coordinator, made, { ...joint, name: 'Bob Attorney' });
    const { contentHash } = (await look(tx => loadAgreement(tx, budgetId)))!;
    const sign = (who: Actor) => signAgreement(tools, who, command(), budgetId, { contentHash });
    const board = () => signAgreementForIcb(tools, staff.finance, command(), budgetId, { contentHash });
    must(await sign(ann));
    assert.equal(verdict(await sign(ann)), 'agreement-already-signed');
    assert.equal(verdict(await board()), 'agreement-signature-missing');
    must(await sign(bob));
    must(await board());
    assert.equal(must(await giveConsent(tools, ann, command(), budgetId, { answer: 'YES' })).setUp, false);
    assert.equal((await look(tx => loadPayeeFacts(tx, { budgetId, personId: made.person.id }))).words.length, 1);
  });
});

describe('R-030 T32  The 16th birthday', () => {
  const BORN = { dateOfBirth: '2011-03-12' };
  async function childPaid() {
    const story = await begin('2026-09-11');
    const { tools, staff, look } = story;
    const made = await bring(tools, staff, 'OFFERED', { ...BORN, startsOn: '2026-12-01' });
    const { budgetId } = made;
    const mum = await makeRepresentative(tools, staff.coordinator, made);
    const { contentHash } = (await look(tx => loadAgreement(tx, budgetId)))!;
    must(await signAgreement(tools, mum, command(), budgetId, { contentHash }));
    must(await signAgreementForIcb(tools, staff.finance, command(), budgetId, { contentHash }));
    must(await giveConsent(tools, mum, command(), budgetId, { answer: 'YES' }));
    return { ...story, made, budgetId };
  }

  test('six months before: a task and N33, once; without the young person’s yes payments must stop on the day', async () => {
    const story = await childPaid();
    const { tools, budgetId, made } = story;
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), []);
    assert.equal(
      verdict(await giveConsent(tools, made.person, command(), budgetId, { answer: 'YES' })),
      'consent-not-yours-to-give',
    );
    tools.moveTo('2026-09-12');
    await watch(tools);
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), ['TRANSITION_16 by 2027-03-11']);
    assert.deepEqual(
      (await noticesOf(story, budgetId)).filter(kind => kind === 'N33'),
      ['N33'],
    );
    tools.moveTo('2027-03-11');
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), ['TRANSITION_16 by 2027-03-11']);
    tools.moveTo('2027-03-12');
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), ['TRANSITION_16 by 2027-03-11', 'STOP_M3 by 2027-03-12']);
    const listed = await story.look(tx => loadOpenTasks(tx, ICB, 10));
    assert.equal(listed.length, 2);
  });

  test('with their own yes of 1 March payments go on', async () => {
    const story = await childPaid();
    const { tools, budgetId, made } = story;
    tools.moveTo('2027-03-01');
    must(await giveConsent(tools, made.person, command(), budgetId, { answer: 'YES' }));
    tools.moveTo('2027-03-12');
    await watch(tools);
    assert.deepEqual(await openTasks(story, budgetId), []);
  });
});

describe('R-032 R-033 R-034 R-036  A nominee', () => {
  test('is paid once both agreed and the certificate is there; a brother needs none', async () => {
    const story = await begin();
    const { tools, staff, approver } = story;
    const { coordinator } = staff;
    const made = await bring(tools, staff, 'SET_UP');
    const { budgetId, person } = made;
    const { nomineeId, needsDbs } = must(await nameNominee(tools, person, command(), budgetId, nomineeInput()));
    assert.equal(needsDbs, true);
    assert.equal(
      verdict(await nameNominee(tools, person, command(), budgetId, nomineeInput())),
      'nominee-already-named',
    );
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, OTHER_ACCOUNT));
    must(await verifyAccount(tools, staff.finance, command(), budgetId, verification(paymentAccountId)));
    await another(story);
    assert.equal(
      verdict(await agreeNominee(tools, approver, command(), budgetId, { reason: 'Suitable' })),
      'nominee-not-agreed',
    );
    const yes = { clauseVersion: '1', evidence: 'Signed paper of 23 November, file 7' };
    assert.equal(
      verdict(await acceptNomination(tools, coordinator, command(), budgetId, { ...yes, clauseVersion: '0' })),
      'changed-meanwhile',
    );
    must(await acceptNomination(tools, coordinator, command(), budgetId, yes));
    assert.equal(
      await heldBack(story, budgetId),
      'dbs-missing (care-coordinator), nominee-not-agreed (care-coordinator)',
    );
    must(await agreeNominee(tools, approver, command(), budgetId, { reason: 'Knows the person well' }));
    await another(story);
    assert.equal(await heldBack(story, budgetId), 'dbs-missing (care-coordinator)');
    const certificate = {
      partyId: nomineeId,
      certificateNumber: '001234567890',
      issuedOn: on('2026-11-02'),
      outcome: 'CLEAR',
      checkedOn: on('2026-11-23'),
    } as const;
    must(await checkDbs(tools, coordinator, command(), budgetId, certificate));
    assert.equal(await heldBack(story, budgetId), '');
    assert.equal(
      verdict(await checkDbs(tools, coordinator, command(), budgetId, { ...certificate, partyId: person.id })),
      'not-found',
    );

    const brother = await bring(tools, staff, 'SET_UP');
    const close = nomineeInput({ relationship: 'SIBLING', name: 'Bo Brother' });
    assert.equal(must(await nameNominee(tools, coordinator, command(), brother.budgetId, close)).needsDbs, false);
  });

  test('the database keeps no agreement that does not name the principal', async () => {
    const { tools, db, staff } = await begin();
    const { budgetId, person } = await bring(tools, staff, 'SET_UP');
    const { nomineeId } = must(await nameNominee(tools, person, command(), budgetId, nomineeInput()));
    await assert.rejects(
      db.transaction(staff.coordinator, tx =>
        tx.query(sql`
          insert into nominee_agreement (nominee_id, side, icb_code, clause_version, clauses, evidence, agreed_on, by_id, by_name)
          values (${nomineeId}, 'NOMINEE', ${ICB}, '1', '{"AS_PLANNED": "x", "DIRECT_PAYMENT_RULES": "x"}', 'x', '2026-11-23', ${person.id}, 'x')`),
      ),
      /nominee_agreement_names_the_principal/,
    );
  });

  test('R-032 a wish said in advance binds once capacity is lost', async () => {
    const story = await begin();
    const { tools, staff } = story;
    const made = await bring(tools, staff, 'SET_UP');
    const { budgetId, person } = made;
    must(await nameNominee(tools, person, command(), budgetId, nomineeInput({ basis: 'ADVANCE_WISH' })));
    must(await assessCapacity(tools, staff.coordinator, command(), budgetId, capacityInput()));
    const dee = await makeRepresentative(tools, staff.coordinator, made, { kind: 'DEPUTY' });
    assert.equal(
      verdict(await nameNominee(tools, dee, command(), budgetId, nomineeInput({ name: 'Somebody Else' }))),
      'advance-wish-binds',
    );
  });
});

describe('R-035  A nomination ends', () => {
  test('in writing: a task in 14 days, N31, and no payment to the account of who is gone', async () => {
    const story = await begin();
    const { tools, staff, approver } = story;
    const made = await bring(tools, staff, 'SET_UP');
    const { budgetId, person } = made;
    must(await nameNominee(tools, person, command(), budgetId, nomineeInput({ relationship: 'SIBLING' })));
    must(
      await acceptNomination(tools, staff.coordinator, command(), budgetId, { clauseVersion: '1', evidence: 'Paper' }),
    );
    must(await agreeNominee(tools, approver, command(), budgetId, { reason: 'Suitable' }));
    const { paymentAccountId } = must(await enterAccount(tools, staff.preparer, command(), budgetId, OTHER_ACCOUNT));
    must(await verifyAccount(tools, staff.finance, command(), budgetId, verification(paymentAccountId)));

    const said = { inWriting: false, evidence: 'On the telephone' };
    assert.equal(
      verdict(await endNomination(tools, staff.coordinator, command(), budgetId, said)),
      'nomination-not-withdrawn-in-writing',
    );
    const { reviewBy } = must(await endNomination(tools, person, command(), budgetId, said));
    assert.equal(reviewBy, '2026-12-07');
    assert.deepEqual(await openTasks(story, budgetId), ['NOMINEE_REVIEW by 2026-12-07']);
    assert.equal((await noticesOf(story, budgetId)).at(-1), 'N31');
    await another(story);
    assert.equal(await heldBack(story, budgetId), 'payee-ended (payment-preparer)');
    // Re-routed: the person's own account is entered and checked, and the money goes there.
    const own = must(await enterAccount(tools, staff.preparer, command(), budgetId, ACCOUNT));
    must(await verifyAccount(tools, staff.finance, command(), budgetId, verification(own.paymentAccountId)));
    assert.equal(await heldBack(story, budgetId), '');
  });
});

describe('R-037  A bankrupt payee is paid on, and offered another way', () => {
  test('a task each, and no hold', async () => {
    const story = await begin();
    const { tools, staff } = story;
    const made = await bring(tools, staff, 'SET_UP');
    const { budgetId, person } = made;
    const { nomineeId } = must(
      await nameNominee(tools, person, command(), budgetId, nomineeInput({ relationship: 'SIBLING' })),
    );
    const concern = { partyId: nomineeId, kind: 'BANKRUPT', reason: 'Public register' } as const;
    const raised = must(await raisePayeeConcern(tools, staff.coordinator, command(), budgetId, concern));
    assert.equal(raised.offers, 'MANAGED_ACCOUNT,THIRD_PARTY,BROKER');
    must(await raisePayeeConcern(tools, staff.coordinator, command(), budgetId, { ...concern, kind: 'UNSUITABLE' }));
    assert.deepEqual((await openTasks(story, budgetId)).toSorted(), [
      'PAYEE_BANKRUPT by 2026-12-07',
      'PAYEE_UNSUITABLE by 2026-12-07',
    ]);
    assert.equal(await heldBack(story, budgetId), '');
    const stranger = { ...concern, partyId: staff.coordinator.id };
    assert.equal(
      verdict(await raisePayeeConcern(tools, staff.coordinator, command(), budgetId, stranger)),
      'not-found',
    );
  });
});

test('another board sees none of it', async () => {
  const { tools, db, staff } = await begin();
  const made = await bring(tools, staff, 'BUDGET_SET');
  await makeRepresentative(tools, staff.coordinator, made, { kind: 'DEPUTY' });
  const stranger = await makeStaff(db, OTHER_ICB, ['care-coordinator']);
  assert.deepEqual(await db.transaction(stranger, tx => loadAuthorities(tx, made.person.id)), []);
  assert.equal(
    verdict(await recordAuthority(tools, stranger, command(), made.budgetId, authorityInput())),
    'not-found',
  );
});

test('what was recorded is never changed', async () => {
  const { tools, db, staff } = await begin();
  const made = await bring(tools, staff, 'BUDGET_SET');
  await makeRepresentative(tools, staff.coordinator, made, { kind: 'DEPUTY' });
  await assert.rejects(
    db.transaction(staff.coordinator, tx => tx.query(sql`update authority set until_on = null`)),
    error => ['PB002', '42501'].includes(errorCode(error) ?? ''),
  );
});
