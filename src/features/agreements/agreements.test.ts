import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStaff } from '../../../test/support/actors.ts';
import { command, must, verdict } from '../../../test/support/cases.ts';
import { ICB, OTHER_ICB, testDatabase } from '../../../test/support/database.ts';
import { makeOrder, makeSupplier, notionalLines } from '../../../test/support/orders.ts';
import { makeRepresentative } from '../../../test/support/representatives.ts';
import { ACCOUNT, bring, makePayingStaff, TERMS } from '../../../test/support/set-up-budget.ts';
import { errorCode } from '../../platform/db.ts';
import { sql } from '../../platform/sql.ts';
import { CLAUSE_CODES } from '../../rules/payment/clauses.ts';
import { systemActor } from '../../values/actor.ts';
import { loadNotices } from '../people/store.ts';
import { loadConsent } from '../representation/store.ts';
import { loadBudget } from '../requests/store.ts';
import { recordAssistant } from './checks/record-assistant.ts';
import { recordCover } from './checks/record-cover.ts';
import { closeTask } from './close-task.ts';
import { enterAccount } from './enter-account.ts';
import { finishSetUp } from './finish-set-up.ts';
import { giveConsent } from './give-consent.ts';
import { offerAgreement } from './offer-agreement.ts';
import { signAgreement, signAgreementForIcb } from './sign-agreement.ts';
import { startBudget } from './start-budget.ts';
import { loadAccountHistory, loadAgreement, loadPaymentAccount, loadSetUpTasks } from './store.ts';
import { verifyAccount } from './verify-account.ts';

const database = await testDatabase();
const { tools, db } = database;
const staff = await makePayingStaff(tools, ICB);
const { coordinator, finance, preparer } = staff;

const look = <T>(work: (tx: Parameters<Parameters<typeof db.transaction>[1]>[0]) => Promise<T>) =>
  db.transaction(coordinator, work);
const stateOf = async (budgetId: string) => (await look(tx => loadBudget(tx, ICB, budgetId)))!.state;
const agreementOf = async (budgetId: string) => (await look(tx => loadAgreement(tx, budgetId)))!;
const noticesOf = async (budgetId: string) =>
  (await look(tx => loadNotices(tx, budgetId, 50))).map(notice => notice.kind).reverse();
const verification = (paymentAccountId: string, given: object = {}) =>
  ({
    paymentAccountId,
    outcome: 'VERIFIED',
    method: 'CALL_BACK',
    evidence: 'Called the number on file',
    ...given,
  }) as const;

