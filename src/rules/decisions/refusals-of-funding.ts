/** The refusals of who pays for a budget, by the rules that refusal-rules.ts puts them under. */

/** Of several payers behind one budget, and what they settle between them. */
export const FUNDING_TOGETHER = [
  'funding-lead-not-payer',
  'funding-stream-unknown',
  'funding-without-own-stream',
  'integrated-not-one',
  'integrated-one-stream',
  'recharge-agreed-already',
  'recharge-answer-before-statement',
  'recharge-answer-in-future',
  'recharge-dispute-without-words',
  'recharge-month-not-over',
  'recharge-payer-unknown',
  'recharge-received-in-future',
  'recharge-reference-known',
] as const;

/** Of what the person pays themself, of a council’s part only. */
export const PAID_BY_PERSON = [
  'contribution-before-start',
  'contribution-in-future',
  'contribution-line-not-free',
  'contribution-not-asked',
  'contribution-over-year',
  'contribution-reference-known',
  'contribution-talk-in-future',
  'line-is-contribution',
  'means-test-not-social-care',
  'means-test-over-stream',
] as const;

/** Of who pays what share. */
export const FUNDING_SPLIT = [
  'funder-signature-missing',
  'funding-apart-not-direct',
  'funding-drops-stream',
  'funding-signed-later',
  'funding-too-late',
  'line-need-without-payer',
  'line-not-shared',
  'line-share-empty',
  'line-share-stream-twice',
  'line-share-stream-unknown',
  'line-shares-not-whole',
  'line-shares-over-line',
  'line-shares-without-sum',
  'need-of-two-payers',
  'split-not-dated',
  'split-not-signed',
  'split-not-whole',
  'split-share-empty',
  'split-stream-twice',
] as const;
