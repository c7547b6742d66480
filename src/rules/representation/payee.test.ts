import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { able, authority, lacking, nomination, on, payeeFacts, word } from '../../../test/support/payee-facts.ts';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { RELATIONSHIPS } from '../plan/connected-person.ts';
import {
  decideDbsCheck,
  decidePayeeConcern,
  holderSigningReasons,
  icbSigningReasons,
  isDbsClear,
  needsDbs,
  OTHER_WAYS,
  type PayeeFacts,
  payeeBars,
  payeeOn,
  payeeReasons,
} from './payee.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
const today = on('2026-11-23');
const bars = (given: Partial<PayeeFacts> = {}, date = today) => payeeBars(payeeFacts(given), date).join(', ');

describe('R-036  Who receives the money for the person needs a certificate, unless they are close', () => {
  const nobody = { kind: 'INDIVIDUAL', sameHousehold: false, involvedInCare: false } as const;
  const policy = { nomineeNonFamily: true };
  const needs = (given: Partial<Parameters<typeof needsDbs>[0]>) =>
    needsDbs({ ...nobody, relationship: 'NONE', ...given }, policy);

  const CLOSE = [
    'SPOUSE',
    'CIVIL_PARTNER',
    'COHABITEE',
    'PARENT',
    'STEP_PARENT',
    'PARENT_IN_LAW',
    'CHILD',
    'STEP_CHILD',
    'CHILD_IN_LAW',
    'SIBLING',
    'AUNT_UNCLE',
    'GRANDPARENT',
    'PARTNER_OF_RELATIVE',
  ];
  for (const relationship of RELATIONSHIPS)
    test(`${relationship} elsewhere: ${CLOSE.includes(relationship) ? 'none needed' : 'needed'}`, () => {
      assert.equal(needs({ relationship }), !CLOSE.includes(relationship));
    });
  for (const [relationship, expected] of [
    ['OTHER_RELATIVE', false],
    ['FRIEND', false],
    ['NEIGHBOUR', true],
    ['PROFESSIONAL', true],
    ['NONE', true],
  ] as const)
    test(`${relationship} in the same household: ${expected ? 'needed' : 'none needed'}`, () => {
      assert.equal(needs({ relationship, sameHousehold: true }), expected);
    });
  for (const [relationship, expected] of [
    ['FRIEND', false],
    ['OTHER_RELATIVE', true],
    ['NEIGHBOUR', true],
    ['NONE', true], // a former colleague
  ] as const)
    test(`${relationship} who helps with the care: ${expected ? 'needed' : 'none needed'}`, () => {
      assert.equal(needs({ relationship, involvedInCare: true }), expected);
    });
  test('an organisation always', () => assert.equal(needs({ kind: 'ORGANISATION', relationship: 'PARENT' }), true));
  test('nobody where the policy asks for none', () => {
    const off = { nomineeNonFamily: false };
    assert.equal(needsDbs({ ...nobody, relationship: 'NONE' }, off), false);
    assert.equal(needsDbs({ ...nobody, kind: 'ORGANISATION', relationship: 'NONE' }, off), false);
  });

  const clear = { outcome: 'CLEAR', checkedOn: on('2026-11-10') } as const;
  const not = { outcome: 'NOT_SUITABLE', checkedOn: on('2026-11-20') } as const;
  test('the latest certificate counts, from its day on', () => {
    assert.equal(isDbsClear([], today), false);
    assert.equal(isDbsClear([clear], on('2026-11-09')), false);
    assert.equal(isDbsClear([clear], on('2026-11-10')), true);
    assert.equal(isDbsClear([clear, not], on('2026-11-19')), true);
    assert.equal(isDbsClear([clear, not], on('2026-11-20')), false);
  });
  for (const [issued, checked, expected] of [
    ['2026-11-10', '2026-11-10', 'accepted'],
    ['2026-11-11', '2026-11-10', 'dbs-checked-before-issue'],
    ['2026-11-10', '2026-11-23', 'accepted'],
    ['2026-11-10', '2026-11-24', 'dbs-checked-in-future'],
  ] as const)
    test(`issued ${issued}, looked at ${checked}: ${expected}`, () => {
      assert.equal(verdict(decideDbsCheck({ issuedOn: on(issued), checkedOn: on(checked) }, today)), expected);
    });

  const nia = {
    nominations: [nomination('nia')],
    accountPayee: { kind: 'NOMINEE', id: 'nia' },
    payeeNeedsDbs: true,
  } as const;
  test('without it nothing is paid', () => assert.equal(bars(nia), 'dbs-missing'));
  test('with it the money goes', () => assert.equal(bars({ ...nia, payeeDbs: [clear] }), ''));
  test('nor is it asked of whoever needs none', () => assert.equal(bars({ ...nia, payeeNeedsDbs: false }), ''));
});

