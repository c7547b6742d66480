/** One-off budgets: going home from hospital, and goals. */
import type { Chapter } from '../register.ts';
import { DISCHARGE_GUIDANCE, FINANCE_BRIEFING, NHS_ENGLAND_PAGE } from './sources.ts';

export const oneOff: Chapter = {
  title: 'One-off budgets and going home from hospital',
  rules: [
    {
      id: 'R-123',
      words:
        'A one-off budget for going home has a usual ceiling; more needs a reason, and there is a second ceiling that nothing passes.',
      effect: ['warn', 'block'],
      source: DISCHARGE_GUIDANCE,
      evidence: ['secondary', 'local'],
      implementedBy: ['src/rules/options/one-off.ts#decideDischarge'],
      waitsFor: { what: 'one-off budgets', since: '2026-11-22' },
    },
    {
      id: 'R-124',
      words:
        'It should bring the person home at least two days sooner, and both they or their carer and whoever discharges them agree.',
      effect: ['block'],
      source: `${NHS_ENGLAND_PAGE}; ${DISCHARGE_GUIDANCE}`,
      evidence: ['stated', 'secondary'],
      implementedBy: ['src/rules/options/one-off.ts#decideDischarge'],
      waitsFor: { what: 'one-off budgets', since: '2026-11-22' },
    },
    {
      id: 'R-125',
      words: 'It costs no more than the days in hospital that it saves, or than the usual service.',
      effect: ['block'],
      source: DISCHARGE_GUIDANCE,
      evidence: ['secondary', 'local'],
      implementedBy: ['src/rules/options/one-off.ts#decideDischarge'],
      waitsFor: { what: 'one-off budgets', since: '2026-11-22' },
    },
    {
      id: 'R-126',
      words:
        'It is for something that cannot come in time in another way and that meets a planned need; not for long-term needs, for restarting what stood before, or for employing somebody.',
      effect: ['block'],
      source: `${NHS_ENGLAND_PAGE}; ${DISCHARGE_GUIDANCE}`,
      evidence: ['stated', 'secondary'],
      implementedBy: ['src/rules/options/one-off.ts#decideDischarge'],
      waitsFor: { what: 'one-off budgets', since: '2026-11-22' },
    },
    {
      id: 'R-127',
      words: 'Money for going home is there on the day or before, so it does not go by Bacs.',
      effect: ['warn'],
      source: DISCHARGE_GUIDANCE,
      evidence: ['secondary'],
      implementedBy: ['src/rules/options/one-off.ts#dischargeRoute'],
      waitsFor: { what: 'one-off budgets', since: '2026-11-22' },
    },
    {
      id: 'R-128',
      words:
        'A one-off budget for a goal has a fixed sum, a plan, an end and a short look at what came of it, and no monthly payments.',
      effect: ['record'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/options/one-off.ts#decideGoal',
        'src/rules/options/one-off.ts#programmePence',
        'src/rules/options/goal.ts#goalReasons',
        'src/rules/options/goal.ts#decideGoalEnd',
        'src/rules/options/goal.ts#decideFollowUp',
        'src/rules/payment/payment.ts#paymentOfGoal',
      ],
    },
  ],
};
