/** Budgets of several payers, and budgets of several people. */
import type { Chapter } from '../register.ts';
import { FINANCE_BRIEFING, NHS_ENGLAND_PAGE, OWN_CONTROL, SOCIAL_CARE_PAYMENTS, SPECIAL_NEEDS } from './sources.ts';

export const integrated: Chapter = {
  title: 'Integrated and pooled budgets',
  rules: [
    {
      id: 'R-096',
      words:
        'A budget from several payers is one budget, one plan and one contact to the person, while each payer’s money keeps its own books and its own law.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/options/integrated.ts#decideIntegrated',
        'src/rules/funding/funding.ts#decideFunding',
        'src/rules/funding/stream-budgets.ts#streamBudgets',
        'src/rules/funding/recharge-statement.ts#statementsDue',
      ],
    },
    {
      id: 'R-097',
      words:
        'What a person pays towards their care after a means test is only ever for social care, never for the NHS part.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/options/integrated.ts#decideMeansTest',
        'src/rules/funding/contribution.ts#decidePaidIn',
      ],
    },
    {
      id: 'R-098',
      words:
        'Who pays what share is agreed, dated and signed by the payers, and adds up to the whole; each payment follows its line, or the share where a line is shared.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/options/split.ts#decideSplit',
        'src/rules/funding/funding.ts#decideLineShares',
        'src/rules/funding/line-shares.ts#shareOut',
        'src/rules/funding/stream-budgets.ts#linesNotDirect',
      ],
    },
    {
      id: 'R-099',
      words:
        'Shares are rounded down to the penny, and the pennies left over go to the largest share, the NHS first when shares are equal.',
      effect: ['compute'],
      source: OWN_CONTROL,
      evidence: ['local'],
      implementedBy: ['src/rules/options/split.ts#splitByWeight'],
    },
    {
      id: 'R-100',
      words: 'A budget from several payers is reviewed as often as the strictest of them asks.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; ${SPECIAL_NEEDS}; ${SOCIAL_CARE_PAYMENTS}, regulation 7`,
      evidence: ['stated', 'secondary'],
      implementedBy: ['src/rules/options/integrated.ts#firstIntegratedReview', 'src/rules/review/review.ts#nextReview'],
    },
    {
      id: 'R-101',
      words: 'What another body gives towards something is recorded by itself: who, how much and on what conditions.',
      effect: ['record'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/funding/funding.ts#decideFunding'],
    },
    {
      id: 'R-102',
      words:
        'Several people may pay for one thing together; each has agreed, each has their own share and outcome, and the shares add up to the cost.',
      effect: ['block'],
      source: NHS_ENGLAND_PAGE,
      evidence: ['stated'],
      implementedBy: ['src/rules/options/pooled.ts#decidePool', 'src/rules/options/pooled.ts#decideLeave'],
      waitsFor: { what: 'pooled budgets', since: '2026-11-22' },
    },
  ],
};
