import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authority, on } from '../../../test/support/payee-facts.ts';
import type { Decision } from '../decision.ts';
import {
  AUTHORITY_KINDS,
  AUTHORITY_WORDS,
  type AuthorityFacts,
  actingFor,
  decideActing,
  decideAuthority,
  decideAuthorityCheck,
  decideAuthorityEnd,
  isInForce,
  type NewAuthority,
  unitsOf,
} from './representation.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');

const facts = (given: Partial<AuthorityFacts> = {}): AuthorityFacts => ({
  dateOfBirth: on('1964-03-02'),
  inForce: [],
  subjectTaken: false,
  ...given,
});
const given = (some: Partial<NewAuthority> = {}): NewAuthority => ({
  kind: 'DEPUTY',
  scope: ['DIRECT_PAYMENT'],
  documentRef: 'Order 13579',
  issuer: 'Court of Protection',
  appointedReason: '',
  fromOn: on('2026-11-23'),
  untilOn: undefined,
  ...some,
});
const decided = (some: Partial<NewAuthority>, about: Partial<AuthorityFacts> = {}) =>
  verdict(decideAuthority(facts(about), given(some)));

describe('R-031  A representative is of one of five kinds', () => {
  for (const kind of AUTHORITY_KINDS)
    test(`${AUTHORITY_WORDS[kind]}: accepted`, () => {
      const about = kind === 'PARENTAL_RESPONSIBILITY' ? { dateOfBirth: on('2014-05-01') } : {};
      assert.equal(decided({ kind, appointedReason: 'Nobody else has authority' }, about), 'accepted');
    });
  for (const kind of ['NEXT_OF_KIN', 'FRIEND', '', 'deputy', '__proto__'])
    test(`“${kind}”: not recognised`, () => assert.equal(decided({ kind }), 'authority-not-recognised'));

  test('on a document that somebody issued', () => {
    assert.equal(decided({ documentRef: ' ' }), 'authority-without-document');
    assert.equal(decided({ issuer: '' }), 'authority-without-document');
  });
  test('for at least one decision', () => assert.equal(decided({ scope: [] }), 'authority-without-scope'));
  test('with a last day that is not before the first', () => {
    assert.equal(decided({ untilOn: on('2026-11-22') }), 'authority-ends-before-start');
    assert.equal(decided({ untilOn: on('2026-11-23') }), 'accepted');
  });
  test('whose sign-in name acts for nobody else', () => {
    assert.equal(decided({}, { subjectTaken: true }), 'subject-acts-for-another');
  });

  const appointed = {
    kind: 'ICB_APPOINTED',
    documentRef: '',
    issuer: '',
    appointedReason: 'His brother knows him best',
  };
  test('the board appoints where nobody else has authority, and says why; it needs no other paper', () => {
    assert.equal(decided(appointed), 'accepted');
    assert.equal(decided(appointed, { inForce: [{ kind: 'ICB_APPOINTED' }] }), 'accepted');
    assert.equal(decided(appointed, { inForce: [{ kind: 'DEPUTY' }] }), 'appointed-beside-another');
    assert.equal(decided({ ...appointed, appointedReason: ' ' }), 'appointment-without-reason');
  });
  test('others may stand beside each other', () => {
    assert.equal(decided({}, { inForce: [{ kind: 'DEPUTY' }] }), 'accepted');
  });

  const child = { dateOfBirth: on('2008-11-24') };
  test('parental responsibility begins before the 18th birthday', () => {
    const parental = { kind: 'PARENTAL_RESPONSIBILITY' };
    assert.equal(decided({ ...parental, fromOn: on('2026-11-23') }, child), 'accepted');
    assert.equal(decided({ ...parental, fromOn: on('2026-11-24') }, child), 'parental-responsibility-over');
    assert.equal(decided({ fromOn: on('2026-11-24') }, child), 'accepted');
  });
  const ends = [
    ['PARENTAL_RESPONSIBILITY', undefined, '2026-11-23'],
    ['PARENTAL_RESPONSIBILITY', '2027-01-01', '2026-11-23'],
    ['PARENTAL_RESPONSIBILITY', '2026-11-23', '2026-11-23'],
    ['PARENTAL_RESPONSIBILITY', '2026-11-22', '2026-11-22'],
    ['DEPUTY', undefined, undefined],
    ['DEPUTY', '2027-01-01', '2027-01-01'],
  ] as const;
  for (const [kind, untilOn, expected] of ends)
    test(`${kind} until ${untilOn ?? 'no day'}: ends on ${expected ?? 'no day'}`, () => {
      const said = given({ kind, untilOn: untilOn && on(untilOn), fromOn: on('2026-01-01') });
      const decision = decideAuthority(facts(child), said);
      assert.equal(decision.accepted && decision.value.untilOn?.toString(), expected);
      assert.equal(decision.accepted && decision.value.kind, kind);
    });
});

