import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nomination, on } from '../../../test/support/payee-facts.ts';
import type { Decision } from '../decision.ts';
import type { Capacity } from './capacity.ts';
import {
  decideIcbAgreement,
  decideNomination,
  decideNominationEnd,
  decideNomineeAgreement,
  isAgreed,
  NOMINEE_AGREEMENT,
  NOMINEE_CLAUSES,
  type NominatorFacts,
  nominationOn,
} from './nominee.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const today = on('2026-11-23');

describe('R-032  Who may name a nominee', () => {
  const facts = (given: Partial<NominatorFacts> = {}): NominatorFacts => ({
    dateOfBirth: on('1964-03-02'),
    capacity: 'ASSUMED',
    actsAs: undefined,
    basis: 'NOW',
    current: undefined,
    ...given,
  });
  const table: readonly (readonly [string, Partial<NominatorFacts>, string])[] = [
    ['an adult', {}, 'accepted'],
    ['15 years and 364 days', { dateOfBirth: on('2010-11-24') }, 'nominator-under-16'],
    ['16 today', { dateOfBirth: on('2010-11-23') }, 'accepted'],
    ['assessed, with capacity', { capacity: 'HAS' }, 'accepted'],
    ['without capacity', { capacity: 'LACKS' }, 'nominator-not-able'],
    ['capacity in doubt', { capacity: 'NOT_ASSESSED' }, 'nominator-not-able'],
    ['a deputy', { actsAs: ['DEPUTY'], capacity: 'LACKS' }, 'accepted'],
    ['an attorney', { actsAs: ['LPA_DONEE'], capacity: 'LACKS' }, 'accepted'],
    ['an attorney under the old law', { actsAs: ['EPA_ATTORNEY'], capacity: 'LACKS' }, 'accepted'],
    ['a mother', { actsAs: ['PARENTAL_RESPONSIBILITY'], dateOfBirth: on('2015-01-01') }, 'accepted'],
    [
      'whom the board appointed',
      { actsAs: ['ICB_APPOINTED'], capacity: 'LACKS' },
      'appointed-representative-cannot-nominate',
    ],
    [
      'a deputy whom the board had appointed before',
      { actsAs: ['ICB_APPOINTED', 'DEPUTY'], capacity: 'LACKS' },
      'accepted',
    ],
    ['a representative whose authority does not cover it', { actsAs: [], capacity: 'LACKS' }, 'outside-authority'],
    ['somebody is named already', { current: { basis: 'NOW' } }, 'nominee-already-named'],
  ];
  for (const [who, given, expected] of table)
    test(`${who}: ${expected}`, () => {
      assert.equal(verdict(decideNomination(facts(given), { icbRepMayNominate: false }, today)), expected);
    });
  test('where the policy lets them, also whom the board appointed', () => {
    const appointed = facts({ actsAs: ['ICB_APPOINTED'], capacity: 'LACKS' });
    assert.equal(verdict(decideNomination(appointed, { icbRepMayNominate: true }, today)), 'accepted');
    assert.equal(
      verdict(decideNomination(facts({ actsAs: [] }), { icbRepMayNominate: true }, today)),
      'outside-authority',
    );
  });
});

describe('R-032  A wish said in advance binds when capacity is lost', () => {
  const facts = (given: Partial<NominatorFacts>): NominatorFacts => ({
    dateOfBirth: on('1964-03-02'),
    capacity: 'ASSUMED',
    actsAs: undefined,
    basis: 'ADVANCE_WISH',
    current: undefined,
    ...given,
  });
  const decided = (given: Partial<NominatorFacts>) =>
    verdict(decideNomination(facts(given), { icbRepMayNominate: false }, today));
  test('the person says it, while they can, beside whoever is named now', () => {
    assert.equal(decided({}), 'accepted');
    assert.equal(decided({ current: { basis: 'NOW' } }), 'accepted');
  });
  test('nobody says it for them', () => {
    assert.equal(decided({ actsAs: ['DEPUTY'] }), 'representative-may-not-wish');
  });
  test('a deputy names nobody else while it binds', () => {
    const deputy = { actsAs: ['DEPUTY'], capacity: 'LACKS', basis: 'NOW' } as const;
    assert.equal(decided({ ...deputy, current: { basis: 'ADVANCE_WISH' } }), 'advance-wish-binds');
    assert.equal(decided(deputy), 'accepted');
  });

  const now = nomination('now');
  const wish = nomination('wish', { basis: 'ADVANCE_WISH' });
  const counting = (capacity: Capacity, ...list: ReturnType<typeof nomination>[]) =>
    nominationOn(list, capacity, today)?.nomineeId;
  test('with capacity it counts for nothing', () => {
    assert.equal(counting('ASSUMED', wish), undefined);
    assert.equal(counting('HAS', now, wish), 'now');
    assert.equal(counting('NOT_ASSESSED', wish), undefined);
  });
  test('without capacity it goes before any other', () => {
    assert.equal(counting('LACKS', wish), 'wish');
    assert.equal(counting('LACKS', wish, now), 'wish');
    assert.equal(counting('LACKS', now), 'now');
  });
  test('the latest of a kind counts', () => {
    assert.equal(counting('ASSUMED', now, nomination('later')), 'later');
    assert.equal(counting('LACKS', wish, nomination('later', { basis: 'ADVANCE_WISH' })), 'later');
  });
  test('from its day on, until it is withdrawn', () => {
    assert.equal(counting('ASSUMED', nomination('new', { nominatedOn: today })), 'new');
    assert.equal(counting('ASSUMED', nomination('new', { nominatedOn: today.add({ days: 1 }) })), undefined);
    assert.equal(counting('ASSUMED', nomination('old', { withdrawnOn: today })), undefined);
    assert.equal(counting('ASSUMED', nomination('old', { withdrawnOn: today.add({ days: 1 }) })), 'old');
  });
});

