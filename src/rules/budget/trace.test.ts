import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  bandOf,
  bySize,
  type Factor,
  given,
  partsOf,
  quarterOf,
  recompute,
  type Trace,
  worked,
  wrongFigures,
} from './trace.ts';
import { asJson, readTrace } from './trace-json.ts';

const leaf = (pence: bigint, label = 'leaf') => given(label, pence, 'R-043', 'a test');
const factor = (numerator: bigint, denominator = 1n, unit = 'hour'): Factor => ({ numerator, denominator, unit });
const times = (pence: bigint, ...by: Factor[]) =>
  worked('product', 'R-044', { op: 'product', terms: [{ rate: leaf(pence), by }] }).pence;
const between = (of: bigint, above: bigint | null, upTo: bigint | null) =>
  worked('between', 'R-166', {
    op: 'between',
    of: leaf(of),
    above: above === null ? null : leaf(above),
    upTo: upTo === null ? null : leaf(upTo),
  }).pence;
const median = (...amounts: bigint[]) =>
  worked('median', 'R-042', { op: 'median', of: amounts.map(pence => leaf(pence)) }).pence;

describe('R-039  A figure is worked out in one of seven ways, each rounded at most once', () => {
  test('a sum, and what is taken from it', () => {
    const sum = worked('sum', 'R-039', { op: 'sum', of: [leaf(5n), leaf(7n)] });
    assert.equal(sum.pence, 12n);
    assert.equal(worked('less', 'R-046', { op: 'less', from: sum, less: [leaf(2n), leaf(3n)] }).pence, 7n);
    assert.equal(worked('nothing', 'R-039', { op: 'sum', of: [] }).pence, 0n);
  });

  const products = [
    ['14 hours × £17.20 × 52 weeks', 1720n, [factor(140_000n, 10_000n), factor(52n)], 1_252_160n],
    ['17 of 31 days of £2,600.00', 260_000n, [factor(17n, 31n)], 142_581n], // 142,580.6
    ['3% of £10,000.00', 1_000_000n, [factor(300n, 10_000n)], 30_000n],
    ['half a penny: up', 1n, [factor(1n, 2n)], 1n],
    ['less than half a penny: down', 49n, [factor(1n, 100n)], 0n],
    ['a rate alone', 5n, [], 5n],
  ] as const;
  for (const [title, pence, by, expected] of products) test(title, () => assert.equal(times(pence, ...by), expected));

  test('two rates in one line are rounded together, not each', () => {
    const half = factor(1n, 2n);
    const terms = [
      { rate: leaf(1n), by: [half] },
      { rate: leaf(3n), by: [half] },
    ];
    assert.equal(worked('both', 'R-044', { op: 'product', terms }).pence, 2n); // 0.5 + 1.5; each alone would be 1 + 2
    const thirds = [
      { rate: leaf(100n), by: [factor(121n, 365n)] },
      { rate: leaf(200n), by: [factor(1n, 3n), factor(2n)] },
    ];
    assert.equal(worked('both', 'R-044', { op: 'product', terms: thirds }).pence, 166n); // 33.15 + 133.33
  });

  const parts = [
    [1_624_000n, 624_000n, 5_027_000n, 1_000_000n],
    [624_001n, 624_000n, 5_027_000n, 1n],
    [624_000n, 624_000n, 5_027_000n, 0n],
    [623_999n, 624_000n, 5_027_000n, 0n],
    [5_027_000n, 624_000n, 5_027_000n, 4_403_000n],
    [5_027_001n, 624_000n, 5_027_000n, 4_403_000n],
    [80n, null, 75n, 75n],
    [75n, null, 75n, 75n],
    [74n, null, 75n, 74n],
    [80n, 75n, null, 5n],
    [80n, null, null, 80n],
  ] as const;
  for (const [of, above, upTo, expected] of parts)
    test(`of ${of} what is above ${above} and up to ${upTo}: ${expected}`, () =>
      assert.equal(between(of, above, upTo), expected));

  test('the median: the middle one, or half the sum of the middle two, half up', () => {
    assert.equal(median(2_400_000n, 5_200_000n, 2_600_000n, 2_500_000n, 3_000_000n), 2_600_000n);
    assert.equal(median(1n, 4n), 3n); // 2.5
    assert.equal(median(1n, 3n), 2n);
    assert.equal(median(9n), 9n);
    assert.equal(median(), 0n);
    assert.equal(median(1n, 2n, 2n, 7n), 2n);
  });

  test('quarters of sorted amounts, in proportion between two', () => {
    const five = [24n, 25n, 26n, 30n, 52n];
    assert.deepEqual([quarterOf(five, 1), quarterOf(five, 2), quarterOf(five, 3)], [25n, 26n, 30n]);
    const four = [0n, 10n, 20n, 30n];
    assert.deepEqual([quarterOf(four, 1), quarterOf(four, 2), quarterOf(four, 3)], [8n, 15n, 23n]); // 7.5, 15, 22.5
    const two = [0n, 100n];
    assert.deepEqual([quarterOf(two, 1), quarterOf(two, 2), quarterOf(two, 3)], [25n, 50n, 75n]);
    assert.deepEqual([quarterOf([7n], 1), quarterOf([7n], 3)], [7n, 7n]);
    assert.deepEqual([quarterOf([7n, 7n], 1), quarterOf([-5n, 5n], 3)], [7n, 3n]); // 2.5
    assert.equal(quarterOf([], 3), 0n);
  });

  test('amounts by size, whatever order they came in', () => {
    assert.deepEqual(bySize([3n, -1n, 20n, 3n]), [-1n, 3n, 3n, 20n]);
  });

  const bands = [
    { label: 'C', from: 20, pence: 300n },
    { label: 'A', from: 5, pence: 100n },
    { label: 'B', from: 10, pence: 200n },
  ];
  const reached = [
    [4, undefined, 0n],
    [5, 'A', 100n],
    [9, 'A', 100n],
    [10, 'B', 200n],
    [19, 'B', 200n],
    [20, 'C', 300n],
    [99, 'C', 300n],
  ] as const;
  for (const [points, label, pence] of reached)
    test(`${points} points: ${label ?? 'no band'}`, () => {
      const given = [
        { label: 'breathing', points: points - 3 },
        { label: 'skin', points: 3 },
      ];
      assert.equal(bandOf(given, bands)?.label, label);
      assert.equal(worked('band', 'R-042', { op: 'band', points: given, bands }).pence, pence);
    });

  test('a band that begins at nought is reached without a point', () => {
    assert.equal(bandOf([], [{ label: 'Zero', from: 0, pence: 1n }])?.label, 'Zero');
    const tied = [
      { label: 'first', from: 1, pence: 1n },
      { label: 'second', from: 1, pence: 2n },
    ];
    assert.equal(bandOf([{ label: 'a', points: 1 }], tied)?.label, 'first');
  });

  test('the parts of a figure, in order', () => {
    const [a, b, c] = [leaf(1n), leaf(2n), leaf(3n)];
    const partsOfHow = (how: Parameters<typeof worked>[2]) => partsOf(worked('x', 'R-039', how));
    assert.deepEqual(partsOf(a), []);
    assert.deepEqual(partsOfHow({ op: 'band', points: [], bands: [] }), []);
    assert.deepEqual(partsOfHow({ op: 'sum', of: [a, b] }), [a, b]);
    assert.deepEqual(partsOfHow({ op: 'median', of: [a, b] }), [a, b]);
    assert.deepEqual(partsOfHow({ op: 'less', from: a, less: [b, c] }), [a, b, c]);
    assert.deepEqual(partsOfHow({ op: 'between', of: a, above: b, upTo: c }), [a, b, c]);
    assert.deepEqual(partsOfHow({ op: 'between', of: a, above: null, upTo: null }), [a]);
    assert.deepEqual(partsOfHow({ op: 'product', terms: [{ rate: a, by: [] }] }), [a]);
  });
});

