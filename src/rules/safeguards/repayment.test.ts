import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import { decideRepayment, REPAYMENT_GROUNDS, type Repayment, reclaimPence } from './repayment.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-08-01');
const talk = { on: today, coordinatorId: 'c', words: 'I did not know', finding: 'UNCLEAR' } as const;
const repayment: Repayment = {
  ground: 'P3',
  appropriateBecause: 'Half of what was paid lies idle',
  reasons: 'The night care was not needed',
  pence: 127_000n,
  payBy: on('2027-08-29'),
  payer: 'PERSON',
  talkedWithCoordinatorOn: today,
  talkedWithPersonOn: today,
  reviewId: 'r-1',
  conversation: undefined,
  money: { balancePence: 520_000n, contingencyPence: 240_000n, liabilitiesPence: [38_000n, 115_000n] },
};
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const refused = (more: Partial<Repayment>) => refusalsOf(decideRepayment({ ...repayment, ...more }, 28, today));

describe('R-112  Repayment may be required on six grounds, where it is appropriate', () => {
  for (const ground of REPAYMENT_GROUNDS) {
    const payer = ground === 'P6' ? 'PERSONAL_REPRESENTATIVES' : 'PERSON';
    test(`${ground}: yes`, () => same(refused({ ground, payer, conversation: talk }), []));
  }
  test('there are six', () => assert.equal(REPAYMENT_GROUNDS.join(' '), 'P1 P2 P3 P4 P5 P6'));
  for (const ground of ['we are short of money', 'P7', ''])
    test(`“${ground}” is no ground`, () =>
      same(refused({ ground }), [{ code: 'repayment-ground-not-in-law', ground }]));
  test('without why it is appropriate: refused', () =>
    same(refused({ appropriateBecause: ' ' }), [{ code: 'repayment-not-appropriate' }]));
});

describe('R-110  No repayment for misuse before a conversation', () => {
  for (const ground of ['P4', 'P5']) {
    test(`${ground} without one: refused`, () => same(refused({ ground }), [{ code: 'conversation-first' }]));
    test(`${ground} for a mistake: refused`, () =>
      same(refused({ ground, conversation: { ...talk, finding: 'MISTAKE' } }), [{ code: 'mistake-not-penalised' }]));
  }
});

describe('R-113  The notice says why, how much, by when and who pays', () => {
  test('with all four it is decided', () =>
    same(decideRepayment(repayment, 28, today), {
      accepted: true,
      value: { pence: 127_000n, payBy: on('2027-08-29') },
    }));
  const table = [
    [{ reasons: ' ' }, 'reasons'],
    [{ pence: undefined }, 'amount'],
    [{ pence: 0n }, 'amount'],
    [{ payBy: undefined }, 'deadline'],
    [{ payer: undefined }, 'who pays'],
  ] as const;
  for (const [more, part] of table)
    test(`without ${part}: refused`, () => same(refused(more), [{ code: 'repayment-notice-lacks', part }]));
  test('a penny is an amount', () => same(refused({ pence: 1n }), []));
  test('a day too soon to pay: refused', () =>
    same(refused({ payBy: on('2027-08-28') }), [{ code: 'repayment-too-soon', earliestOn: on('2027-08-29') }]));
  test('a day later is right', () => same(refused({ payBy: on('2027-08-30') }), []));
  test('after a death only those who settle the estate are asked', () => {
    same(refused({ ground: 'P6' }), [{ code: 'repayment-from-estate-only' }]);
    same(refused({ ground: 'P6', payer: undefined }), [{ code: 'repayment-notice-lacks', part: 'who pays' }]);
  });
});

describe('R-115  Nothing is asked back without talking to both, and only within a review', () => {
  for (const day of [undefined, today.add({ days: 1 })]) {
    test(`talked with the co-ordinator ${day ?? 'never'}: refused`, () =>
      same(refused({ talkedWithCoordinatorOn: day }), [
        { code: 'repayment-not-talked-over', with: 'care co-ordinator' },
      ]));
    test(`talked with the person ${day ?? 'never'}: refused`, () =>
      same(refused({ talkedWithPersonOn: day }), [{ code: 'repayment-not-talked-over', with: 'person' }]));
  }
  test('talked yesterday is talked', () => same(refused({ talkedWithPersonOn: today.subtract({ days: 1 }) }), []));
  test('money that a list of balances shows is no review', () =>
    same(refused({ reviewId: undefined }), [{ code: 'repayment-outside-review' }]));
});

describe('R-116  What is asked back is what is left once everything owed is paid', () => {
  test('£5,200.00 less £2,400.00 less £380.00 and £1,150.00 is £1,270.00', () =>
    assert.equal(reclaimPence(repayment.money), 127_000n));
  test('never less than nought', () => {
    const money = { balancePence: 100n, contingencyPence: 60n, liabilitiesPence: [40n] };
    assert.equal(reclaimPence(money), 0n);
    assert.equal(reclaimPence({ ...money, balancePence: 101n }), 1n);
    assert.equal(reclaimPence({ ...money, balancePence: 99n }), 0n);
  });
  test('a penny more than that is refused', () =>
    same(refused({ pence: 127_001n }), [{ code: 'repayment-over-amount', mostPence: 127_000n }]));
  test('what is asked back and what is owed never come to more than the balance', () => {
    const pence = fc.bigInt({ min: 0n, max: 10n ** 8n });
    fc.assert(
      fc.property(pence, pence, fc.array(pence), (balancePence, contingencyPence, liabilitiesPence) => {
        const back = reclaimPence({ balancePence, contingencyPence, liabilitiesPence });
        const owed = contingencyPence + liabilitiesPence.reduce((a, b) => a + b, 0n);
        assert.ok(back >= 0n && (back === 0n || back + owed === balancePence));
        assert.ok(back > 0n || owed >= balancePence);
      }),
    );
  });
});
