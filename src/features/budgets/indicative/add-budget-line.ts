/** Adds a line to an indicative budget that is being put together. */
import type { Tools } from '../../../platform/tools.ts';
import type { Per } from '../../../rules/budget/budget.ts';
import { accepted, type Decision, decide, type Refusal, refused } from '../../../rules/decision.ts';
import { wrongState } from '../../../rules/life.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import type { Quantity } from '../../../values/quantity.ts';
import { act } from '../../audit/store.ts';
import { loadNeeds, lockBudget } from '../../requests/store.ts';
import { loadRateCard } from '../rate-cards/rate-card-store.ts';
import { saveDraftLine } from '../store.ts';

export type NewBudgetLine = {
  readonly needId: string;
  /** A rate's code. */
  readonly service: string;
  readonly quantity: Quantity;
  readonly per: Per;
};

export async function addBudgetLine(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: NewBudgetLine,
): Promise<Decision<{ draftLineId: string }>> {
  return act(tools, actor, { act: 'indicative-budget.add-line', command, input, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget) return refused({ code: 'not-found', what: 'budget' });
    const needs = await loadNeeds(tx, budgetId);
    const rateCard = await loadRateCard(tx, actor.icbCode, tools.today());
    const decision = decide<Record<never, never>>(
      [
        wrongState(budget.state, 'T07'),
        !needs.some(need => need.needId === input.needId) && { code: 'not-found', what: 'need' },
        unknownService(rateCard, input.service, tools.today().toString()),
      ],
      () => ({}),
    );
    if (!decision.accepted) return decision;
    const { service: rateCode, ...line } = input;
    return accepted({ draftLineId: await saveDraftLine(tx, actor, { budgetId, rateCode, ...line }) });
  });
}

function unknownService(
  rateCard: Awaited<ReturnType<typeof loadRateCard>>,
  service: string,
  today: string,
): Refusal | false {
  if (!rateCard) return { code: 'no-rate-card', on: today };
  const isKnown = rateCard.rates.some(rate => rate.code === service);
  return !isKnown && { code: 'service-not-on-rate-card', service, rateCard: rateCard.version };
}
