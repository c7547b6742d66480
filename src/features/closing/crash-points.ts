/** The points in the middle of ending a budget at which a test breaks it off. */
export const CRASH_POINTS = {
  backAfterJournal: 'closing.back.after-journal',
  seenAfterJournal: 'closing.seen.after-journal',
  answerAfterJournals: 'closing.answer.after-journals',
  answerAfterMove: 'closing.answer.after-move',
} as const;
