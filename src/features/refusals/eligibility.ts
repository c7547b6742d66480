/** The words for refusals of rules/eligibility.ts. */
import type { EligibilityRefusal } from '../../rules/eligibility.ts';
import type { Words } from './words.ts';

export const eligibilityWords: Words<EligibilityRefusal> = {};
