import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { day, employment, stream } from '../../../test/support/budget-methods.ts';
import { pounds, total } from '../../values/pence.ts';
import type { NeededLine, Per } from './budget.ts';
import { estimate, type MethodFigure } from './methods.ts';
import { recompute, wrongFigures } from './trace.ts';
import { asJson, readTrace } from './trace-json.ts';

const amounts = fc.bigInt({ min: 1n, max: 999_999n });
const quantities = fc.bigInt({ min: 1n, max: 1_680_000n }).map(tenThousandths => ({ tenThousandths }));
const pers = fc.constantFrom<Per>('week', 'month', 'year', 'once');
const streams = fc.constantFrom('NHS_CHC', 'LA_ADULT');
const neededLines = fc
  .array(fc.tuple(quantities, amounts, pers, streams, fc.option(fc.tuple(amounts, fc.integer({ min: 1, max: 364 })))), {
    maxLength: 6,
  })
  .map(all =>
    all.map(([quantity, ratePence, per, itsStream, rise], i): NeededLine => {
      const period = (pence: bigint, days: number) => ({
        from: day('2026-12-01'),
        ratePence: pence,
        days,
        daysInYear: 365,
        source: 'a card',
      });
      return {
        id: `line ${i}`,
        needId: null,
        rate: { code: 'X', label: 'Thing', unit: 'hour', pence: ratePence },
        quantity,
        per,
        stream: itsStream,
        periods: rise ? [period(ratePence, rise[1]), period(rise[0], 365 - rise[1])] : undefined,
      };
    }),
  );
const sums = fc.array(fc.tuple(amounts, pers, fc.boolean()), { maxLength: 5 }).map(all =>
  all.map(([amount, per, staysCommissioned], i) => ({
    id: `sum ${i}`,
    needId: null,
    label: 'Service',
    pence: amount,
    per,
    stream,
    staysCommissioned,
  })),
);
const figures = fc.oneof(
  fc.constant<MethodFigure>({ method: 'HOURS_RATES' }),
  fc.array(amounts, { minLength: 3, maxLength: 9 }).map(
    (all): MethodFigure => ({
      method: 'SIMILAR_CASES',
      peers: all.map((annualPence, i) => ({ id: `case ${i}`, annualPence })),
      peerMin: 3,
      band: 'high',
      stream,
    }),
  ),
  sums.map((services): MethodFigure => ({ method: 'CURRENT_SERVICES', services })),
  sums.map((all): MethodFigure => ({ method: 'FLAT_RATE', sums: all })),
  fc.nat(40).map(
    (points): MethodFigure => ({
      method: 'POINTS_BAND',
      points: [{ label: 'Skin', points }],
      bands: [0, 10, 20].map(from => ({ label: `from ${from}`, from, pence: BigInt(from) * 1000n })),
      stream,
    }),
  ),
  fc.tuple(amounts, amounts, amounts, fc.constantFrom('NOTIONAL', 'THIRD_PARTY')).map(
    ([nhsCostPence, maintenancePence, chosenPence, option]): MethodFigure => ({
      method: 'PRESCRIPTION_COST',
      prescriptions: [
        { id: 'chair', needId: null, label: 'Chair', nhsCostPence, option, maintenancePence, chosenPence, stream },
      ],
    }),
  ),
);
const employments = fc.option(
  fc
    .tuple(quantities, fc.bigInt({ min: 1271n, max: 9_999n }), fc.boolean())
    .map(([hoursPerWeek, hourly, isNew]) =>
      employment(pounds(hourly), { hoursPerWeek, employedSince: isNew ? null : day('2021-03-04') }),
    ),
);
/** Budgets of every method, with lines, rises, assistants and money for emergencies. */
const bases = fc.record(
  {
    startsOn: fc.constant(day('2026-12-01')),
    weeksPerYear: fc.constantFrom(52, 53),
    contingency: fc.record({ weeks: fc.nat(8), inBudget: fc.boolean() }, { noNullPrototype: true }),
    figure: figures,
    lines: neededLines,
    employment: employments,
  },
  { noNullPrototype: true },
);

describe('R-039 R-043  Whatever the budget, its working is the whole of it', () => {
  test('the lines, the trace and the total say the same pence; so does whoever reads the printed trace alone', () => {
    fc.assert(
      fc.property(bases, given => {
        const decision = estimate(given);
        assert.ok(decision.accepted);
        const { working, trace } = decision.value;
        assert.equal(total(working.lines.map(each => each.amountPence)), working.totalPence);
        assert.equal(trace.pence, working.totalPence);
        assert.equal(recompute(trace), working.totalPence);
        assert.deepEqual(wrongFigures(trace), []);
        const read = readTrace(JSON.parse(JSON.stringify(asJson(trace))));
        assert.ok(read.readable);
        assert.equal(recompute(read.trace), working.totalPence);
        assert.deepEqual(wrongFigures(read.trace), []);
      }),
      { seed: 118, numRuns: 300 },
    );
  });

  test('the same inputs give the same pence and the same order, for anybody, as often as one asks', () => {
    fc.assert(
      fc.property(bases, given => {
        const [once, again] = [
          estimate(given),
          estimate({ ...given, lines: structuredClone(given.lines.map(({ periods: _, ...rest }) => rest)) }),
        ];
        if (given.lines.every(each => !each.periods)) assert.deepEqual(once, again);
        assert.deepEqual(estimate(given), once);
      }),
      { seed: 43, numRuns: 100 },
    );
  });
});
