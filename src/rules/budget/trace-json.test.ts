import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { given, type Trace, worked } from './trace.ts';
import { asJson, readTrace } from './trace-json.ts';

const rate = given('Assistant', 1720n, 'R-043', 'rate card 1');
const factor = (numerator: bigint, denominator: bigint, unit = 'hour') => ({ numerator, denominator, unit });
const product = (...by: ReturnType<typeof factor>[]) =>
  worked('Assistant', 'R-044', { op: 'product', terms: [{ rate, by }] });
const jsonRate = {
  label: 'Assistant',
  rule: 'R-043',
  pence: '1720',
  how: { op: 'given', source: 'rate card 1' },
} as const;

/** The problems of a value, one line each. */
const problemsOf = (value: unknown) => {
  const read = readTrace(value);
  return read.readable ? [] : read.problems.map(({ path, found, allowed }) => `${path} ${found} ${allowed}`);
};
const figure = (how: unknown) => ({ label: 'x', rule: 'R-044', pence: '1', how });
const back = (trace: Trace) => {
  const read = readTrace(JSON.parse(JSON.stringify(asJson(trace))));
  assert.ok(read.readable);
  return read.trace;
};

describe('R-039  The working as JSON', () => {
  test('a product: money in strings of pence, factors as decimals', () => {
    assert.deepEqual(asJson(product(factor(75_000n, 10_000n), factor(52n, 1n, 'week'), factor(121n, 365n, 'day'))), {
      label: 'Assistant',
      rule: 'R-044',
      pence: '222375', // 7.5 × 1720 × 52 × 121 / 365
      how: {
        op: 'product',
        terms: [
          {
            rate: jsonRate,
            by: [
              { times: '7.5', unit: 'hour' },
              { times: '52', unit: 'week' },
              { times: '121/365', unit: 'day' },
            ],
          },
        ],
      },
    });
  });

  const factors = [
    [factor(140_000n, 10_000n), '14'],
    [factor(300n, 10_000n), '0.03'],
    [factor(1n, 10_000n), '0.0001'],
    [factor(56n, 10n), '5.6'],
    [factor(1n, 3n), '1/3'],
    [factor(1n, 20_000n), '1/20000'],
    [factor(0n, 7n), '0'],
    [factor(1_000_000n, 10_000n), '100'],
  ] as const;
  for (const [by, times] of factors)
    test(`${by.numerator}/${by.denominator} is ${times}, there and back`, () => {
      const json = asJson(product(by));
      assert.ok(json.how.op === 'product');
      assert.equal(json.how.terms[0]!.by[0]!.times, times);
      const read = back(product(by));
      assert.ok(read.how.op === 'product');
      const [again] = read.how.terms[0]!.by;
      assert.equal(again!.numerator * by.denominator, by.numerator * again!.denominator);
    });

  test('each way to a figure, there and back', () => {
    const [a, b, c] = [1n, 2n, -3n].map(pence => given('a', pence, 'R-043', ''));
    const ways: readonly Trace[] = [
      a!,
      worked('s', 'R-039', { op: 'sum', of: [a!, b!] }),
      worked('m', 'R-042', { op: 'median', of: [a!, b!, c!] }),
      worked('l', 'R-046', { op: 'less', from: a!, less: [b!, c!] }),
      worked('b', 'R-166', { op: 'between', of: a!, above: b!, upTo: c! }),
      worked('b', 'R-166', { op: 'between', of: a!, above: null, upTo: null }),
      worked('p', 'R-042', {
        op: 'band',
        points: [{ label: 'skin', points: 3 }],
        bands: [{ label: 'Low', from: 2, pence: 900n }],
      }),
    ];
    for (const way of ways) assert.deepEqual(back(way), way);
    assert.deepEqual(asJson(ways[6]!).how, {
      op: 'band',
      points: [{ label: 'skin', points: 3 }],
      bands: [{ label: 'Low', from: 2, pence: '900' }],
    });
  });

  test('names of any length and several lines stay as they are', () => {
    for (const text of ['a', 'two\nlines', ' '.repeat(90)])
      assert.equal(back(given(text, 1n, 'R-043', text)).label, text);
  });
});

const OBJECT = 'an object with the keys label, rule, pence, how';
const PENCE = 'whole pence in a string, such as "1720"';
const TIMES = 'a decimal "7.5" or a fraction "121/365" in a string';
const OPS = 'one of given, sum, median, less, product, between, band';