describe('R-037  Unsuitable is a ground to stop; bankrupt is none, and leads to an offer', () => {
  const policy = { bankruptAction: 'WARN_OFFER_MANAGED' } as const;
  const reason = 'Letter of the court';
  test('bankrupt: a managed account, a third party, a broker', () => {
    assert.deepEqual(decidePayeeConcern({ kind: 'BANKRUPT', reason }, policy), {
      accepted: true,
      value: { stopGround: undefined, offers: OTHER_WAYS },
    });
    assert.deepEqual([...OTHER_WAYS], ['MANAGED_ACCOUNT', 'THIRD_PARTY', 'BROKER']);
  });
  test('bankrupt, where the policy only warns', () => {
    const decision = decidePayeeConcern({ kind: 'BANKRUPT', reason }, { bankruptAction: 'WARN' });
    assert.deepEqual(decision, { accepted: true, value: { stopGround: undefined, offers: [] } });
  });
  test('unsuitable: ground D2', () => {
    const decision = decidePayeeConcern({ kind: 'UNSUITABLE', reason }, policy);
    assert.deepEqual(decision, { accepted: true, value: { stopGround: 'D2', offers: [] } });
  });
  test('of the person themself: bankrupt only, with the same offers', () => {
    const own = { reason, isThePerson: true };
    same(decidePayeeConcern({ ...own, kind: 'BANKRUPT' }, policy), {
      accepted: true,
      value: { stopGround: undefined, offers: OTHER_WAYS },
    });
    assert.equal(verdict(decidePayeeConcern({ ...own, kind: 'UNSUITABLE' }, policy)), 'payee-concern-not-of-person');
    assert.equal(verdict(decidePayeeConcern({ kind: 'UNSUITABLE', reason, isThePerson: false }, policy)), 'accepted');
  });
  test('with what was found', () => {
    assert.equal(
      verdict(decidePayeeConcern({ kind: 'UNSUITABLE', reason: ' ' }, policy)),
      'payee-concern-without-reason',
    );
  });
});

describe('R-019 to R-023  What stands against paying directly', () => {
  const child = { dateOfBirth: on('2014-05-01'), words: [] };
  const table: readonly (readonly [string, Partial<PayeeFacts>, string])[] = [
    ['an adult who said yes', {}, ''],
    ['an adult who did not', { words: [] }, 'no-consent'],
    ['R-020 a child for whom nobody acts', child, 'no-representative'],
    ['R-020 a child whose mother said nothing', { ...child, authorities: [authority('mum')] }, 'no-consent'],
    [
      'R-020 a child whose mother said yes',
      { ...child, authorities: [authority('mum')], words: [word('mum', '2026-11-01')] },
      '',
    ],
    ['R-021 an adult who lacks capacity, and nobody acts', { capacity: [lacking('2026-10-01')] }, 'no-representative'],
    [
      'R-022 a lack that nobody assessed',
      { capacity: [lacking('2026-10-01', { abilities: undefined })] },
      'capacity-not-assessed',
    ],
    [
      'R-023 an order that runs',
      { schedule: [{ fromOn: on('2026-07-01'), untilOn: on('2026-11-23') }] },
      'schedule-bar',
    ],
    ['R-023 an order that is over', { schedule: [{ fromOn: on('2026-07-01'), untilOn: on('2026-11-22') }] }, ''],
    [
      'all of it',
      {
        words: [],
        schedule: [{ fromOn: on('2026-07-01'), untilOn: undefined }],
        nominations: [nomination('nia', { icbAgreedOn: undefined })],
        accountPayee: { kind: 'NOMINEE', id: 'nia' },
        payeeNeedsDbs: true,
      },
      'no-consent, schedule-bar, nominee-not-agreed, dbs-missing',
    ],
  ];
  for (const [what, given, expected] of table)
    test(`${what}: ${expected || 'paid'}`, () => assert.equal(bars(given), expected));
});

describe('R-033  A nominee is paid once both have agreed', () => {
  const half = { nominations: [nomination('nia', { icbAgreedOn: undefined })] };
  const toNia = { accountPayee: { kind: 'NOMINEE', id: 'nia' } } as const;
  test('into the nominee’s account', () => {
    assert.equal(bars({ ...half, ...toNia }), 'nominee-not-agreed');
    assert.equal(bars({ nominations: [nomination('nia')], ...toNia }), '');
  });
  test('before there is an account', () => {
    assert.equal(bars({ ...half, accountPayee: undefined }), 'nominee-not-agreed');
    assert.equal(bars({ nominations: [], accountPayee: undefined }), '');
  });
  test('meanwhile the person’s own account is paid', () => assert.equal(bars(half), ''));
});

