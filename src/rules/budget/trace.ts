/**
 * The working of a figure as a tree: the total on top, what it is made of below, the inputs at the leaves.
 *
 * Rules: whoever holds the tree can work every figure of it out again, to the penny, and needs nothing
 * else. There are seven ways to come to a figure and no others; each rounds at most once, half up. Pure. Words are made
 * only when they are asked for, so that building a tree is cheap.
 */
import { divideHalfUp, greatest, least, total } from '../../values/pence.ts';

/** One figure and how it came to be. */
export type Trace = {
  readonly label: string;
  /** The rule of the rulebook by which it is worked out, such as `R-044`. */
  readonly rule: string;
  readonly pence: bigint;
  readonly how: How;
};

export type How =
  /** It comes from outside: `source` says where it stands. */
  | { readonly op: 'given'; readonly source: string }
  | { readonly op: 'sum'; readonly of: readonly Trace[] }
  | { readonly op: 'less'; readonly from: Trace; readonly less: readonly Trace[] }
  /** Each rate times its exact factors; all of it added up, then rounded once, half up. */
  | { readonly op: 'product'; readonly terms: readonly Term[] }
  /** The part of a figure that lies above one figure and not above another; nought where there is none. */
  | { readonly op: 'between'; readonly of: Trace; readonly above: Trace | null; readonly upTo: Trace | null }
  /** The middle one by size; of an even count half the sum of the middle two, half up. */
  | { readonly op: 'median'; readonly of: readonly Trace[] }
  /** The sum that belongs to the highest band that the points reach. */
  | { readonly op: 'band'; readonly points: readonly Points[]; readonly bands: readonly Band[] };

export type Term = { readonly rate: Trace; readonly by: readonly Factor[] };

/** What a rate is multiplied by, exactly: 14 hours, 52 weeks, 121 of 365 days, 3 percent. */
export type Factor = { readonly numerator: bigint; readonly denominator: bigint; readonly unit: string };

/** What one need, or one domain of needs, counts. */
export type Points = { readonly label: string; readonly points: number };

/** A band begins at so many points and is worth so much a year. */
export type Band = { readonly label: string; readonly from: number; readonly pence: bigint };

/** A figure from outside. */
export function given(label: string, pence: bigint, rule: string, source: string): Trace {
  return { label, rule, pence, how: { op: 'given', source } };
}

/** A figure with its pence worked out from how it came to be. */
export function worked(label: string, rule: string, how: Exclude<How, { readonly op: 'given' }>): Trace {
  return { label, rule, pence: penceOf(how, each => each.pence), how };
}

/** Works the figure out again from the leaves of its tree alone, whatever the figures between say. */
export function recompute(trace: Trace): bigint {
  return trace.how.op === 'given' ? trace.pence : penceOf(trace.how, recompute);
}

/** A figure of a tree that is not what its own parts come to. */
export type WrongFigure = {
  readonly label: string;
  readonly rule: string;
  readonly statedPence: bigint;
  readonly workedPence: bigint;
};

/** Every figure of the tree that differs from what it is worked out from, top down; none in a sound tree. */
export function wrongFigures(trace: Trace): readonly WrongFigure[] {
  const workedPence = recompute(trace);
  const { label, rule, pence: statedPence } = trace;
  return [
    ...(workedPence === statedPence ? [] : [{ label, rule, statedPence, workedPence }]),
    ...partsOf(trace).flatMap(wrongFigures),
  ];
}

/** The figures that a figure is worked out from, in order. */
export function partsOf({ how }: Trace): readonly Trace[] {
  switch (how.op) {
    case 'given':
    case 'band':
      return [];
    case 'sum':
    case 'median':
      return how.of;
    case 'less':
      return [how.from, ...how.less];
    case 'product':
      return how.terms.map(term => term.rate);
    case 'between':
      return [how.of, how.above, how.upTo].filter(each => each !== null);
  }
}

function penceOf(how: Exclude<How, { readonly op: 'given' }>, pence: (trace: Trace) => bigint): bigint {
  switch (how.op) {
    case 'sum':
      return total(how.of.map(pence));
    case 'less':
      return pence(how.from) - total(how.less.map(pence));
    case 'product':
      return productOf(how.terms.map(({ rate, by }) => ({ pence: pence(rate), by })));
    case 'between':
      return partBetween(pence(how.of), how.above && pence(how.above), how.upTo && pence(how.upTo));
    case 'median':
      return medianOf(how.of.map(pence));
    case 'band':
      return bandOf(how.points, how.bands)?.pence ?? 0n;
  }
}

/** Σ pence × factors, rounded once. */
function productOf(terms: readonly { readonly pence: bigint; readonly by: readonly Factor[] }[]): bigint {
  let [numerator, denominator] = [0n, 1n];
  for (const { pence, by } of terms) {
    let [top, bottom] = [pence, 1n];
    for (const factor of by) {
      top *= factor.numerator;
      bottom *= factor.denominator;
    }
    numerator = numerator * bottom + top * denominator;
    denominator *= bottom;
  }
  return divideHalfUp(numerator, denominator);
}

/** What of `pence` lies above `above` and not above `upTo`; nought where nothing does. */
function partBetween(pence: bigint, above: bigint | null, upTo: bigint | null): bigint {
  return greatest(least(pence, upTo ?? pence) - (above ?? 0n), 0n);
}

/** The middle amount; of an even count half the sum of the middle two, half up. Of none: nought. */
function medianOf(amounts: readonly bigint[]): bigint {
  return quarterOf(bySize(amounts), 2);
}

/** Amounts from the smallest to the largest. */
export function bySize(amounts: readonly bigint[]): readonly bigint[] {
  return [...BigInt64Array.from(amounts).sort()];
}

/** The amount that stands so many quarters of the way through sorted amounts, between two of them in proportion, half up. */
export function quarterOf(sorted: readonly bigint[], quarters: 1 | 2 | 3): bigint {
  const place = (sorted.length - 1) * quarters;
  const [at, beyond] = [Math.floor(place / 4), BigInt(place % 4)];
  const below = sorted[at] ?? 0n;
  return divideHalfUp(below * (4n - beyond) + (sorted[at + 1] ?? below) * beyond, 4n);
}

/** The highest band that the points reach, the first of equals; undefined where they reach none. */
export function bandOf(points: readonly Points[], bands: readonly Band[]): Band | undefined {
  const sum = points.reduce((left, each) => left + each.points, 0);
  let best: Band | undefined;
  for (const band of bands) if (band.from <= sum && !(best && best.from >= band.from)) best = band;
  return best;
}
