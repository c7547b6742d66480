import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { same } from '../../../test/support/same.ts';
import { ENGLAND_AND_WALES } from '../../values/bank-holidays.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  DISCHARGE_BARS,
  DISCHARGE_SOURCES,
  type Discharge,
  decideDischarge,
  decideGoal,
  dischargeRoute,
  type Goal,
  programmePence,
} from './one-off.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const policy = DEFAULT_POLICY.oneoff.discharge;
const locksmith: Discharge = {
  pence: 16_000n,
  reason: '',
  daysSaved: 2,
  agreedByPatientOrCarer: true,
  agreedByDischargeLead: true,
  commissionedPence: undefined,
  notInTimeFrom: DISCHARGE_SOURCES,
  meetsPlannedNeed: true,
  bars: [],
};
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const refused = (more: Partial<Discharge>, bedDayPence: bigint | null = 34_500n) =>
  refusalsOf(decideDischarge({ ...locksmith, ...more }, policy, bedDayPence));

describe('R-123  A discharge payment has a usual and a last ceiling', () => {
  for (const [what, pence] of [
    ['a locksmith', 16_000n],
    ['a telephone and its card', 8_000n],
    ['the usual ceiling', 20_000n],
  ] as const)
    test(`${what} needs no reason`, () => same(refused({ pence }), []));
  test('a penny over £200.00 needs its reason', () => {
    same(refused({ pence: 20_001n, reason: ' ' }), [{ code: 'discharge-over-usual', usualPence: 20_000n }]);
    same(refused({ pence: 20_001n, reason: 'A deep clean' }), []);
  });
  test('£350.00 for a deep clean, with its reason: yes', () =>
    same(refused({ pence: 35_000n, reason: 'The flat is not safe' }), []));
  test('£400.00 is the most, whatever the reason', () => {
    same(refused({ pence: 40_000n, reason: 'The flat is not safe' }), []);
    for (const pence of [40_001n, 45_000n])
      same(refused({ pence, reason: 'The flat is not safe' }), [
        { code: 'discharge-over-ceiling', ceilingPence: 40_000n },
      ]);
  });
});

describe('R-124  It brings the discharge forward by two days, and both agree', () => {
  test('one day is too few', () => same(refused({ daysSaved: 1 }), [{ code: 'discharge-too-few-days', leastDays: 2 }]));
  test('three are more than enough', () => same(refused({ daysSaved: 3 }), []));
  test('the patient or carer agrees', () =>
    same(refused({ agreedByPatientOrCarer: false }), [{ code: 'discharge-not-agreed', by: 'patient or carer' }]));
  test('whoever is responsible for the discharge agrees', () =>
    same(refused({ agreedByDischargeLead: false }), [{ code: 'discharge-not-agreed', by: 'discharge lead' }]));
});

describe('R-125  It costs no more than the bed days that it saves, or than the NHS’s own way', () => {
  test('£160.00 for two days at £345.00: yes, £690.00 saved', () =>
    same(decideDischarge(locksmith, policy, 34_500n), {
      accepted: true,
      value: { pence: 16_000n, savedPence: 69_000n },
    }));
  test('to the penny', () => {
    same(refused({}, 8_000n), []);
    same(refused({ pence: 16_001n }, 8_000n), [{ code: 'discharge-costs-more', than: 'bed days', pence: 16_000n }]);
  });
  test('nor more than what the NHS would buy', () => {
    same(refused({ commissionedPence: 16_000n }), []);
    same(refused({ commissionedPence: 15_999n }), [
      { code: 'discharge-costs-more', than: 'commissioned care', pence: 15_999n },
    ]);
  });
  test('where the board has not set what a bed day costs, nothing can be compared', () =>
    same(refused({}, null), [{ code: 'bed-day-not-set' }]));
});

describe('R-126  It is for something that nobody else brings in time, and for no long-term need', () => {
  for (const from of DISCHARGE_SOURCES)
    test(`if ${from} can bring it in time: no`, () =>
      same(refused({ notInTimeFrom: DISCHARGE_SOURCES.filter(other => other !== from) }), [
        { code: 'discharge-comes-anyway', from },
      ]));
  for (const bar of DISCHARGE_BARS)
    test(`${bar}: no`, () => same(refused({ bars: [bar] }), [{ code: 'discharge-barred', bar }]));
  test('without a need of the plan: no', () =>
    same(refused({ meetsPlannedNeed: false }), [{ code: 'discharge-no-planned-need' }]));
  test('three sources and three bars', () => same([DISCHARGE_SOURCES.length, DISCHARGE_BARS.length], [3, 3]));
});

describe('R-127  The money is there on the day of the discharge', () => {
  const today = on('2026-12-01');
  const route = (way: 'PREPAID_CARD' | 'FASTER_PAYMENT' | 'BACS', dischargeOn: string) =>
    dischargeRoute(way, { today, dischargeOn: on(dischargeOn) }, ENGLAND_AND_WALES);
  for (const way of ['PREPAID_CARD', 'FASTER_PAYMENT'] as const)
    test(`${way} asked for today is there today`, () =>
      same(route(way, '2026-12-01'), { arrivesOn: today, tooLate: false }));
  test('Bacs takes two working days more, and warns when that is too late', () => {
    same(route('BACS', '2026-12-01'), { arrivesOn: on('2026-12-03'), tooLate: true });
    same(route('BACS', '2026-12-02'), { arrivesOn: on('2026-12-03'), tooLate: true });
    same(route('BACS', '2026-12-03'), { arrivesOn: on('2026-12-03'), tooLate: false });
  });
});

describe('R-128  A budget for one goal: a fixed sum, a plan, an end, a check, and one payment', () => {
  const gym: Goal = {
    sumPence: 40_000n,
    spentPence: [40_000n],
    plan: 'Two years of the gym',
    endsOn: on('2027-06-01'),
    checkOn: on('2027-06-01'),
    payments: 1,
  };
  const wrong = (more: Partial<Goal>) => refusalsOf(decideGoal({ ...gym, ...more }));
  test('£400.00 for 50 people is £20,000.00', () => assert.equal(programmePence(40_000n, 50), 2_000_000n));
  test('a gym for £400.00 leaves nothing', () =>
    same(decideGoal(gym), { accepted: true, value: { remainingPence: 0n } }));
  test('£150.00 and £100.00 leave £150.00', () =>
    same(decideGoal({ ...gym, spentPence: [15_000n, 10_000n], payments: 0 }), {
      accepted: true,
      value: { remainingPence: 15_000n },
    }));
  test('a penny more than the sum: refused', () =>
    same(wrong({ spentPence: [40_000n, 1n] }), [{ code: 'goal-overspent', overPence: 1n }]));
  test('without a plan: refused', () => same(wrong({ plan: ' ' }), [{ code: 'goal-without-plan' }]));
  test('without an end: refused', () =>
    same(wrong({ endsOn: undefined, checkOn: undefined }), [{ code: 'goal-without-end' }]));
  for (const checkOn of [undefined, on('2027-05-31')])
    test(`checked ${checkOn ?? 'never'}, before it ends: refused`, () =>
      same(wrong({ checkOn }), [{ code: 'goal-without-check', endsOn: on('2027-06-01') }]));
  test('two payments are a schedule: refused', () =>
    same(wrong({ payments: 2 }), [{ code: 'goal-paid-monthly', payments: 2 }]));
});
