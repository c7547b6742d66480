/** The words for refusals of rules/review.ts. */
import type { ReviewRefusal } from '../../rules/review.ts';
import type { Words } from './words.ts';

export const reviewWords: Words<ReviewRefusal> = {};
