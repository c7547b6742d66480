/** Reviews as JSON. Dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadBudget } from '../requests/store.ts';
import { loadNextReview } from './announce-review.ts';
import { endpoints as together } from './portfolio-pages.ts';
import { loadReviews } from './store.ts';

const ReviewsAnswer = z.object({
  /** When the next review is due; null before the budget is active. */
  nextDueOn: z.iso.date().nullable(),
  reviews: z.array(
    z.object({
      reviewId: z.uuid(),
      kind: z.string(),
      dueOn: z.iso.date(),
      plannedOn: z.iso.date(),
      notifiedOn: z.iso.date(),
      covers: z.string(),
      attendees: z.string(),
      carePart: z.boolean(),
      moneyPart: z.boolean(),
      closedOn: z.iso.date().nullable(),
      risk: z
        .object({
          total: z.number(),
          band: z.string(),
          months: z.number(),
          factors: z.array(z.object({ name: z.string(), points: z.number(), why: z.string() })),
        })
        .nullable(),
    }),
  ),
});

export const endpoints: readonly Route[] = [
  ...together,
  read('/budgets/:budgetId/reviews', {
    may: 'see-reviews',
    records: 'reviews.read',
    answer: ReviewsAnswer,
    async read({ tx, actor, tools, params: { budgetId } }) {
      const budget = await loadBudget(tx, actor.icbCode, budgetId);
      if (!budget) return undefined;
      const policy = await loadPolicy(tx, actor.icbCode, tools.today());
      const next = budget.state === 'ACTIVE' ? await loadNextReview(tx, budgetId, policy) : undefined;
      const reviews = await loadReviews(tx, budgetId);
      return {
        nextDueOn: next?.dueOn.toString() ?? null,
        reviews: reviews.map(review => ({
          reviewId: review.reviewId,
          kind: review.kind,
          dueOn: review.dueOn.toString(),
          plannedOn: review.plannedOn.toString(),
          notifiedOn: review.notifiedOn.toString(),
          covers: review.covers,
          attendees: review.attendees,
          carePart: review.care !== null,
          moneyPart: review.money !== null,
          closedOn: review.closedOn?.toString() ?? null,
          risk: review.close && {
            total: review.close.score,
            band: review.close.band,
            months: review.close.months,
            factors: review.close.factors,
          },
        })),
      };
    },
  }),
];
