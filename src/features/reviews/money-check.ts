/** What the money part of a review is about, worked out from the books: what is left over, and planned against spent. */
import type { Tx } from '../../platform/db.ts';
import { instalmentOn } from '../../rules/budget/instalments.ts';
import { lineFigures, moneyFigures } from '../../rules/payment/ledger.ts';
import { startUpOf } from '../../rules/payment/payment.ts';
import type { Policy } from '../../rules/policy/policy.ts';
import type { AccountMoney } from '../../rules/review/surplus.ts';
import { expectedByNow, type Spending, type Variance, varianceOf } from '../../rules/review/variance.ts';
import type { PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadBalances } from '../ledger/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { loadHolderUnplaced } from '../spending/holders/holder-store.ts';
import { loadHolderAccountIds } from '../third-parties/store.ts';

export type MoneyCheck = {
  /** What the plan spends in a year through the person's account. */
  readonly yearlyPence: bigint;
  /** Known from the books; what is owed and what is saved up only people can say. */
  readonly money: Pick<AccountMoney, 'balancePence' | 'contingencyPence' | 'advancePence'>;
  /** Undefined until the first month of the budget year is over. */
  readonly spending: (Spending & Variance & { readonly until: PlainDate }) | undefined;
};

/** The check of a budget today; undefined where the plan pays nothing to the person. */
export async function loadMoneyCheck(
  tx: Tx,
  budgetId: string,
  today: PlainDate,
  policy: Pick<Policy, 'variance'>,
): Promise<MoneyCheck | undefined> {
  const finalBudget = await loadFinalBudget(tx, budgetId);
  const plan = await loadApprovedPlan(tx, budgetId);
  const items = plan?.items.filter(item => item.option === 'DIRECT_PAYMENT') ?? [];
  const bought = plan?.items.filter(item => item.option !== 'DIRECT_PAYMENT') ?? [];
  const boughtLines = bought.map(item => item.planItemId);
  if (!finalBudget || items.length === 0) return undefined;

  const { startsOn } = finalBudget;
  const startUpPence = startUpOf(items);
  const yearlyPence = total(items.map(item => item.annualPence)) - startUpPence;
  const balances = await loadBalances(tx, budgetId, { ofYear: startsOn });
  const { held, keptForEmergencies } = moneyFigures(balances, startsOn);
  const ofHolder = new Set(await loadHolderAccountIds(tx, budgetId));
  const withHolder = balances.filter(({ account }) => account.kind === 'held' && ofHolder.has(account.party ?? ''));
  const expected = expectedByNow({ startsOn, yearlyPence, startUpPence }, today);
  // The month that we are in was paid in advance.
  const advancePence = instalmentOn(today, yearlyPence, startsOn);
  return {
    yearlyPence,
    money: {
      balancePence: held - total(withHolder.map(({ pence }) => pence)),
      contingencyPence: keptForEmergencies,
      advancePence,
    },
    spending: expected && (await spendingUntil(tx, budgetId, startsOn, { ...expected, boughtLines }, policy)),
  };
}

async function spendingUntil(
  tx: Tx,
  budgetId: string,
  startsOn: PlainDate,
  of: { readonly until: PlainDate; readonly pence: bigint; readonly boughtLines: readonly string[] },
  policy: Pick<Policy, 'variance'>,
): Promise<NonNullable<MoneyCheck['spending']>> {
  const { until, pence: expectedPence, boughtLines } = of;
  const balances = await loadBalances(tx, budgetId, { happenedBy: until });
  const lines = lineFigures(balances, startsOn);
  // What others buy for the person is not spent by them.
  const boughtPence = total(boughtLines.map(line => lines.get(line)?.spentPence ?? 0n));
  const heldPence = await loadHolderUnplaced(tx, budgetId, until);
  // A payment that is not matched yet was spent all the same.
  const { spent, onItsWay } = moneyFigures(balances, startsOn);
  const spending = { expectedPence, actualPence: spent - boughtPence + onItsWay - heldPence };
  return { until, ...spending, ...varianceOf(spending, policy.variance) };
}
