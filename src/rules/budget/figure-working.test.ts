import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pounds } from '../../values/pence.ts';
import { annualPenceOf } from '../plan/plan.ts';
import { priceLine, workOut } from './budget.ts';
import { differenceOf, neededTrace, traceOfLines } from './figure-working.ts';
import { partsOf, recompute, wrongFigures } from './trace.ts';
import { workingOf } from './trace-words.ts';

const hours = (count: bigint) => ({ tenThousandths: count * 10_000n });
const assistant = {
  label: 'Assistant',
  quantity: hours(10n),
  unit: 'hour',
  per: 'week',
  times: 52,
  unitPence: 1500n,
} as const;
const items = [
  assistant,
  { label: 'Payroll', quantity: hours(1n), unit: 'month', per: 'month', times: 9, unitPence: 2500n },
  { label: 'Insurance', quantity: hours(1n), unit: 'policy', per: 'year', times: 1, unitPence: 11_900n },
  { label: 'Bed', quantity: hours(2n), unit: 'item', per: 'once', times: 1, unitPence: 115_000n },
] as const;

describe('R-041 R-050  What the final budget must pay for, each figure down to its price', () => {
  const trace = neededTrace(items, 60_000n);

  test('the parts are the plan’s own sums and the emergencies, in order', () => {
    assert.deepEqual(
      partsOf(trace).map(part => `${part.label} ${pounds(part.pence)} ${part.rule}`),
      [
        'Assistant £7,800.00 R-050',
        'Payroll £225.00 R-050',
        'Insurance £119.00 R-050',
        'Bed £2,300.00 R-050',
        'Kept for emergencies £600.00 R-144',
      ],
    );
    assert.equal(pounds(trace.pence), '£11,044.00');
    assert.equal(trace.rule, 'R-041');
    assert.deepEqual(
      partsOf(trace)
        .slice(0, 4)
        .map(part => part.pence),
      items.map(annualPenceOf),
    );
  });

  test('each says how it came to be', () => {
    assert.deepEqual(partsOf(trace).map(workingOf), [
      '£15.00 × 10 hours × 52 weeks',
      '£25.00 × 1 month × 9 months',
      '£119.00 × 1 policy',
      '£1,150.00 × 2 items',
      'the final budget that was approved',
    ]);
  });

  test('it can be worked out again from its leaves', () => {
    assert.equal(recompute(trace), trace.pence);
    assert.deepEqual(wrongFigures(trace), []);
  });

  test('without money for emergencies there is no line for it', () => {
    assert.deepEqual(
      partsOf(neededTrace([assistant], 0n)).map(part => part.label),
      ['Assistant'],
    );
    assert.equal(partsOf(neededTrace([assistant], 1n)).length, 2);
  });
});

describe('R-039  A figure of which only the lines were kept', () => {
  test('is the sum of them, emergencies too', () => {
    const rate = { code: 'PA', label: 'Assistant', unit: 'hour', pence: 1500n };
    const line = { id: '1', needId: null, rate, quantity: hours(40n), per: 'week', stream: 'NHS_CHC' } as const;
    const { lines, totalPence } = workOut({
      weeksPerYear: 52,
      contingency: { weeks: 4, inBudget: true },
      lines: [line],
    });
    const trace = traceOfLines(lines);
    assert.equal(trace.pence, totalPence);
    assert.equal(recompute(trace), 3_360_000n);
    assert.deepEqual([trace.label, trace.rule], ['Total for one year', 'R-039']);
    assert.equal(traceOfLines([priceLine(line, 52)]).pence, 3_120_000n);
  });
});

describe('R-041  The difference between the first and the final figure', () => {
  const table = [
    [3_360_000n, 3_359_999n, 1n, 'lower'],
    [3_360_000n, 3_360_000n, 0n, 'same'],
    [3_360_000n, 3_360_001n, 1n, 'higher'],
  ] as const;
  for (const [indicativePence, finalPence, pence, direction] of table)
    test(`${pounds(indicativePence)} → ${pounds(finalPence)}: ${direction}`, () => {
      assert.deepEqual(differenceOf({ indicativePence, finalPence }), { pence, direction });
    });
});
