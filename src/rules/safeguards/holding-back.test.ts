import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import { instalmentsOf, yearEnd } from '../budget/instalments.ts';
import type { Decision } from '../decision.ts';
import { EVERY_STATE } from '../next-steps.ts';
import {
  decideHoldingBack,
  decideLook,
  type HoldingBack,
  type HoldingBackFacts,
  heldParts,
  isLookLate,
  notRunning,
  type OpenInstalment,
} from './holding-back.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-01-04');
const policy = { firstReviewDays: 7, everyDays: 28 };
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);
const NHS = 'NHS_CHC';

function instalments(annualPence: bigint, startsOn: string, stream = NHS): OpenInstalment[] {
  return instalmentsOf(annualPence, on(startsOn)).map(({ month, from, to, pence }) => ({
    stream,
    option: 'DIRECT_PAYMENT',
    period: month,
    coversFrom: from,
    coversTo: to,
    pence,
  }));
}

const order: HoldingBack = {
  concern: 'FRAUD',
  reasons: 'Payments to an account that nobody knows',
  talkedWithCoordinatorOn: today,
  talkedWithPersonOn: today,
  continuityPlan: 'The agency is paid by us',
  scope: 'WHOLE',
  planItemIds: [],
  startsOn: on('2027-01-15'),
  reviewOn: on('2027-01-22'),
};
const facts: HoldingBackFacts = {
  state: 'ACTIVE',
  isSuspended: false,
  lines: [
    { planItemId: 'agency', stream: NHS, annualPence: 780_000n },
    { planItemId: 'pool', stream: NHS, annualPence: 2_100_000n },
    { planItemId: 'school', stream: 'SOCIAL_CARE', annualPence: 100_000n },
  ],
  instalments: instalments(3_120_000n, '2026-12-01'),
  yearPence: { [NHS]: 3_120_000n },
  unpaidCount: 0,
};
const refused = (more: Partial<HoldingBack>, other: Partial<HoldingBackFacts> = {}) =>
  refusalsOf(decideHoldingBack({ ...facts, ...other }, { ...order, ...more }, policy, today));
const parts = (more: Partial<HoldingBack> = {}, other: Partial<HoldingBackFacts> = {}) =>
  heldParts({ ...facts, ...other }, { ...order, ...more });

describe('R-105  What is held back of each instalment', () => {
  test('all from 15 January: 17 of 31 days of January, and the whole of each later month', () => {
    const held = parts();
    assert.equal(held.length, 11, 'December has ended by then');
    same(held[0], {
      stream: NHS,
      option: 'DIRECT_PAYMENT',
      period: Temporal.PlainYearMonth.from('2027-01'),
      coversFrom: on('2027-01-15'),
      restCoversTo: on('2027-01-14'),
      pence: 142_581n,
    });
    assert.ok(held.slice(1).every(({ pence }) => pence === 260_000n));
    assert.equal(held[1]!.restCoversTo.toString(), '2027-02-28');
    assert.equal(held[1]!.coversFrom.toString(), '2027-02-01');
  });
  for (const [startsOn, first] of [
    ['2026-12-31', 8_387n],
    ['2027-01-01', 260_000n],
    ['2027-01-31', 8_387n],
    ['2027-11-30', 8_667n],
  ] as const)
    test(`from ${startsOn} the first part is ${first} pence`, () =>
      assert.equal(parts({ startsOn: on(startsOn) })[0]!.pence, first));
  test('from the day after the year nothing', () => same(parts({ startsOn: on('2027-12-01') }), []));
  test('the agency’s share is a quarter: £650.00 of £2,600.00, and the days of the first month', () => {
    const held = parts({ scope: 'PART', planItemIds: ['agency'] });
    assert.equal(held[0]!.pence, 35_645n);
    assert.equal(held[0]!.restCoversTo.toString(), '2027-01-31', 'the rest is for the whole month');
    assert.equal(held[1]!.pence, 65_000n);
  });
  test('two lines are their sum', () =>
    assert.equal(parts({ scope: 'PART', planItemIds: ['agency', 'pool'] })[1]!.pence, 240_000n));
  test('a line of another stream takes nothing of this one', () =>
    same(parts({ scope: 'PART', planItemIds: ['school'] }), []));
  test('lines that come to the year’s sum or more take the whole and never more', () => {
    for (const yearPence of [780_000n, 779_999n, 1n])
      assert.equal(
        parts({ scope: 'PART', planItemIds: ['agency'] }, { yearPence: { [NHS]: yearPence } })[1]!.pence,
        260_000n,
      );
    assert.equal(
      parts({ scope: 'PART', planItemIds: ['agency'] }, { yearPence: { [NHS]: 780_001n } })[1]!.pence,
      260_000n,
    );
    assert.equal(
      parts({ scope: 'PART', planItemIds: ['agency'] }, { yearPence: { [NHS]: 1_560_000n } })[1]!.pence,
      130_000n,
    );
  });
  test('a penny can be held back, and nothing of nothing', () => {
    const penny = instalments(1n, '2026-12-01');
    assert.equal(parts({ startsOn: on('2026-12-01') }, { instalments: penny })[0]!.pence, 1n);
    const nothing = { instalments: penny.map(each => ({ ...each, pence: 0n })), yearPence: { [NHS]: 0n } };
    same(parts({ scope: 'PART', planItemIds: ['agency'] }, nothing), []);
  });
  test('each part is at least a penny and at most its instalment, and what is paid and held comes to the year', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 9_999_999_999n }),
        fc.integer({ min: 0, max: 366 }),
        fc.integer({ min: -20, max: 400 }),
        fc.constantFrom('WHOLE' as const, 'PART' as const),
        fc.bigInt({ min: 1n, max: 9_999_999_999n }),
        (annualPence, startDay, heldDay, scope, linePence) => {
          const startsOn = on('2026-11-01').add({ days: startDay });
          const year = instalments(annualPence, startsOn.toString());
          const held = heldParts(
            {
              lines: [{ planItemId: 'a', stream: NHS, annualPence: linePence }],
              instalments: year,
              yearPence: { [NHS]: annualPence },
            },
            { scope, planItemIds: ['a'], startsOn: startsOn.add({ days: heldDay }) },
          );
          for (const part of held) {
            const whole = year.find(({ period }) => period.equals(part.period))!;
            assert.ok(part.pence > 0n && part.pence <= whole.pence);
            assert.ok(Temporal.PlainDate.compare(part.restCoversTo, whole.coversFrom) >= 0);
          }
          const rest = total(
            year.map(({ period, pence }) => pence - (held.find(part => part.period.equals(period))?.pence ?? 0n)),
          );
          assert.equal(rest + total(held.map(({ pence }) => pence)), annualPence);
          if (scope === 'WHOLE' && heldDay <= 0) assert.equal(rest, 0n);
          if (startsOn.add({ days: heldDay }).until(yearEnd(startsOn)).days < 0) assert.equal(held.length, 0);
        },
      ),
    ));
});