const factors = fc.record({
  numerator: fc.bigInt({ min: 0n, max: 1_000_000n }),
  denominator: fc.constantFrom(1n, 2n, 365n, 10_000n),
  unit: fc.constantFrom('hour', 'day', '%'),
});
const labels = fc.string({ minLength: 1, maxLength: 12 });
const leaves = fc.record({ label: labels, pence: fc.bigInt({ min: -99_999n, max: 9_999_999n }), source: fc.string() });

/** Trees of every kind of figure, with the pence that they come to. */
const { tree: trees } = fc.letrec<{ tree: Trace }>(tie => {
  const tree = tie('tree');
  const some = fc.array(tree, { maxLength: 4 });
  return {
    tree: fc.oneof(
      { maxDepth: 4 },
      leaves.map(({ label, pence, source }) => given(label, pence, 'R-043', source)),
      fc.tuple(labels, some).map(([label, of]) => worked(label, 'R-039', { op: 'sum', of })),
      fc.tuple(labels, some).map(([label, of]) => worked(label, 'R-042', { op: 'median', of })),
      fc.tuple(labels, tree, some).map(([label, from, less]) => worked(label, 'R-046', { op: 'less', from, less })),
      fc
        .tuple(labels, tree, fc.option(tree), fc.option(tree))
        .map(([label, of, above, upTo]) => worked(label, 'R-166', { op: 'between', of, above, upTo })),
      fc
        .tuple(labels, fc.array(fc.record({ rate: tree, by: fc.array(factors, { maxLength: 3 }) }), { maxLength: 3 }))
        .filter(([, terms]) => terms.every(({ rate }) => rate.pence < 10n ** 9n && rate.pence > -(10n ** 9n)))
        .map(([label, terms]) => worked(label, 'R-044', { op: 'product', terms })),
      fc
        .array(fc.record({ label: labels, points: fc.nat(30) }), { maxLength: 3 })
        .map(points =>
          worked('band', 'R-042', { op: 'band', points, bands: [{ label: 'Low', from: 10, pence: 5_000n }] }),
        ),
    ),
  };
});

