import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command, must, verdict } from '../../../../test/support/cases.ts';
import { ICB } from '../../../../test/support/database.ts';
import { makePlannedCase, makeRateCard } from '../../../../test/support/plans.ts';
import {
  another,
  begin,
  capacityInput,
  heldBack,
  OTHER_ACCOUNT,
  on,
  openTasks,
  verification,
  watch,
} from '../../../../test/support/representation.ts';
import { authorityInput, makeRepresentative } from '../../../../test/support/representatives.ts';
import { bring } from '../../../../test/support/set-up-budget.ts';
import type { Actor } from '../../../values/actor.ts';
import { enterAccount } from '../../agreements/enter-account.ts';
import { giveConsent } from '../../agreements/give-consent.ts';
import { signAgreement, signAgreementForIcb } from '../../agreements/sign-agreement.ts';
import { loadAgreement } from '../../agreements/store.ts';
import { verifyAccount } from '../../agreements/verify-account.ts';
import { signStatements } from '../../plans/signing/sign-statements.ts';
import { inPlainWords } from '../../refusals.ts';
import { assessCapacity } from '../findings/assess-capacity.ts';
import { loadPayeeFacts } from '../payee-store.ts';
import { loadAuthorities } from '../store.ts';
import { endAuthority } from './end-authority.ts';
import { recordAuthority } from './record-authority.ts';
import { verifyAuthority } from './verify-authority.ts';

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
