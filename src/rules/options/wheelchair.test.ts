import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import type { Decision } from '../decision.ts';
import {
  type ChairChoice,
  chairMoney,
  decideChair,
  decideNewChair,
  extraPence,
  needsFitPrompt,
  nextChairOn,
  ownershipOf,
  type WheelchairOption,
  wheelchairBudget,
  wheelchairOptions,
} from './wheelchair.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

describe('R-129  A wheelchair budget is what the NHS would pay for the chair', () => {
  for (const option of ['NOTIONAL', 'NOTIONAL_TOPUP'] as const)
    test(`a chair of £1,480.00, ${option}: £1,480.00`, () =>
      same(wheelchairBudget({ option, nhsCostPence: 148_000n, maintenancePence: 25_000n }), {
        chairPence: 148_000n,
        repairsPence: 0n,
      }));
  for (const option of ['THIRD_PARTY', 'DIRECT_PAYMENT'] as const)
    test(`a chair of £1,480.00, ${option}: £1,480.00 and £250.00 for repairs`, () =>
      same(wheelchairBudget({ option, nhsCostPence: 148_000n, maintenancePence: 25_000n }), {
        chairPence: 148_000n,
        repairsPence: 25_000n,
      }));
});

describe('R-130  Three options are offered, and a direct payment only where policy says so', () => {
  test('by default three', () => same(wheelchairOptions({ dp: false }), ['NOTIONAL', 'NOTIONAL_TOPUP', 'THIRD_PARTY']));
  test('with the direct payment four', () =>
    same(wheelchairOptions({ dp: true }), ['NOTIONAL', 'NOTIONAL_TOPUP', 'THIRD_PARTY', 'DIRECT_PAYMENT']));
});

describe('R-131  The NHS owns and repairs a chair that it provides; extras are the person’s', () => {
  const table: readonly (readonly [WheelchairOption, 'NHS' | 'PERSON'])[] = [
    ['NOTIONAL', 'NHS'],
    ['NOTIONAL_TOPUP', 'NHS'],
    ['THIRD_PARTY', 'PERSON'],
    ['DIRECT_PAYMENT', 'PERSON'],
  ];
  for (const [option, owner] of table)
    test(`${option}: ${owner} owns and repairs the chair, the person the extras`, () =>
      same(ownershipOf(option), { owner, repairsChair: owner, repairsExtras: 'PERSON' }));
  test('a riser of £620.00 is £744.00 with tax, £620.00 for somebody exempt', () => {
    assert.equal(extraPence({ pence: 62_000n, vatExempt: false }), 74_400n);
    assert.equal(extraPence({ pence: 62_000n, vatExempt: true }), 62_000n);
  });
  test('the tax is rounded half up', () => {
    assert.equal(extraPence({ pence: 2n, vatExempt: false }), 2n); // 0.4
    assert.equal(extraPence({ pence: 3n, vatExempt: false }), 4n); // 0.6
  });
});

const chair: ChairChoice = {
  option: 'THIRD_PARTY',
  nhsCostPence: 148_000n,
  maintenancePence: 25_000n,
  chosenPence: 290_000n,
  meetsClinicalNeed: true,
  category: 'POWERED',
  prescribedCategory: 'POWERED',
};
const refused = (more: Partial<ChairChoice>, dp = false) => refusalsOf(decideChair({ ...chair, ...more }, { dp }));

describe('R-132  With a third party the budget and a sum for repairs go to the supplier; the person adds the rest', () => {
  test('£1,480.00 and £250.00 for a chair of £2,900.00: the person pays £1,170.00', () => {
    same(chairMoney(chair), {
      nhsPaysPence: 173_000n,
      personPaysPence: 117_000n,
    });
    same(decideChair(chair, { dp: false }), {
      accepted: true,
      value: { nhsPaysPence: 173_000n, personPaysPence: 117_000n },
    });
  });
  const table = [
    [172_999n, 172_999n, 0n],
    [173_000n, 173_000n, 0n],
    [173_001n, 173_000n, 1n],
  ] as const;
  for (const [chosenPence, nhsPaysPence, personPaysPence] of table)
    test(`a chair of ${chosenPence} pence: the person pays ${personPaysPence}`, () =>
      same(chairMoney({ ...chair, chosenPence }), {
        nhsPaysPence,
        personPaysPence,
      }));
  test('where the NHS repairs it there is no sum for repairs', () =>
    assert.equal(chairMoney({ ...chair, option: 'NOTIONAL_TOPUP' }).nhsPaysPence, 148_000n));
});

describe('R-130  What the person adds to an NHS chair is a contribution, and is called one', () => {
  test('nothing to add: notional', () => same(refused({ option: 'NOTIONAL', chosenPence: 148_000n }), []));
  test('a penny to add: notional with a contribution', () => {
    same(refused({ option: 'NOTIONAL', chosenPence: 148_001n }), [{ code: 'contribution-needs-topup', pence: 1n }]);
    same(refused({ option: 'NOTIONAL_TOPUP', chosenPence: 148_001n }), []);
  });
  test('a direct payment where policy is off: refused', () => {
    same(refused({ option: 'DIRECT_PAYMENT' }), [{ code: 'wheelchair-option-not-offered', option: 'DIRECT_PAYMENT' }]);
    same(refused({ option: 'DIRECT_PAYMENT' }, true), []);
  });
});

describe('R-133  A chair meets the assessed need, and with a third party it is of the same category', () => {
  test('a sports chair alone: refused', () =>
    same(refused({ meetsClinicalNeed: false }), [{ code: 'chair-not-clinically-right' }]));
  test('another category with a third party: refused', () =>
    same(refused({ category: 'SPORTS' }), [{ code: 'chair-other-category', prescribed: 'POWERED' }]));
  test('another category that the NHS provides and that meets the need: yes', () =>
    same(refused({ option: 'NOTIONAL_TOPUP', category: 'SPORTS' }), []));
});

describe('R-134  A new budget after its period, or earlier when the need has changed', () => {
  const issuedOn = on('2026-06-01');
  test('given on 1 June 2026 for 5 years: new from 1 June 2031, for 3 from 1 June 2029', () => {
    assert.equal(nextChairOn(issuedOn, 5).toString(), '2031-06-01');
    assert.equal(nextChairOn(issuedOn, 3).toString(), '2029-06-01');
  });
  const again = (clinicalChange: boolean, today: string) => decideNewChair({ issuedOn, clinicalChange }, 5, on(today));
  test('a day before: refused', () =>
    same(refusalsOf(again(false, '2031-05-31')), [{ code: 'chair-too-soon', nextOn: on('2031-06-01') }]));
  test('on the day: yes', () => same(again(false, '2031-06-01'), { accepted: true, value: { early: false } }));
  test('when the need changed in 2028: yes, early', () =>
    same(again(true, '2028-03-01'), { accepted: true, value: { early: true } }));
  const prompts = [
    [17, false, true],
    [18, false, false],
    [18, true, true],
  ] as const;
  for (const [ageYears, fastChanging, expected] of prompts)
    test(`${ageYears} years old, ${fastChanging ? 'changing fast' : 'steady'}: ${expected ? 'look' : 'no need to look'}`, () =>
      assert.equal(needsFitPrompt({ ageYears, fastChanging }), expected));
});
