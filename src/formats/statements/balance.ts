/**
 * Order and completeness of a statement that carries a running balance (section 6.4 of the rulebook).
 *
 * Each balance must be the one before it plus the line's amount. Banks write newest first or oldest first, some
 * with the lines of one day the other way round; the order that the balances prove is the order we take.
 */
import { pounds, total } from '../../values/pence.ts';
import { addProblem, MOST_PROBLEMS, noProblems, refuseAll } from './problems.ts';
import type { Statement, StatementLine, StatementReading } from './statement.ts';

/** The lines as they stand in the file. Three lists, not one of objects: a file may have a million lines. */
export type StatementRows = {
  readonly entries: StatementLine[];
  /** Where each stands in the file. */
  readonly lines: number[];
  /** The balance printed beside each in pence, or not a number where there is none. */
  readonly balances: number[];
};

export function noRows(): StatementRows {
  return { entries: [], lines: [], balances: [] };
}

export function addRow(rows: StatementRows, line: number, entry: StatementLine, balancePence?: bigint): void {
  rows.entries.push(entry);
  rows.lines.push(line);
  rows.balances.push(balancePence === undefined ? Number.NaN : Number(balancePence));
}

export type FileOrder = 'newest-first' | 'oldest-first';

/** Puts rows into order, proves them where the file allows it, and makes the statement. */
export function settle(
  rows: StatementRows,
  facts: Pick<Statement, 'format' | 'layout' | 'account'> & Partial<Pick<Statement, 'from' | 'to'>>,
  usual: FileOrder,
  notes: readonly string[],
): StatementReading {
  const best = bestOrder(rows, usual);
  if (best.breakCount > 0) return refuseBreaks(rows, best);
  const { order, openingPence, closingPence } = best;
  const ordered = [...order].map(at => rows.entries[at]!);
  const byDate = ordered.toSorted(byDay);
  const statement: Statement = {
    ...facts,
    from: facts.from ?? byDate[0]?.postedOn ?? null,
    to: facts.to ?? byDate.at(-1)?.postedOn ?? null,
    openingPence: openingPence ?? null,
    closingPence: closingPence ?? null,
    currency: 'GBP',
    balanced: openingPence === undefined ? 'not provable' : true,
    lines: openingPence === undefined ? byDate : ordered,
  };
  return { ok: true, statement, notes };
}

type Break = { readonly at: number; readonly expectedPence: bigint };

type Walk = {
  /** The places of the rows, oldest first. */
  readonly order: Uint32Array;
  /** The first of them, as many as are told. */
  readonly breaks: readonly Break[];
  readonly breakCount: number;
  readonly openingPence: bigint | undefined;
  readonly closingPence: bigint | undefined;
};

/** The order with the fewest breaks; among equals one whose dates do not run backwards, then the bank's usual one. */
function bestOrder(rows: StatementRows, usual: FileOrder): Walk {
  const forwards = Uint32Array.from(rows.entries.keys());
  const backwards = forwards.toReversed();
  const both = usual === 'oldest-first' ? [forwards, backwards] : [backwards, forwards];
  const walks = both.map(order => walk(rows, order));
  if (walks.every(({ breakCount }) => breakCount > 0))
    walks.push(...both.map(order => walk(rows, turnDays(rows, order))));
  const fewest = Math.min(...walks.map(({ breakCount }) => breakCount));
  const best = walks.filter(({ breakCount }) => breakCount === fewest);
  return best.find(({ order }) => datesRise(rows, order)) ?? best[0]!;
}

/** Walks from balance to balance. A row without one is carried over. The first balance gives the opening. */
function walk({ entries, balances }: StatementRows, order: Uint32Array): Walk {
  const breaks: Break[] = [];
  let breakCount = 0;
  let openingPence: bigint | undefined;
  let balance = 0n; // counted from nought until the first printed balance says where nought was
  for (const at of order) {
    balance += entries[at]!.amountPence;
    if (Number.isNaN(balances[at]!)) continue;
    const printed = BigInt(balances[at]!);
    if (openingPence === undefined) openingPence = printed - balance;
    else if (printed !== balance) {
      breakCount += 1;
      if (breaks.length < MOST_PROBLEMS) breaks.push({ at, expectedPence: balance });
    }
    balance = printed;
  }
  const closingPence = openingPence === undefined ? undefined : balance;
  return { order, breaks, breakCount, openingPence, closingPence };
}

function datesRise({ entries }: StatementRows, order: Uint32Array): boolean {
  return order.every((at, index) => index === 0 || byDay(entries[order[index - 1]!]!, entries[at]!) <= 0);
}

/** Lines of one day mostly share one date, and then nothing is compared. */
export function byDay(a: StatementLine, b: StatementLine): number {
  return a.postedOn === b.postedOn ? 0 : Temporal.PlainDate.compare(a.postedOn, b.postedOn);
}

/** The days in the same order, the lines within each day turned round. */
function turnDays({ entries }: StatementRows, order: Uint32Array): Uint32Array {
  const turned = order.slice();
  for (let from = 0; from < turned.length; ) {
    let to = from + 1;
    while (to < turned.length && byDay(entries[turned[from]!]!, entries[turned[to]!]!) === 0) to += 1;
    turned.subarray(from, to).reverse();
    from = to;
  }
  return turned;
}

function refuseBreaks(
  { entries, lines, balances }: StatementRows,
  { breaks, breakCount, openingPence = 0n, closingPence = 0n }: Walk,
): StatementReading {
  const problems = noProblems();
  const difference = closingPence - openingPence - total(entries.map(entry => entry.amountPence));
  if (difference !== 0n) {
    addProblem(problems, {
      code: 'does-not-balance',
      found: pounds(closingPence),
      text: `${unbalanced(openingPence, entries.length, closingPence, difference)} A line is missing, added or changed; download the statement again.`,
    });
  }
  for (const { at, expectedPence } of breaks) {
    const line = lines[at]!;
    const printed = BigInt(balances[at]!);
    addProblem(problems, {
      line,
      field: 'Balance',
      code: 'balance-break',
      found: pounds(printed),
      text: `Line ${line}: the balance is ${pounds(printed)} but the balance before it and the amount ${pounds(entries[at]!.amountPence)} make ${pounds(expectedPence)}, a difference of ${pounds(printed - expectedPence)}.`,
    });
  }
  problems.count += breakCount - breaks.length;
  return refuseAll(problems);
}

/** Opening, lines and closing in words, with the difference in pounds. */
export function unbalanced(openingPence: bigint, lines: number, closingPence: bigint, differencePence: bigint): string {
  return (
    `The opening balance ${pounds(openingPence)} and ${lines} ${lines === 1 ? 'line' : 'lines'} ` +
    `make ${pounds(closingPence - differencePence)}, but the closing balance is ${pounds(closingPence)}: ` +
    `a difference of ${pounds(differencePence)}.`
  );
}
