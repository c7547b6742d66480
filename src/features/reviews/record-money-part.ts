/**
 * Records the money part of a review: statements for every month that has ended, the level of the
 * contingency, what happens to a surplus, and the figures of "my money" as they stood.
 */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideMoneyPart, decidePart, monthsToCover } from '../../rules/review.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadFinalBudget } from '../budgets/store.ts';
import { loadMoneyFigures } from '../ledger/store.ts';
import { firstCreditOn } from '../payments/store.ts';
import { lockBudget } from '../requests/store.ts';
import { monthsCovered } from '../spending/store.ts';
import { loadReview, type MoneyPart, openReviewOf, saveMoneyPart } from './store.ts';

export type MoneyInput = Omit<MoneyPart, 'figures'>;

export async function recordMoneyPart(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  reviewId: string,
  input: MoneyInput,
): Promise<Decision<{ reviewId: string }>> {
  return act(tools, actor, { act: 'review.money', command, input, budgetId, subjectId: reviewId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const review = budget && (await loadReview(tx, budgetId, reviewId));
    const finalBudget = review && (await loadFinalBudget(tx, budgetId));
    if (!review || !finalBudget) return refused({ code: 'not-found', what: 'review' });
    const today = tools.today();
    const decision = decidePart(openReviewOf(review), 'MONEY', actor.id, today);
    if (!decision.accepted) return decision;

    // Where nothing was paid out there is no statement to ask for.
    const creditedOn = await firstCreditOn(tx, budgetId);
    const months = creditedOn === undefined ? [] : monthsToCover(creditedOn, today);
    const covered = creditedOn && (await monthsCovered(tx, budgetId, creditedOn, months));
    const complete = decideMoneyPart({ monthsToCover: months, monthsCovered: covered ?? new Set() }, input);
    if (!complete.accepted) return complete;

    const figures = await loadMoneyFigures(tx, budgetId, finalBudget.startsOn);
    const stood = Object.fromEntries(Object.entries(figures).map(([name, pence]) => [name, pence.toString()]));
    await saveMoneyPart(tx, actor, reviewId, today, { ...input, figures: stood });
    return accepted({ reviewId });
  });
}
