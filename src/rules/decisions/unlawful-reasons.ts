/**
 * Reasons that the law does not allow, found in the words of a refusal before the person gets them: money is short,
 * the wish is unusual, it costs us too much, a diagnosis alone (R-009, R-015, R-065).
 *
 * It catches the sentences that people write without thinking. It cannot prove that words are lawful; the listed
 * reason beside them has to. Each pattern asks for a whole thought, so that "an unusual heart rhythm" or "you cannot
 * afford the rent" is left alone. Pure.
 */
export const UNLAWFUL_REASONS = ['NO_MONEY', 'UNUSUAL', 'TOO_DEAR_FOR_US', 'DIAGNOSIS_ALONE'] as const;
export type UnlawfulReason = (typeof UNLAWFUL_REASONS)[number];

export type UnlawfulPhrase = {
  readonly reason: UnlawfulReason;
  /** As it was written, with single spaces. */
  readonly phrase: string;
};

const WE = '(?:we|the (?:icb|board|nhs|trust)|our (?:board|budget|team))';
const A_WISH =
  '(?:it|this|that|(?:this|that|the|your|such an?) (?:request|wish|item|idea|choice|use|thing|purchase|service|line|activity)|what you (?:ask|asked|want) for)';

const PATTERNS: Readonly<Record<UnlawfulReason, readonly RegExp[]>> = {
  NO_MONEY: [
    /\b(?:no|not enough|insufficient|little) (?:budget|money|funds|funding)(?: \w+){0,3} (?:this|next|until|left|available|remaining)\b/i,
    /\b(?:budget|money|funding|funds) (?:has|have|is|are|was|were)(?: all| already)? (?:been )?(?:spent|cut|used up|overspent|exhausted|run out|frozen)\b/i,
    /\b(?:budget|money|funding|funds) (?:has |have )?(?:ran|run) out\b/i,
    new RegExp(`\\b${WE} (?:have|has|had) no (?:budget|money|funds|funding)\\b`, 'i'),
    /\b(?:financial|budget|budgetary|cost) (?:pressure|pressures|constraint|constraints|position|deficit|savings? target)\b/i,
  ],
  UNUSUAL: [
    new RegExp(
      `\\b${A_WISH} (?:is|was|seems|looks|would be) (?:too |very |rather |quite |so |most |an? )*unusual\\b`,
      'i',
    ),
    new RegExp(
      `\\b${WE} (?:do|does|would|have|has) (?:not|never)(?: normally| usually| ever)? (?:normally |usually |ever )?(?:fund|pay for|funded|paid for|agree to|agreed to|buy|bought)\\b`,
      'i',
    ),
    /\b(?:not|nothing)(?: \w+){0,3} (?:normally|usually) (?:fund|funded|pay|paid|buy|bought|agree|agreed)\b/i,
    /\bnobody else (?:has|gets|has asked for|asks for)\b/i,
    /\b(?:not|never) (?:been )?(?:done|tried|bought|funded|paid for)(?: this| it| that| one)?(?: here)? before\s*(?:[.,;!]|$)/i,
    /^\W*(?:too )?unusual\W*$/i,
  ],
  TOO_DEAR_FOR_US: [
    new RegExp(`\\b${WE} (?:cannot|can't|can’t|can not|could not) afford\\b`, 'i'),
    /\b(?:too|very) (?:expensive|costly|dear)(?: for (?:us|the (?:icb|board|nhs|trust)))?\s*(?:[.,;!]|$)/i,
    /\b(?:to|would|must|need to|have to) (?:save|saves) (?:us |the (?:icb|board|nhs) )?(?:money|costs)\b/i,
    /\bcosts? (?:us|the (?:icb|board|nhs)) too much\b/i,
  ],
  DIAGNOSIS_ALONE: [
    /\b(?:people|patients|persons?|anyone|anybody|someone|somebody|those) (?:with|who have|who has) [a-z’' -]{3,40} (?:cannot|can’t|can't|can not|may not|are not|aren’t|aren't|is not|do not|don’t|don't|never|should not) (?:have|get|be given|hold|manage|qualify|eligible|allowed|entitled)\b/i,
    /\bbecause (?:of )?(?:you have|they have|he has|she has|your|the|their|his|her) (?:a )?diagnosis\b/i,
    /\b(?:your|the|this|their) (?:diagnosis|condition)(?: of [a-z’' -]{3,40})? (?:is|does|means|rules)(?: not| you| them)* (?:eligible|qualify|covered|included|excluded|ineligible|out|cannot)\b/i,
    /\b(?:your|the|this|their) diagnosis is [a-z’' -]{3,40}[.;!]?\s*$/i,
    /^\W*(?:diagnosis|dementia|autism|addiction)\W*$/i,
  ],
};

/** Characters that nobody sees: soft hyphens, joiners, spaces of no width. */
const UNSEEN = /\p{Cf}/gu;

/** Every phrase in these words that is no lawful reason, at most one of each kind, in the order of the kinds. */
export function unlawfulPhrases(words: string): readonly UnlawfulPhrase[] {
  const plain = words.replace(UNSEEN, '').replace(/\s+/g, ' ');
  return UNLAWFUL_REASONS.flatMap(reason => {
    const found = PATTERNS[reason].map(pattern => pattern.exec(plain)?.[0]).find(phrase => phrase !== undefined);
    return found === undefined ? [] : [{ reason, phrase: found.trim() }];
  });
}

/** The rule that forbids it. */
export const UNLAWFUL_RULES: Readonly<Record<UnlawfulReason, string>> = {
  NO_MONEY: 'R-009',
  UNUSUAL: 'R-065',
  TOO_DEAR_FOR_US: 'R-009',
  DIAGNOSIS_ALONE: 'R-015',
};

/** What to write in its place. */
export const INSTEAD_OF: Readonly<Record<UnlawfulReason, string>> = {
  NO_MONEY: 'Say why a budget or the item does not fit this person’s needs. If only the money is short, say yes',
  UNUSUAL: 'Say which outcome it does not help with, or what harm it could do. If neither holds, agree to it',
  TOO_DEAR_FOR_US: 'Say what meets the same outcome as well for less, and what that costs',
  DIAGNOSIS_ALONE: 'Say what this person needs and why a budget cannot meet that need',
};

export type UnlawfulRefusal = UnlawfulPhrase & {
  readonly code: 'reason-not-allowed';
  /** The box in which it was written. */
  readonly box: string;
};

/** The refusals that these words call for, beside their box. */
export function unlawfulIn(words: string, box: string): readonly UnlawfulRefusal[] {
  return unlawfulPhrases(words).map(found => ({ code: 'reason-not-allowed', box, ...found }));
}
