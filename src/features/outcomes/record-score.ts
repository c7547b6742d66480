/** Records the score of a questionnaire on quality of life or wellbeing. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideMeasure, type Instrument } from '../../rules/plan/plan-outcomes.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { saveMeasure } from './store.ts';

export type ScoreInput = {
  readonly instrument: Instrument;
  /** As it was written: `0.62`. */
  readonly score: string;
  readonly words: string;
  readonly measuredOn: PlainDate;
};

export async function recordScore(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ScoreInput,
): Promise<Decision<{ thousandths: number }>> {
  return act(tools, actor, { act: 'outcome.measure', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const decision = decideMeasure({ ...input, today: tools.today() });
    if (!decision.accepted) return decision;
    const { thousandths } = decision.value;
    const { instrument, words, measuredOn: on } = input;
    await saveMeasure(tx, actor, { budgetId, instrument, thousandths, words, on });
    return accepted({ thousandths });
  });
}
