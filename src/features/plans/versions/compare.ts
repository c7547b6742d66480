/** Two versions of a plan and what the later says otherwise. */
import type { Tx } from '../../../platform/db.ts';
import { type Difference, differencesBetween } from '../../../rules/plan/plan-differences.ts';
import { loadProposedBudget, loadProposedBudgetById } from '../../budgets/store.ts';
import { loadEntries } from '../entry-store.ts';
import { loadPlanItems, loadPlanVersions, loadSections, type Plan } from '../store.ts';

export type Compared = {
  readonly versions: readonly Plan[];
  readonly from: Plan;
  readonly to: Plan;
  readonly differences: readonly Difference[];
};

/** Without a choice the latest version against the one before it; undefined before planning began. */
export async function loadCompared(
  tx: Tx,
  budgetId: string,
  chosen: Readonly<Record<string, string>>,
): Promise<Compared | undefined> {
  const versions = await loadPlanVersions(tx, budgetId);
  const latest = versions.at(-1);
  if (!latest) return undefined;
  const one = (name: 'from' | 'to') => versions.find(({ version }) => String(version) === chosen[name]);
  const to = one('to') ?? latest;
  const from = one('from') ?? versions.find(({ version }) => version === to.version - 1) ?? to;
  return { versions, from, to, differences: differencesBetween(await versionOf(tx, from), await versionOf(tx, to)) };
}

async function versionOf(tx: Tx, plan: Plan) {
  const proposed = plan.proposedFinalBudgetId
    ? await loadProposedBudgetById(tx, plan.proposedFinalBudgetId)
    : await loadProposedBudget(tx, plan.budgetId);
  return {
    sections: await loadSections(tx, plan.planId),
    entries: await loadEntries(tx, plan.planId),
    items: await loadPlanItems(tx, plan.planId),
    proposedPence: proposed?.finalPence,
  };
}
