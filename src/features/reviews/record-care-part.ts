/** Records the care part of a review: how far each outcome was reached, what was found and what was learnt. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideCarePart, decidePart } from '../../rules/review/review.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadOutcomes, lockBudget } from '../requests/store.ts';
import { type CarePart, loadReview, openReviewOf, saveCarePart } from './store.ts';

export async function recordCarePart(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  reviewId: string,
  part: CarePart,
): Promise<Decision<{ reviewId: string }>> {
  const what = { act: 'review.care', command, input: part, budgetId, subjectId: reviewId };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const review = budget && (await loadReview(tx, budgetId, reviewId));
    if (!review) return refused({ code: 'not-found', what: 'review' });
    const decision = decidePart(openReviewOf(review), 'CARE', actor.id, tools.today());
    if (!decision.accepted) return decision;
    const complete = decideCarePart(await loadOutcomes(tx, budgetId), part.ratings, part);
    if (!complete.accepted) return complete;
    await saveCarePart(tx, actor, reviewId, tools.today(), part);
    return accepted({ reviewId });
  });
}
