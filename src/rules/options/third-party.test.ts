import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import type { Holder } from './options.ts';
import {
  type Around,
  type ContractFacts,
  contractStands,
  decideContract,
  decideThirdParty,
  holderOf,
  plainNumber,
} from './third-party.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const codesOf = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(({ code }) => code).join(', ');

describe('R-093  An organisation that holds money is known by its number', () => {
  const entry = { fromOn: on('2026-12-01'), toOn: undefined, isKnown: false } as const;
  const numbers = [
    ['COMPANY', '01234567', 'accepted'],
    ['COMPANY', 'OC123456', 'accepted'],
    ['COMPANY', '1234567', 'third-party-number-unreadable'],
    ['COMPANY', '012345678', 'third-party-number-unreadable'],
    ['COMPANY', 'O1234567', 'third-party-number-unreadable'],
    ['CHARITY', '12345', 'third-party-number-unreadable'],
    ['CHARITY', '123456', 'accepted'],
    ['CHARITY', '1234567', 'accepted'],
    ['CHARITY', '12345678', 'third-party-number-unreadable'],
    ['CHARITY', 'SC012345', 'accepted'],
    ['CHARITY', 'NIC101234', 'accepted'],
    ['CHARITY', 'XX012345', 'third-party-number-unreadable'],
    ['NHS', 'RA', 'third-party-number-unreadable'],
    ['NHS', 'RA1', 'accepted'],
    ['NHS', 'RA1234', 'accepted'],
    ['NHS', 'RA12345', 'third-party-number-unreadable'],
  ] as const;
  for (const [numberKind, number, expected] of numbers)
    test(`${numberKind} ${number}: ${expected}`, () =>
      same(codesOf(decideThirdParty({ ...entry, numberKind, number })), expected));

  test('as people write it', () => same(plainNumber(' sc 012-345 '), 'SC012345'));
  const one = { ...entry, numberKind: 'COMPANY', number: '01234567' } as const;
  test('it is on the list once', () => same(codesOf(decideThirdParty({ ...one, isKnown: true })), 'third-party-known'));
  const terms = [
    ['2026-11-30', 'third-party-ends-before-start'],
    ['2026-12-01', 'accepted'],
    ['2026-12-02', 'accepted'],
  ] as const;
  for (const [toOn, expected] of terms)
    test(`from 1 December 2026 until ${toOn}: ${expected}`, () =>
      same(codesOf(decideThirdParty({ ...one, toOn: on(toOn) })), expected));
});

describe('R-093  Whether it is independent is found in what is known of it', () => {
  const around: Around = {
    name: 'Riverside Trust',
    numberKind: 'CHARITY',
    account: { sortCode: '202959', accountNumber: '63748472' },
    icb: { name: 'NHS Somewhere', account: { sortCode: '601111', accountNumber: '12345678' } },
    person: { name: 'Test Person', accounts: [{ sortCode: '089999', accountNumber: '66374958' }] },
    providers: ['Somebody'],
  };
  const said = { conflictPlan: 'x', contractForm: 'ICB_FRAMEWORK' } as const;
  const none: Holder = { isIcb: false, isThePerson: false, isNhsProvider: false, givesTheCare: false, ...said };
  const table: readonly (readonly [string, Partial<Around>, Partial<Holder>])[] = [
    ['nobody else', {}, {}],
    ['the name of the board', { name: 'nhs  SOMEWHERE.' }, { isIcb: true }],
    ['the account of the board', { icb: { name: 'NHS Somewhere', account: around.account } }, { isIcb: true }],
    ['a board without an account', { icb: { name: 'NHS Somewhere', account: undefined } }, {}],
    [
      'the same number at another bank',
      { icb: { name: 'NHS Somewhere', account: { sortCode: '601111', accountNumber: '63748472' } } },
      {},
    ],
    [
      'another number at the same bank',
      { icb: { name: 'NHS Somewhere', account: { sortCode: '202959', accountNumber: '63748473' } } },
      {},
    ],
    ['the name of the person', { name: 'Test person' }, { isThePerson: true }],
    [
      'an account of the person',
      { person: { name: 'Test Person', accounts: [{ sortCode: '1', accountNumber: '2' }, around.account!] } },
      { isThePerson: true },
    ],
    ['a person without an account', { person: { name: 'Test Person', accounts: [] } }, {}],
    [
      'no account of its own, and the board has none',
      { account: undefined, icb: { name: '', account: undefined } },
      {},
    ],
    ['the NHS', { numberKind: 'NHS' }, { isNhsProvider: true }],
    ['a company', { numberKind: 'COMPANY' }, {}],
    ['who gives the care', { providers: ['Other', 'RIVERSIDE TRUST'] }, { givesTheCare: true }],
    ['a line without a provider', { name: '-', providers: [''] }, {}],
  ];
  for (const [what, given, expected] of table)
    test(what, () => same(holderOf({ ...around, ...given }, said), { ...none, ...expected }));
});

