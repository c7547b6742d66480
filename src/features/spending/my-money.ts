/** Everything that the pages and the API of "my money" show, read once. */
import type { Tx } from '../../platform/db.ts';
import { lineFigures, type ManagementOption, type MoneyFigures, moneyFigures } from '../../rules/payment/ledger.ts';
import { addMonths, type PlainDate } from '../../values/dates.ts';
import { total } from '../../values/pence.ts';
import { type FinalBudget, loadFinalBudget } from '../budgets/store.ts';
import { loadPaidApart, type PaidApart } from '../funding/contributions/store.ts';
import { loadBalances } from '../ledger/store.ts';
import { loadApprovedPlan } from '../plans/store.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { loadContract, loadHolderAccountIds } from '../third-parties/store.ts';

/** One line of the plan with what became of its money, in pence. */
export type ItemMoney = {
  readonly planItemId: string;
  readonly label: string;
  readonly provider: string;
  readonly option: ManagementOption;
  readonly plannedPence: bigint;
  readonly spentPence: bigint;
  /** What its promise still holds. */
  readonly promisedPence: bigint;
  /** Planned less spent less promised; below nought where more was spent than planned. */
  readonly leftPence: bigint;
};

export type MyMoney = {
  readonly budget: Budget;
  readonly finalBudget: FinalBudget;
  readonly figures: MoneyFigures;
  /** May still be paid to the person this year; `figures.toCome` counts what is paid to others too. */
  readonly toComePence: bigint;
  /** The same, by who holds the money. */
  readonly toComeOf: Readonly<Record<ManagementOption, bigint>>;
  /** The part of `figures.held` that is with another organisation. */
  readonly withHolderPence: bigint;
  /** The organisation that holds money of this budget, by name; undefined where none does. */
  readonly holderName: string | undefined;
  /** What payers pay the person themselves: their part is in every figure, and none of it comes with our payments. */
  readonly paidApart: readonly PaidApart[];
  /** The last day of the budget year. */
  readonly lastOn: PlainDate;
  readonly items: readonly ItemMoney[];
};

/** The money of one budget; undefined before it has a final budget. */
export async function loadMyMoney(tx: Tx, budgetId: string): Promise<MyMoney | undefined> {
  const budget = await loadBudget(tx, tx.icbCode, budgetId);
  const finalBudget = budget && (await loadFinalBudget(tx, budgetId));
  if (!budget || !finalBudget) return undefined;
  const balances = await loadBalances(tx, budgetId, { ofYear: finalBudget.startsOn });
  const lines = lineFigures(balances, finalBudget.startsOn);
  const plan = await loadApprovedPlan(tx, budgetId);
  const toCome = (option: ManagementOption) =>
    -total(
      balances
        .filter(
          ({ account }) =>
            account.kind === 'undrawn' && account.option === option && account.budgetYear?.equals(finalBudget.startsOn),
        )
        .map(({ pence }) => pence),
    );
  const toComeOf = {
    DIRECT_PAYMENT: toCome('DIRECT_PAYMENT'),
    THIRD_PARTY: toCome('THIRD_PARTY'),
    NOTIONAL: toCome('NOTIONAL'),
  };
  const holderAccounts = new Set(await loadHolderAccountIds(tx, budgetId));
  const withHolder = balances.filter(
    ({ account }) => account.kind === 'held' && holderAccounts.has(account.party ?? ''),
  );
  return {
    budget,
    finalBudget,
    figures: moneyFigures(balances, finalBudget.startsOn),
    toComePence: toComeOf.DIRECT_PAYMENT,
    toComeOf,
    withHolderPence: total(withHolder.map(({ pence }) => pence)),
    paidApart: await loadPaidApart(tx, budgetId),
    holderName: (await loadContract(tx, budgetId))?.name,
    lastOn: addMonths(finalBudget.startsOn, 12).subtract({ days: 1 }),
    items: (plan?.items ?? []).map(({ planItemId, label, provider, option, annualPence }) => {
      const { spentPence, promisedPence } = lines.get(planItemId) ?? { spentPence: 0n, promisedPence: 0n };
      return {
        planItemId,
        label,
        provider,
        option,
        plannedPence: annualPence,
        spentPence,
        promisedPence,
        leftPence: annualPence - spentPence - promisedPence,
      };
    }),
  };
}
