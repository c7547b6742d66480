/**
 * A new rate card run over every budget that people have: who gains, who loses, by how much. Budgets
 * stream by; the memory that it takes does not grow with their number. Nothing is saved.
 */
import type { Tx } from '../../../platform/db.ts';
import { type Backtest, type NewRates, repriceLine, startBacktest } from '../../../rules/budget/backtest.ts';
import { streamCurrentBudgets } from '../figure-store.ts';

/** Of those who gain or lose most, so many are named. */
const MOST_NAMED = 20;

export type Moved = { readonly budgetId: string; readonly reference: string; readonly differencePence: bigint };

export type BacktestRun = Backtest & {
  /** Who loses most, the largest loss first. */
  readonly losers: readonly Moved[];
  /** Who gains most, the largest gain first. */
  readonly winners: readonly Moved[];
};

/** Runs it. `onProgress` is told how many budgets have come by, after each batch. */
export async function runBacktest(
  tx: Tx,
  rates: NewRates,
  onProgress: (budgets: number) => void = () => {},
): Promise<BacktestRun> {
  const backtest = startBacktest();
  const [losers, winners]: [Moved[], Moved[]] = [[], []];
  let count = 0;
  for await (const batch of streamCurrentBudgets(tx, line => repriceLine(line, rates))) {
    for (const budget of batch) {
      const { beforePence, afterPence } = backtest.add(budget);
      const differencePence = afterPence - beforePence;
      if (differencePence < 0n) keepMost(losers, moved(budget, differencePence));
      else if (differencePence > 0n) keepMost(winners, moved(budget, differencePence));
    }
    count += batch.length;
    onProgress(count);
  }
  return { ...backtest.result(), losers, winners };
}

function moved({ budgetId, reference }: Omit<Moved, 'differencePence'>, differencePence: bigint): Moved {
  return { budgetId, reference, differencePence };
}

/** Keeps the list short and in order, the largest change first. */
function keepMost(list: Moved[], one: Moved): void {
  const size = ({ differencePence }: Moved) => (differencePence < 0n ? -differencePence : differencePence);
  if (list.length === MOST_NAMED && size(one) <= size(list.at(-1)!)) return;
  const place = list.findIndex(each => size(each) < size(one));
  list.splice(place < 0 ? list.length : place, 0, one);
  list.length = Math.min(list.length, MOST_NAMED);
}
