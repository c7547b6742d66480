/** Why a payment came back, as we keep it, from the words and codes of a bank's report. */

export type ReturnReason = 'ACCOUNT_CLOSED' | 'NO_ACCOUNT' | 'ACCOUNT_TRANSFERRED' | 'PAYEE_REFUSED' | 'OTHER';

/** The codes of ISO 20022 and what words Bacs uses, most telling first. Codes of Bacs reports are from memory. */
const REASONS: readonly (readonly [RegExp, ReturnReason])[] = [
  [/\bAC04\b|closed/i, 'ACCOUNT_CLOSED'],
  [/transferred/i, 'ACCOUNT_TRANSFERRED'],
  [/\b(AC01|AC02|AC03|BE01|RC01)\b|no account|invalid (account|details)|not found/i, 'NO_ACCOUNT'],
  [/\b(CUST|MD06)\b|refused|refund ?request|beneficiary/i, 'PAYEE_REFUSED'],
];

/** The reason in a bank's words; OTHER where they name none that is known. */
export function returnReason(words: string): ReturnReason {
  return REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? 'OTHER';
}
