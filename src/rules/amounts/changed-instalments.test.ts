import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { same } from '../../../test/support/same.ts';
import { total } from '../../values/pence.ts';
import { instalmentsOf } from '../budget/instalments.ts';
import type { Decision } from '../decision.ts';
import type { OpenInstalment } from '../safeguards/holding-back.ts';
import { type AmountOrder, type ChangedFacts, changedFrom, decideChangedAmount } from './changed-instalments.ts';
import { effectText } from './extra-payment.ts';

const on = (text: string) => Temporal.PlainDate.from(text);
const YEAR = on('2026-12-01');
const today = on('2027-01-10');
const refusalsOf = (decision: Decision<unknown>) => (decision.accepted ? [] : decision.refusals);

function left(annualPence: bigint, startsOn = YEAR, from = '2027-02'): OpenInstalment[] {
  return instalmentsOf(annualPence, startsOn)
    .map(({ month, from: coversFrom, to: coversTo, pence }) => ({
      stream: 'NHS_CHC',
      option: 'DIRECT_PAYMENT',
      period: month,
      coversFrom,
      coversTo,
      pence,
    }))
    .filter(({ period }) => Temporal.PlainYearMonth.compare(period, from) >= 0);
}

const FACTS: ChangedFacts = {
  state: 'ACTIVE',
  yearStartsOn: YEAR,
  yearlyPence: 3_120_000n,
  payers: [{ stream: 'NHS_CHC', basisPoints: 10_000, yearlyPence: 3_120_000n }],
  personPence: 0n,
  instalments: left(3_120_000n),
  lines: [
    { planItemId: 'night', label: 'Night care', stream: 'NHS_CHC', annualPence: 240_000n },
    { planItemId: 'day', label: 'Day care', stream: 'NHS_CHC', annualPence: 2_640_000n },
  ],
  contingencyPence: 240_000n,
  noticeDays: 28,
};
const CUT: AmountOrder = {
  toPence: 2_880_000n,
  effectiveOn: on('2027-02-07'),
  reasons: 'The night care has ended',
  endedLineIds: ['night'],
  found: 'The day care is paid in full',
};
const decide = (more: Partial<AmountOrder> = {}, other: Partial<ChangedFacts> = {}, seen?: string) => {
  const [facts, order] = [
    { ...FACTS, ...other },
    { ...CUT, ...more },
  ];
  return decideChangedAmount(facts, order, seen ?? effectText(changedFrom(facts, order) ?? []), today);
};
const refused = (...given: Parameters<typeof decide>) => refusalsOf(decide(...given));

