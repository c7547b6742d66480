/** Who may be paid directly: consent, capacity and bars. */
import type { Chapter } from '../register.ts';
import { CAPACITY_ACT, DIRECT_PAYMENTS, FINANCE_BRIEFING } from './sources.ts';

export const consent: Chapter = {
  title: 'Who may have a direct payment',
  rules: [
    {
      id: 'R-019',
      words: 'A person of 16 or more who can decide this for themself, and has said yes, may have a direct payment.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulation 3`,
      evidence: ['stated', 'primary'],
      implementedBy: [
        'src/rules/representation/consent.ts#routeOn',
        'src/rules/representation/consent.ts#consentOn',
        'src/rules/payment/agreement.ts#decidePersonSigning',
        'src/rules/representation/payee.ts#payeeBars',
      ],
    },
    {
      id: 'R-020',
      words: 'For a child under 16 a direct payment needs a representative who says yes.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulations 2 and 4`,
      evidence: ['stated', 'primary'],
      implementedBy: [
        'src/rules/representation/consent.ts#routeOn',
        'src/rules/representation/consent.ts#decideConsent',
        'src/rules/representation/payee.ts#payeeBars',
      ],
    },
    {
      id: 'R-021',
      words:
        'For a person of 16 or more who cannot decide this for themself, a direct payment needs a representative who says yes.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulation 5`,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/representation/consent.ts#routeOn',
        'src/rules/representation/consent.ts#decideConsent',
        'src/rules/representation/payee.ts#payeeBars',
      ],
    },
    {
      id: 'R-022',
      words:
        'Everybody is taken to be able to decide, unless an assessment of this decision at this time, with its record, says otherwise.',
      effect: ['block'],
      source: `${CAPACITY_ACT}, sections 1 to 3`,
      evidence: ['memory'],
      implementedBy: [
        'src/rules/representation/capacity.ts#capacityOn',
        'src/rules/representation/capacity.ts#decideCapacityRecord',
        'src/rules/eligibility/assessment.ts#decideAssessed',
        'migrations/0018_representation.sql#capacity_follows_abilities',
      ],
    },
    {
      id: 'R-023',
      words:
        'A person under certain court orders about drugs or alcohol cannot have a direct payment while the order runs.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, Schedule; ${FINANCE_BRIEFING}`,
      evidence: ['primary', 'stated'],
      implementedBy: [
        'src/rules/representation/schedule.ts#scheduleBar',
        'src/rules/representation/schedule.ts#decideExclusionCheck',
        'src/rules/representation/payee.ts#payeeReasons',
      ],
    },
    {
      id: 'R-024',
      words: 'Such an order bars direct payments only: the other two ways to hold the money stay open.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/representation/schedule.ts#openOptions',
        'src/rules/payment/agreement.ts#decidePersonSigning',
      ],
    },
    {
      id: 'R-025',
      words:
        'Whether a direct payment is right for the person, given their condition and their life, is judged and the reason is written down either way.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, regulations 3 to 5 and 7`,
      evidence: ['stated'],
      implementedBy: ['src/rules/decisions/approval.ts#decideApproval'],
    },
    {
      id: 'R-026',
      words: 'A direct payment that costs more than the usual care needs stated benefits that outweigh the extra cost.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/decisions/approval.ts#decideApproval'],
    },
    {
      id: 'R-027',
      words:
        'Consent to direct payments is recorded with its date before the first payment, apart from consent to share information.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulations 3 and 17`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/representation/consent.ts#consentOn',
        'src/rules/representation/payee.ts#payeeBars',
        'src/rules/payment/payment.ts#holdsOf',
      ],
    },
    {
      id: 'R-028',
      words: 'When a person who can decide for themself takes their consent back, direct payments stop.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 17(1)(a)`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/representation/consent.ts#consentOn',
        'src/rules/representation/stop-duty.ts#stopDuty',
        'src/rules/payment/payment.ts#decideFile',
      ],
    },
    {
      id: 'R-029',
      words:
        'When the representative takes the consent back and no other representative gives it, direct payments stop.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 17(1)(b)`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/representation/consent.ts#consentOn',
        'src/rules/representation/stop-duty.ts#stopDuty',
        'src/rules/representation/payee.ts#payeeBars',
      ],
    },
    {
      id: 'R-030',
      words:
        'When a child turns 16 and can decide, or an adult can decide again, direct payments go on only with the person’s own consent.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulations 17(1)(c), 4(4)(b) and 5(8)(b)`,
      evidence: ['primary', 'memory'],
      implementedBy: [
        'src/rules/representation/consent.ts#consentOn',
        'src/rules/representation/capacity.ts#regainedOn',
        'src/rules/representation/stop-duty.ts#stopDuty',
        'src/rules/representation/birthdays.ts#turningsToPrepare',
      ],
    },
  ],
};
