/** The points in the middle of settling between payers at which a test breaks it off. */
export const CRASH_POINTS = {
  stateAfterStatements: 'recharge.state.after-statements',
  answerAfterJournal: 'recharge.answer.after-journal',
  receiveAfterJournal: 'recharge.receive.after-journal',
} as const;
