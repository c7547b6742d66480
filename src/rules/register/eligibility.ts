/** Who has a right to a budget, and how a no is given. */
import type { Chapter } from '../register.ts';
import {
  DIRECT_PAYMENTS,
  FINANCE_BRIEFING,
  KERNOW_OFFER,
  NHS_ENGLAND_PAGE,
  PLANNING_QUESTIONS,
  STANDING_RULES,
  WHEELCHAIR_PAGES,
  WILTSHIRE_OFFER,
} from './sources.ts';

export const eligibility: Chapter = {
  title: 'The right to have a budget',
  rules: [
    {
      id: 'R-009',
      words:
        'A person in one of the four groups with a right gets a budget, except for what a budget is not appropriate for in their circumstances; lack of money is no reason.',
      effect: ['block'],
      source: `${STANDING_RULES}, regulation 32B(4)`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/eligibility/eligibility.ts#decideDecline',
        'src/rules/eligibility/eligibility.ts#decideEligible',
        'src/rules/decisions/unlawful-reasons.ts#unlawfulIn',
      ],
    },
    {
      id: 'R-010',
      words: 'NHS Continuing Healthcare is for adults of 18 or more whose whole package the NHS arranges and pays for.',
      effect: ['compute'],
      source: `${STANDING_RULES}, regulation 32A`,
      evidence: ['primary'],
      implementedBy: ['src/rules/eligibility/groups.ts#groupProblems'],
    },
    {
      id: 'R-011',
      words:
        'Children’s continuing care is for people of 17 or less whose package the ICB arranges and pays for, at least in part, because of disability, accident or illness.',
      effect: ['compute'],
      source: `${STANDING_RULES}, regulation 32A`,
      evidence: ['primary'],
      implementedBy: ['src/rules/eligibility/groups.ts#groupProblems'],
    },
    {
      id: 'R-012',
      words:
        'The section 117 group is for people who have a right to aftercare because they were detained under section 3, 37, 45A, 47 or 48 of the Mental Health Act 1983.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; ${STANDING_RULES}, regulation 32A`,
      evidence: ['stated', 'primary'],
      implementedBy: ['src/rules/eligibility/groups.ts#groupProblems'],
    },
    {
      id: 'R-013',
      words:
        'The wheelchair group is for people with a long-term disability whom the wheelchair service knows and supports, and who need a new chair now because their needs or the chair’s condition have changed.',
      effect: ['compute'],
      source: `${STANDING_RULES}, regulation 32A; ${WHEELCHAIR_PAGES}`,
      evidence: ['primary'],
      implementedBy: ['src/rules/eligibility/groups.ts#groupProblems'],
    },
    {
      id: 'R-014',
      words:
        'Anybody else may have a budget when the local offer has a group for them today, or when an exceptional case has been approved.',
      effect: ['block'],
      source: `${WILTSHIRE_OFFER}; ${PLANNING_QUESTIONS}; ${NHS_ENGLAND_PAGE}; ${KERNOW_OFFER}`,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/eligibility/groups.ts#groupProblems',
        'src/rules/eligibility/eligibility.ts#decideDecline',
        'src/rules/eligibility/groups.ts#openCohorts',
      ],
    },
    {
      id: 'R-015',
      words: 'Nobody is turned down because of a diagnosis alone: what counts is how much support they need.',
      effect: ['block'],
      source: `${PLANNING_QUESTIONS}; ${FINANCE_BRIEFING}`,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/policy/policy-lint.ts#declinesOnDiagnosisAlone',
        'src/rules/eligibility/groups.ts#groupProblems',
        'src/rules/decisions/unlawful-reasons.ts#unlawfulIn',
      ],
    },
    {
      id: 'R-016',
      words:
        'An adult with NHS Continuing Healthcare who lives at home has a budget unless a reason why not is recorded.',
      effect: ['record'],
      source: `${FINANCE_BRIEFING}; ${KERNOW_OFFER}`,
      evidence: ['stated'],
      implementedBy: ['src/rules/eligibility/chc-default.ts#chcStanding'],
    },
    {
      id: 'R-017',
      words: 'A budget is voluntary: a person can say no at any time and keeps their right to care.',
      effect: ['record', 'notify'],
      source: `${WILTSHIRE_OFFER}; ${FINANCE_BRIEFING}; an ICB’s published policy`,
      evidence: ['stated', 'secondary'],
      implementedBy: [
        'src/rules/eligibility/withdrawal.ts#decideWithdrawal',
        'src/rules/eligibility/care-task.ts#decideCareArranged',
      ],
    },
    {
      id: 'R-018',
      words:
        'A no, to the budget, to a way of holding it or to part of it, is given in writing with its reasons and how to have it looked at again.',
      effect: ['block'],
      source: `${STANDING_RULES}, regulation 32B(5) and after; ${DIRECT_PAYMENTS}, as amended in 2013`,
      evidence: ['primary', 'memory'],
      implementedBy: [
        'src/rules/eligibility/eligibility.ts#decideDecline',
        'src/rules/decisions/option-refusal.ts#decideOptionRefusal',
        'src/rules/decisions/approval.ts#decideRefusal',
        'src/rules/decisions/refusal-reasons.ts#howToChallenge',
        'src/rules/decisions/reconsideration.ts#decideAsk',
        'migrations/0002_people.sql#notice',
      ],
    },
  ],
};