describe('T14  The agreement is offered, read and signed by both sides', () => {
  test('R-045 R-087 R-139 it states all clauses, who keeps records, the reviews, and twelve payments that come to the sum', async () => {
    const { budgetId } = await bring(tools, staff, 'OFFERED');
    const agreement = await agreementOf(budgetId);
    assert.deepEqual(
      agreement.clauses.map(clause => clause.code),
      [...CLAUSE_CODES],
    );
    assert.match(agreement.clauses.find(clause => clause.code === 'RECORDS')!.words, /The person.*receipt.*£25/);
    assert.equal(agreement.clauses.find(clause => clause.code === 'REVIEWS')!.words, TERMS.reviewTimetable);
    assert.deepEqual(
      agreement.payments.map(payment => `${payment.period} ${payment.amountPence}`),
      [
        '2026-12',
        '2027-01',
        '2027-02',
        '2027-03',
        '2027-04',
        '2027-05',
        '2027-06',
        '2027-07',
        '2027-08',
        '2027-09',
        '2027-10',
        '2027-11',
      ].map(month => `${month} 260000`),
    );
    assert.equal(agreement.yearPence, 3_120_000n);
  });

  test('what others hold and what is bought once stand apart from the instalments', async () => {
    const { budgetId } = await bring(tools, staff, 'OFFERED', {
      items: [
        { annualPence: 1_200_000n },
        { annualPence: 50_000n, once: true },
        { annualPence: 600_000n, option: 'NOTIONAL' },
      ],
      contingencyPence: 0n,
    });
    const { payments, options, yearPence } = await agreementOf(budgetId);
    assert.deepEqual(options, ['DIRECT_PAYMENT', 'NOTIONAL']);
    assert.equal(yearPence, 1_850_000n);
    assert.deepEqual(
      payments.slice(0, 2).map(payment => [payment.purpose, payment.period.toString(), payment.amountPence]),
      [
        ['START_UP', '2026-12', 50_000n],
        ['INSTALMENT', '2026-12', 100_000n],
      ],
    );
    assert.equal(payments.length, 13);
  });

  test('the person signs first, the ICB after; then the budget is agreed and the person has the signed copy', async () => {
    const { budgetId, person } = await bring(tools, staff, 'OFFERED');
    const { contentHash } = await agreementOf(budgetId);
    assert.equal(
      verdict(await signAgreementForIcb(tools, finance, command(), budgetId, { contentHash })),
      'agreement-not-signed',
    );
    assert.equal(verdict(await signAgreement(tools, person, command(), budgetId, { contentHash })), 'accepted');
    assert.equal(
      verdict(await signAgreement(tools, person, command(), budgetId, { contentHash })),
      'agreement-already-signed',
    );
    assert.equal(await stateOf(budgetId), 'BUDGET_SET');
    assert.equal(verdict(await signAgreementForIcb(tools, finance, command(), budgetId, { contentHash })), 'accepted');
    assert.equal(await stateOf(budgetId), 'AGREED');
    assert.deepEqual(await noticesOf(budgetId), ['N13']);
    assert.deepEqual(
      (await look(tx => loadSetUpTasks(tx, budgetId))).map(task => [task.kind, task.closed]),
      [
        ['ACCOUNT', false],
        ['CONSENT', false],
      ],
    );
  });

  test('nobody signs a text that they did not see', async () => {
    const { budgetId, person } = await bring(tools, staff, 'OFFERED');
    const old = await agreementOf(budgetId);
    must(await offerAgreement(tools, coordinator, command(), budgetId, { ...TERMS, recordsKeptBy: 'The bureau' }));
    assert.equal(
      verdict(await signAgreement(tools, person, command(), budgetId, { contentHash: old.contentHash })),
      'agreement-changed',
    );
    await assert.rejects(
      db.transaction(coordinator, tx =>
        tx.query(sql`
          insert into agreement_signature (agreement_id, side, icb_code, signed_hash, capacity, by_id, by_name, signed_on)
          values (${old.agreementId}, 'PERSON', ${ICB}, 'another text', 'PERSON', ${person.id}, 'x', current_date)`),
      ),
      error => errorCode(error) === '23503',
    );
  });

  test('the same press twice has one effect', async () => {
    const { budgetId, person } = await bring(tools, staff, 'OFFERED');
    const { contentHash } = await agreementOf(budgetId);
    const once = command();
    const first = must(await signAgreement(tools, person, once, budgetId, { contentHash }));
    assert.deepEqual(must(await signAgreement(tools, person, once, budgetId, { contentHash })), first);
  });

  test('R-019 R-020 one day before 16 nobody signs for themself; with a representative it goes on', async () => {
    const { budgetId, person } = await bring(tools, staff, 'OFFERED', { dateOfBirth: '2010-11-24' });
    const { contentHash } = await agreementOf(budgetId);
    assert.equal(
      verdict(await signAgreement(tools, person, command(), budgetId, { contentHash })),
      'agreement-not-yours-to-sign, payee-barred',
    );
    const parent = await makeRepresentative(tools, coordinator, { budgetId, person });
    assert.equal(verdict(await signAgreement(tools, parent, command(), budgetId, { contentHash })), 'accepted');
    assert.equal((await agreementOf(budgetId)).signatures[0]!.capacity, 'REPRESENTATIVE');
  });
});

describe('R-027  Consent is a dated record of its own', () => {
  test('it is kept under its day and its kind, and closes its task', async () => {
    const { budgetId, person } = await bring(tools, staff, 'AGREED');
    must(await giveConsent(tools, person, command(), budgetId, { answer: 'YES' }));
    const consent = await look(tx => loadConsent(tx, person.id, 'DIRECT_PAYMENT', tools.today()));
    assert.deepEqual([consent?.given, consent?.happenedOn.toString()], [true, '2026-11-23']);
    assert.equal(await look(tx => loadConsent(tx, person.id, 'SHARING', tools.today())), undefined);
    assert.equal(await stateOf(budgetId), 'AGREED');
  });

  test('an adult’s representative does not give it for them', async () => {
    const { budgetId, person } = await bring(tools, staff, 'AGREED');
    const friend = { ...person, id: crypto.randomUUID(), roles: ['representative'] as const };
    assert.equal(
      verdict(await giveConsent(tools, friend, command(), budgetId, { answer: 'YES' })),
      'outside-authority, consent-not-yours-to-give',
    );
  });
});

