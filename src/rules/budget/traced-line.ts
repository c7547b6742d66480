/** A line of a budget and its working as a tree, side by side: both say the same pence. Pure. */
import type { Quantity } from '../../values/quantity.ts';
import type { Per, Rate, RatePeriod, WorkedLine } from './budget.ts';
import { type Factor, given, type Term, type Trace } from './trace.ts';

export type TracedLine = { readonly line: WorkedLine; readonly trace: Trace };

/** The working of a priced line: its rate or rates times the quantity times how often in the year. */
export function traceOfLine(line: WorkedLine, source = 'the rate card', weeks = weeksFactor(line.times)): Trace {
  const quantity = quantityFactor(line.quantity, line.unit);
  const by = line.per === 'week' ? [quantity, weeks] : line.per === 'month' ? [quantity, MONTHS] : [quantity];
  const terms = line.periods
    ? overPeriods(line.label, line.periods, by)
    : [{ rate: given(line.label, line.ratePence, 'R-043', source), by }];
  return { label: line.label, rule: line.rule, pence: line.amountPence, how: { op: 'product', terms } };
}

/** A rate, or each rate of its periods for its days, times these factors. */
export function ratesTimes(
  rate: Rate,
  periods: readonly RatePeriod[] | undefined,
  by: readonly Factor[],
): readonly Term[] {
  return periods
    ? overPeriods(rate.label, periods, by)
    : [{ rate: given(rate.label, rate.pence, 'R-043', rate.source ?? 'the rate card'), by }];
}

function overPeriods(label: string, periods: readonly RatePeriod[], by: readonly Factor[]): readonly Term[] {
  return periods.map(({ ratePence, days, daysInYear, source }) => ({
    rate: given(label, ratePence, 'R-043', source),
    by: [...by, { numerator: BigInt(days), denominator: BigInt(daysInYear), unit: 'day' }],
  }));
}

export function quantityFactor({ tenThousandths }: Quantity, unit: string): Factor {
  return { numerator: tenThousandths, denominator: 10_000n, unit };
}

/** The weeks of a year, or of something else. */
export function weeksFactor(count: number): Factor {
  return { numerator: BigInt(count), denominator: 1n, unit: 'week' };
}

const MONTHS: Factor = { numerator: 12n, denominator: 1n, unit: 'month' };

/** A figure that is one sum, as a line of the budget. */
export function oneSum(given: {
  readonly id: string;
  readonly needId: string | null;
  readonly label: string;
  readonly pence: bigint;
  readonly per: Per;
  readonly times: number;
  readonly rule: WorkedLine['rule'];
  readonly stream: string;
}): WorkedLine {
  const { id, needId, label, pence, per, times, rule, stream } = given;
  return {
    id,
    needId,
    rateCode: null,
    label,
    quantity: { tenThousandths: 10_000n },
    unit: per === 'once' ? 'item' : per,
    per,
    ratePence: pence,
    times,
    amountPence: pence * BigInt(times),
    rule,
    stream,
    periods: undefined,
  };
}
