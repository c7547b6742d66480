/** The words for refusals of rules/plan.ts. */
import type { PlanRefusal } from '../../rules/plan.ts';
import type { Words } from './words.ts';

export const planWords: Words<PlanRefusal> = {};
