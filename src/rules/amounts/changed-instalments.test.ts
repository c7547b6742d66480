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
  test('one payer at a time', () => {
    const [first, ...rest] = left(3_120_000n);
    same(refused({}, { instalments: [{ ...first!, stream: 'SOCIAL_CARE' }, ...rest] }), [
      { code: 'change-of-several-streams' },
    ]);
    same(refused({}, { instalments: [{ ...first!, option: 'THIRD_PARTY' }, ...rest] }), [
      { code: 'change-of-several-streams' },
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
            { yearStartsOn: startsOn, yearlyPence: was, instalments: all },
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