describe('R-076 R-085 R-086  The account is checked by arithmetic, then by a second person', () => {
  test('a number that fails its check is refused and nothing is kept', async () => {
    const { budgetId } = await bring(tools, staff, 'AGREED');
    const wrong = { ...ACCOUNT, accountNumber: '66374959' };
    assert.equal(verdict(await enterAccount(tools, preparer, command(), budgetId, wrong)), 'account-fails-check');
    assert.equal(await look(tx => loadPaymentAccount(tx, budgetId)), undefined);
  });

  test('a sort code in no table is taken, with that result and the table’s version', async () => {
    const { budgetId } = await bring(tools, staff, 'AGREED');
    const unknown = { ...ACCOUNT, sortCode: '000000', accountNumber: '12345678' };
    assert.equal(
      must(await enterAccount(tools, preparer, command(), budgetId, unknown)).modulusResult,
      'not-checkable',
    );
    const account = (await look(tx => loadPaymentAccount(tx, budgetId)))!;
    assert.equal(account.status, 'ENTERED');
    assert.notEqual(account.modulusTableVersion, '');
  });

  test('whoever entered it cannot check it, in the service or in the database', async () => {
    const both = await makeStaff(db, ICB, ['payment-preparer', 'finance-officer']);
    const { budgetId } = await bring(tools, staff, 'AGREED');
    const { paymentAccountId } = must(await enterAccount(tools, both, command(), budgetId, ACCOUNT));
    assert.equal(
      verdict(await verifyAccount(tools, both, command(), budgetId, verification(paymentAccountId))),
      'verifier-entered-account',
    );
    await assert.rejects(
      db.transaction(both, tx =>
        tx.query(sql`
          insert into account_verification (payment_account_id, icb_code, entered_by_id, outcome, method, evidence, by_id, by_name, verified_on)
          values (${paymentAccountId}, ${ICB}, ${both.id}, 'VERIFIED', 'CALL_BACK', 'x', ${both.id}, 'x', current_date)`),
      ),
      /verifier_is_another_person/,
    );
    assert.equal(
      verdict(await verifyAccount(tools, finance, command(), budgetId, verification(paymentAccountId))),
      'accepted',
    );
  });

  test('a newer account is not approved unseen, and the older one stays as history', async () => {
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const before = (await look(tx => loadPaymentAccount(tx, budgetId)))!;
    const changed = { ...ACCOUNT, sortCode: '107999', accountNumber: '88837491' };
    const { paymentAccountId } = must(await enterAccount(tools, preparer, command(), budgetId, changed));
    assert.equal(
      verdict(await verifyAccount(tools, finance, command(), budgetId, verification(before.paymentAccountId))),
      'changed-meanwhile',
    );
    assert.deepEqual(
      (await look(tx => loadAccountHistory(tx, budgetId))).map(account => [account.paymentAccountId, account.status]),
      [
        [paymentAccountId, 'ENTERED'],
        [before.paymentAccountId, 'VERIFIED'],
      ],
    );
    assert.equal(verdict(await enterAccount(tools, preparer, command(), budgetId, changed)), 'account-unchanged');
  });

  test('the person is told of another account before it counts, and of what the check found; of the first they are not', async () => {
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    const told = async () =>
      (
        await database.superDb.query(sql`
          select heading, paragraphs from notice where budget_id = ${budgetId} and 'R-085' = any (rules) order by recorded_at, notice_id`)
      ).map(({ heading, paragraphs }) => `${heading} ${(paragraphs as string[]).join(' ')}`);
    assert.deepEqual(await told(), []);
    const enter = async (accountNumber: string) => {
      const other = { ...ACCOUNT, sortCode: '000000', accountNumber };
      return must(await enterAccount(tools, preparer, command(), budgetId, other)).paymentAccountId;
    };
    const check = async (paymentAccountId: string, given: object) =>
      must(await verifyAccount(tools, finance, command(), budgetId, { ...verification(paymentAccountId), ...given }));
    const first = await enter('12345671');
    const [entered] = await told();
    assert.match(
      entered!,
      /^Did you ask us to pay into another account\? .*ends in 5671\. If you did not .* call us now on 0/,
    );
    assert.match(entered!, /Your payments wait until we have checked it\. .* also waits for one payment/);
    await check(first, { outcome: 'REFUSED' });
    assert.match((await told())[1]!, /^We do not pay into the other account .*5671.*It was not the right one/);
    // It still takes the place of the one that was right.
    await check(await enter('12345672'), { method: 'BANK_LETTER' });
    assert.match((await told())[3]!, /^We now pay into your new account .*5672.*may wait until the one after it/);
    await check(await enter('12345673'), {});
    const all = await told();
    assert.equal(all.length, 6);
    assert.match(all[5]!, /5673\. Your next payment goes there\. Is money left in the old account\?/);
  });
});

