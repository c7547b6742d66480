/** Puts what a year really cost beside what was expected of it. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideActual } from '../../rules/plan/forecast.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { lockBudget } from '../requests/store.ts';
import { loadForecasts, saveActual } from './store.ts';

export type ActualInput = {
  readonly forecastId: string;
  readonly year: number;
  readonly actualPence: bigint;
  /** Where the figure is from. */
  readonly words: string;
};

export async function enterActual(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ActualInput,
): Promise<Decision<{ year: number }>> {
  const what = { act: 'forecast.enter-actual', command, input, budgetId, subjectId: input.forecastId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const forecasts = budget ? await loadForecasts(tx, budgetId) : [];
    const forecast = forecasts.find(({ forecastId }) => forecastId === input.forecastId);
    if (!forecast) return refused({ code: 'not-found', what: 'forecast' });
    const enteredOn = tools.today();
    const decision = decideActual(forecast, input.year, enteredOn);
    if (!decision.accepted) return decision;
    await saveActual(tx, actor, { ...input, enteredOn });
    return accepted({ year: input.year });
  });
}
