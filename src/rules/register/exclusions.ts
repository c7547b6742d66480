/** What the money may not buy, and what it may buy only on conditions. */
import type { Chapter } from '../register.ts';
import { DIRECT_PAYMENTS, FINANCE_BRIEFING, WILTSHIRE_OFFER } from './sources.ts';

export const exclusions: Chapter = {
  title: 'What the money may not buy',
  rules: [
    {
      id: 'R-066',
      words: 'No budget pays for alcohol, tobacco, gambling, repaying a debt or anything against the law.',
      effect: ['block', 'warn'],
      source: `${WILTSHIRE_OFFER}; ${FINANCE_BRIEFING}`,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/exclusions.ts#exclusionsOf', 'src/rules/plan/exclusions.ts#exclusionOf'],
    },
    {
      id: 'R-067',
      words: 'No budget pays for what a GP does under the NHS contract.',
      effect: ['block'],
      source: `${WILTSHIRE_OFFER}; ${FINANCE_BRIEFING}`,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/exclusions.ts#exclusionsOf'],
    },
    {
      id: 'R-068',
      words: 'No budget pays for vaccination, screening, the measuring of children or NHS Health Checks.',
      effect: ['block'],
      source: `${WILTSHIRE_OFFER}; ${FINANCE_BRIEFING}`,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/exclusions.ts#exclusionsOf'],
    },
    {
      id: 'R-069',
      words: 'No budget pays for urgent or emergency treatment, which stays free.',
      effect: ['block'],
      source: `${WILTSHIRE_OFFER}; ${FINANCE_BRIEFING}`,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/exclusions.ts#exclusionsOf'],
    },
    {
      id: 'R-070',
      words: 'No budget pays for surgery.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/exclusions.ts#exclusionsOf'],
    },
    {
      id: 'R-071',
      words: 'No budget pays NHS charges, such as those for prescriptions and dentistry.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/exclusions.ts#exclusionsOf'],
    },
    {
      id: 'R-072',
      words:
        'A direct payment buys only what the plan says; a small sum may move between lines that serve the same outcome.',
      effect: ['warn'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulations 17(2)(e) and 10(5)`,
      evidence: ['stated', 'primary', 'local'],
      implementedBy: ['src/rules/plan/plan-virement.ts#virementOf'],
    },
    {
      id: 'R-073',
      words:
        'Close family, or a friend who lives with the person, is paid only once the ICB has found it necessary, and the decision stands before the money is spent.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 8(5A) and (5B), as amended in 2017`,
      evidence: ['primary', 'memory', 'local'],
      implementedBy: [
        'src/rules/plan/connected-person.ts#decideConnectedPayee',
        'src/rules/plan/plan-checks.ts#holdsOf',
      ],
    },
    {
      id: 'R-074',
      words:
        'Care that the law regulates comes from a provider on the Care Quality Commission’s register, or a professional on theirs; insurance is checked where it matters.',
      effect: ['warn', 'block'],
      source: `${DIRECT_PAYMENTS}, regulation 2`,
      evidence: ['primary', 'memory'],
      implementedBy: [
        'src/rules/plan/plan-checks.ts#warningsOf',
        'src/rules/plan/plan-checks.ts#holdsOf',
        'src/rules/plan/plan-checks.ts#decideRegistration',
      ],
    },
    {
      id: 'R-075',
      words: 'A direct payment does not buy a permanent place in a care home; a short stay may be in the plan.',
      effect: ['block', 'warn'],
      source: `${DIRECT_PAYMENTS}; a published page on direct payments and residential care`,
      evidence: ['memory', 'secondary', 'local'],
      implementedBy: ['src/rules/plan/plan-checks.ts#careHomeReasons', 'src/rules/plan/plan-checks.ts#warningsOf'],
    },
  ],
};
