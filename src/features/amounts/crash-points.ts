/** The points in the middle of an act on amounts at which a test breaks it off: one between every two statements that write. */
export const CRASH_POINTS = {
  suspendAfterSuspension: 'suspension.begin.after-suspension',
  suspendAfterParts: 'suspension.begin.after-parts',
  resumeAfterEnd: 'suspension.end.after-end',
  extraAfterObligation: 'extra-payment.decide.after-obligation',
  extraAfterJournal: 'extra-payment.decide.after-journal',
  extraAfterDecision: 'extra-payment.decide.after-decision',
  extraAfterChanges: 'extra-payment.decide.after-changes',
  changeAfterDecision: 'amount-change.decide.after-decision',
  changeAfterInstalments: 'amount-change.decide.after-instalments',
  changeAfterFinalBudget: 'amount-change.decide.after-final-budget',
  changeAfterJournals: 'amount-change.decide.after-journals',
} as const;
