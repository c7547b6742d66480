/** Hospital, suspending, stopping, paying back, and death. */
import type { Chapter } from '../register.ts';
import { DIRECT_PAYMENTS, DIRECT_PAYMENTS_2010, FINANCE_BRIEFING } from './sources.ts';

export const safeguards: Chapter = {
  title: 'Hospital, suspending, stopping and paying back',
  rules: [
    {
      id: 'R-103',
      words: 'Going into hospital never stops or suspends payments by itself.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/safeguards/hospital.ts#onAdmission',
        'src/rules/safeguards/hospital-stay.ts#decideAdmission',
        'src/rules/safeguards/hospital.ts#decideHospital',
      ],
    },
    {
      id: 'R-104',
      words:
        'When somebody goes into hospital it is decided with them what pauses and whether their assistants stay paid, so that they can come home.',
      effect: ['record'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/safeguards/hospital.ts#decideHospital'],
    },
    {
      id: 'R-105',
      words:
        'Payments are halted over a concern only together with the care co-ordinator and the person, and with a plan that keeps the care going.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/safeguards/suspension.ts#decideSuspension',
        'src/rules/safeguards/suspension.ts#decideResumption',
        'src/rules/safeguards/holding-back.ts#decideHoldingBack',
        'src/rules/safeguards/holding-back.ts#decideLook',
      ],
    },
    {
      id: 'R-106',
      words: 'Direct payments must stop when consent has ended in one of the three ways that the law names.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 17(1)`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/representation/stop-duty.ts#stopDuty',
        'src/rules/safeguards/stop.ts#decideStop',
        'src/rules/safeguards/stop.ts#isMandatory',
      ],
    },
    {
      id: 'R-107',
      words:
        'Direct payments may otherwise be stopped only for a reason on the law’s list, and only when stopping is appropriate.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 17(2)`,
      evidence: ['primary'],
      implementedBy: ['src/rules/safeguards/stop.ts#decideStop'],
      waitsFor: { what: 'the pages of stopping and closing a budget', since: '2026-11-22' },
    },
    {
      id: 'R-108',
      words:
        'Stopping needs reasonable notice in writing, with reasons, to the person and to whoever acts for them; only an urgent reason that a director wrote down shortens it.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 17(3) and (4)`,
      evidence: ['primary', 'local'],
      implementedBy: ['src/rules/safeguards/stop.ts#decideStop'],
      waitsFor: { what: 'the pages of stopping and closing a budget', since: '2026-11-22' },
    },
    {
      id: 'R-109',
      words: 'Stopping a direct payment is not stopping care: other cover begins no later than the day that it stops.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/safeguards/stop.ts#decideStopped', 'src/rules/safeguards/stop.ts#decideStop'],
      waitsFor: { what: 'the pages of stopping and closing a budget', since: '2026-11-22' },
    },
    {
      id: 'R-110',
      words:
        'When money seems misused, the care co-ordinator first talks with the person; an honest mistake is never punished.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/safeguards/concern.ts#misuseReasons', 'src/rules/safeguards/concern.ts#afterMisuse'],
      waitsFor: { what: 'the pages of concerns', since: '2026-11-22' },
    },
    {
      id: 'R-111',
      words:
        'Misuse on purpose leads to a decision whether the money should be held in another way, and where necessary to the counter-fraud service.',
      effect: ['notify'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/safeguards/concern.ts#afterMisuse'],
      waitsFor: { what: 'the pages of concerns', since: '2026-11-22' },
    },
    {
      id: 'R-112',
      words: 'Money may be asked back only for one of the six reasons of the law, and only when that is appropriate.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 15(1)`,
      evidence: ['primary'],
      implementedBy: ['src/rules/safeguards/repayment.ts#decideRepayment'],
      waitsFor: { what: 'the pages of stopping and closing a budget', since: '2026-11-22' },
    },
    {
      id: 'R-113',
      words: 'A letter that asks money back says why, how much, by when, and who has to pay.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 15(2) and (3)`,
      evidence: ['primary', 'local'],
      implementedBy: ['src/rules/safeguards/repayment.ts#decideRepayment'],
      waitsFor: { what: 'the pages of stopping and closing a budget', since: '2026-11-22' },
    },
    {
      id: 'R-114',
      words:
        'The person, or whoever acts for them, can ask for the decision to be looked at again; the answer comes in writing with reasons, and nothing is collected meanwhile.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 15(4) and (5)`,
      evidence: ['primary', 'local'],
      implementedBy: [
        'src/rules/decisions/reconsideration.ts#decideAsk',
        'src/rules/decisions/reconsideration.ts#decideAnswer',
        'src/rules/decisions/reconsideration.ts#isRecoveryPaused',
        'migrations/0019_refusals.sql#reviewer_did_not_decide',
      ],
    },
    {
      id: 'R-115',
      words:
        'Money that was not used is never asked back without talking with both the care co-ordinator and the person, and only at a review.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/safeguards/repayment.ts#decideRepayment'],
      waitsFor: { what: 'the pages of stopping and closing a budget', since: '2026-11-22' },
    },
    {
      id: 'R-116',
      words:
        'What is asked back is the balance less the money for emergencies and everything still owed, and never less than nothing.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; ${DIRECT_PAYMENTS_2010}, regulation 16(4); ${DIRECT_PAYMENTS}, regulation 16`,
      evidence: ['stated', 'primary', 'memory'],
      implementedBy: ['src/rules/safeguards/repayment.ts#reclaimPence'],
      waitsFor: { what: 'the pages of stopping and closing a budget', since: '2026-11-22' },
    },
  ],
};
