import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import { instalmentsOf } from '../budget/instalments.ts';
import type { Decision } from '../decision.ts';
import type { OpenInstalment } from '../safeguards/holding-back.ts';
import {
  asOneEffect,
  decideExtra,
  decideExtraAnswer,
  type Extra,
  type ExtraFacts,
  effectOf,
  effectText,
  takenOff,
} from './extra-payment.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const today = on('2027-01-04');
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

/** The instalments of £31,200.00 from 1 December that are left from a month on. */
const left = (from = '2027-02', annualPence = 3_120_000n): OpenInstalment[] =>
  instalmentsOf(annualPence, on('2026-12-01'))
    .map(({ month, from: coversFrom, to: coversTo, pence }) => ({
      stream: 'NHS_CHC',
      option: 'DIRECT_PAYMENT',
      period: month,
      coversFrom,
      coversTo,
      pence,
    }))
    .filter(({ period }) => Temporal.PlainYearMonth.compare(period, from) >= 0);
const amounts = (changes: ReturnType<typeof takenOff>) => changes?.map(({ changePence }) => changePence);

describe('R-084  What is paid besides the instalments makes them smaller by as much', () => {
  test('£300.00 off the next one', () =>
    same(takenOff(left(), 30_000n, 1), [
      {
        stream: 'NHS_CHC',
        option: 'DIRECT_PAYMENT',
        period: Temporal.PlainYearMonth.from('2027-02'),
        changePence: -30_000n,
      },
    ]));
  for (const [pence, over, expected] of [
    [30_000n, 3, [-10_000n, -10_000n, -10_000n]],
    [10_000n, 3, [-3_333n, -3_334n, -3_333n]],
    [1n, 2, [-1n]],
    [260_000n, 1, [-260_000n]],
    [260_001n, 1, [-260_000n, -1n]],
    [600_000n, 2, [-260_000n, -260_000n, -80_000n]],
    [2_600_000n, 1, Array(10).fill(-260_000n)],
    [2_600_001n, 1, undefined],
    [2_600_000n, 12, Array(10).fill(-260_000n)],
    [500_000n, 1, [-260_000n, -240_000n]],
  ] as const)
    test(`${pence} pence over ${over}`, () => assert.deepEqual(amounts(takenOff(left(), pence, over)), expected));
  test('nothing left bears nothing', () => {
    assert.equal(takenOff([], 1n, 1), undefined);
    assert.deepEqual(takenOff([], 0n, 1), []);
  });
  test('what is taken off comes to the sum, and no instalment falls below nought', () =>
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { maxLength: 13 }),
        fc.bigInt({ min: 0n, max: 5_000_000n }),
        fc.integer({ min: 1, max: 13 }),
        (sums, pence, over) => {
          const instalments = sums.map((each, i) => ({
            ...left()[0]!,
            period: today.toPlainYearMonth().add({ months: i }),
            pence: each,
          }));
          const changes = takenOff(instalments, pence, over);
          assert.equal(changes === undefined, pence > total(sums));
          if (changes === undefined) return;
          assert.equal(-total(changes.map(({ changePence }) => changePence)), pence);
          for (const change of changes)
            assert.ok(
              change.changePence < 0n &&
                -change.changePence <= instalments.find(({ period }) => period.equals(change.period))!.pence,
            );
        },
      ),
    ));
});

const FACTS: ExtraFacts = {
  state: 'ACTIVE',
  instalments: left(),
  payers: [{ stream: 'NHS_CHC', basisPoints: 10_000 }],
  contingencyPence: 240_000n,
  freePence: 50_000n,
  policy: { mostPence: 100_000n, instalments: 1 },
};
const ADVANCE: Extra = {
  kind: 'ADVANCE',
  amountPence: 30_000n,
  label: 'Night care until Monday',
  reasons: 'The assistant fell ill',
  source: undefined,
  neededOn: today,
};
const ONE_OFF: Extra = { ...ADVANCE, kind: 'ONE_OFF', label: 'A hoist sling', source: 'CONTINGENCY' };
const asked = (extra: Extra, facts: Partial<ExtraFacts> = {}, seen?: string) => {
  const all = { ...FACTS, ...facts };
  return refusalsOf(decideExtra(all, extra, seen ?? effectText(effectOf(all, extra) ?? []), today));
};

