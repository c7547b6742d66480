import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  ACCOUNT_KINDS,
  accountTests,
  type CreditSource,
  creditSource,
  creditWarning,
  decideNamedPeople,
  decideOneOffAccount,
  decideOwnAccount,
  decideSecondCard,
  namesIn,
  questionAfter,
  replacesRightAccount,
} from './account.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-077  The account holds only money of permitted streams', () => {
  const table: readonly (readonly [CreditSource, 'R-077' | undefined])[] = [
    ['NHS_DIRECT_PAYMENT', undefined],
    ['SOCIAL_CARE_DIRECT_PAYMENT', undefined],
    ['SERVICES_FOR_DISABLED_PERSON', undefined],
    ['REFUND', undefined],
    ['INTEREST', undefined],
    ['UNKNOWN', 'R-077'], // £500.00 that says SALARY
  ];
  for (const [source, expected] of table)
    test(`${source}: ${expected ? 'a question' : 'nothing to ask'}`, () =>
      assert.equal(creditWarning(source), expected));
});

describe('R-077  Where money came from is read off what is known', () => {
  const credit = { isOurPayment: false, isFromPayee: false, text: 'SALARY MARCH' };
  const table: readonly (readonly [Partial<typeof credit>, CreditSource])[] = [
    [{}, 'UNKNOWN'], // £500.00 that says SALARY
    [{ isOurPayment: true, isFromPayee: true }, 'NHS_DIRECT_PAYMENT'],
    [{ isFromPayee: true, text: 'RIVERSIDE POOL INTEREST' }, 'REFUND'],
    [{ text: 'Kernow Council DP' }, 'SOCIAL_CARE_DIRECT_PAYMENT'],
    [{ text: 'ADULT SOCIAL CARE' }, 'SOCIAL_CARE_DIRECT_PAYMENT'],
    [{ text: 'ACCESS TO WORK' }, 'SERVICES_FOR_DISABLED_PERSON'],
    [{ text: 'Gross interest' }, 'INTEREST'],
    [{ text: 'INTERESTING BOOKS' }, 'UNKNOWN'],
    [{ text: 'COUNCILLOR A LEE' }, 'UNKNOWN'],
  ];
  for (const [more, source] of table)
    test(`${more.text ?? credit.text}: ${source}`, () => assert.equal(creditSource({ ...credit, ...more }), source));
  test('the question goes when the person says that it was money back, and only then', () => {
    assert.equal(questionAfter('R-077', 'REFUND'), null);
    assert.equal(questionAfter('R-077', 'RECEIVED'), 'R-077');
    assert.equal(questionAfter('R-066', 'REFUND'), 'R-066');
    assert.equal(questionAfter(null, 'REFUND'), null);
  });
});

describe('R-079  Only named people whom the ICB approved may use the account', () => {
  test('the names in what was typed', () => {
    same(namesIn('Ann Lee and Tom Lee,  Jo Sandy;Bea\nAndy Brand'), [
      'Ann Lee',
      'Tom Lee',
      'Jo Sandy',
      'Bea',
      'Andy Brand',
    ]);
    same(namesIn(' , and '), []);
  });
  test('somebody new needs approval', () =>
    same(decideNamedPeople({ named: ['Ann Lee', 'Tom Lee'], approved: ['Ann Lee'] }), {
      accepted: true,
      value: { toApprove: ['Tom Lee'] },
    }));
  test('nobody is refused', () =>
    same(refusalsOf(decideNamedPeople({ named: [], approved: [] })), [{ code: 'account-without-named-person' }]));
});

describe('R-080  A managed account must only be auditable and used for the plan', () => {
  const table = [
    ['SEPARATE', ['ONLY_FOR_THIS_MONEY', 'ONLY_NAMED_PEOPLE', 'SHOWS_IN_AND_OUT']],
    ['PREPAID_CARD', ['ONLY_FOR_THIS_MONEY', 'ONLY_NAMED_PEOPLE', 'SHOWS_IN_AND_OUT']],
    ['THIRD_PARTY', ['SHOWS_IN_AND_OUT', 'ONLY_FOR_THE_PLAN']],
    ['MANAGED', ['SHOWS_IN_AND_OUT', 'ONLY_FOR_THE_PLAN']], // a bureau's pooled account is lawful
    ['OWN_ONE_OFF', ['SHOWS_IN_AND_OUT']],
  ] as const;
  for (const [kind, tests] of table) test(`${kind}: ${tests.join(', ')}`, () => same(accountTests(kind), tests));
});

