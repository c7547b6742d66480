/** The local offer: what an ICB tells the public. */
import type { Chapter } from '../register.ts';
import {
  FINANCE_BRIEFING,
  KERNOW_OFFER,
  LEGAL_RIGHTS,
  MONEY_OPTIONS,
  NHS_ENGLAND_PAGE,
  PLANNING_QUESTIONS,
  STANDING_RULES,
  WILTSHIRE_OFFER,
} from './sources.ts';

export const localOffer: Chapter = {
  title: 'The local offer',
  rules: [
    {
      id: 'R-001',
      words:
        'A local offer is published only when it says who can have a budget, which organisations are behind it, how to find out more and how to apply.',
      effect: ['block'],
      source: PLANNING_QUESTIONS,
      evidence: ['stated'],
      implementedBy: ['src/rules/offer/offer.ts#decidePublish'],
      waitsFor: { what: 'the page on which a board writes its local offer', since: '2026-11-22' },
    },
    {
      id: 'R-002',
      words:
        'A local offer lists each of the groups that have a right to a budget, since when, and how things stand locally.',
      effect: ['block'],
      source: `${WILTSHIRE_OFFER}; ${NHS_ENGLAND_PAGE}; ${FINANCE_BRIEFING}; ${KERNOW_OFFER}; ${LEGAL_RIGHTS}`,
      evidence: ['secondary'],
      implementedBy: ['src/rules/offer/offer.ts#decidePublish', 'src/rules/offer/offer.ts#RIGHT_GROUPS'],
      waitsFor: { what: 'the page on which a board writes its local offer', since: '2026-11-22' },
    },
    {
      id: 'R-003',
      words:
        'A local offer has all three ways to hold the money, held by the NHS, held by a third party and paid directly, and lets them be mixed.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${MONEY_OPTIONS}`,
      evidence: ['primary'],
      implementedBy: ['src/rules/offer/offer.ts#decidePublish'],
      waitsFor: { what: 'the page on which a board writes its local offer', since: '2026-11-22' },
    },
    {
      id: 'R-004',
      words:
        'Each group of people in the offer has a status and dates, so that everybody can tell what exists from what is planned.',
      effect: ['block'],
      source: KERNOW_OFFER,
      evidence: ['stated'],
      implementedBy: ['src/rules/offer/offer.ts#decidePublish', 'src/rules/offer/offer.ts#headingOf'],
      waitsFor: { what: 'the page on which a board writes its local offer', since: '2026-11-22' },
    },
    {
      id: 'R-005',
      words:
        'The offer says how many people are expected, what it hopes for in the longer term, and how progress is measured.',
      effect: ['block'],
      source: PLANNING_QUESTIONS,
      evidence: ['stated'],
      implementedBy: ['src/rules/offer/offer.ts#decidePublish'],
      waitsFor: { what: 'the page on which a board writes its local offer', since: '2026-11-22' },
    },
    {
      id: 'R-006',
      words:
        'The offer says what a budget cannot pay for, and why emergency care stays outside; the list is the one that the service itself checks against.',
      effect: ['warn'],
      source: WILTSHIRE_OFFER,
      evidence: ['stated'],
      implementedBy: ['src/rules/offer/offer.ts#exclusionsBlock', 'src/rules/offer/offer.ts#missingExclusions'],
    },
    {
      id: 'R-007',
      words:
        'Each published offer is a dated version with a day by which it is looked at again; after that day the page says that it is under review and somebody is asked to renew it.',
      effect: ['notify'],
      source: `${WILTSHIRE_OFFER}; ${PLANNING_QUESTIONS}`,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/offer/offer.ts#decidePublish', 'src/rules/offer/offer.ts#isUnderReview'],
      waitsFor: { what: 'the page on which a board writes its local offer', since: '2026-11-22' },
    },
    {
      id: 'R-008',
      words:
        'A person who may have a budget is told of their right and given information, advice and support, and the case says that this was done.',
      effect: ['record', 'notify'],
      source: `${STANDING_RULES}, regulation 32B(3); ${NHS_ENGLAND_PAGE}`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/eligibility/eligibility.ts#decideEligible',
        'src/rules/eligibility/eligibility.ts#decideInformation',
      ],
    },
  ],
};
