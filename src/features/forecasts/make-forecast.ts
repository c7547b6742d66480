/** Keeps a guess of what a budget saves, with what it rests on. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideForecast, type NewForecast } from '../../rules/plan/forecast.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { lockBudget } from '../requests/store.ts';
import { saveForecast } from './store.ts';

export type ForecastInput = NewForecast & { readonly startsOn: PlainDate };

export async function makeForecast(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: ForecastInput,
): Promise<Decision<{ forecastId: string; savingPence: string }>> {
  return act(tools, actor, { act: 'forecast.make', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const madeOn = tools.today();
    const policy = await loadPolicy(tx, tx.icbCode, madeOn);
    const decision = decideForecast(input, policy.ambition.benefitPct);
    if (!decision.accepted) return decision;
    const { savingPence, ...worked } = decision.value;
    const forecast = { ...input, ...worked, budgetId, madeOn, policyVersion: policy.version };
    const forecastId = await saveForecast(tx, actor, forecast);
    return accepted({ forecastId, savingPence: savingPence.toString() });
  });
}
