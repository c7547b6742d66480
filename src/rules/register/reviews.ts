/** Reviews: when, how announced, how closed, and how risk sets the next one. */
import type { Chapter } from '../register.ts';
import { DIRECT_PAYMENTS, FINANCE_BRIEFING, KERNOW_OFFER } from './sources.ts';

export const reviews: Chapter = {
  title: 'Reviews',
  rules: [
    {
      id: 'R-135',
      words: 'The first review of a direct payment is no later than three months after the first payment.',
      effect: ['notify'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulation 14`,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/review.ts#firstReviews'],
    },
    {
      id: 'R-136',
      words: 'After that reviews are never more than twelve months apart.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/review.ts#decideClose', 'src/rules/review/review.ts#nextReview'],
    },
    {
      id: 'R-137',
      words: 'Budgets that are held in another way are reviewed as often, unless somebody writes down why not.',
      effect: ['warn'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/review.ts#nextReview', 'src/features/reviews/store.ts#loadClocks'],
    },
    {
      id: 'R-138',
      words: 'An ICB may choose to review in each of the first three months.',
      effect: ['notify'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/review/review.ts#firstReviews'],
    },
    {
      id: 'R-139',
      words:
        'The person knows beforehand when a review is and what it looks at; when reviews are stands in the plan and in the agreement.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: [
        'src/rules/review/review.ts#decideReviewNotice',
        'src/rules/review/review.ts#decidePart',
        'src/rules/payment/agreement.ts#decideAgreementOffer',
      ],
    },
    {
      id: 'R-140',
      words: 'A review looks at the care and at the money, and is done by the care co-ordinator and finance together.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/review.ts#decideClose'],
    },
    {
      id: 'R-141',
      words: 'The first review scores the risk, and the score, not a blanket year, says when the next one is.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; ${KERNOW_OFFER}`,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/review/risk.ts#monthsFor', 'src/rules/review/review.ts#decideClose'],
    },
    {
      id: 'R-142',
      words:
        'The risk score adds points for the sum, how it is held, who is employed and paid, what was found before and what has changed, and shows its working.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/review/risk.ts#scoreRisk', 'src/rules/review/risk.ts#bandOf'],
    },
    {
      id: 'R-143',
      words:
        'When something that was bought did not help, the review records what was learnt and may change the plan; it never makes the budget a failure.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/features/reviews/record-care-part.ts#recordCarePart',
        'src/rules/safeguards/stop.ts#decideStop',
      ],
    },
  ],
};
