/** The points in the middle of writing down what was bought at which a test breaks it off. */
export const CRASH_POINTS = {
  buyAfterPurchase: 'goal.buy.after-purchase',
  takeBackAfterRow: 'goal.take-back.after-row',
  finishAfterPromises: 'goal.finish.after-promises',
} as const;