describe('R-029 R-035  No money to the account of somebody who no longer acts', () => {
  const toNia = { accountPayee: { kind: 'NOMINEE', id: 'nia' } } as const;
  test('a nomination that was withdrawn', () => {
    const withdrawnOn = on('2026-11-23');
    assert.equal(bars({ ...toNia, nominations: [nomination('nia', { withdrawnOn })] }), 'payee-ended');
    assert.equal(bars({ ...toNia, nominations: [nomination('nia', { withdrawnOn })] }, on('2026-11-22')), '');
  });
  test('a nominee who was followed by another', () => {
    assert.equal(bars({ ...toNia, nominations: [nomination('nia'), nomination('ned')] }), 'payee-ended');
  });
  test('and no certificate is asked of them any more', () => {
    assert.equal(bars({ ...toNia, payeeNeedsDbs: true }), 'payee-ended');
  });

  const lacks = { capacity: [lacking('2026-10-01')], accountPayee: { kind: 'REPRESENTATIVE', id: 'ann' } } as const;
  const bob = authority('bob', { acting: 'SEVERALLY' });
  test('a deputy who resigned, while another says yes', () => {
    const words = [word('ann', '2026-10-10'), word('bob', '2026-10-10')];
    assert.equal(bars({ ...lacks, words, authorities: [authority('ann'), bob] }), '');
    assert.equal(
      bars({ ...lacks, words, authorities: [authority('ann', { untilOn: on('2026-11-22') }), bob] }),
      'payee-ended',
    );
  });
  test('R-030 a mother whose child said yes at 16 stays until she no longer has the right', () => {
    const grown = {
      dateOfBirth: on('2010-11-23'),
      accountPayee: { kind: 'REPRESENTATIVE', id: 'mum' },
      authorities: [authority('mum', { kind: 'PARENTAL_RESPONSIBILITY', untilOn: on('2028-11-22') })],
    } as const;
    assert.equal(bars(grown), '');
    assert.equal(bars(grown, on('2028-11-23')), 'payee-ended');
  });
});

describe('R-033  Whose account is entered', () => {
  const payee = (given: Partial<PayeeFacts>) => {
    const found = payeeOn(payeeFacts(given), today);
    return found.kind === 'PERSON' ? 'PERSON' : `${found.kind} ${found.id}`;
  };
  const lacks = { capacity: [lacking('2026-10-01')], words: [] };
  test('the person’s', () => assert.equal(payee({ authorities: [authority('dee')] }), 'PERSON'));
  test('the nominee’s', () => assert.equal(payee({ nominations: [nomination('nia')] }), 'NOMINEE nia'));
  test('the wished-for nominee’s, once capacity is lost', () => {
    const nominations = [nomination('wish', { basis: 'ADVANCE_WISH' })];
    assert.equal(payee({ nominations }), 'PERSON');
    assert.equal(payee({ ...lacks, nominations }), 'NOMINEE wish');
    assert.equal(payee({ capacity: [lacking('2026-10-01'), able('2026-11-01')], nominations }), 'PERSON');
  });
  test('of those who act, the one who said yes; else the first', () => {
    const authorities = [authority('ann'), authority('bob')];
    assert.equal(payee({ ...lacks, authorities }), 'REPRESENTATIVE ann');
    assert.equal(payee({ ...lacks, authorities, words: [word('bob', '2026-11-01')] }), 'REPRESENTATIVE bob');
  });
  test('the person’s where nobody acts', () => assert.equal(payee(lacks), 'PERSON'));
});

describe('T14 T15  The same as reasons', () => {
  const order = { schedule: [{ fromOn: on('2026-07-01'), untilOn: on('2027-06-30') }] };
  test('R-023 with the day on which the order ends', () => {
    const reasons = payeeReasons(payeeFacts({ ...order, words: [] }), today);
    assert.deepEqual(
      reasons.map(({ code, bar, untilOn }) => `${code} ${bar} ${untilOn ?? 'no day'}`),
      ['payee-barred no-consent no day', 'payee-barred schedule-bar 2027-06-30'],
    );
  });
  const half = { words: [], nominations: [nomination('nia', { icbAgreedOn: undefined })], ...order };
  test('the board signs without the consent and the account, not without the nominee’s agreement', () => {
    const reasons = icbSigningReasons(payeeFacts({ ...half, accountPayee: { kind: 'NOMINEE', id: 'gone' } }), today);
    assert.deepEqual(
      reasons.map(({ bar }) => bar),
      ['schedule-bar', 'nominee-not-agreed'],
    );
  });
  test('the person’s side signs before it', () => {
    assert.deepEqual(
      holderSigningReasons(payeeFacts(half), today).map(({ bar }) => bar),
      ['schedule-bar'],
    );
  });
});
