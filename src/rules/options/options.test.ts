import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  CONTRACT_FORMS,
  decideDelegated,
  decideHolder,
  decideMix,
  type Holder,
  linesOf,
  type MixLine,
  mixLines,
  notionalMoney,
  restWith,
  thirdPartySuggestions,
} from './options.ts';

const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-091  Whatever the option, the ICB stays responsible', () => {
  const act = { name: 'stop', byDelegate: true, icbDecisionId: undefined };
  test('a council that stops payments for the ICB needs the ICB’s own decision', () =>
    same(refusalsOf(decideDelegated(act)), [{ code: 'delegate-cannot-decide', act: 'stop' }]));
  test('with that decision it stands', () =>
    same(decideDelegated({ ...act, icbDecisionId: 'd-1' }), { accepted: true, value: {} }));
  test('what the ICB does itself stands', () =>
    assert.equal(decideDelegated({ ...act, byDelegate: false }).accepted, true));
});

describe('R-092  Notional care has cost what was invoiced', () => {
  test('ordered at £2,000.00 and invoiced at £1,940.00: £1,940.00', () =>
    same(notionalMoney({ orderedPence: 200_000n, acceptedInvoicesPence: [194_000n] }), {
      actualPence: 194_000n,
      openPence: 6_000n,
    }));
  test('nothing invoiced is nothing spent', () =>
    same(notionalMoney({ orderedPence: 200_000n, acceptedInvoicesPence: [] }), {
      actualPence: 0n,
      openPence: 200_000n,
    }));
});

describe('R-093  A third party is independent, its conflicts are managed and its contract is known', () => {
  const holder: Holder = {
    isIcb: false,
    isThePerson: false,
    isNhsProvider: false,
    givesTheCare: false,
    conflictPlan: '',
    contractForm: 'ICB_FRAMEWORK',
  };
  const held = (more: Partial<Holder>) => refusalsOf(decideHolder({ ...holder, ...more }));
  for (const contractForm of CONTRACT_FORMS)
    test(`an independent organisation under ${contractForm}: yes`, () =>
      same(decideHolder({ ...holder, contractForm }), { accepted: true, value: { contractForm } }));
  test('the two forms of contract', () => same(CONTRACT_FORMS, ['ICB_FRAMEWORK', 'PERSON_CONTRACT']));
  test('the ICB itself: no', () => same(held({ isIcb: true }), [{ code: 'holder-not-independent', of: 'the ICB' }]));
  test('the person: no', () =>
    same(held({ isThePerson: true }), [{ code: 'holder-not-independent', of: 'the person' }]));
  test('an NHS trust with no plan for conflicts: no', () =>
    same(held({ isNhsProvider: true, conflictPlan: ' ' }), [{ code: 'holder-conflict-unmanaged' }]));
  test('who gives the care that it pays for, with no plan for conflicts: no', () =>
    same(held({ givesTheCare: true }), [{ code: 'holder-conflict-unmanaged' }]));
  test('with one: yes', () => same(held({ givesTheCare: true, conflictPlan: 'The person chooses' }), []));
  test('an NHS trust with one: yes', () =>
    same(held({ isNhsProvider: true, conflictPlan: 'Another team decides' }), []));
  test('without a form of contract: no', () =>
    same(held({ contractForm: undefined }), [{ code: 'contract-form-missing' }]));
});

describe('R-094  A third party is suggested where the person would rather not', () => {
  const wishes = { wantsDirectPayment: true, wantsToEmploy: true, canManageBudget: true };
  test('somebody who wants all of it gets no suggestion', () => same(thirdPartySuggestions(wishes), []));
  const table = [
    ['wantsDirectPayment', 'You do not want the money paid to you'],
    ['wantsToEmploy', 'You do not want to employ people'],
    ['canManageBudget', 'You do not want to look after the money'],
  ] as const;
  for (const [wish, words] of table)
    test(`${wish}: ${words}`, () => same(thirdPartySuggestions({ ...wishes, [wish]: false }), [words]));
});

describe('R-095  A mix has one option for each line and adds up to the budget', () => {
  const lines: readonly MixLine[] = [
    { label: 'Assistants', options: ['DIRECT_PAYMENT'], pence: 1_500_000n },
    { label: 'Swimming', options: ['DIRECT_PAYMENT'], pence: 500_000n },
    { label: 'Agency', options: ['THIRD_PARTY'], pence: 800_000n },
    { label: 'Physiotherapy', options: ['NOTIONAL'], pence: 320_000n },
  ];
  test('£31,200.00 = £20,000.00 + £8,000.00 + £3,200.00', () =>
    same(decideMix(lines, 3_120_000n), {
      accepted: true,
      value: { DIRECT_PAYMENT: 2_000_000n, THIRD_PARTY: 800_000n, NOTIONAL: 320_000n },
    }));
  for (const budgetPence of [3_119_999n, 3_120_001n])
    test(`${budgetPence} pence is another sum: refused`, () =>
      same(refusalsOf(decideMix(lines, budgetPence)), [
        { code: 'mix-differs-from-budget', mixPence: 3_120_000n, budgetPence },
      ]));
  test('a line with no option or with two is refused', () => {
    const odd: readonly MixLine[] = [
      { label: 'Nobody’s', options: [], pence: 1n },
      { label: 'Both’s', options: ['NOTIONAL', 'THIRD_PARTY'], pence: 1n },
    ];
    same(refusalsOf(decideMix(odd, 2n)), [
      { code: 'line-not-one-option', line: 'Nobody’s', options: 0 },
      { code: 'line-not-one-option', line: 'Both’s', options: 2 },
    ]);
  });
  test('what a budget has beyond its lines is held with the direct payment', () => {
    const items = [
      { label: 'Agency', option: 'THIRD_PARTY', annualPence: 800_000n },
      { label: 'Assistants', option: 'DIRECT_PAYMENT', annualPence: 1_500_000n },
    ] as const;
    same(decideMix(mixLines(items, 3_120_000n), 3_120_000n), {
      accepted: true,
      value: { DIRECT_PAYMENT: 2_320_000n, THIRD_PARTY: 800_000n, NOTIONAL: 0n },
    });
    same(mixLines(items, 3_120_000n).at(-1), {
      label: 'Everything else',
      options: ['DIRECT_PAYMENT'],
      pence: 820_000n,
    });
  });
  const held = [
    [[], 'DIRECT_PAYMENT'],
    [['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT'], 'DIRECT_PAYMENT'],
    [['NOTIONAL', 'THIRD_PARTY'], 'THIRD_PARTY'],
    [['NOTIONAL'], 'NOTIONAL'],
  ] as const;
  for (const [options, expected] of held)
    test(`what is beyond lines of ${options.join(', ') || 'no kind'} lies with: ${expected}`, () => {
      const items = options.map(option => ({ label: option, option, annualPence: 100n }));
      assert.equal(restWith(items), expected);
      same(mixLines(items, 1_000n).at(-1)!.options, [expected]);
    });
  test('an option’s checks are for its lines alone', () =>
    same(
      linesOf(lines, 'DIRECT_PAYMENT').map(line => line.label),
      ['Assistants', 'Swimming'],
    ));
});
