/** What a personalised care and support plan holds. */
import type { Chapter } from '../register.ts';
import { DIRECT_PAYMENTS, FINANCE_BRIEFING, NHS_ENGLAND_PAGE, PLAN_STANDARD } from './sources.ts';

export const plan: Chapter = {
  title: 'What the plan holds',
  rules: [
    {
      id: 'R-047',
      words:
        'The plan is the person’s own: who they chose to involve, what matters to them, their strengths, what works and what does not; each is written, or they chose not to say.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${PLAN_STANDARD}`,
      evidence: ['stated', 'primary'],
      implementedBy: [
        'src/rules/plan/plan.ts#contentReasons',
        'src/rules/eligibility/assessment.ts#decideAssessed',
        'src/rules/eligibility/assessment.ts#decideEntry',
      ],
    },
    {
      id: 'R-048',
      words:
        'The plan sets out the health needs and, for each, an outcome agreed with the person; with an education, health and care plan there are learning outcomes too.',
      effect: ['block'],
      source: `${NHS_ENGLAND_PAGE}; ${FINANCE_BRIEFING}`,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/plan/plan.ts#contentReasons',
        'src/rules/plan/plan-sections.ts#decideSection',
        'src/rules/eligibility/assessment.ts#decideAssessed',
      ],
    },
    {
      id: 'R-049',
      words: 'Everything that the money buys is for at least one need and one outcome of the plan.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/plan.ts#contentReasons', 'src/rules/plan/plan.ts#decideItem'],
    },
    {
      id: 'R-050',
      words:
        'Each line of the plan says what is bought, from whom, how much, how often, at what price, from when to when, how the money is held, who pays and who arranges it; the sums agree to the penny.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulation 8`,
      evidence: ['stated', 'memory'],
      implementedBy: [
        'src/rules/plan/plan.ts#annualPenceOf',
        'src/rules/plan/plan.ts#totalsOf',
        'src/rules/plan/plan.ts#decideItem',
      ],
    },
    {
      id: 'R-051',
      words: 'The plan names one care co-ordinator, who sees to assessment, review and liaison.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulation 8`,
      evidence: ['stated', 'primary', 'local'],
      implementedBy: [
        'src/rules/plan/plan.ts#contentReasons',
        'src/rules/eligibility/care-coordinator.ts#coordinatorStanding',
        'src/rules/eligibility/care-coordinator.ts#decideHandOver',
      ],
    },
    {
      id: 'R-052',
      words:
        'The plan has a plan for risks, made with the person, and says what to do when things go wrong: the signs, what happens and whom to call.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${PLAN_STANDARD}`,
      evidence: ['stated', 'primary'],
      implementedBy: ['src/rules/plan/plan.ts#contentReasons', 'src/rules/plan/plan-sections.ts#wholeSection'],
    },
    {
      id: 'R-053',
      words:
        'Where the person cannot decide for themself or is vulnerable, the plan says how they are kept safe and free.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/plan.ts#contentReasons', 'src/rules/plan/plan-sections.ts#wholeSection'],
    },
    {
      id: 'R-054',
      words:
        'The plan says when it is reviewed, who is responsible, who agreed to it, where the money comes from, when it was last changed and who wrote it.',
      effect: ['block'],
      source: PLAN_STANDARD,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/plan/plan.ts#contentReasons',
        'src/rules/plan/plan.ts#agreementOf',
        'src/rules/plan/plan-sections.ts#decideEntry',
        'src/rules/plan/plan-differences.ts#differencesBetween',
      ],
    },
    {
      id: 'R-055',
      words:
        'How important a goal is, and how sure the person is of a step, are whole numbers from 1 to 10 where the person gives one.',
      effect: ['block'],
      source: PLAN_STANDARD,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/eligibility/assessment.ts#decideOutcome',
        'src/rules/plan/plan.ts#contentReasons',
        'src/rules/plan/plan-sections.ts#decideEntry',
      ],
    },
  ],
};