describe('R-089 R-090  Another amount from a month on', () => {
  test('£2,600.00 to £2,400.00 decided on 10 January, from 7 February: March is the first', () => {
    const decision = decide();
    assert.ok(decision.accepted);
    const { isCut, firstMonth, changes, yearChangePence, endedPence } = decision.value;
    assert.equal(isCut, true);
    assert.equal(firstMonth.toString(), '2027-03');
    assert.equal(changes[0]!.period.toString(), '2027-03');
    assert.equal(changes.length, 9);
    assert.ok(changes.every(({ changePence }) => changePence === -20_000n));
    assert.equal(yearChangePence, -180_000n);
    same(endedPence, { night: 180_000n });
  });
  test('a rise at once and without a word', () => {
    const decision = decide({
      toPence: 3_240_000n,
      effectiveOn: on('2027-02-01'),
      reasons: '',
      endedLineIds: [],
    });
    assert.ok(decision.accepted);
    assert.equal(decision.value.isCut, false);
    assert.equal(decision.value.yearChangePence, 100_000n);
    same(decision.value.endedPence, {});
  });
  test('a cut waits for its notice and has reasons', () => {
    same(refused({ effectiveOn: on('2027-02-06') }), [{ code: 'cut-notice-too-short', earliestOn: on('2027-02-07') }]);
    same(refused({ reasons: ' ' }), [{ code: 'cut-without-reasons' }]);
  });
  test('never below what the plan needs, service by service', () => {
    same(refused({ toPence: 2_880_000n }), []);
    same(refused({ toPence: 2_879_999n }), [
      { code: 'amount-below-plan', shortPence: 1n },
      { code: 'service-not-covered', service: 'Day care', shortPence: 1n },
    ]);
    same(refused({ endedLineIds: [] }), [
      { code: 'amount-below-plan', shortPence: 240_000n },
      { code: 'service-not-covered', service: 'Day care', shortPence: 240_000n },
    ]);
    same(refused({ toPence: 100_000n, endedLineIds: [] }), [
      { code: 'amount-below-plan', shortPence: 3_020_000n },
      { code: 'service-not-covered', service: 'Night care', shortPence: 240_000n },
      { code: 'service-not-covered', service: 'Day care', shortPence: 2_640_000n },
    ]);
  });
  test('what was found is written down', () => same(refused({ found: ' ' }), [{ code: 'sufficiency-not-recorded' }]));
  test('from today on', () => {
    const rise = { toPence: 3_240_000n, endedLineIds: [] };
    same(refused({ ...rise, effectiveOn: today }), []);
    same(refused({ ...rise, effectiveOn: on('2027-01-09') }), [{ code: 'change-in-past' }]);
  });
  test('to another amount, while something is left of the year', () => {
    same(refused({ toPence: 3_120_000n, endedLineIds: [] }), [{ code: 'change-of-nothing' }]);
    same(refused({ effectiveOn: on('2027-11-01') }), []);
    same(refused({ effectiveOn: on('2027-11-02') }), [{ code: 'change-after-year' }]);
  });
  test('only lines that are paid can have ended', () =>
    same(refused({ endedLineIds: ['night', 'x'] }), [{ code: 'change-line-unknown' }]));
  test('what others hold changes with a plan', () => {
    const [first, ...rest] = left(3_120_000n);
    same(refused({}, { instalments: [{ ...first!, option: 'THIRD_PARTY' }, ...rest] }), [
      { code: 'change-of-several-holders' },
    ]);
  });
  test('only what was seen', () => {
    const [refusal] = refused({}, {}, 'something else');
    assert.equal(refusal!.code, 'change-not-as-seen');
  });
  test('while payments run', () =>
    same(refused({}, { state: 'SET_UP' }), [{ code: 'payments-not-running', state: 'SET_UP' }]));
  test('an instalment that an advance has made small gives what it has, the others bear the rest', () => {
    const instalments = left(3_120_000n, YEAR, '2027-03').map((each, i) =>
      i === 0 ? { ...each, pence: 5_000n } : each,
    );
    const changes = changedFrom({ ...FACTS, instalments }, CUT)!;
    assert.deepEqual(
      changes.slice(0, 3).map(({ changePence }) => changePence),
      [-5_000n, -35_000n, -20_000n],
    );
    assert.equal(total(changes.map(({ changePence }) => changePence)), -180_000n);
    const poor = instalments.map(each => ({ ...each, pence: 19_999n }));
    assert.equal(changedFrom({ ...FACTS, instalments: poor }, CUT), undefined);
    same(refused({}, { instalments: poor }), [{ code: 'change-over-instalments' }]);
  });
  test('what the last cannot give is taken from the first', () => {
    const months = left(3_120_000n, YEAR, '2027-03');
    const instalments = months.map((each, i) => (i === months.length - 1 ? { ...each, pence: 5_000n } : each));
    const changes = changedFrom({ ...FACTS, instalments }, CUT)!;
    assert.deepEqual(
      [changes[0], changes[1], changes.at(-1)].map(each => each!.changePence),
      [-35_000n, -20_000n, -5_000n],
    );
  });
  test('an amount that is paid at once leaves nothing for later months', () => {
    const changes = changedFrom(FACTS, { toPence: 100n, effectiveOn: on('2027-02-01') })!;
    assert.ok(changes.every(({ changePence }) => changePence === -260_000n));
    assert.equal(changes.length, 10);
  });
  test('what was paid and what is left come to the year, whatever the sums and the day', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1_200n, max: 99_999_999n }),
        fc.bigInt({ min: 1_200n, max: 99_999_999n }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 364 }),
        (was, will, startDay, day) => {
          const startsOn = YEAR.add({ days: startDay });
          const effectiveOn = startsOn.add({ days: day });
          const all = left(was, startsOn, '2000-01');
          const changes = changedFrom(
            {
              yearStartsOn: startsOn,
              yearlyPence: was,
              payers: [{ stream: 'NHS_CHC', basisPoints: 10_000, yearlyPence: was }],
              instalments: all,
            },
            { toPence: will, effectiveOn },
          )!;
          const target = new Map(left(will, startsOn, '2000-01').map(each => [`${each.period}`, each.pence]));
          for (const { period, pence } of all) {
            const change = changes.find(each => each.period.equals(period))?.changePence ?? 0n;
            const isLeft = Temporal.PlainDate.compare(period.toPlainDate({ day: 1 }), effectiveOn) >= 0;
            // From the first month on it is the new amount's own instalment; before that nothing has changed.
            assert.equal(pence + change, isLeft ? (target.get(`${period}`) ?? 0n) : pence);
          }
        },
      ),
    ));
});

