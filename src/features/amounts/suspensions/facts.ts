/** What holding payments back is decided on, gathered from the stores. */
import type { Queryable } from '../../../platform/db.ts';
import type { HoldingBackFacts, PaidLine } from '../../../rules/safeguards/holding-back.ts';
import { loadInstalments, loadStillOwed } from '../../payments/owed-store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import type { Budget } from '../../requests/store.ts';
import { loadSuspensions, type StoredSuspension } from './store.ts';

/** A plan line that comes round again and is paid for month by month, with what it is called. */
export type NamedLine = PaidLine & { readonly label: string };

/** The plan lines that the monthly payments are for: those to the person, or to whoever holds the money. */
export async function loadPaidLines(
  db: Queryable,
  budgetId: string,
  option: 'DIRECT_PAYMENT' | 'THIRD_PARTY' = 'DIRECT_PAYMENT',
): Promise<NamedLine[]> {
  const plan = await loadApprovedPlan(db, budgetId);
  return (plan?.items ?? [])
    .filter(item => item.option === option && !item.oneOff)
    .map(({ planItemId, stream, annualPence, label }) => ({ planItemId, stream, annualPence, label }));
}

/** The facts of a budget whose payments may be held back. */
export async function loadHoldingBackFacts(db: Queryable, budget: Budget): Promise<HoldingBackFacts> {
  const instalments = await loadInstalments(db, budget.budgetId);
  const yearPence: Record<string, bigint> = {};
  for (const { stream, pence } of instalments) yearPence[stream] = (yearPence[stream] ?? 0n) + pence;
  return {
    state: budget.state,
    isSuspended: openOf(await loadSuspensions(db, budget.budgetId)) !== undefined,
    lines: await loadPaidLines(db, budget.budgetId),
    instalments: instalments.filter(({ isOwed }) => !isOwed),
    yearPence,
    unpaidCount: (await loadStillOwed(db, budget.budgetId)).filter(({ isOwed }) => isOwed).length,
  };
}

/** The suspension that goes on, if there is one. */
export function openOf(suspensions: readonly StoredSuspension[]): StoredSuspension | undefined {
  return suspensions.find(({ end }) => end === undefined);
}
