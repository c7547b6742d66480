/** Who may look at a person's money, when, and how that is known afterwards. */
import type { Chapter } from '../register.ts';
import { DATA_PROTECTION, FINANCE_BRIEFING, RECORDS_CODE } from './sources.ts';

export const lookingIn: Chapter = {
  title: 'Who may look, and when',
  rules: [
    {
      id: 'R-117',
      words: 'Staff open a person’s spending only during a review that was announced, or while a concern is open.',
      effect: ['block'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/review.ts#decideLookIn'],
    },
    {
      id: 'R-118',
      words:
        'When a concern leads to an extra review the person is told; only an enquiry into fraud or safeguarding may put this off, and somebody answers for that.',
      effect: ['block', 'notify'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/safeguards/concern.ts#decideConcernClose'],
      waitsFor: { what: 'the pages of concerns', since: '2026-11-22' },
    },
    {
      id: 'R-119',
      words:
        'Whoever watches the money of the whole organisation sees totals only, and asks the care co-ordinator first.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/review/variance.ts#totalsOf', 'src/rules/review/variance.ts#decideQuery'],
    },
    {
      id: 'R-120',
      words:
        'Every reading and every change of a person’s record is logged: who, in what role, what, when and why; the log only grows and cannot be altered unseen.',
      effect: ['record'],
      source: DATA_PROTECTION,
      evidence: ['memory'],
      implementedBy: ['src/features/audit/store.ts#act', 'migrations/0001_foundation.sql#audit_event'],
    },
    {
      id: 'R-121',
      words: 'A person sees who opened their record, and the figures and books that the ICB holds about them.',
      effect: ['record'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/act-words.ts#actInWords'],
    },
    {
      id: 'R-122',
      words:
        'Records are kept as long as the code of practice says, the longest time counts, and somebody looks before anything is destroyed.',
      effect: ['notify'],
      source: RECORDS_CODE,
      evidence: ['secondary', 'local'],
      implementedBy: [
        'src/rules/reporting/retention.ts#retentionOf',
        'src/rules/reporting/retention.ts#decideDisposal',
      ],
    },
  ],
};