describe('R-031  An authority counts from its first day to its last, once its document was seen', () => {
  const deputy = authority('dee', { fromOn: on('2026-11-01'), untilOn: on('2026-11-30') });
  for (const [date, expected] of [
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2026-11-30', true],
    ['2026-12-01', false],
  ] as const)
    test(`${date}: ${expected ? 'acts' : 'does not act'}`, () => assert.equal(isInForce(deputy, on(date)), expected));
  test('without an end', () => assert.equal(isInForce({ ...deputy, untilOn: undefined }, on('2099-01-01')), true));
  test('not seen', () => assert.equal(isInForce({ ...deputy, verified: false }, on('2026-11-15')), false));

  const today = on('2026-11-23');
  test('for what it covers', () => {
    const forMoney = authority('dee', { scope: ['DIRECT_PAYMENT'] });
    assert.equal(actingFor([forMoney], 'DIRECT_PAYMENT', today).length, 1);
    assert.equal(actingFor([forMoney], 'PLAN', today).length, 0);
    assert.equal(actingFor([{ ...forMoney, verified: false }], 'DIRECT_PAYMENT', today).length, 0);
  });
  test('whoever acts beyond it is refused', () => {
    const authorities = [authority('dee', { scope: ['PLAN'] }), authority('lou')];
    const acts = (representativeId: string) =>
      verdict(decideActing(authorities, { representativeId, decision: 'DIRECT_PAYMENT' }, today));
    assert.equal(acts('lou'), 'accepted');
    assert.equal(acts('dee'), 'outside-authority');
    assert.equal(acts('sam'), 'outside-authority');
  });
});

describe('R-029 R-031  Who decides with whom', () => {
  const named = (...authorities: Parameters<typeof unitsOf>[0]) =>
    unitsOf(authorities).map(unit => unit.map(one => one.representativeId).join('+'));
  test('alone and severally: each by themself', () => {
    assert.deepEqual(named(authority('a'), authority('b', { acting: 'SEVERALLY' })), ['a', 'b']);
  });
  test('jointly under one document: together', () => {
    const jointly = { acting: 'JOINTLY' } as const;
    assert.deepEqual(named(authority('a', jointly), authority('b', jointly)), ['a+b']);
    assert.deepEqual(named(authority('a', jointly), authority('b', { ...jointly, documentRef: 'COP 2' })), ['a', 'b']);
  });
});

describe('R-031  An authority is checked once, and ends inside its time', () => {
  test('checked', () => {
    assert.equal(verdict(decideAuthorityCheck({ verified: false })), 'accepted');
    assert.equal(verdict(decideAuthorityCheck({ verified: true })), 'authority-already-verified');
  });
  const deputy = { fromOn: on('2026-11-01'), untilOn: on('2026-11-30') };
  for (const [lastOn, expected] of [
    ['2026-10-31', 'authority-ends-before-start'],
    ['2026-11-01', 'accepted'],
    ['2026-11-29', 'accepted'],
    ['2026-11-30', 'authority-not-in-force'],
    ['2026-12-01', 'authority-not-in-force'],
  ] as const)
    test(`last day ${lastOn}: ${expected}`, () => {
      assert.equal(verdict(decideAuthorityEnd(deputy, on(lastOn))), expected);
    });
  test('one without an end ends on any day', () => {
    assert.equal(verdict(decideAuthorityEnd({ ...deputy, untilOn: undefined }, on('2030-01-01'))), 'accepted');
  });
});
