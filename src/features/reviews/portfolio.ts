/** Planned and spent of every active budget, from one statement: what finance sees in sums, and co-ordinators one by one. */
import type { Tx } from '../../platform/db.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import { byVariance, expectedByNow, type Spending, type Variance, varianceOf } from '../../rules/review/variance.ts';
import type { PlainDate } from '../../values/dates.ts';
import { loadPlannedAndSpent, type PlannedAndSpent } from './store.ts';

export type BudgetSpending = PlannedAndSpent & Spending & Variance;

/** More active budgets than any board has. */
const MOST_BUDGETS = 100_000;

/** The last day of the last month that is over. */
export function lastMonthEnd(today: PlainDate): PlainDate {
  return today.with({ day: 1 }).subtract({ days: 1 });
}

/** Every budget with a month behind it, the largest variance first, whichever way it goes. */
export async function loadPortfolio(
  tx: Tx,
  today: PlainDate,
  policy: Pick<Policy, 'variance'>,
): Promise<readonly BudgetSpending[]> {
  const budgets = await loadPlannedAndSpent(tx, tx.icbCode, lastMonthEnd(today), MOST_BUDGETS);
  const spending = budgets.flatMap((budget): BudgetSpending[] => {
    const expected = expectedByNow(budget, today);
    if (!expected) return [];
    const sums = { expectedPence: expected.pence, actualPence: budget.spentPence };
    return [{ ...budget, ...sums, ...varianceOf(sums, policy.variance) }];
  });
  return byVariance(spending);
}