describe('R-098  Where several pay, each bears its part of the difference', () => {
  const ofCouncil = (each: OpenInstalment) => ({ ...each, stream: 'LA_ADULT' });
  const SHARED: Partial<ChangedFacts> = {
    yearlyPence: 3_120_000n,
    payers: [
      { stream: 'NHS_CHC', basisPoints: 6_250, yearlyPence: 1_950_000n },
      { stream: 'LA_ADULT', basisPoints: 3_750, yearlyPence: 1_170_000n },
    ],
    instalments: [...left(1_950_000n), ...left(1_170_000n).map(ofCouncil)],
  };
  test('a cut of £200.00 a month is £125.00 and £75.00', () => {
    const decision = decide({}, SHARED);
    assert.ok(decision.accepted);
    const { changes, yearChangePence, endedPence } = decision.value;
    same(
      ['NHS_CHC', 'LA_ADULT'].map(stream =>
        changes.filter(each => each.stream === stream).map(each => each.changePence),
      ),
      [Array(9).fill(-12_500n), Array(9).fill(-7_500n)],
    );
    same(yearChangePence, -180_000n);
    same(endedPence, { night: 180_000n });
  });
  test('one that cannot bear its part refuses it for all', () => {
    const poor = {
      ...SHARED,
      instalments: [
        ...left(1_950_000n),
        ...left(1_170_000n)
          .map(ofCouncil)
          .map(each => ({ ...each, pence: 7_499n })),
      ],
    };
    same(refused({}, poor), [{ code: 'change-over-instalments' }]);
    const [nhs] = SHARED.payers!;
    const none = { ...SHARED, payers: [nhs!, { stream: 'LA_ADULT', basisPoints: 3_750, yearlyPence: 89_999n }] };
    same(refused({}, none), [{ code: 'change-over-instalments' }]);
    const just = { ...SHARED, payers: [nhs!, { stream: 'LA_ADULT', basisPoints: 3_750, yearlyPence: 90_000n }] };
    same(refused({}, just), []);
  });
  test('who pays fixed sums only bears nothing', () => {
    const fixed = {
      ...SHARED,
      payers: [...SHARED.payers!, { stream: 'CHARITY', basisPoints: 0, yearlyPence: 1_200n }],
    };
    same(changedFrom({ ...FACTS, ...fixed }, CUT)!.length, 18);
  });
  test('R-097  what the person pays in counts as there', () => {
    same(refused({ toPence: 2_679_999n }, { ...SHARED, personPence: 200_000n }), [
      { code: 'amount-below-plan', shortPence: 1n },
      { code: 'service-not-covered', service: 'Day care', shortPence: 1n },
    ]);
    same(refused({ toPence: 2_680_000n }, { ...SHARED, personPence: 200_000n }), []);
  });
  test('what payers bear of a year’s difference adds up, whatever the sums', () =>
    fc.assert(
      fc.property(
        fc.bigInt(1_200n, 9_999_999n),
        fc.bigInt(1_200n, 9_999_999n),
        fc.integer({ min: 1, max: 9_999 }),
        fc.bigInt(0n, 9_999_999n),
        (nhs, la, points, more) => {
          const all = [...left(nhs, YEAR, '2000-01'), ...left(la, YEAR, '2000-01').map(ofCouncil)];
          const payers = [
            { stream: 'NHS_CHC', basisPoints: points, yearlyPence: nhs },
            { stream: 'LA_ADULT', basisPoints: 10_000 - points, yearlyPence: la },
          ];
          const facts = { yearStartsOn: YEAR, yearlyPence: nhs + la, payers, instalments: all };
          const changes = changedFrom(facts, { toPence: nhs + la + more, effectiveOn: YEAR })!;
          return total(changes.map(({ changePence }) => changePence)) === more;
        },
      ),
    ));
});
