/** The refusals of, for the list in refusal-rules.ts. */

/** a no has its reasons, and each option is refused with one. */
export const REASONS_FOR_NO = [
  'decision-changed-already',
  'item-option-refused',
  'no-option-left',
  'offered-option-is-refused',
  'option-reason-does-not-fit',
  'option-refusal-not-now',
  'option-refused-already',
  'option-refused-without-words',
  'point-without-reason',
  'reason-without-words',
  'reasons-missing',
  'return-without-a-no',
] as const;

/** the agreement is signed, whole and up to date. */
export const OF_THE_AGREEMENT = [
  'agreement-already-signed',
  'agreement-changed',
  'agreement-not-offered',
  'agreement-not-signed',
  'agreement-out-of-date',
  'agreement-signature-missing',
  'clause-missing',
  'record-keeping-missing',
] as const;