describe('R-081  A one-off payment may go to the everyday account once in a financial year', () => {
  const gym = { payOn: on('2027-02-10'), payments: 1, items: 1, otherPaymentsOn: [] as readonly Temporal.PlainDate[] };
  const own = (more: Partial<typeof gym>) => refusalsOf(decideOwnAccount({ ...gym, ...more }, 5));
  test('£400.00 for a gym, the first of the year: yes', () =>
    same(decideOwnAccount(gym, 5), { accepted: true, value: { kind: 'OWN_ONE_OFF' } }));
  const others = [
    ['2026-03-31', false],
    ['2026-04-01', true],
    ['2027-03-31', true],
    ['2027-04-01', false],
  ] as const;
  for (const [day, isSameYear] of others)
    test(`with another payment on ${day}: ${isSameYear ? 'a separate account is needed' : 'yes'}`, () =>
      same(
        own({ otherPaymentsOn: [on(day)] }),
        isSameYear ? [{ code: 'own-account-second-in-year', before: on(day) }] : [],
      ));
  for (const payments of [0, 2])
    test(`${payments} payments are refused`, () =>
      same(own({ payments }), [{ code: 'own-account-not-one-payment', payments }]));
  for (const [items, fits] of [
    [0, false],
    [1, true],
    [5, true],
    [6, false],
  ] as const)
    test(`${items} things: ${fits ? 'yes' : 'no'}`, () =>
      same(own({ items }), fits ? [] : [{ code: 'own-account-items', items, most: 5 }]));
});

describe('R-081  Only a one-off budget may go there', () => {
  const once = { payOn: on('2026-12-01'), payments: 1, items: 1, otherPaymentsOn: [] };
  test('R-081  one that goes on never does, whatever else is right or wrong', () => {
    same(decideOneOffAccount({ ...once, isOneOff: true }, 5), { accepted: true, value: { kind: 'OWN_ONE_OFF' } });
    for (const items of [1, 6])
      same(decideOneOffAccount({ ...once, items, isOneOff: false }, 5), {
        accepted: false,
        refusals: [{ code: 'own-account-not-one-off' }],
      });
    same(decideOneOffAccount({ ...once, items: 6, isOneOff: true }, 5), {
      accepted: false,
      refusals: [{ code: 'own-account-items', items: 6, most: 5 }],
    });
  });
});

describe('R-082  A prepaid card is a kind of account for a direct payment', () => {
  test('it stands beside the separate and the managed account', () =>
    same(ACCOUNT_KINDS, ['SEPARATE', 'MANAGED', 'PREPAID_CARD']));
});

describe('R-082 R-085  A second card helps only beside a first account, and from another issuer', () => {
  const table = [
    ['089999', '202959', ''],
    ['089999', '089999', 'second-card-of-same-issuer'],
    ['089999', undefined, 'second-card-without-first'],
  ] as const;
  for (const [sortCode, firstSortCode, expected] of table)
    test(`R-082 ${sortCode} beside ${firstSortCode ?? 'none'}: ${expected || 'yes'}`, () => {
      const decision = decideSecondCard({ sortCode, firstSortCode });
      assert.equal(decision.accepted ? '' : decision.refusals.map(({ code }) => code).join(', '), expected);
    });
});

describe('R-085  The person is told of an account that takes the place of another', () => {
  const table: readonly (readonly [readonly ('ENTERED' | 'VERIFIED' | 'REFUSED')[], boolean])[] = [
    [[], false],
    [['ENTERED'], false],
    [['REFUSED', 'ENTERED'], false],
    [['VERIFIED'], true],
    [['ENTERED', 'VERIFIED'], true],
  ];
  for (const [earlier, expected] of table)
    test(`after ${earlier.join(', ') || 'none'}: ${expected}`, () => {
      assert.equal(replacesRightAccount(earlier.map(status => ({ status }))), expected);
    });
});