describe('R-041 R-084  When an extra payment may be asked for', () => {
  test('an advance, with what it does', () => {
    const decision = decideExtra(FACTS, ADVANCE, 'NHS_CHC DIRECT_PAYMENT 2027-02 -30000', today);
    assert.ok(decision.accepted);
    assert.deepEqual(amounts(decision.value.changes), [-30_000n]);
  });
  test('up to the ceiling of the policy', () => {
    same(asked({ ...ADVANCE, amountPence: 100_000n }), []);
    same(asked({ ...ADVANCE, amountPence: 100_001n }), [{ code: 'advance-over-most', mostPence: 100_000n }]);
  });
  test('a one-off payment knows no such ceiling, but what it is taken from', () => {
    same(asked({ ...ONE_OFF, amountPence: 240_000n }), []);
    same(asked({ ...ONE_OFF, amountPence: 240_001n }), [
      { code: 'one-off-over-source', source: 'CONTINGENCY', mostPence: 240_000n },
    ]);
    same(asked({ ...ONE_OFF, source: 'FREE', amountPence: 50_000n }), []);
    same(asked({ ...ONE_OFF, source: 'FREE', amountPence: 50_001n }), [
      { code: 'one-off-over-source', source: 'FREE', mostPence: 50_000n },
    ]);
    same(asked({ ...ONE_OFF, source: undefined }), [{ code: 'extra-without-source' }]);
  });
  test('an advance is spread as policy says, a one-off payment over all that is left', () => {
    const policy = { mostPence: 100_000n, instalments: 3 };
    assert.equal(effectOf({ ...FACTS, policy }, ADVANCE)!.length, 3);
    assert.equal(effectOf({ ...FACTS, policy }, ONE_OFF)!.length, 10);
  });
  test('not more than what is left to be paid', () => {
    const late = { instalments: left('2027-11') };
    same(asked({ ...ONE_OFF, amountPence: 240_000n }, { instalments: left('2027-11', 2_880_000n) }), []);
    same(asked({ ...ADVANCE, amountPence: 100_000n }, { instalments: [] }, ''), [
      { code: 'extra-over-instalments', mostPence: 0n },
    ]);
    same(asked({ ...ONE_OFF, amountPence: 260_001n }, { ...late, contingencyPence: 300_000n }, ''), [
      { code: 'extra-over-instalments', mostPence: 260_000n },
    ]);
  });
  test('only what was seen', () =>
    same(asked(ADVANCE, {}, 'something else'), [
      { code: 'extra-not-as-seen', effect: 'NHS_CHC DIRECT_PAYMENT 2027-02 -30000' },
    ]));
  test('with what it is for, why, how much and from when', () => {
    same(asked({ ...ADVANCE, label: ' ' }), [{ code: 'extra-without-label' }]);
    same(asked({ ...ADVANCE, reasons: ' ' }), [{ code: 'extra-without-reasons' }]);
    same(asked({ ...ADVANCE, amountPence: 0n }), [{ code: 'extra-without-amount' }]);
    same(asked({ ...ADVANCE, amountPence: 1n }), []);
    same(asked({ ...ADVANCE, neededOn: on('2027-01-03') }), [{ code: 'extra-day-past' }]);
  });
  test('what is taken off this year’s payments is paid in this year', () => {
    const lastMonth = Temporal.PlainYearMonth.from('2027-11');
    same(asked({ ...ONE_OFF, neededOn: on('2027-11-30') }), []);
    same(asked({ ...ONE_OFF, neededOn: on('2027-12-01') }), [{ code: 'extra-day-after-year', lastMonth }]);
    same(asked({ ...ONE_OFF, neededOn: on('2027-12-01') }, { instalments: left().toReversed() }), [
      { code: 'extra-day-after-year', lastMonth },
    ]);
    same(asked({ ...ADVANCE, neededOn: on('2027-12-01') }), []);
  });
  test('while payments run', () =>
    same(asked(ADVANCE, { state: 'SET_UP' }), [{ code: 'payments-not-running', state: 'SET_UP' }]));
});

