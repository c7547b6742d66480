import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { given, type How, worked } from './trace.ts';
import { asSentences, asTable, showFactor, withUnit, workingOf } from './trace-words.ts';

const leaf = (pence: bigint, label = 'Rate', source = 'rate card 1') => given(label, pence, 'R-043', source);
const hours = { numerator: 140_000n, denominator: 10_000n, unit: 'hour' };
const weeks = { numerator: 52n, denominator: 1n, unit: 'week' };
const assistant = worked('Assistant', 'R-044', {
  op: 'product',
  terms: [{ rate: leaf(1720n, 'An hour'), by: [hours, weeks] }],
});
const words = (how: Exclude<How, { op: 'given' }>) => workingOf(worked('x', 'R-044', how));

describe('R-039  The working in words', () => {
  test('every figure a sentence, the total first, each followed by what it is made of', () => {
    const total = worked('Total for one year', 'R-039', { op: 'sum', of: [assistant, leaf(11_900n, 'Insurance')] });
    assert.deepEqual(asSentences(total), [
      'Total for one year: £12,521.60 + £119.00 = £12,640.60 (R-039).',
      'Assistant: £17.20 × 14 hours × 52 weeks = £12,521.60 (R-044).',
      'An hour: £17.20, from rate card 1 (R-043).',
      'Insurance: £119.00, from rate card 1 (R-043).',
    ]);
  });

  test('as rows of a table, with how deep each stands', () => {
    const total = worked('Total', 'R-039', { op: 'sum', of: [assistant] });
    assert.deepEqual(asTable(total), [
      { depth: 0, label: 'Total', working: '£12,521.60', pence: 1_252_160n, rule: 'R-039' },
      { depth: 1, label: 'Assistant', working: '£17.20 × 14 hours × 52 weeks', pence: 1_252_160n, rule: 'R-044' },
      { depth: 2, label: 'An hour', working: 'rate card 1', pence: 1720n, rule: 'R-043' },
    ]);
  });

  const days = (numerator: bigint) => ({ numerator, denominator: 365n, unit: 'day' });
  const table: readonly (readonly [Exclude<How, { op: 'given' }>, string])[] = [
    [{ op: 'sum', of: [] }, 'nothing'],
    [{ op: 'less', from: leaf(500n), less: [leaf(100n), leaf(50n)] }, '£5.00 − £1.00 − £0.50'],
    [
      {
        op: 'product',
        terms: [
          { rate: leaf(1720n), by: [hours, weeks, days(121n)] },
          { rate: leaf(1800n), by: [hours, weeks, days(244n)] },
        ],
      },
      '£17.20 × 14 hours × 52 weeks × 121 of 365 days + £18.00 × 14 hours × 52 weeks × 244 of 365 days',
    ],
    [
      { op: 'between', of: leaf(900n), above: leaf(100n), upTo: leaf(800n) },
      'the part of £9.00 above £1.00 and up to £8.00',
    ],
    [{ op: 'between', of: leaf(900n), above: leaf(100n), upTo: null }, 'the part of £9.00 above £1.00'],
    [{ op: 'between', of: leaf(900n), above: null, upTo: leaf(800n) }, 'the part of £9.00 up to £8.00'],
    [{ op: 'between', of: leaf(900n), above: null, upTo: null }, 'the part of £9.00'],
    [{ op: 'median', of: [leaf(300n), leaf(100n), leaf(200n)] }, 'the middle of £3.00, £1.00, £2.00'],
    [
      {
        op: 'band',
        points: [
          { label: 'skin', points: 3 },
          { label: 'mobility', points: 2 },
        ],
        bands: [{ label: 'Low', from: 5, pence: 1n }],
      },
      'skin 3, mobility 2: 5 points, band Low',
    ],
    [{ op: 'band', points: [], bands: [{ label: 'Low', from: 5, pence: 1n }] }, 'no points, band none'],
  ];
  for (const [how, expected] of table) test(expected, () => assert.equal(words(how), expected));

  const factors = [
    [7_5000n, 10_000n, 'hour', '7.5 hours'],
    [1n, 1n, 'hour', '1 hour'],
    [10_000n, 10_000n, 'month', '1 month'],
    [56n, 10n, 'week', '5.6 weeks'],
    [17n, 31n, 'day', '17 of 31 days'],
    [300n, 10_000n, '%', '3%'],
    [1_350n, 10_000n, '%', '13.5%'],
    [2n, 1n, 'kg', '2 kg'],
    [2n, 1n, 'glass', '2 glass'],
  ] as const;
  for (const [numerator, denominator, unit, expected] of factors)
    test(expected, () => assert.equal(showFactor({ numerator, denominator, unit }), expected));

  test('a unit of three letters gets its s', () => {
    assert.equal(withUnit('2', 'day'), '2 days');
    assert.equal(withUnit('1', 'day'), '1 day');
    assert.equal(withUnit('2', 'ml'), '2 ml');
  });
});
