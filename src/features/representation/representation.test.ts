import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB } from '../../../test/support/database.ts';
import { itemInput, makePlannedCase, makeRateCard } from '../../../test/support/plans.ts';
import { releaseAsShown } from '../../../test/support/release-as-shown.ts';
import {
  begin,
  DECEMBER,
  noticesOf,
  on,
  openTasks,
  verification,
  watch,
} from '../../../test/support/representation.ts';
import { authorityInput, makeRepresentative } from '../../../test/support/representatives.ts';
import { ACCOUNT, bring, TERMS } from '../../../test/support/set-up-budget.ts';
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
import { loadRunHolds, loadRunPayments } from '../payments/store.ts';
import { loadBudget } from '../requests/store.ts';
import { recordAuthority } from './authorities/record-authority.ts';
import { jobs } from './jobs.ts';
import { loadOpenTasks, loadPayeeFacts, loadTasks } from './payee-store.ts';
import { loadAuthorities, WATCH_JOB } from './store.ts';
import { closeRepresentationTask } from './tasks/close-task.ts';

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

describe('R-028  A yes that is taken back', () => {
  test('holds the next payment, stops a file that is not written, and leaves a task and N22, once', async () => {
    const story = await begin();
    const { tools, staff, look } = story;
    const { budgetId, person } = await bring(tools, staff, 'SET_UP');
    const { runId } = must(await prepareRun(tools, staff.preparer, command(), DECEMBER));
    must(await releaseAsShown(tools, staff.releaser, runId));

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
    const listed = await story.look(tx => loadOpenTasks(tx, ICB));
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