describe('R-093 R-095  The contract for one person’s money', () => {
  const today = on('2026-11-23');
  const facts: ContractFacts = {
    state: 'AGREED',
    hasThirdParty: true,
    holder: {
      isIcb: false,
      isThePerson: false,
      isNhsProvider: false,
      givesTheCare: false,
      conflictPlan: '',
      contractForm: 'PERSON_CONTRACT',
    },
    isAccountChecked: true,
    term: { fromOn: on('2026-11-01'), toOn: on('2027-11-30') },
    startsOn: on('2026-12-01'),
    fromOn: on('2026-12-01'),
    toOn: on('2027-11-30'),
  };
  const table: readonly (readonly [string, Partial<ContractFacts>, string])[] = [
    ['lawful', {}, 'accepted'],
    ['before the agreement', { state: 'BUDGET_SET' }, 'wrong-state'],
    ['in the set-up', { state: 'SET_UP' }, 'accepted'],
    ['while it runs', { state: 'ACTIVE' }, 'accepted'],
    ['after it ended', { state: 'RECONCILING' }, 'wrong-state'],
    ['nothing for a third party', { hasThirdParty: false }, 'nothing-held-by-third-party'],
    ['the board itself', { holder: { ...facts.holder, isIcb: true } }, 'holder-not-independent'],
    ['an account that nobody checked', { isAccountChecked: false }, 'third-party-account-not-checked'],
    ['its last day before its first', { toOn: on('2026-11-30') }, 'contract-ends-before-start'],
    ['its last day its first', { toOn: on('2026-12-01') }, 'accepted'],
    [
      'a day before the organisation’s',
      { term: { fromOn: on('2026-12-02'), toOn: undefined } },
      'contract-outside-term',
    ],
    ['the organisation’s first day', { term: { fromOn: on('2026-12-01'), toOn: undefined } }, 'accepted'],
    ['a day after the organisation’s', { toOn: on('2027-12-01') }, 'contract-outside-term'],
    ['without end where the organisation has one', { toOn: undefined }, 'contract-outside-term'],
    ['without end', { toOn: undefined, term: { ...facts.term, toOn: undefined } }, 'accepted'],
    ['a day after the budget starts', { fromOn: on('2026-12-02') }, 'contract-begins-late'],
    ['a day after it started, while it runs', { fromOn: on('2026-12-02'), state: 'ACTIVE' }, 'accepted'],
    ['over yesterday', { fromOn: on('2026-11-01'), toOn: on('2026-11-22') }, 'contract-over'],
    ['over tonight', { fromOn: on('2026-11-01'), toOn: today }, 'accepted'],
  ];
  for (const [what, given, expected] of table)
    test(`${what}: ${expected}`, () => same(codesOf(decideContract({ ...facts, ...given }, today)), expected));

  test('every reason at once, with the days', () =>
    same(
      decideContract(
        { ...facts, isAccountChecked: false, fromOn: on('2026-12-02'), toOn: undefined, hasThirdParty: false },
        today,
      ),
      {
        accepted: false,
        refusals: [
          { code: 'nothing-held-by-third-party' },
          { code: 'third-party-account-not-checked' },
          { code: 'contract-outside-term', fromOn: on('2026-11-01'), toOn: on('2027-11-30') },
          { code: 'contract-begins-late', startsOn: on('2026-12-01') },
        ],
      },
    ));
  test('its form is kept', () =>
    same(decideContract(facts, today), { accepted: true, value: { form: 'PERSON_CONTRACT' } }));

  test('it stands until its last day', () => {
    const until = (toOn: string) => contractStands({ fromOn: on('2026-11-01'), toOn: on(toOn) }, today);
    same([until('2026-11-22'), until('2026-11-23'), until('2026-11-24')], [false, true, true]);
    same(contractStands({ fromOn: on('2026-11-01'), toOn: undefined }, today), true);
    same(contractStands(undefined, today), false);
  });
});
