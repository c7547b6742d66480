import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { total } from '../../values/pence.ts';
import { type LineToTest, type NewRates, reprice, repriceLine, startBacktest } from './backtest.ts';
import { type NeededLine, type Per, workOut } from './budget.ts';

const needed = (code: string, hours: bigint, pence: bigint, per: Per = 'week', stream = 'NHS_CHC'): NeededLine => ({
  id: code,
  needId: null,
  rate: { code, label: code, unit: 'hour', pence },
  quantity: { tenThousandths: hours * 10_000n },
  per,
  stream,
});
const lines = (all: readonly NeededLine[], weeks = 0): readonly LineToTest[] =>
  workOut({ weeksPerYear: 52, contingency: { weeks, inBudget: true }, lines: all }).lines;
const rates = (all: Readonly<Record<string, bigint>>): NewRates => new Map(Object.entries(all));
const repriced = (all: readonly LineToTest[], card: NewRates) => all.map(line => repriceLine(line, card));
const wages = needed('PA', 10n, 1_000n);

describe('R-041 R-043  A new rate card over the lines that a budget has', () => {
  test('each line at its new rate, the emergencies with them', () => {
    assert.deepEqual(reprice(repriced(lines([wages], 4), rates({ PA: 1_100n }))), {
      beforePence: 560_000n,
      afterPence: 616_000n,
      notOnCard: 0,
    });
  });

  test('the same as the budget worked out anew', () => {
    const old = [wages, needed('PAYROLL', 1n, 2_500n, 'month'), needed('HOIST', 1n, 50_000n, 'once')];
    const now = old.map(each => ({ ...each, rate: { ...each.rate, pence: each.rate.pence + 7n } }));
    const card = rates(Object.fromEntries(now.map(each => [each.rate.code, each.rate.pence])));
    assert.equal(reprice(repriced(lines(old, 3), card)).afterPence, total(lines(now, 3).map(each => each.amountPence)));
  });

  test('what is not on the new card keeps its amount and is counted', () => {
    const two = [wages, needed('DOG', 1n, 300n)];
    assert.deepEqual(reprice(repriced(lines(two, 1), rates({ PA: 900n }))), {
      beforePence: 520_000n + 15_600n + 10_300n,
      afterPence: 468_000n + 15_600n + 9_300n,
      notOnCard: 1,
    });
  });

  test('a figure without a rate stays, and is not missed on the card', () => {
    const sum: LineToTest = { ...lines([needed('X', 1n, 5_000n, 'week')])[0]!, rateCode: null, rule: 'R-042' };
    assert.deepEqual(reprice(repriced([sum], rates({ X: 1n }))), {
      beforePence: 260_000n,
      afterPence: 260_000n,
      notOnCard: 0,
    });
    const emergencies = lines([needed('X', 1n, 5_000n, 'week')], 2)[1]!;
    assert.equal(reprice(repriced([sum, emergencies], rates({ X: 1n }))).afterPence, 270_000n);
    assert.equal(repriceLine(emergencies, rates({ X: 1n })).afterPence, 0n);
  });

  test('each stream keeps its own emergencies; what is not weekly is no part of a week', () => {
    const all = [wages, needed('LA', 1n, 100n, 'week', 'LA_ADULT'), needed('FEE', 1n, 9_000n, 'year')];
    const after = reprice(repriced(lines(all, 2), rates({ PA: 2_000n, LA: 100n, FEE: 9_000n }))).afterPence;
    assert.equal(after, 1_040_000n + 5_200n + 9_000n + 40_000n + 200n);
  });

  test('the week is rounded once, half up', () => {
    const half = { ...wages, quantity: { tenThousandths: 5_000n } };
    assert.equal(reprice(repriced(lines([half], 1), rates({ PA: 1_001n }))).afterPence, 26_026n + 501n);
    const nearly = { ...wages, quantity: { tenThousandths: 4_999n } };
    assert.equal(reprice(repriced(lines([nearly], 1), rates({ PA: 1n }))).afterPence, 26n + 0n);
  });
});

