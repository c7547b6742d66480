import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decision } from '../decision.ts';
import { EVERY_STATE } from '../next-steps.ts';
import type { Option } from '../plan/plan.ts';
import {
  decideOptionRefusal,
  itemsInRefusedOption,
  OPTION_REFUSAL_REASONS,
  type OptionRefusalInput,
  reasonsAgainst,
} from './option-refusal.ts';

const verdict = (decision: Decision<unknown>) =>
  decision.accepted ? 'accepted' : decision.refusals.map(({ code }) => code).join(', ');
const input = (given: Partial<OptionRefusalInput> = {}): OptionRefusalInput => ({
  option: 'DIRECT_PAYMENT',
  reason: 'COURT_ORDER',
  words: 'The order runs until 30 June 2027.',
  offered: ['NOTIONAL'],
  ...given,
});
const refuse = (given: Partial<OptionRefusalInput> = {}, refusedAlready: readonly Option[] = []) =>
  verdict(decideOptionRefusal({ state: 'PLANNING', refusedAlready }, input(given)));

describe('R-018  A way of holding the money is refused with its reason, in words', () => {
  test('with a reason, words and another way', () => {
    const decision = decideOptionRefusal({ state: 'PLANNING', refusedAlready: [] }, input());
    assert.deepEqual(decision.accepted && decision.value, { option: 'DIRECT_PAYMENT', offered: ['NOTIONAL'] });
  });
  test('without words', () => assert.equal(refuse({ words: ' ' }), 'option-refused-without-words'));
  test('for a reason that the law does not allow', () => {
    assert.equal(refuse({ words: 'No budget this year' }), 'reason-not-allowed');
  });
  test('once', () => assert.equal(refuse({}, ['DIRECT_PAYMENT']), 'option-refused-already'));
  const during = 'ELIGIBLE ASSESSED INDICATIVE PLANNING SUBMITTED APPROVED BUDGET_SET AGREED SET_UP'.split(' ');
  for (const state of EVERY_STATE)
    test(`${state}`, () => {
      const expected = during.includes(state) ? 'accepted' : 'option-refusal-not-now';
      assert.equal(verdict(decideOptionRefusal({ state, refusedAlready: [] }, input())), expected);
    });
});

describe('R-024  To refuse one way is never to refuse the others', () => {
  test('nothing offered', () => assert.equal(refuse({ offered: [] }), 'no-option-left'));
  test('the refused way itself is no offer', () => {
    assert.equal(refuse({ offered: ['DIRECT_PAYMENT'] }), 'offered-option-is-refused');
  });
  test('nor is one that was refused before', () => {
    assert.equal(refuse({ offered: ['NOTIONAL', 'THIRD_PARTY'] }, ['THIRD_PARTY']), 'offered-option-is-refused');
    assert.equal(refuse({ offered: ['NOTIONAL'] }, ['THIRD_PARTY']), 'accepted');
  });
});

describe('R-018 R-023 R-093  Each reason stands against the ways that it is about', () => {
  const against: Readonly<Record<Option, readonly string[]>> = {
    DIRECT_PAYMENT: [
      'NO_CONSENT',
      'NO_REPRESENTATIVE',
      'COURT_ORDER',
      'NOT_APPROPRIATE',
      'NOT_VALUE_FOR_MONEY',
      'HOLDER_UNSUITABLE',
    ],
    THIRD_PARTY: ['NOT_APPROPRIATE', 'NOT_VALUE_FOR_MONEY', 'HOLDER_UNSUITABLE', 'HOLDER_NOT_INDEPENDENT'],
    NOTIONAL: ['NOT_APPROPRIATE'],
  };
  for (const option of ['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'] as const)
    test(option, () => {
      assert.deepEqual(reasonsAgainst(option), against[option]);
      for (const reason of OPTION_REFUSAL_REASONS) {
        const offered = option === 'NOTIONAL' ? (['THIRD_PARTY'] as const) : (['NOTIONAL'] as const);
        const expected = against[option].includes(reason) ? 'accepted' : 'option-reason-does-not-fit';
        assert.equal(refuse({ option, reason, offered }), expected, reason);
      }
    });
});

describe('R-018  A plan holds nothing in a refused way', () => {
  const items = [
    { label: 'Assistant', option: 'DIRECT_PAYMENT' },
    { label: 'Agency', option: 'NOTIONAL' },
  ] as const;
  test('the lines that would', () => {
    assert.deepEqual(itemsInRefusedOption(items, ['DIRECT_PAYMENT']), [
      { code: 'item-option-refused', item: 'Assistant', option: 'DIRECT_PAYMENT' },
    ]);
  });
  test('none', () => assert.deepEqual(itemsInRefusedOption(items, ['THIRD_PARTY']), []));
});