describe('T15  The set-up ends with its last open task, whichever that is', () => {
  test('with the account last', async () => {
    const { budgetId } = await bring(tools, staff, 'SET_UP');
    assert.equal(await stateOf(budgetId), 'SET_UP');
    assert.deepEqual(await noticesOf(budgetId), ['N13', 'N14']);
    assert.deepEqual(
      (await tools.waitingJobs())
        .filter(job => job.name === 'agreements.start-budgets')
        .map(job => job.startOn?.toString()),
      ['2026-12-01'],
    );
  });

  test('with the consent last', async () => {
    const { budgetId, person } = await bring(tools, staff, 'AGREED');
    const { paymentAccountId } = must(await enterAccount(tools, preparer, command(), budgetId, ACCOUNT));
    must(await verifyAccount(tools, finance, command(), budgetId, verification(paymentAccountId)));
    assert.equal(await stateOf(budgetId), 'AGREED');
    assert.equal(must(await giveConsent(tools, person, command(), budgetId, { answer: 'YES' })).setUp, true);
    assert.equal(await stateOf(budgetId), 'SET_UP');
  });

  test('R-164 R-167  an employer is ready once insured with an assistant’s papers; a yes that was taken back keeps it open', async () => {
    const spec = { items: [{ annualPence: 1_200_000n, category: 'PA_WAGES' }] };
    const { budgetId, person } = await bring(tools, staff, 'SET_UP', spec);
    assert.equal(await stateOf(budgetId), 'AGREED');
    must(await giveConsent(tools, person, command(), budgetId, { answer: 'NO' }));
    const employer = { task: 'EMPLOYER', evidence: 'Payroll and insurance seen' } as const;
    assert.equal(verdict(await closeTask(tools, coordinator, command(), budgetId, employer)), 'set-up-task-unknown');
    const [from, to] = [Temporal.PlainDate.from('2026-12-01'), Temporal.PlainDate.from('2027-11-30')];
    const cover = { insurer: 'Sure Ltd', policyNumber: 'EL 1', limitPence: 500_000_000n, from, to, payroll: '' };
    assert.equal(must(await recordCover(tools, coordinator, command(), budgetId, cover)).setUp, false);
    const seen = tools.today();
    const assistant = {
      name: 'Pat Green',
      worksFrom: from,
      worksUntil: undefined,
      rightToWorkOn: seen,
      referencesOn: seen,
      contractOn: seen,
      dbs: 'SEEN',
      tasks: [],
    } as const;
    assert.equal(must(await recordAssistant(tools, coordinator, command(), budgetId, assistant)).setUp, false);
    assert.equal(must(await giveConsent(tools, person, command(), budgetId, { answer: 'YES' })).setUp, true);
  });
});

describe('T16  Nothing starts by itself before its day and its first payment', () => {
  test('every reason at once', async () => {
    const { budgetId } = await bring(tools, staff, 'AGREED');
    assert.equal(
      verdict(await startBudget(tools, systemActor(ICB), command(), budgetId)),
      'wrong-state, set-up-task-open, set-up-task-open, start-not-reached, first-payment-not-released',
    );
  });

  test('a notional budget waits for its orders; its review counts from the first service', async () => {
    const { budgetId } = await bring(tools, staff, 'AGREED', {
      items: [{ annualPence: 1_200_000n, option: 'NOTIONAL' }],
      contingencyPence: 0n,
      startsOn: '2026-11-23',
    });
    const byHand = { task: 'PURCHASE_ORDERS', evidence: 'Order 7' } as const;
    assert.equal(verdict(await closeTask(tools, coordinator, command(), budgetId, byHand)), 'set-up-task-unknown');
    assert.equal(
      verdict(await startBudget(tools, systemActor(ICB), command(), budgetId)),
      'wrong-state, set-up-task-open, first-service-not-booked',
    );
    const [planItemId] = await notionalLines(tools, coordinator, budgetId);
    const supplierId = await makeSupplier(tools, coordinator);
    const order = {
      planItemId: planItemId!,
      supplierId,
      unitPence: 1_200_000n,
      fromOn: '2026-11-30',
      toOn: '2027-11-22',
    };
    await makeOrder(tools, { raises: coordinator, approves: finance }, budgetId, order);
    assert.equal(must(await finishSetUp(tools, systemActor(ICB), command(), budgetId)).setUp, true);
    const { reviewBy } = must(await startBudget(tools, systemActor(ICB), command(), budgetId));
    assert.equal(reviewBy, '2027-02-28');
    assert.deepEqual(await noticesOf(budgetId), ['N13', 'N18', 'N14', 'N15']);
  });
});

test('another board sees none of it', async () => {
  const { budgetId } = await bring(tools, staff, 'SET_UP');
  const stranger = await makeStaff(db, OTHER_ICB, ['care-coordinator', 'finance-officer']);
  assert.equal(await db.transaction(stranger, tx => loadAgreement(tx, budgetId)), undefined);
  assert.equal(await db.transaction(stranger, tx => loadPaymentAccount(tx, budgetId)), undefined);
  assert.equal(verdict(await offerAgreement(tools, stranger, command(), budgetId, TERMS)), 'not-found');
});
