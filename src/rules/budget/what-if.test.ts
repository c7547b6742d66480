import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { total } from '../../values/pence.ts';
import { type NeededLine, type Per, type RatePeriod, workOut } from './budget.ts';
import type { MethodFigure } from './methods.ts';
import { compareWorkings, sumsOf, wishedFigure } from './what-if.ts';

const line = (
  id: string,
  hours: bigint,
  pence: bigint,
  per: Per = 'year',
  periods?: readonly RatePeriod[],
): NeededLine => ({
  id,
  needId: null,
  rate: { code: 'PA', label: id, unit: 'hour', pence },
  quantity: { tenThousandths: hours * 10_000n },
  per,
  stream: 'NHS_CHC',
  periods,
});
const working = (lines: readonly NeededLine[], weeksPerYear = 52, weeks = 0) =>
  workOut({ weeksPerYear, contingency: { weeks, inBudget: true }, lines });
/** `kind id ±pence (parts)` of each change. */
const changes = (before: readonly NeededLine[], after: readonly NeededLine[], weeks = [52, 52]) =>
  compareWorkings(working(before, weeks[0]), working(after, weeks[1])).changes.map(change => {
    const { id } = change.kind === 'added' ? change.after : change.before;
    const parts = change.kind === 'changed' ? ` (${change.parts.join(', ')})` : '';
    return `${change.kind} ${id} ${change.differencePence}${parts}`;
  });
const a = line('a', 10n, 100n);
const period = (ratePence: bigint, days: number): RatePeriod => ({
  from: Temporal.PlainDate.from('2026-12-01'),
  ratePence,
  days,
  daysInYear: 10,
  source: '',
});

describe('R-039  What if: two workings line by line', () => {
  const table = [
    ['nothing changes', [a], [a], []],
    ['a line goes', [a, line('b', 1n, 50n)], [a], ['removed b -50']],
    ['a line comes', [a], [a, line('b', 1n, 50n)], ['added b 50']],
    ['more of it', [a], [line('a', 11n, 100n)], ['changed a 100 (quantity, amount)']],
    ['a lower rate', [a], [line('a', 10n, 99n)], ['changed a -10 (rate, amount)']],
    ['more often', [a], [line('a', 10n, 100n, 'month')], ['changed a 11000 (often, amount)']],
    ['twice as many at half the rate', [a], [line('a', 20n, 50n)], ['changed a 0 (quantity, rate)']],
    ['once instead of every year', [a], [line('a', 10n, 100n, 'once')], ['changed a 0 (often)']],
    [
      'a rise in the year',
      [a],
      [line('a', 10n, 100n, 'year', [period(100n, 5), period(200n, 5)])],
      ['changed a 500 (rate, amount)'],
    ],
    [
      'the rise some days later',
      [line('a', 10n, 100n, 'year', [period(100n, 5), period(200n, 5)])],
      [line('a', 10n, 100n, 'year', [period(100n, 6), period(200n, 4)])],
      ['changed a -100 (rate, amount)'],
    ],
    [
      'what goes and what changes in the order of before, what comes after them',
      [line('x', 1n, 1n), a, line('y', 1n, 2n)],
      [line('z', 1n, 4n), line('y', 1n, 3n), a],
      ['removed x -1', 'changed y 1 (rate, amount)', 'added z 4'],
    ],
  ] as const;
  for (const [title, before, after, expected] of table)
    test(title, () => assert.deepEqual(changes(before, after), expected));

  test('another count of weeks is another "how often"', () => {
    const weekly = [line('a', 1n, 100n, 'week')];
    assert.deepEqual(changes(weekly, weekly, [52, 53]), ['changed a 100 (often, amount)']);
  });

  test('the totals, their difference, and how many lines stay', () => {
    const before = working([a, line('b', 1n, 50n), line('c', 1n, 7n)]);
    const after = working([a, line('b', 1n, 60n), line('d', 1n, 1n)]);
    const compared = compareWorkings(before, after);
    assert.deepEqual(
      [compared.beforePence, compared.afterPence, compared.differencePence, compared.unchanged],
      [1057n, 1061n, 4n, 1],
    );
  });

  const lines = fc
    .uniqueArray(fc.tuple(fc.nat(5), fc.bigInt({ min: 1n, max: 40n }), fc.bigInt({ min: 1n, max: 900n })), {
      selector: ([id]) => id,
      maxLength: 5,
    })
    .map(all => all.map(([id, hours, pence]) => line(`${id}`, hours, pence, 'week')));
  test('the differences of the lines are the whole difference of the totals', () => {
    fc.assert(
      fc.property(lines, lines, fc.nat(4), fc.nat(4), (before, after, some, others) => {
        const {
          changes: all,
          differencePence,
          unchanged,
        } = compareWorkings(working(before, 52, some), working(after, 52, others));
        assert.equal(total(all.map(change => change.differencePence)), differencePence);
        assert.equal(
          all.filter(change => change.kind !== 'added').length + unchanged,
          working(before, 52, some).lines.length,
        );
        assert.deepEqual(compareWorkings(working(before), working(before)).changes, []);
      }),
      { seed: 41, numRuns: 300 },
    );
  });
});

