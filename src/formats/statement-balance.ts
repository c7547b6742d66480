/**
 * Order and completeness of a statement that carries a running balance (section 6.4 of the rulebook).
 *
 * Each balance must be the one before it plus the line's amount. Banks write newest first or oldest first, some
 * with the lines of one day the other way round; the order that the balances prove is the order we take.
 */
import { isBefore } from '../values/dates.ts';
import { pounds, total } from '../values/pence.ts';
import type { Statement, StatementLine, StatementReading } from './statement.ts';
import { addProblem, noProblems, refuseAll } from './statement-problems.ts';

/** A line as it stands in the file, with the balance printed beside it, if any. */
export type StatementRow = StatementLine & { readonly line: number; readonly balancePence: bigint | undefined };

export type FileOrder = 'newest-first' | 'oldest-first';

/** Puts rows into order, proves them where the file allows it, and makes the statement. */
export function settle(
  rows: readonly StatementRow[],
  facts: Pick<Statement, 'format' | 'layout' | 'account'> & Partial<Pick<Statement, 'from' | 'to'>>,
  usual: FileOrder,
  notes: readonly string[],
): StatementReading {
  const { order, breaks, openingPence, closingPence } = bestOrder(rows, usual);
  if (breaks.length > 0) return refuseBreaks({ order, breaks, openingPence, closingPence });
  const byDate = order.toSorted((a, b) => Temporal.PlainDate.compare(a.postedOn, b.postedOn));
  const statement: Statement = {
    ...facts,
    from: facts.from ?? byDate[0]?.postedOn ?? null,
    to: facts.to ?? byDate.at(-1)?.postedOn ?? null,
    openingPence: openingPence ?? null,
    closingPence: closingPence ?? null,
    currency: 'GBP',
    balanced: openingPence === undefined ? 'not provable' : true,
    lines: (openingPence === undefined ? byDate : order).map(
      ({ line: _line, balancePence: _balance, ...rest }) => rest,
    ),
  };
  return { ok: true, statement, notes };
}

type Break = { readonly row: StatementRow; readonly expectedPence: bigint };

type Walk = {
  readonly order: readonly StatementRow[];
  readonly breaks: readonly Break[];
  readonly openingPence: bigint | undefined;
  readonly closingPence: bigint | undefined;
};

/** The order with the fewest breaks; among equals one whose dates do not run backwards, then the bank's usual one. */
function bestOrder(rows: readonly StatementRow[], usual: FileOrder): Walk {
  const backwards = rows.toReversed();
  const both = usual === 'oldest-first' ? [rows, backwards] : [backwards, rows];
  const walks = both.map(walk);
  if (walks.every(({ breaks }) => breaks.length > 0)) walks.push(...both.map(order => walk(turnDays(order))));
  const fewest = Math.min(...walks.map(({ breaks }) => breaks.length));
  const best = walks.filter(({ breaks }) => breaks.length === fewest);
  return best.find(({ order }) => datesRise(order)) ?? best[0]!;
}

/** Walks from balance to balance. A row without one is carried over. The first balance gives the opening. */
function walk(order: readonly StatementRow[]): Walk {
  const breaks: Break[] = [];
  let openingPence: bigint | undefined;
  let balance = 0n; // counted from nought until the first printed balance says where nought was
  for (const row of order) {
    balance += row.amountPence;
    if (row.balancePence === undefined) continue;
    if (openingPence === undefined) openingPence = row.balancePence - balance;
    else if (row.balancePence !== balance) breaks.push({ row, expectedPence: balance });
    balance = row.balancePence;
  }
  return { order, breaks, openingPence, closingPence: openingPence === undefined ? undefined : balance };
}

function datesRise(order: readonly StatementRow[]): boolean {
  return order.every((row, index) => index === 0 || !isBefore(row.postedOn, order[index - 1]!.postedOn));
}

/** The days in the same order, the lines within each day turned round. */
function turnDays(order: readonly StatementRow[]): StatementRow[] {
  const days: StatementRow[][] = [];
  for (const row of order) {
    const day = days.at(-1);
    if (day?.[0]?.postedOn.equals(row.postedOn)) day.push(row);
    else days.push([row]);
  }
  return days.flatMap(day => day.reverse());
}

function refuseBreaks({ order, breaks, openingPence = 0n, closingPence = 0n }: Walk): StatementReading {
  const problems = noProblems();
  const difference = closingPence - openingPence - total(order.map(row => row.amountPence));
  if (difference !== 0n) {
    addProblem(problems, {
      code: 'does-not-balance',
      found: pounds(closingPence),
      text: `${unbalanced(openingPence, order.length, closingPence, difference)} A line is missing, added or changed; download the statement again.`,
    });
  }
  for (const { row, expectedPence } of breaks) {
    const printed = row.balancePence ?? 0n;
    addProblem(problems, {
      line: row.line,
      field: 'Balance',
      code: 'balance-break',
      found: pounds(printed),
      text: `Line ${row.line}: the balance is ${pounds(printed)} but the balance before it and the amount ${pounds(row.amountPence)} make ${pounds(expectedPence)}, a difference of ${pounds(printed - expectedPence)}.`,
    });
  }
  return refuseAll(problems);
}

/** Opening, lines and closing in words, with the difference in pounds. */
function unbalanced(openingPence: bigint, lines: number, closingPence: bigint, differencePence: bigint): string {
  return (
    `The opening balance ${pounds(openingPence)} and ${lines} ${lines === 1 ? 'line' : 'lines'} ` +
    `make ${pounds(closingPence - differencePence)}, but the closing balance is ${pounds(closingPence)}: ` +
    `a difference of ${pounds(differencePence)}.`
  );
}
