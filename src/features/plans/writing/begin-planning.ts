/** Begins planning (T08): the person has their indicative budget, the ways to hold the money were explained (N07). */
import type { Tools } from '../../../platform/tools.ts';
import { decidePlanningStart } from '../../../rules/budget/budget.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadIndicativeBudget } from '../../budgets/store.ts';
import { saveNotice } from '../../people/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { lockBudget, saveMove } from '../../requests/store.ts';
import { planningBegins } from '../notices.ts';
import { savePlan, saveSection } from '../store.ts';

export type PlanningInput = {
  /** Who the person chose to have with them. */
  readonly involved: string;
  /** A broker, an advocate or a charity that helps; empty when nobody does. */
  readonly planningSupport: string;
};

export async function beginPlanning(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: PlanningInput,
): Promise<Decision<{ planId: string }>> {
  return act(tools, actor, { act: 'plan.begin', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const indicative = await loadIndicativeBudget(tx, budgetId);
    const decision = decidePlanningStart({ state: budget.state, hasIndicativeBudget: indicative !== undefined });
    if (!decision.accepted) return decision;

    const today = tools.today();
    const { involved, planningSupport } = input;
    const planId = await savePlan(tx, actor, { budgetId, planningSupport, startedOn: today });
    await saveSection(tx, actor, { planId, kind: 'involved', content: { words: involved } });
    await saveMove(tx, actor, { budgetId, transition: 'T08', happenedOn: today });
    const { firstMonths } = (await loadPolicy(tx, actor.icbCode, today)).review;
    await saveNotice(tx, planningBegins({ budget, effectiveOn: today }, planningSupport, firstMonths));
    return accepted({ planId });
  });
}
