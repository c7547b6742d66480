/** What an extra payment is decided on, gathered from the stores. */
import type { Tx } from '../../../platform/db.ts';
import type { ExtraFacts } from '../../../rules/amounts/extra-payment.ts';
import type { Policy } from '../../../rules/policy/policy.ts';
import { loadPurses } from '../../budgets/stream-store.ts';
import { loadMoneyFigures } from '../../ledger/store.ts';
import { type Instalment, loadInstalments } from '../../payments/owed-store.ts';
import type { Budget } from '../../requests/store.ts';

export type LoadedExtraFacts = ExtraFacts & {
  /** The same instalments with what the store knows of them; the first says which agreement and year they are of. */
  readonly instalments: readonly Instalment[];
};

/** What is left this year of all payers, how they share, and what the budget has free and keeps for emergencies. */
export async function loadExtraFacts(
  tx: Tx,
  { budgetId, state }: Pick<Budget, 'budgetId' | 'state'>,
  policy: Policy,
): Promise<LoadedExtraFacts> {
  const open = (await loadInstalments(tx, budgetId)).filter(({ isOwed }) => !isOwed);
  const [first] = open;
  const figures = first && (await loadMoneyFigures(tx, budgetId, first.yearStartsOn));
  return {
    state,
    instalments: open.filter(({ option }) => option === first!.option),
    payers: (await loadPurses(tx, [budgetId])).get(budgetId)?.sharing.streams ?? [],
    contingencyPence: figures?.keptForEmergencies ?? 0n,
    freePence: figures?.free ?? 0n,
    policy: policy.advance,
  };
}