describe('R-064 R-084  Another person agrees', () => {
  const facts = {
    decided: false,
    askedById: 'nan',
    kind: 'ONE_OFF',
    amountPence: 30_000n,
    limitPence: 30_000n,
  } as const;
  const answered = (more: Partial<Parameters<typeof decideExtraAnswer>[0]>, by = 'april', reasons = '') =>
    refusalsOf(decideExtraAnswer({ ...facts, ...more }, { decision: 'AGREED', reasons }, by));
  test('to what is within their limit', () => {
    same(decideExtraAnswer(facts, { decision: 'AGREED', reasons: '' }, 'april'), { accepted: true, value: true });
    same(answered({ amountPence: 30_001n }), [{ code: 'extra-over-limit', limitPence: 30_000n }]);
    same(answered({ kind: 'ADVANCE', amountPence: 30_001n }), []);
  });
  test('never who asked', () => same(answered({}, 'nan'), [{ code: 'extra-own-request' }]));
  test('once', () => same(answered({ decided: true }), [{ code: 'extra-decided' }]));
  test('a no has its reasons and needs no limit', () => {
    const no = (reasons: string) =>
      refusalsOf(decideExtraAnswer({ ...facts, limitPence: 0n }, { decision: 'REFUSED', reasons }, 'april'));
    same(no('The plan has a hoist already'), []);
    same(no(' '), [{ code: 'extra-refused-without-reasons' }]);
  });
});

describe('R-098  Where several pay, each pays its part', () => {
  const payers = [
    { stream: 'NHS_CHC', basisPoints: 6_250 },
    { stream: 'LA_ADULT', basisPoints: 3_750 },
  ];
  const councils = (pence: bigint) => left('2027-02', pence).map(each => ({ ...each, stream: 'LA_ADULT' }));
  const facts = { ...FACTS, payers, instalments: [...left(), ...councils(1_200_000n)] };
  const told = (changes: ReturnType<typeof effectOf>) =>
    changes?.map(each => `${each.stream} ${each.period} ${each.changePence}`);

  test('an advance makes the next instalment of each smaller', () =>
    same(told(effectOf(facts, { kind: 'ADVANCE', amountPence: 1_001n })), [
      'NHS_CHC 2027-02 -626',
      'LA_ADULT 2027-02 -375',
    ]));
  test('a payment of its own is borne by all instalments of each', () => {
    const changes = effectOf(facts, { kind: 'ONE_OFF', amountPence: 160_000n })!;
    same(changes.length, 20);
    same(total(changes.filter(each => each.stream === 'LA_ADULT').map(each => each.changePence)), -60_000n);
    same(total(changes.map(each => each.changePence)), -160_000n);
  });
  test('what one has not left, the other bears; more than both have nobody does', () => {
    const poor = { ...facts, instalments: [...left(), ...councils(1_200n)] };
    same(told(effectOf(poor, { kind: 'ADVANCE', amountPence: 10_000n })), [
      'NHS_CHC 2027-02 -9000',
      ...left().map(({ period }) => `LA_ADULT ${period} -100`),
    ]);
    same(effectOf(poor, { kind: 'ADVANCE', amountPence: 2_601_001n }), undefined);
  });
  test('R-096  the person sees one sum for each month', () => {
    const changes = effectOf(facts, { kind: 'ADVANCE', amountPence: 1_001n })!;
    same(asOneEffect([...changes].reverse(), facts.instalments), [
      { period: '2027-02', wasPence: 360_000n, changePence: -1_001n },
    ]);
    const two = { ...facts, policy: { ...FACTS.policy, instalments: 2 } };
    same(
      asOneEffect(effectOf(two, { kind: 'ADVANCE', amountPence: 2_000n })!.toReversed(), facts.instalments).map(
        each => [`${each.period}`, each.changePence],
      ),
      [
        ['2027-02', -1_000n],
        ['2027-03', -1_000n],
      ],
    );
  });
  test('what somebody else holds is another thing', () =>
    same(
      asOneEffect(effectOf(facts, { kind: 'ADVANCE', amountPence: 1_001n })!, [
        ...left().map(each => ({ ...each, option: 'THIRD_PARTY' })),
        ...councils(1_200_000n),
      ]),
      [{ period: '2027-02', wasPence: 100_000n, changePence: -1_001n }],
    ));
});