describe('R-105  When payments may be held back', () => {
  test('with all of it they are, and the answer says what of', () => {
    const decision = decideHoldingBack(facts, order, policy, today);
    assert.ok(decision.accepted);
    same(decision.value.parts, parts());
  });
  for (const state of EVERY_STATE)
    test(`while the budget is ${state}`, () =>
      same(refused({}, { state }), state === 'ACTIVE' ? [] : [{ code: 'payments-not-running', state }]));
  test('not twice at a time', () =>
    same(refused({}, { isSuspended: true }), [{ code: 'overlay-there-already', overlay: 'SUSPENDED' }]));
  test('never without the talk, the reasons and the care', () =>
    assert.deepEqual(
      refused({ reasons: ' ', continuityPlan: '', talkedWithPersonOn: undefined }).map(({ code }) => code),
      ['suspension-without-reasons', 'suspension-not-talked-over', 'suspension-without-cover'],
    ));
  test('from today on, not from yesterday', () => {
    same(refused({ startsOn: today, reviewOn: today }), []);
    same(refused({ startsOn: on('2027-01-03'), reviewOn: today }), [{ code: 'suspension-starts-past' }]);
  });
  test('the first look is on the first day or later', () => {
    same(refused({ reviewOn: on('2027-01-15') }), []);
    same(refused({ reviewOn: on('2027-01-14') }), [{ code: 'suspension-review-past' }]);
  });
  test('a part names its lines, and only those that are paid', () => {
    same(refused({ scope: 'PART' }), [{ code: 'suspension-without-lines' }]);
    same(refused({ scope: 'PART', planItemIds: ['agency', 'x'] }), [{ code: 'suspension-line-unknown' }]);
    same(refused({ scope: 'PART', planItemIds: ['agency'] }), []);
  });
  test('the lines of a part do not matter to the whole', () => same(refused({ planItemIds: ['x'] }), []));
  test('there must be something to hold back', () => {
    const late = { startsOn: on('2027-12-01'), reviewOn: on('2027-12-02') };
    same(refused(late), [{ code: 'suspension-takes-nothing' }]);
    same(refused(late, { unpaidCount: 1 }), []);
    same(refused({ ...late, scope: 'PART', planItemIds: ['agency'] }, { unpaidCount: 1 }), [
      { code: 'suspension-takes-nothing' },
    ]);
    same(refused({ scope: 'PART', planItemIds: ['school'] }), [{ code: 'suspension-takes-nothing' }]);
  });
  test('notRunning lets the active one pass', () => assert.equal(notRunning('ACTIVE'), false));
});

describe('R-105  It is looked at again', () => {
  const look = { isSuspended: true, found: 'The bank has not answered yet', nextReviewOn: on('2027-02-01') };
  const looked = (more: Partial<typeof look>) => refusalsOf(decideLook({ ...look, ...more }, policy, today));
  test('at the latest after 28 days', () => {
    same(decideLook(look, policy, today), { accepted: true, value: true });
    same(looked({ nextReviewOn: on('2027-02-02') }), [
      { code: 'suspension-review-too-late', latestOn: on('2027-02-01') },
    ]);
  });
  test('not in the past', () => {
    same(looked({ nextReviewOn: today }), []);
    same(looked({ nextReviewOn: on('2027-01-03') }), [{ code: 'suspension-review-past' }]);
  });
  test('with what was found', () => same(looked({ found: ' ' }), [{ code: 'suspension-look-empty' }]));
  test('not after its end', () =>
    same(looked({ isSuspended: false }), [{ code: 'overlay-not-there', overlay: 'SUSPENDED' }]));
  test('late is the day after', () => {
    assert.equal(isLookLate(today, today), false);
    assert.equal(isLookLate(on('2027-01-03'), today), true);
  });
});
