/** The words for refusals of rules/matching.ts. */
import type { MatchingRefusal } from '../../rules/matching.ts';
import type { Words } from './words.ts';

export const matchingWords: Words<MatchingRefusal> = {};
