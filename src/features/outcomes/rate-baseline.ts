/** Records where an outcome stands at the beginning. The reviews rate it again. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideBaseline } from '../../rules/plan/plan-outcomes.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadOutcomes, lockBudget } from '../requests/store.ts';
import { loadBaselines, saveBaseline } from './store.ts';

export type BaselineInput = {
  readonly outcomeId: string;
  readonly rating: number;
  readonly words: string;
  readonly measuredOn: PlainDate;
};

export async function rateBaseline(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: BaselineInput,
): Promise<Decision<{ outcomeId: string }>> {
  const what = { act: 'outcome.rate', command, input, budgetId, subjectId: input.outcomeId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const outcome = (await loadOutcomes(tx, budgetId)).find(({ outcomeId }) => outcomeId === input.outcomeId);
    const hasBaseline = (await loadBaselines(tx, budgetId)).has(input.outcomeId);
    const decision = decideBaseline({
      outcome: outcome && { words: outcome.words, hasBaseline },
      rating: input.rating,
      measuredOn: input.measuredOn,
      today: tools.today(),
    });
    if (!decision.accepted) return decision;
    await saveBaseline(tx, actor, { ...input, budgetId });
    return accepted({ outcomeId: input.outcomeId });
  });
}
