/** Money for emergencies, money left over, and spending that differs from the plan. */
import type { Chapter } from '../register.ts';
import { DIRECT_PAYMENTS_2010, FINANCE_BRIEFING, KERNOW_OFFER } from './sources.ts';

export const moneyLeft: Chapter = {
  title: 'Emergency money, surplus and variance',
  rules: [
    {
      id: 'R-144',
      words: 'The budget shows an amount for emergencies, and each review asks whether it is the right one.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; ${KERNOW_OFFER}; what two ICBs do`,
      evidence: ['stated', 'secondary', 'local'],
      implementedBy: ['src/rules/budget/budget.ts#sumUp'],
    },
    {
      id: 'R-145',
      words:
        'What counts as left over is the balance less emergency money, what is owed, what is being saved for, and the month that was paid in advance.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/surplus.ts#surplusPence', 'src/rules/review/surplus.ts#isLargeSurplus'],
    },
    {
      id: 'R-146',
      words:
        'When little was spent, the harmless causes are offered first, and the question is closed only with a cause.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/variance.ts#decideVariance', 'src/rules/review/variance.ts#decideFlagClose'],
    },
    {
      id: 'R-147',
      words: 'Spending too little is looked at just like spending too much.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/variance.ts#byVariance', 'src/rules/review/variance.ts#varianceOf'],
    },
    {
      id: 'R-148',
      words:
        'When spending differs from what was expected by more than a share and a sum, both set by the ICB, the care co-ordinator is told.',
      effect: ['notify'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/review/variance.ts#varianceOf', 'src/rules/review/variance.ts#expectedByNow'],
    },
    {
      id: 'R-149',
      words: 'Over all budgets the service tells whether a few large differences or many small ones make up the whole.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/review/variance.ts#diagnose'],
    },
    {
      id: 'R-150',
      words:
        'A few large differences lead to questions to care co-ordinators; many small ones lead to a look at how budgets are set.',
      effect: ['notify'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/variance.ts#nextStepOf'],
    },
    {
      id: 'R-151',
      words:
        'Differences are listed each month, and no more is kept back against saved money than is due in that month, with notice.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS_2010}, regulation 16(4)`,
      evidence: ['stated', 'primary'],
      implementedBy: [
        'src/rules/review/variance.ts#byVariance',
        'src/rules/review/variance.ts#decideOffset',
        'src/rules/review/variance.ts#mostOffsetPence',
      ],
    },
  ],
};
