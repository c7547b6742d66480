/** What is checked before a plan is approved. */
import type { Chapter } from '../register.ts';
import { DIRECT_PAYMENTS, FINANCE_BRIEFING, OWN_CONTROL } from './sources.ts';

export const approval: Chapter = {
  title: 'Approval of the plan',
  rules: [
    {
      id: 'R-056',
      words: 'A named clinician says that the care and support in the plan can meet the person’s health needs.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/decisions/approval.ts#decideApproval', 'src/rules/decisions/approval.ts#pointsOf'],
    },
    {
      id: 'R-057',
      words: 'The money covers the full cost of the agreed care and support, to the penny.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/decisions/approval.ts#decideApproval', 'src/rules/decisions/approval.ts#pointsOf'],
    },
    {
      id: 'R-058',
      words: 'The plan can be reviewed: each outcome has a measure, and there is a date.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/decisions/approval.ts#decideApproval', 'src/rules/decisions/approval.ts#pointsOf'],
    },
    {
      id: 'R-059',
      words: 'There is a sound plan for risks, made with the person and signed by them as it stands.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/decisions/approval.ts#decideApproval', 'src/rules/decisions/approval.ts#pointsOf'],
    },
    {
      id: 'R-060',
      words:
        'For people who cannot decide for themself, or are more vulnerable, keeping them safe and free is properly part of the plan.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/decisions/approval.ts#decideApproval', 'src/rules/decisions/approval.ts#pointsOf'],
    },
    {
      id: 'R-061',
      words: 'The person, or whoever acts for them, agrees that their needs will be met.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/plan.ts#statementReasons'],
    },
    {
      id: 'R-062',
      words: 'The person, or whoever acts for them, agrees that the money is enough for the whole plan.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/plan.ts#statementReasons'],
    },
    {
      id: 'R-063',
      words:
        'The person, or whoever acts for them, agrees that the plan will be reviewed and their needs may be looked at again then.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/plan.ts#statementReasons'],
    },
    {
      id: 'R-064',
      words:
        'Who approves a plan did not assess the person, write the plan, set the figure or handle its payments, and may approve a sum this large; otherwise a panel decides.',
      effect: ['block'],
      source: OWN_CONTROL,
      evidence: ['local'],
      implementedBy: [
        'src/rules/decisions/approval.ts#conflictsOf',
        'src/rules/decisions/approval.ts#decideApproval',
        'src/rules/decisions/approval.ts#decidePassOn',
        'src/rules/decisions/approval.ts#levelFor',
        'src/rules/staff.ts#decideAccess',
      ],
    },
    {
      id: 'R-065',
      words:
        'A thing in the plan is refused only for a reason on the list, not because it is unusual; each refused thing has its own reason and can be looked at again.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS}, as amended in 2013`,
      evidence: ['stated', 'primary'],
      implementedBy: [
        'src/rules/decisions/approval.ts#decideApproval',
        'src/rules/decisions/approval.ts#decideRefusal',
        'src/rules/decisions/unlawful-reasons.ts#unlawfulIn',
      ],
    },
  ],
};
