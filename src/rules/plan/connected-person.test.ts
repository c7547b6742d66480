import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import {
  type ConnectedFacts,
  connectedStanding,
  decideConnectedPayee,
  isCloseFamily,
  isConnected,
  mayPayConnected,
  RELATIONSHIPS,
  type Relationship,
} from './connected-person.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const settings = { requireDirectorApproval: true, reviewMonths: 12 };
const facts = (given: Partial<ConnectedFacts> = {}): ConnectedFacts => ({
  payee: 'Ruth Sample',
  isConnected: true,
  satisfied: true,
  necessity: 'MEETS_NEED',
  reason: 'It is a rural place and nobody else can come at night',
  alternatives: 'Two agencies declined',
  directorName: 'Dora Rector',
  ageYears: 52,
  deciderWroteIt: false,
  decidedOn: day('2026-11-23'),
  ...given,
});
const decided = (given: Partial<ConnectedFacts>, how = settings) => verdict(decideConnectedPayee(facts(given), how));

describe('R-073  Who is connected: close family or a friend, in the same household', () => {
  const FAR: readonly Relationship[] = ['NONE', 'OTHER_RELATIVE', 'FRIEND', 'NEIGHBOUR', 'PROFESSIONAL'];
  for (const relationship of RELATIONSHIPS) {
    const close = !FAR.includes(relationship);
    test(`${relationship} is ${close ? '' : 'not '}close family`, () =>
      assert.equal(isCloseFamily(relationship), close));
    test(`${relationship} in the household`, () => {
      assert.equal(isConnected({ relationship, sameHousehold: true }), close || relationship === 'FRIEND');
    });
    test(`${relationship} elsewhere`, () => assert.equal(isConnected({ relationship, sameHousehold: false }), false));
  }
});

describe('R-073  The board is satisfied that it has to be so, before the money is spent', () => {
  test('a daughter who lives in, where two agencies declined: for twelve months', () => {
    const decision = decideConnectedPayee(facts(), settings);
    assert.equal(decision.accepted && decision.value.renewOn.toString(), '2027-11-23');
  });
  test('policy may ask for it sooner', () => {
    const decision = decideConnectedPayee(facts(), { ...settings, reviewMonths: 6 });
    assert.equal(decision.accepted && decision.value.renewOn.toString(), '2027-05-23');
  });
  const table: readonly (readonly [Partial<ConnectedFacts>, string])[] = [
    [{ isConnected: false }, 'payee-not-connected'],
    [{ reason: ' ' }, 'connected-reason-missing'],
    [{ alternatives: ' ' }, 'connected-alternatives-missing'],
    [{ directorName: ' ' }, 'director-not-named'],
    [{ deciderWroteIt: true }, 'approver-wrote-payee'],
    [{ necessity: 'CHILD_WELFARE', ageYears: 18 }, 'child-welfare-for-adult'],
    [{ necessity: 'CHILD_WELFARE', ageYears: 17 }, 'accepted'],
    [{ necessity: 'MEETS_NEED', ageYears: 17 }, 'accepted'],
    [{ satisfied: false, alternatives: '', directorName: '', necessity: 'CHILD_WELFARE' }, 'accepted'],
    [{ satisfied: false, reason: '' }, 'connected-reason-missing'],
    [
      { reason: '', alternatives: '', directorName: '' },
      'connected-reason-missing, connected-alternatives-missing, director-not-named',
    ],
  ];
  for (const [given, expected] of table)
    test(`${JSON.stringify(given)}: ${expected}`, () => assert.equal(decided(given), expected));
  test('no director where policy asks for none', () => {
    assert.equal(decided({ directorName: '' }, { ...settings, requireDirectorApproval: false }), 'accepted');
  });
});

describe('R-073  A decision counts from its day until its renewal', () => {
  const decision = { satisfied: true, decidedOn: day('2026-11-23'), renewOn: day('2027-11-23') };
  for (const [on, standing, may] of [
    ['2026-11-22', 'undecided', false],
    ['2026-11-23', 'approved', true],
    ['2027-10-25', 'approved', true],
    ['2027-10-26', 'renew', true],
    ['2027-11-22', 'renew', true],
    ['2027-11-23', 'lapsed', false],
  ] as const)
    test(`on ${on}: ${standing}`, () => {
      assert.equal(connectedStanding(decision, day(on)), standing);
      assert.equal(mayPayConnected(decision, day(on)), may);
    });
  test('none: undecided', () => assert.equal(connectedStanding(undefined, day('2026-11-23')), 'undecided'));
  test('a no is a no, whatever the day', () => {
    assert.equal(connectedStanding({ ...decision, satisfied: false }, day('2028-01-01')), 'refused');
    assert.equal(mayPayConnected({ ...decision, satisfied: false }, day('2026-12-01')), false);
  });
});
