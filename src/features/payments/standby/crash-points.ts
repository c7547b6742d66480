/** The points in the middle of hearing the bank and of an outage: one between every two statements that write. */
export const STANDBY_CRASH_POINTS = {
  wordAfterJournals: 'bank-word.after-journals',
  wordAfterEnds: 'bank-word.after-ends',
  wordAfterRevived: 'bank-word.after-revived',
  outageAfterOutage: 'rail.outage.after-outage',
  outageAfterJournals: 'rail.outage.after-journals',
  outageAfterEnds: 'rail.outage.after-ends',
  outageBeforeCommit: 'rail.outage.before-commit',
  outageAfterRevived: 'rail.outage.after-revived',
  settleAfterJournal: 'overpayment.settle.after-journal',
  settleAfterChanges: 'overpayment.settle.after-changes',
  reportAfterReport: 'bank-report.import.after-report',
  reportAfterWords: 'bank-report.import.after-words',
  reportBeforeCommit: 'bank-report.import.before-commit',
} as const;
