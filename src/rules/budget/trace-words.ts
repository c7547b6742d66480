/** The working of a figure in words: as sentences to read, and as rows of a table. It decides nothing. */
import { pounds } from '../../values/pence.ts';
import { showQuantity } from '../../values/quantity.ts';
import { bandOf, type Factor, partsOf, type Trace } from './trace.ts';

/** One figure as a row: `depth` counts from the total, which is 0. */
export type TraceRow = {
  readonly depth: number;
  readonly label: string;
  /** How it came to be, without the sum: `£17.20 × 14 hours × 52 weeks`. */
  readonly working: string;
  readonly pence: bigint;
  readonly rule: string;
};

/** Every figure of the tree, the total first, each followed by what it is made of. */
export function asTable(trace: Trace, depth = 0): readonly TraceRow[] {
  const { label, pence, rule } = trace;
  return [
    { depth, label, working: workingOf(trace), pence, rule },
    ...partsOf(trace).flatMap(part => asTable(part, depth + 1)),
  ];
}

/** Every figure of the tree in a sentence of its own, in the same order. */
export function asSentences(trace: Trace): readonly string[] {
  return [sentenceOf(trace), ...partsOf(trace).flatMap(asSentences)];
}

function sentenceOf(trace: Trace): string {
  const { label, pence, rule, how } = trace;
  return how.op === 'given'
    ? `${label}: ${pounds(pence)}, from ${how.source} (${rule}).`
    : `${label}: ${workingOf(trace)} = ${pounds(pence)} (${rule}).`;
}

/** How one figure came to be, without its sum. */
export function workingOf({ how }: Trace): string {
  switch (how.op) {
    case 'given':
      return how.source;
    case 'sum':
      return how.of.map(each => pounds(each.pence)).join(' + ') || 'nothing';
    case 'less':
      return [how.from, ...how.less].map(each => pounds(each.pence)).join(' \u2212 ');
    case 'product':
      return how.terms.map(({ rate, by }) => [pounds(rate.pence), ...by.map(showFactor)].join(' × ')).join(' + ');
    case 'between':
      return [
        `the part of ${pounds(how.of.pence)}`,
        how.above && `above ${pounds(how.above.pence)}`,
        how.above && how.upTo && 'and',
        how.upTo && `up to ${pounds(how.upTo.pence)}`,
      ]
        .filter(words => words)
        .join(' ');
    case 'median':
      return `the middle of ${how.of.map(each => pounds(each.pence)).join(', ')}`;
    case 'band': {
      const points = how.points.map(each => `${each.label} ${each.points}`).join(', ');
      const sum = how.points.reduce((left, each) => left + each.points, 0);
      return `${points === '' ? 'no points' : `${points}: ${sum} points`}, band ${bandOf(how.points, how.bands)?.label ?? 'none'}`;
    }
  }
}

/** A factor in words: `14 hours`, `121 of 365 days`, `3%`. */
export function showFactor({ numerator, denominator, unit }: Factor): string {
  if (unit === '%') return `${showRatio(numerator * 100n, denominator)}%`;
  const exact = (numerator * 10_000n) % denominator === 0n;
  return exact ? withUnit(showRatio(numerator, denominator), unit) : `${numerator} of ${denominator} ${unit}s`;
}

function showRatio(numerator: bigint, denominator: bigint): string {
  return showQuantity({ tenThousandths: (numerator * 10_000n) / denominator });
}

/** `1 hour`, `14 hours`, `2 kg`: a short unit and one that ends in s stay as they are. */
export function withUnit(quantity: string, unit: string): string {
  return quantity === '1' || unit.length < 3 || unit.endsWith('s') ? `${quantity} ${unit}` : `${quantity} ${unit}s`;
}
