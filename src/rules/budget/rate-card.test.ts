import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { pounds } from '../../values/pence.ts';
import { type NeededLine, type Per, priceLine, showWorking } from './budget.ts';
import { cardsOfYear, type DatedCard, rateOfYear } from './rate-card.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const card = (version: string, effectiveFrom: string, pence: bigint, code = 'PA'): DatedCard => ({
  version,
  effectiveFrom: day(effectiveFrom),
  rates: [{ code, label: 'Assistant', unit: 'hour', pence }],
});
const versions = (cards: readonly DatedCard[], startsOn: string) =>
  cardsOfYear(cards, day(startsOn)).map(each => each.version);
const rate = (cards: readonly DatedCard[], startsOn: string, service = 'PA') => {
  const decision = rateOfYear(cards, service, day(startsOn));
  assert.ok(decision.accepted);
  return decision.value;
};
const line = (cards: readonly DatedCard[], startsOn: string, hours: bigint, per: Per): NeededLine => ({
  id: 'a',
  needId: null,
  ...rate(cards, startsOn),
  quantity: { tenThousandths: hours * 10_000n },
  per,
  stream: 'NHS_CHC',
});

describe('R-043  The cards that count in a budget year: the one in force at its start, and each that begins inside it', () => {
  const cards = [card('b', '2026-04-01', 2n), card('a', '2025-04-01', 1n), card('c', '2027-04-01', 3n)];
  const table = [
    ['2025-03-31', ''],
    ['2025-04-01', 'a'],
    ['2025-04-02', 'a, b'],
    ['2026-03-31', 'a, b'],
    ['2026-04-01', 'b'],
    ['2026-04-02', 'b, c'],
    ['2027-04-01', 'c'],
    ['2030-01-01', 'c'],
  ] as const;
  for (const [startsOn, expected] of table)
    test(`a year from ${startsOn}: ${expected || 'none'}`, () =>
      assert.equal(versions(cards, startsOn).join(', '), expected));

  test('a card that begins inside the year is none for its first day', () => {
    assert.deepEqual(versions([card('late', '2026-04-01', 1n)], '2026-03-31'), []);
  });

  test('no card, or a card without the service: a reason that names it', () => {
    const reason = (given: readonly DatedCard[], service: string) => {
      const decision = rateOfYear(given, service, day('2026-12-01'));
      return decision.accepted ? [] : decision.refusals;
    };
    assert.deepEqual(reason([], 'PA'), [{ code: 'no-rate-card', on: '2026-12-01' }]);
    assert.deepEqual(reason(cards, 'DOG'), [{ code: 'service-not-on-rate-card', service: 'DOG', rateCard: 'b' }]);
    const dropped = [card('b', '2026-04-01', 2n), card('c', '2027-04-01', 3n, 'DOG')];
    assert.deepEqual(reason(dropped, 'PA'), [{ code: 'service-not-on-rate-card', service: 'PA', rateCard: 'c' }]);
  });
});

