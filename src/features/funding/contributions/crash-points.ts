/** The points in the middle of an act on money between payers at which a test breaks it off. */
export const CRASH_POINTS = {
  recordAfterJournal: 'contribution.record.after-journal',
  sayAfterJournal: 'contribution.say.after-journal',
  sayAfterContribution: 'contribution.say.after-contribution',
  matchAfterJournals: 'contribution.match.after-journals',
  takeBackAfterRow: 'contribution.take-back.after-row',
  takeBackAfterFirst: 'contribution.take-back.after-first',
} as const;
