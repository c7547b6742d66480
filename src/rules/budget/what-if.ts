/**
 * What if: two workings of one budget held side by side, line by line.
 *
 * The differences of the lines are the whole difference of the totals: nothing changes that is not shown. Pure.
 */
import type { WorkedLine, Working } from './budget.ts';
import type { MethodFigure } from './methods.ts';

/** One sum of the method's own figure that may be tried otherwise: what a service costs, a similar case, a chair. */
export type FigureSum = { readonly label: string; readonly pence: bigint };

/** The sums of a method's own figure, in its order; none where points or the lines alone make it. */
export function sumsOf(figure: MethodFigure): readonly FigureSum[] {
  switch (figure.method) {
    case 'HOURS_RATES':
    case 'POINTS_BAND':
      return [];
    case 'SIMILAR_CASES':
      return figure.peers.map(({ id, annualPence }) => ({ label: id, pence: annualPence }));
    case 'CURRENT_SERVICES':
      return figure.services;
    case 'FLAT_RATE':
      return figure.sums;
    case 'PRESCRIPTION_COST':
      return figure.prescriptions.map(({ label, nhsCostPence }) => ({ label, pence: nhsCostPence }));
  }
}

/** Other sums and other points, each by its place in the figure, counted from 0. */
export type FigureWishes = {
  /** A sum of nought takes it out. */
  readonly sums: ReadonlyMap<number, bigint>;
  readonly points: ReadonlyMap<number, number>;
};

/** The same figure as wished. A place that it does not have changes nothing. */
export function wishedFigure(figure: MethodFigure, { sums, points }: FigureWishes): MethodFigure {
  /** Each with the sum that is wished for it, without those that are taken out. */
  const wished = <Each>(list: readonly Each[], withPence: (each: Each, pence: bigint) => Each): readonly Each[] =>
    list.flatMap((each, place) => {
      const pence = sums.get(place);
      if (pence === undefined) return [each];
      return pence === 0n ? [] : [withPence(each, pence)];
    });
  switch (figure.method) {
    case 'HOURS_RATES':
      return figure;
    case 'POINTS_BAND':
      return {
        ...figure,
        points: figure.points.map((each, place) => ({ ...each, points: points.get(place) ?? each.points })),
      };
    case 'SIMILAR_CASES':
      return { ...figure, peers: wished(figure.peers, (each, annualPence) => ({ ...each, annualPence })) };
    case 'CURRENT_SERVICES':
      return { ...figure, services: wished(figure.services, (each, pence) => ({ ...each, pence })) };
    case 'FLAT_RATE':
      return { ...figure, sums: wished(figure.sums, (each, pence) => ({ ...each, pence })) };
    case 'PRESCRIPTION_COST':
      return {
        ...figure,
        prescriptions: wished(figure.prescriptions, (each, nhsCostPence) => ({ ...each, nhsCostPence })),
      };
  }
}

/** What may be different in a line that stands in both. */
export type ChangedPart = 'quantity' | 'rate' | 'often' | 'amount';

export type LineChange =
  | { readonly kind: 'added'; readonly after: WorkedLine; readonly differencePence: bigint }
  | { readonly kind: 'removed'; readonly before: WorkedLine; readonly differencePence: bigint }
  | {
      readonly kind: 'changed';
      readonly before: WorkedLine;
      readonly after: WorkedLine;
      readonly parts: readonly ChangedPart[];
      readonly differencePence: bigint;
    };

export type Comparison = {
  /** Removed and changed lines in the order of before, then the added ones in the order of after. */
  readonly changes: readonly LineChange[];
  /** How many lines stay as they are. */
  readonly unchanged: number;
  readonly beforePence: bigint;
  readonly afterPence: bigint;
  /** After less before: the sum of the differences of all changes. */
  readonly differencePence: bigint;
};

/** Compares two workings; a line is the same line when its id is the same. */
export function compareWorkings(before: Working, after: Working): Comparison {
  const now = new Map(after.lines.map(line => [line.id, line]));
  const earlier = new Set(before.lines.map(line => line.id));
  const changes = [
    ...before.lines.map(line => changeOf(line, now.get(line.id))),
    ...after.lines.filter(line => !earlier.has(line.id)).map(added),
  ].filter(change => change !== undefined);
  return {
    changes,
    unchanged: before.lines.length - changes.filter(change => change.kind !== 'added').length,
    beforePence: before.totalPence,
    afterPence: after.totalPence,
    differencePence: after.totalPence - before.totalPence,
  };
}

function added(after: WorkedLine): LineChange {
  return { kind: 'added', after, differencePence: after.amountPence };
}

function changeOf(before: WorkedLine, after: WorkedLine | undefined): LineChange | undefined {
  if (!after) return { kind: 'removed', before, differencePence: -before.amountPence };
  const differencePence = after.amountPence - before.amountPence;
  const different: readonly (ChangedPart | false)[] = [
    before.quantity.tenThousandths !== after.quantity.tenThousandths && 'quantity',
    ratesOf(before) !== ratesOf(after) && 'rate',
    (before.per !== after.per || before.times !== after.times) && 'often',
    differencePence !== 0n && 'amount',
  ];
  const parts = different.filter(part => part !== false);
  return parts.length === 0 ? undefined : { kind: 'changed', before, after, parts, differencePence };
}

/** The rate of a line, or each rate with its days, as one text to compare. */
function ratesOf({ ratePence, periods }: WorkedLine): string {
  return periods?.map(period => `${period.ratePence} for ${period.days}`).join(', ') ?? `${ratePence}`;
}
