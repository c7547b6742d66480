/** Writes something that the money buys into a draft plan; what the money may not buy is refused here, at once. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { itemsInRefusedOption } from '../../../rules/decisions/option-refusal.ts';
import { annualPenceOf, decideItem, type PlanItem } from '../../../rules/plan/plan.ts';
import { type ItemChecks, NO_CHECKS } from '../../../rules/plan/plan-checks.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { loadRefusedOptions } from '../../options/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadOutcomes, lockBudget } from '../../requests/store.ts';
import { loadWageFacts } from '../facts.ts';
import { loadPlan, savePlanItem } from '../store.ts';

/** What is typed; the needs follow from the outcomes, the year's cost from quantity and price. */
export type NewItem = Omit<
  PlanItem,
  'planItemId' | 'annualPence' | 'needIds' | 'oneOff' | 'stream' | 'times' | 'checks'
> & {
  /** What is said of the payee; nothing special where it is left out. */
  readonly checks?: ItemChecks;
  /** How many weeks or months of the year; undefined means all of them. */
  readonly times: number | undefined;
};

export async function addItem(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: NewItem,
): Promise<Decision<{ planItemId: string; annualPence: string }>> {
  return act(tools, actor, { act: 'plan.add-item', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget && (await loadPlan(tx, budgetId));
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    const policy = await loadPolicy(tx, actor.icbCode, tools.today());
    const { weeksPerYear } = policy.budget;
    const outcomes = await loadOutcomes(tx, budgetId);
    const whole = input.per === 'week' ? weeksPerYear : input.per === 'month' ? 12 : 1;
    const times = input.times ?? whole;
    const served = outcomes.filter(outcome => input.outcomeIds.includes(outcome.outcomeId));
    const item = {
      ...input,
      times,
      annualPence: annualPenceOf({ ...input, times }),
      needIds: [...new Set(served.map(outcome => outcome.needId))],
      oneOff: input.per === 'once',
      stream: budget.fundingStream,
      checks: input.checks ?? NO_CHECKS,
    };
    const decision = decideItem(item, {
      state: budget.state,
      weeksPerYear,
      outcomes,
      wages: await loadWageFacts(tx, budgetId, policy, tools.today()),
    });
    const [barred] = itemsInRefusedOption([item], await loadRefusedOptions(tx, budgetId));
    if (barred) return decision.accepted ? refused(barred) : refused(...decision.refusals, barred);
    if (!decision.accepted) return decision;
    const planItemId = await savePlanItem(tx, actor, plan.planId, item);
    return accepted({ planItemId, annualPence: item.annualPence.toString() });
  });
}
