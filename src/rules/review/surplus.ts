/**
 * What of the money in an account is really left over.
 *
 * Pure, pence. A surplus is a reason to talk at a review, never to take money back by itself.
 */
import { total } from '../../values/pence.ts';

export type AccountMoney = {
  readonly balancePence: bigint;
  /** Kept for emergencies. */
  readonly contingencyPence: bigint;
  /** What is owed already. */
  readonly liabilitiesPence: readonly bigint[];
  /** Saved, as was agreed, for something in the plan. */
  readonly savingsPence: bigint;
  /** One month that was paid in advance. */
  readonly advancePence: bigint;
};

/** the balance, less everything that it is there for. Below nought where it does not even reach for that. */
export function surplusPence(money: AccountMoney): bigint {
  const { balancePence, contingencyPence, liabilitiesPence, savingsPence, advancePence } = money;
  return balancePence - contingencyPence - total(liabilitiesPence) - savingsPence - advancePence;
}

/** whether so much is left that a review should talk about it: as many weeks of cost as policy says, or more. */
export function isLargeSurplus(
  surplus: { readonly pence: bigint; readonly yearlyPence: bigint },
  policy: { readonly weeks: number; readonly weeksPerYear: number },
): boolean {
  const { pence, yearlyPence } = surplus;
  return pence > 0n && pence * BigInt(policy.weeksPerYear) >= yearlyPence * BigInt(policy.weeks);
}