describe('R-039  A working that cannot be read: every problem at once, where it is, what stands there, what is allowed', () => {
  const table: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['not an object', 'tree', [`the whole file "tree" ${OBJECT}`]],
    ['a list', [], [`the whole file [] ${OBJECT}`]],
    ['null', null, [`the whole file null ${OBJECT}`]],
    [
      'an empty object',
      {},
      ['label nothing words', 'rule nothing a rule such as "R-044"', `pence nothing ${PENCE}`, `how.op nothing ${OPS}`],
    ],
    ['a key too many', { ...jsonRate, colour: 'red' }, [`colour "red" ${OBJECT}`]],
    ['no words', { ...jsonRate, label: '' }, ['label "" words']],
    ['a rule that is none', { ...jsonRate, rule: 'R-44' }, ['rule "R-44" a rule such as "R-044"']],
    ['a number for money', { ...jsonRate, pence: 1720 }, [`pence 1720 ${PENCE}`]],
    ['pence with a point', { ...jsonRate, pence: '17.20' }, [`pence "17.20" ${PENCE}`]],
    ['too much money', { ...jsonRate, pence: '1'.repeat(16) }, [`pence "${'1'.repeat(16)}" ${PENCE}`]],
    ['an op that is none', figure({ op: 'guess' }), [`how.op {"op":"guess"} ${OPS}`]],
    ['a given without a source', figure({ op: 'given' }), ['how.source nothing words']],
    [
      'a given with a key of another',
      figure({ op: 'given', source: '', of: [] }),
      ['how.of [] an object with the keys op, source'],
    ],
    ['a sum of nothing that is a list', figure({ op: 'sum', of: {} }), ['how.of {} a list']],
    ['a bad part of a median', figure({ op: 'median', of: [jsonRate, 5] }), [`how.of[1] 5 ${OBJECT}`]],
    [
      'a bad less',
      figure({ op: 'less', from: jsonRate, less: [{ ...jsonRate, pence: '' }] }),
      [`how.less[0].pence "" ${PENCE}`],
    ],
    [
      'a bad between',
      figure({ op: 'between', of: jsonRate, above: 1, upTo: 2 }),
      [`how.above 1 ${OBJECT}`, `how.upTo 2 ${OBJECT}`],
    ],
    [
      'a between without its ends',
      figure({ op: 'between', of: jsonRate }),
      [`how.above nothing ${OBJECT}`, `how.upTo nothing ${OBJECT}`],
    ],
    ['a bad term', figure({ op: 'product', terms: [7] }), ['how.terms[0] 7 an object with the keys rate, by']],
    [
      'bad factors',
      figure({
        op: 'product',
        terms: [
          {
            rate: jsonRate,
            by: ['1/0', '-1', '1.00001', '1/2/3', 'x', '', '1.', 5].map(times => ({ times, unit: 'hour' })),
          },
        ],
      }),
      ['"1/0"', '"-1"', '"1.00001"', '"1/2/3"', '"x"', '""', '"1."', '5'].map(
        (found, i) => `how.terms[0].by[${i}].times ${found} ${TIMES}`,
      ),
    ],
    [
      'a factor without a unit',
      figure({ op: 'product', terms: [{ rate: jsonRate, by: [{ times: '1' }] }] }),
      ['how.terms[0].by[0].unit nothing words'],
    ],
    [
      'bad bands',
      figure({
        op: 'band',
        points: [{ label: '', points: 1.5 }],
        bands: [{ label: '', from: '1', pence: 1 }],
      }),
      [
        'how.points[0].label "" words',
        'how.points[0].points 1.5 a whole number',
        'how.bands[0].label "" words',
        'how.bands[0].from "1" a whole number',
        `how.bands[0].pence 1 ${PENCE}`,
      ],
    ],
  ];
  for (const [title, value, expected] of table) test(title, () => assert.deepEqual(problemsOf(value), expected));

  test('what is found is shown up to 80 characters', () => {
    assert.match(problemsOf('y'.repeat(78))[0]!, /^the whole file "y{78}" /);
    assert.match(problemsOf('y'.repeat(79))[0]!, /^the whole file "y{76}\.\.\. /);
  });

  test('the longest sum and the longest factor that can be read', () => {
    assert.deepEqual(problemsOf({ ...jsonRate, pence: `-${'9'.repeat(15)}` }), []);
    const by = [{ times: `${'9'.repeat(12)}/${'9'.repeat(12)}`, unit: '' }];
    assert.deepEqual(problemsOf(figure({ op: 'product', terms: [{ rate: jsonRate, by }] })), []);
  });
});