describe('R-043  Whoever holds the tree works the same pence out again', () => {
  test('from the leaves alone, and every figure between is the same', () => {
    fc.assert(
      fc.property(trees, tree => {
        assert.equal(recompute(tree), tree.pence);
        assert.deepEqual(wrongFigures(tree), []);
      }),
      { seed: 39, numRuns: 300 },
    );
  });

  test('after it was written as JSON and read again', () => {
    const fitting = trees.filter(tree => JSON.stringify(asJson(tree)).match(/\d{13}/) === null);
    fc.assert(
      fc.property(fitting, tree => {
        const read = readTrace(JSON.parse(JSON.stringify(asJson(tree))));
        assert.ok(read.readable);
        assert.equal(recompute(read.trace), tree.pence);
        assert.deepEqual(wrongFigures(read.trace), []);
        assert.equal(JSON.stringify(asJson(read.trace)), JSON.stringify(asJson(tree)));
      }),
      { seed: 43, numRuns: 300 },
    );
  });

  test('a figure that was changed by hand is found, whatever stands above and below it', () => {
    const honest = worked('inner', 'R-044', { op: 'sum', of: [leaf(5n), leaf(7n)] });
    const total = worked('total', 'R-039', { op: 'sum', of: [{ ...honest, pence: 13n }, leaf(1n)] });
    assert.equal(total.pence, 14n);
    assert.equal(recompute(total), 13n);
    assert.deepEqual(wrongFigures(total), [
      { label: 'total', rule: 'R-039', statedPence: 14n, workedPence: 13n },
      { label: 'inner', rule: 'R-044', statedPence: 13n, workedPence: 12n },
    ]);
  });
});