describe('R-033  Nothing goes to a nominee before both have agreed', () => {
  const table = [
    ['2026-11-02', '2026-11-03', '2026-11-02', false],
    ['2026-11-02', '2026-11-03', '2026-11-03', true],
    ['2026-11-04', '2026-11-03', '2026-11-03', false],
    ['2026-11-02', undefined, '2026-11-23', false],
    [undefined, '2026-11-03', '2026-11-23', false],
  ] as const;
  for (const [nominee, icb, date, expected] of table)
    test(`nominee ${nominee}, board ${icb}, on ${date}: ${expected ? 'paid' : 'not paid'}`, () => {
      const given = nomination('nia', { nomineeAgreedOn: nominee && on(nominee), icbAgreedOn: icb && on(icb) });
      assert.equal(isAgreed(given, on(date)), expected);
    });

  const none = { nomineeAgreedOn: undefined, icbAgreedOn: undefined };
  const { clauses } = NOMINEE_AGREEMENT;
  test('the nominee agrees once', () => {
    assert.equal(verdict(decideNomineeAgreement(nomination('nia', none), clauses)), 'accepted');
    assert.equal(verdict(decideNomineeAgreement(nomination('nia'), clauses)), 'nominee-already-agreed');
    assert.equal(verdict(decideNomineeAgreement(undefined, clauses)), 'no-nominee');
  });
  test('the board agrees once, after the nominee', () => {
    assert.equal(verdict(decideIcbAgreement(nomination('nia', { icbAgreedOn: undefined }))), 'accepted');
    assert.equal(verdict(decideIcbAgreement(nomination('nia', none))), 'nominee-not-agreed');
    assert.equal(verdict(decideIcbAgreement(nomination('nia'))), 'nominee-already-agreed');
    assert.equal(verdict(decideIcbAgreement(undefined)), 'no-nominee');
  });
});

describe('R-034  The nominee’s agreement names the principal, the plan and the rules', () => {
  const unsigned = nomination('nia', { nomineeAgreedOn: undefined });
  for (const clause of NOMINEE_CLAUSES) {
    test(`without ${clause} it is not signed`, () => {
      const without = { ...NOMINEE_AGREEMENT.clauses, [clause]: ' ' };
      assert.equal(verdict(decideNomineeAgreement(unsigned, without)), 'nominee-clause-missing');
    });
  }
  test('nor without any', () => {
    assert.equal(
      verdict(decideNomineeAgreement(unsigned, {})),
      'nominee-clause-missing, nominee-clause-missing, nominee-clause-missing',
    );
  });
});

describe('R-035  A nomination ends in writing, and the board looks again', () => {
  const end = (given = {}, reviewDays = 14) =>
    decideNominationEnd(nomination('nia'), { inWriting: true, withdrawnOn: on('2027-05-02'), ...given }, reviewDays);
  test('withdrawn on 2 May: looked at by 16 May', () => {
    const decision = end();
    assert.equal(decision.accepted && decision.value.reviewBy.toString(), '2027-05-16');
  });
  test('by the policy’s days', () => {
    const decision = end({}, 7);
    assert.equal(decision.accepted && decision.value.reviewBy.toString(), '2027-05-09');
  });
  test('not by word of mouth', () => {
    assert.equal(verdict(end({ inWriting: false })), 'nomination-not-withdrawn-in-writing');
  });
  test('not where nobody is named', () => {
    assert.equal(verdict(decideNominationEnd(undefined, { inWriting: true, withdrawnOn: today }, 14)), 'no-nominee');
  });
});
