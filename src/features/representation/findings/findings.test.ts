import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { another, begin, capacityInput, heldBack, nomineeInput, on } from '../../../../test/support/representation.ts';
import { makeRepresentative } from '../../../../test/support/representatives.ts';
import { bring } from '../../../../test/support/set-up-budget.ts';
import { contractWith, makeThirdParty } from '../../../../test/support/third-parties.ts';
import { sql } from '../../../platform/sql.ts';
import type { Actor } from '../../../values/actor.ts';
import { signAgreement, signAgreementForIcb } from '../../agreements/sign-agreement.ts';
import { loadAgreement } from '../../agreements/store.ts';
import { inPlainWords } from '../../refusals.ts';
import { nameNominee } from '../nominees/name-nominee.ts';
import { assessCapacity, type CapacityInput } from './assess-capacity.ts';
import { checkExclusion } from './check-exclusion.ts';
import { liftExclusion } from './lift-exclusion.ts';

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
    assert.equal(await contractWith(tools, staff, other.budgetId, await makeThirdParty(tools, staff)), true);
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
