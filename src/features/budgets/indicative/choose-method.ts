/** Chooses how an indicative budget is worked out, from which day, and in which band the needs lie. */
import type { Tools } from '../../../platform/tools.ts';
import type { BudgetMethod } from '../../../rules/budget/budget.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { decideMove } from '../../../rules/life.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadIndicativeDraft, saveIndicativeDraft } from '../figure-store.ts';
import { type NeedBand, NO_INPUTS } from './draft-inputs.ts';

export type MethodInput = {
  readonly method: BudgetMethod;
  readonly needBand: NeedBand | undefined;
  /** The first day of the budget year, as far as it is known. */
  readonly startsOn: PlainDate | undefined;
};

export async function chooseMethod(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: MethodInput,
): Promise<Decision<{ version: number }>> {
  const { method, needBand = null, startsOn = null } = input;
  const asked = { method, needBand, startsOn: startsOn?.toString() ?? null };
  return act(tools, actor, { act: 'indicative-budget.choose-method', command, input: asked, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideMove(budget.state, 'T07');
    if (!decision.accepted) return decision;
    const before = (await loadIndicativeDraft(tx, budgetId))?.inputs ?? NO_INPUTS;
    const inputs = { ...before, needBand, startsOn };
    return accepted({ version: await saveIndicativeDraft(tx, actor, budgetId, { method, inputs }) });
  });
}