describe('R-041 R-043  The backtest and the ordinary calculation', () => {
  const someLines = fc.array(
    fc.record({
      code: fc.constantFrom('PA', 'PAYROLL', 'HOIST', 'SWIM'),
      tenThousandths: fc.bigInt({ min: 1n, max: 9_999_999n }),
      per: fc.constantFrom<Per>('week', 'month', 'year', 'once'),
      stream: fc.constantFrom('NHS_CHC', 'LA_ADULT'),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const aRate = fc.bigInt({ min: 1n, max: 999_999n });
  const aCard = fc.record({ PA: aRate, PAYROLL: aRate, HOIST: aRate, SWIM: aRate });

  test('a budget at the new rates is the budget worked out anew, to the penny', () => {
    fc.assert(
      fc.property(someLines, aCard, aCard, fc.nat({ max: 12 }), (all, before, after, weeks) => {
        const atCard = (card: Readonly<Record<string, bigint>>) =>
          lines(
            all.map(({ code, tenThousandths, per, stream }) => ({
              ...needed(code, 0n, card[code]!, per, stream),
              quantity: { tenThousandths },
            })),
            weeks,
          );
        const sumOf = (worked: readonly LineToTest[]) => total(worked.map(each => each.amountPence));
        assert.deepEqual(reprice(repriced(atCard(before), rates(after))), {
          beforePence: sumOf(atCard(before)),
          afterPence: sumOf(atCard(after)),
          notOnCard: 0,
        });
      }),
      { seed: 41, numRuns: 500 },
    );
  });
});

describe('R-043  Who gains and who loses, by how much, by group and band', () => {
  const card = rates({ UP: 110n, DOWN: 95n, SAME: 100n });
  const budget = (budgetId: string, group: string, band: string, code: string, hours = 1n) => ({
    budgetId,
    group,
    band,
    lines: repriced(lines([needed(code, hours, 100n, 'year')]), card),
  });
  const run = (...budgets: ReturnType<typeof budget>[]) => {
    const backtest = startBacktest();
    for (const each of budgets) backtest.add(each);
    return backtest.result();
  };

  test('nobody yet', () => {
    const { budgets, groups, beforePence, linesNotOnCard } = run();
    assert.deepEqual([budgets, groups, beforePence, linesNotOnCard], [0, [], 0n, 0]);
  });

  test('one gains, two lose, one stays', () => {
    const result = run(
      budget('1', 'S117', 'LOW', 'DOWN'),
      budget('2', 'CHC', 'HIGH', 'UP', 3n),
      budget('3', 'CHC', 'HIGH', 'DOWN', 2n),
      budget('4', 'CHC', '', 'SAME'),
      budget('5', 'CHC', 'HIGH', 'OTHER'),
    );
    const { groups, ...all } = result;
    assert.deepEqual(all, {
      budgets: 5,
      gain: 1,
      lose: 2,
      unchanged: 2,
      beforePence: 800n,
      afterPence: 815n,
      gainedPence: 30n,
      lostPence: 15n,
      mostGainedPence: 30n,
      mostLostPence: 10n,
      linesNotOnCard: 1,
    });
    assert.deepEqual(
      groups.map(each => `${each.group} ${each.band} ${each.budgets}: ${each.gain} ${each.lose} ${each.unchanged}`),
      ['CHC  1: 0 0 1', 'CHC HIGH 3: 1 1 1', 'S117 LOW 1: 0 1 0'],
    );
    assert.deepEqual([groups[1]!.gainedPence, groups[1]!.lostPence, groups[1]!.beforePence], [30n, 10n, 600n]);
  });

  test('a penny more is a gain, a penny less a loss', () => {
    const penny = (pence: bigint) => {
      const backtest = startBacktest();
      const changed = repriced(lines([needed('X', 1n, 100n, 'year')]), rates({ X: 100n + pence }));
      backtest.add({ budgetId: 'x', group: 'g', band: 'b', lines: changed });
      const { gain, lose, unchanged } = backtest.result();
      return [gain, lose, unchanged];
    };
    assert.deepEqual(
      [penny(1n), penny(-1n), penny(0n)],
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    );
  });

  test('the most is the most, whichever comes first', () => {
    for (const order of [
      [3n, 1n],
      [1n, 3n],
    ] as const) {
      const up = run(...order.map(hours => budget('x', 'g', 'b', 'UP', hours)));
      assert.deepEqual([up.mostGainedPence, up.gainedPence, up.mostLostPence], [30n, 40n, 0n]);
      const down = run(...order.map(hours => budget('x', 'g', 'b', 'DOWN', hours)));
      assert.deepEqual([down.mostLostPence, down.lostPence, down.mostGainedPence], [15n, 20n, 0n]);
    }
  });

  test('each budget is answered as it comes by; a result does not change afterwards', () => {
    const backtest = startBacktest();
    assert.deepEqual(backtest.add(budget('1', 'g', 'b', 'UP')), { beforePence: 100n, afterPence: 110n, notOnCard: 0 });
    const before = backtest.result();
    backtest.add(budget('2', 'g', 'b', 'UP'));
    assert.deepEqual([before.budgets, before.groups[0]!.budgets, backtest.result().budgets], [1, 1, 2]);
  });

  const budgets = fc.array(
    fc
      .tuple(
        fc.constantFrom('A', 'B'),
        fc.constantFrom('', 'LOW'),
        fc.constantFrom('UP', 'DOWN', 'SAME', 'NONE'),
        fc.bigInt({ min: 1n, max: 99n }),
      )
      .map(([group, band, code, hours]) => budget('x', group, band, code, hours)),
    { maxLength: 12 },
  );
  test('the groups add up to the whole, gains less losses to the difference, in whatever order they come', () => {
    fc.assert(
      fc.property(budgets, all => {
        const result = run(...all);
        for (const key of ['beforePence', 'afterPence', 'gainedPence', 'lostPence'] as const)
          assert.equal(total(result.groups.map(each => each[key])), result[key]);
        for (const key of ['budgets', 'gain', 'lose', 'unchanged'] as const)
          assert.equal(
            result.groups.reduce((sum, each) => sum + each[key], 0),
            result[key],
          );
        assert.equal(result.gain + result.lose + result.unchanged, all.length);
        assert.equal(result.gainedPence - result.lostPence, result.afterPence - result.beforePence);
        assert.deepEqual(run(...all.toReversed()), result);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
