import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import {
  another,
  begin,
  capacityInput,
  heldBack,
  nomineeInput,
  noticesOf,
  OTHER_ACCOUNT,
  on,
  openTasks,
  verification,
} from '../../../../test/support/representation.ts';
import { makeRepresentative } from '../../../../test/support/representatives.ts';
import { ACCOUNT, bring } from '../../../../test/support/set-up-budget.ts';
import { sql } from '../../../platform/sql.ts';
import { enterAccount } from '../../agreements/enter-account.ts';
import { verifyAccount } from '../../agreements/verify-account.ts';
import { assessCapacity } from '../findings/assess-capacity.ts';
import { acceptNomination } from './accept-nomination.ts';
import { agreeNominee } from './agree-nominee.ts';
import { checkDbs } from './check-dbs.ts';
import { endNomination } from './end-nomination.ts';
import { nameNominee } from './name-nominee.ts';
import { raisePayeeConcern } from './raise-payee-concern.ts';

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