describe('R-042  What if: the sums and points of the method itself', () => {
  const sum = { needId: null, per: 'year', stream: 'NHS_CHC' } as const;
  const chair = {
    needId: null,
    option: 'NOTIONAL',
    maintenancePence: 5n,
    chosenPence: 900n,
    stream: 'NHS_PWB',
  } as const;
  const figures: Readonly<Record<string, MethodFigure>> = {
    cases: {
      method: 'SIMILAR_CASES',
      peers: [
        { id: 'x', annualPence: 100n },
        { id: 'y', annualPence: 200n },
      ],
      peerMin: 2,
      band: 'high',
      stream: 'NHS_CHC',
    },
    services: {
      method: 'CURRENT_SERVICES',
      services: [
        { ...sum, id: 'x', label: 'Nurse', pence: 100n, staysCommissioned: true },
        { ...sum, id: 'y', label: 'Physio', pence: 200n, staysCommissioned: false },
      ],
    },
    flat: {
      method: 'FLAT_RATE',
      sums: [
        { ...sum, id: 'x', label: 'One', pence: 100n },
        { ...sum, id: 'y', label: 'Two', pence: 200n },
      ],
    },
    chairs: {
      method: 'PRESCRIPTION_COST',
      prescriptions: [
        { ...chair, id: 'x', label: 'Chair', nhsCostPence: 100n },
        { ...chair, id: 'y', label: 'Cushion', nhsCostPence: 200n },
      ],
    },
  };
  const wish = (figure: MethodFigure, sums: readonly [number, bigint][], points: readonly [number, number][] = []) =>
    wishedFigure(figure, { sums: new Map(sums), points: new Map(points) });
  const said = (figure: MethodFigure) => sumsOf(figure).map(({ pence }) => Number(pence));

  for (const [name, figure] of Object.entries(figures)) {
    test(`${name}: each sum by itself, the others as they are; nought takes it out`, () => {
      assert.deepEqual(said(figure), [100, 200]);
      assert.deepEqual(said(wish(figure, [[1, 1n]])), [100, 1]);
      assert.deepEqual(said(wish(figure, [[0, 0n]])), [200]);
      assert.deepEqual(wish(figure, [[2, 0n]]), figure, 'it has no third');
      assert.deepEqual(wish(figure, [], [[0, 0]]), figure, 'it has no points');
    });
  }

  test('what a sum is called', () => {
    assert.deepEqual(sumsOf(figures.cases!)[0]!.label, 'x');
    assert.deepEqual(sumsOf(figures.chairs!)[1]!.label, 'Cushion');
  });

  test('points: each by its place', () => {
    const figure: MethodFigure = {
      method: 'POINTS_BAND',
      points: [
        { label: 'Breathing', points: 3 },
        { label: 'Moving', points: 2 },
      ],
      bands: [],
      stream: 'NHS_CHC',
    };
    assert.deepEqual(wish(figure, [[1, 0n]], [[1, 0]]), {
      ...figure,
      points: [
        { label: 'Breathing', points: 3 },
        { label: 'Moving', points: 0 },
      ],
    });
    assert.deepEqual(sumsOf(figure), []);
  });

  test('hours at rates have neither', () => {
    const figure: MethodFigure = { method: 'HOURS_RATES' };
    assert.deepEqual(wish(figure, [[0, 0n]], [[0, 1]]), figure);
    assert.deepEqual(sumsOf(figure), []);
  });
});
