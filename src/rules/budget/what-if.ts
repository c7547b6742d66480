/**
 * What if: two workings of one budget held side by side, line by line.
 *
 * The differences of the lines are the whole difference of the totals: nothing changes that is not shown. Pure.
 */
import type { WorkedLine, Working } from './budget.ts';

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
