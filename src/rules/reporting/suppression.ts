/**
 * Small numbers are not published, so that nobody can be recognised in a table.
 *
 * Pure. A number below the LOCAL least becomes a star. Where one star stands alone in a row or a column, totals
 * counted in, it could be worked out from the rest: the smallest number beside it becomes a star too, until none
 * stands alone. What is left is rounded.
 */

/** A star, or a number that may be published. */
export type Published = number | '*';

export type PublishedTable = {
  readonly rows: readonly { readonly cells: readonly Published[]; readonly total: Published }[];
  /** The totals of the columns, and of all. */
  readonly totals: readonly Published[];
  readonly total: Published;
};

export type SuppressionPolicy = { readonly suppressBelow: number; readonly roundTo: number };

/** The table as it may be published; the rows are of one length. */
export function publish(counts: readonly (readonly number[])[], policy: SuppressionPolicy): PublishedTable {
  const whole = withTotals(counts);
  const hidden = whole.map(row => row.map(count => count < policy.suppressBelow));
  while (hideNext(whole, hidden)) {
    // One more is hidden each time, so that it comes to an end.
  }
  const shown = whole.map((row, y) =>
    row.map((count, x): Published => (hidden[y]![x] ? '*' : roundTo(count, policy.roundTo))),
  );
  const rows = shown.map(row => ({ cells: row.slice(0, -1), total: row.at(-1)! }));
  const last = rows.pop()!;
  return { rows, totals: last.cells, total: last.total };
}

/** The counts with the total of each row behind it, and the totals of the columns below. */
function withTotals(counts: readonly (readonly number[])[]): number[][] {
  const rows = counts.map(row => [...row, sum(row)]);
  const width = rows[0]?.length ?? 1;
  return [...rows, Array.from({ length: width }, (_, x) => sum(rows.map(row => row[x]!)))];
}

/** Hides the smallest number of the first line in which a star stands alone; false where none does. */
function hideNext(counts: readonly (readonly number[])[], hidden: boolean[][]): boolean {
  const lonely = linesOf(counts).find(line => line.length !== 1 && line.filter(([y, x]) => hidden[y]![x]).length === 1);
  if (!lonely) return false;
  const [[y, x]] = lonely
    .filter(([row, column]) => !hidden[row]![column])
    .sort(([ay, ax], [by, bx]) => counts[ay]![ax]! - counts[by]![bx]!) as [Place];
  hidden[y]![x] = true;
  return true;
}

type Place = readonly [y: number, x: number];

/** Every row and every column, with the totals in them. */
function linesOf(counts: readonly (readonly number[])[]): readonly (readonly Place[])[] {
  const rows = counts.map((row, y) => row.map((_, x): Place => [y, x]));
  const columns = counts[0]!.map((_, x) => counts.map((_row, y): Place => [y, x]));
  return [...rows, ...columns];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

/** To the nearest multiple, half up. */
function roundTo(count: number, multiple: number): number {
  return Math.floor(count / multiple + 0.5) * multiple;
}
