/** The figure: how it is worked out, and what the person is told of it. */
import type { Chapter } from '../register.ts';
import { ARITHMETIC, DIRECT_PAYMENTS, DIRECT_PAYMENTS_2010, FINANCE_BRIEFING, NHS_ENGLAND_PAGE } from './sources.ts';

export const budget: Chapter = {
  title: 'The budget and how it is worked out',
  rules: [
    {
      id: 'R-038',
      words:
        'The person knows about how much money there is before planning begins; for a one-off budget this may come later.',
      effect: ['block', 'warn'],
      source: `${NHS_ENGLAND_PAGE}; ${FINANCE_BRIEFING}`,
      evidence: ['stated'],
      implementedBy: ['src/rules/budget/budget.ts#decidePlanningStart'],
    },
    {
      id: 'R-039',
      words:
        'The statement shows the amount and every line of it, what is in and what is not, how it was worked out and how to challenge it, and the lines add up to the amount.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/budget/budget.ts#decideIndicativeBudget',
        'src/rules/budget/methods.ts#estimate',
        'src/rules/budget/trace.ts#recompute',
        'migrations/0004_budgets.sql#indicative_budget_adds_up',
      ],
    },
    {
      id: 'R-040',
      words: 'The statement says in plain words that the final figure may be higher or lower.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/budget/budget.ts#decideIndicativeBudget'],
    },
    {
      id: 'R-041',
      words: 'The final budget pays for everything in the plan.',
      effect: ['block'],
      source: `${NHS_ENGLAND_PAGE}; ${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS_2010}, regulation 16(1); ${DIRECT_PAYMENTS}, regulation 13`,
      evidence: ['stated', 'primary'],
      implementedBy: ['src/rules/budget/budget.ts#decideFinalBudget', 'src/rules/budget/budget.ts#decideProposal'],
    },
    {
      id: 'R-042',
      words:
        'It is recorded which of the six ways was used to estimate the budget: similar cases, services now, hours and rates, points, a flat rate, or the cost of a prescription.',
      effect: ['record'],
      source: `${FINANCE_BRIEFING}; published guides to setting budgets`,
      evidence: ['stated', 'secondary'],
      implementedBy: [
        'src/rules/budget/methods.ts#estimate',
        'src/rules/budget/budget.ts#BUDGET_METHODS',
        'src/features/budgets/store.ts#saveIndicativeBudget',
      ],
    },
    {
      id: 'R-043',
      words: 'The same facts and the same list of rates give the same budget, to the penny, whoever it is for.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/budget/methods.ts#estimate', 'src/rules/budget/rate-card.ts#rateOfYear'],
    },
    {
      id: 'R-044',
      words:
        'A budget from hours is hours times rate times the weeks of the year, with yearly costs, one-off sums and money for emergencies; a part month is paid by its days.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}, for the money for emergencies; the way of working it out is local`,
      evidence: ['local', 'stated'],
      implementedBy: [
        'src/rules/budget/budget.ts#priceLine',
        'src/rules/budget/rate-card.ts#rateOfYear',
        'src/rules/budget/instalments.ts#instalmentsOf',
      ],
    },
    {
      id: 'R-045',
      words:
        'Twelve monthly payments add up to the yearly amount exactly, the last one carrying the pennies; a very small yearly amount is paid once.',
      effect: ['compute'],
      source: ARITHMETIC,
      evidence: ['local'],
      implementedBy: ['src/rules/budget/instalments.ts#instalmentsOf'],
    },
    {
      id: 'R-046',
      words:
        'Needs that NHS services meet well stay outside the budget, unless the person wants them in and the money can be freed; each need says which it is.',
      effect: ['record'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/eligibility/releasable.ts#decideNeedTag',
        'src/rules/eligibility/assessment.ts#NEED_MET',
        'src/rules/plan/plan.ts#isForTheBudget',
      ],
    },
  ],
};