describe('R-044  A rate that rises inside the budget year: the old one until then, the new one from then on', () => {
  const rises = [card('2026', '2026-04-01', 1720n), card('2027', '2027-04-01', 1800n)];

  test('121 days at £17.20, 244 at £18.00, rounded once', () => {
    const { rate: first, periods } = rate(rises, '2026-12-01');
    assert.equal(first.pence, 1720n);
    assert.equal(first.source, 'rate card 2026');
    assert.deepEqual(
      periods!.map(each => `${each.from} ${each.ratePence} ${each.days}/${each.daysInYear} ${each.source}`),
      ['2026-12-01 1720 121/365 rate card 2026', '2027-04-01 1800 244/365 rate card 2027'],
    );
    const priced = priceLine(line(rises, '2026-12-01', 14n, 'week'), 52);
    // 14 × 52 × (121 × £17.20 + 244 × £18.00) ÷ 365 = £12,910.928
    assert.equal(showWorking(priced), '14 hours × (£17.20 for 121 days, £18.00 for 244 days) × 52 weeks = £12,910.93');
    assert.equal(priced.ratePence, 1720n);
  });

  test('a year with a 29 February has 366 days', () => {
    const { periods } = rate([card('a', '2027-04-01', 100n), card('b', '2028-04-01', 200n)], '2027-12-01');
    assert.deepEqual(
      periods!.map(each => `${each.days}/${each.daysInYear}`),
      ['122/366', '244/366'],
    );
  });

  test('a rise on the first day counts for the whole year, one after the last day for none of it', () => {
    assert.equal(rate([card('a', '2026-04-01', 1n), card('b', '2026-12-01', 2n)], '2026-12-01').periods, undefined);
    assert.equal(rate([card('a', '2026-04-01', 1n), card('b', '2026-12-01', 2n)], '2026-12-01').rate.pence, 2n);
    assert.equal(rate([card('a', '2026-04-01', 1n), card('b', '2027-12-01', 2n)], '2026-12-01').periods, undefined);
    const oneDay = rate([card('a', '2026-04-01', 1n), card('b', '2027-11-30', 2n)], '2026-12-01').periods!;
    assert.deepEqual(
      oneDay.map(each => each.days),
      [364, 1],
    );
  });

  test('a new card with the same rate changes nothing; one that changes it twice makes three parts', () => {
    const same = [card('a', '2026-04-01', 1n), card('b', '2027-01-01', 1n)];
    assert.equal(rate(same, '2026-12-01').periods, undefined);
    const twice = [...same, card('c', '2027-02-01', 2n), card('d', '2027-03-01', 1n)];
    assert.deepEqual(
      rate(twice, '2026-12-01').periods!.map(each => `${each.from} ${each.ratePence} ${each.days} ${each.source}`),
      ['2026-12-01 1 62 rate card a', '2027-02-01 2 28 rate card c', '2027-03-01 1 275 rate card d'],
    );
  });

  const pers = [
    ['week', '£12,910.93'],
    ['month', '£2,979.45'], // 14 × 12 × 17.7347…
    ['year', '£248.29'],
    ['once', '£240.80'], // bought at the start
  ] as const;
  for (const [per, expected] of pers)
    test(`bought by the ${per}: ${expected}`, () => {
      assert.equal(pounds(priceLine(line(rises, '2026-12-01', 14n, per), 52).amountPence), expected);
    });

  test('the days of the parts are the days of the year, and equal rates make the plain price', () => {
    const starts = fc.nat(1500).map(days => day('2026-04-01').add({ days }));
    const rising = fc.uniqueArray(fc.tuple(fc.nat(1600), fc.bigInt({ min: 1n, max: 9999n })), {
      maxLength: 5,
      selector: ([days]) => days,
    });
    fc.assert(
      fc.property(starts, rising, fc.bigInt({ min: 1n, max: 9999n }), (startsOn, later, first) => {
        const cards = [
          card('first', '2026-04-01', first),
          ...later.map(([days, pence], i) => ({
            ...card(`later ${i}`, '2026-04-02', pence),
            effectiveFrom: day('2026-04-02').add({ days }),
          })),
        ];
        const { rate: atStart, periods } = rate(cards, startsOn.toString());
        const priced = priceLine(line(cards, startsOn.toString(), 10n, 'week'), 52);
        if (!periods) return assert.equal(priced.amountPence, 520n * atStart.pence);
        const { daysInYear } = periods[0]!;
        assert.equal(
          periods.reduce((sum, each) => sum + each.days, 0),
          daysInYear,
        );
        assert.ok(periods.every(each => each.days > 0));
        const all = periods.map(each => each.ratePence);
        const [least, most] = [all.reduce((a, b) => (a < b ? a : b)), all.reduce((a, b) => (a > b ? a : b))];
        assert.ok(520n * least <= priced.amountPence && priced.amountPence <= 520n * most);
        return undefined;
      }),
      { seed: 44, numRuns: 300 },
    );
  });
});
