/** From which day on lines of a statement can be of a budget's money. */
import type { Tx } from '../../../platform/db.ts';
import { isBefore, type PlainDate } from '../../../values/dates.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { firstCreditsOn } from '../../payments/store.ts';

/** The first day of each budget, or of its first payment where that came before it. */
export async function firstDaysOfMoney(tx: Tx, budgetIds: readonly string[]): Promise<ReadonlyMap<string, PlainDate>> {
  const firstCredits = await firstCreditsOn(tx, budgetIds);
  return new Map(
    [...(await loadPurses(tx, budgetIds))].map(([budgetId, { budgetYear }]) => {
      const firstOn = firstCredits.get(budgetId);
      return [budgetId, firstOn && isBefore(firstOn, budgetYear) ? firstOn : budgetYear];
    }),
  );
}
