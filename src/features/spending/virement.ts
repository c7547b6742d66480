/** Whether what was spent on a line of the plan is within what may be moved between lines of one outcome. */
import type { Tx } from '../../platform/db.ts';
import { lineFigures } from '../../rules/payment/ledger.ts';
import {
  type LineSpending,
  monthsBegun,
  plannedIn,
  type Virement,
  virementOf,
} from '../../rules/plan/plan-virement.ts';
import type { PlainDate } from '../../values/dates.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadBalances } from '../ledger/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadPolicy } from '../policy/store.ts';

/** Where a line stands against the months that have begun; undefined where there is no such line. */
export async function loadVirement(
  tx: Tx,
  budgetId: string,
  planItemId: string,
  today: PlainDate,
): Promise<Virement | undefined> {
  const finalBudget = await loadFinalBudget(tx, budgetId);
  const plan = await loadApprovedPlan(tx, budgetId);
  if (!finalBudget || !plan) return undefined;
  const months = monthsBegun(finalBudget.startsOn, today);
  const { startsOn } = finalBudget;
  const figures = lineFigures(await loadBalances(tx, budgetId, { ofYear: startsOn }), startsOn);
  const lines = plan.items.map(
    (item): LineSpending => ({
      planItemId: item.planItemId,
      outcomeIds: item.outcomeIds,
      plannedPence: plannedIn(months, item),
      spentPence: figures.get(item.planItemId)?.spentPence ?? 0n,
    }),
  );
  const line = lines.find(one => one.planItemId === planItemId);
  return line && virementOf(line, lines, (await loadPolicy(tx, tx.icbCode, today)).spend, months);
}
