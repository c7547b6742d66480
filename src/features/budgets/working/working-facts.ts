/** Everything that the working of a budget's figures shows: first and final figure, their trees, what is in and what is not. */
import type { Tx } from '../../../platform/db.ts';
import { differenceOf, neededTrace, traceOfLines } from '../../../rules/budget/figure-working.ts';
import { type Estimate, estimate } from '../../../rules/budget/methods.ts';
import type { Trace } from '../../../rules/budget/trace.ts';
import { isForTheBudget } from '../../../rules/plan/plan.ts';
import { type IcbContact, loadIcbContact } from '../../people/store.ts';
import { loadApprovedPlan } from '../../plans/store.ts';
import { type Budget, loadBudget, loadNeeds, loadNeedTags, type Need, type NeedTag } from '../../requests/store.ts';
import { type FigureBasis, loadFigureBasis } from '../figure-store.ts';
import { type FinalBudget, type IndicativeBudget, loadFinalBudget, loadIndicativeBudget } from '../store.ts';

export type BudgetWorking = {
  readonly budget: Budget;
  readonly icb: IcbContact;
  readonly first: {
    readonly issued: IndicativeBudget;
    readonly trace: Trace;
    /** Undefined for a figure that was issued before this was kept. */
    readonly stands: FigureBasis | undefined;
    /** The same inputs worked out again now. */
    readonly again: Estimate | undefined;
  };
  readonly final:
    | {
        readonly set: FinalBudget;
        readonly needed: Trace;
        readonly notPlannedPence: bigint;
        readonly difference: ReturnType<typeof differenceOf>;
      }
    | undefined;
  readonly included: readonly Need[];
  readonly notIncluded: readonly { readonly need: Need; readonly tag: NeedTag | undefined }[];
};

/** The working of a budget of this ICB, or undefined while there is no figure. */
export async function loadWorking(tx: Tx, icbCode: string, budgetId: string): Promise<BudgetWorking | undefined> {
  const budget = await loadBudget(tx, icbCode, budgetId);
  const issued = budget && (await loadIndicativeBudget(tx, budgetId));
  if (!budget || !issued) return undefined;
  const stands = await loadFigureBasis(tx, issued.indicativeBudgetId);
  const again = stands && estimate(stands.basis);
  const needs = await loadNeeds(tx, budgetId);
  const tags = await loadNeedTags(tx, budgetId);
  const set = await loadFinalBudget(tx, budgetId);
  return {
    budget,
    icb: await loadIcbContact(tx, icbCode),
    first: {
      issued,
      trace: stands?.trace ?? traceOfLines(issued.lines),
      stands,
      again: again?.accepted ? again.value : undefined,
    },
    final: set && (await finalWorking(tx, set)),
    included: needs.filter(isForTheBudget),
    notIncluded: needs
      .filter(need => !isForTheBudget(need))
      .map(need => ({ need, tag: tags.find(tag => tag.needId === need.needId) })),
  };
}

async function finalWorking(tx: Tx, set: FinalBudget): Promise<NonNullable<BudgetWorking['final']>> {
  const plan = await loadApprovedPlan(tx, set.budgetId);
  const needed = neededTrace(plan?.items ?? [], set.contingencyPence);
  return { set, needed, notPlannedPence: set.finalPence - needed.pence, difference: differenceOf(set) };
}
