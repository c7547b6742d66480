/** The words for refusals of rules/exclusions.ts. */
import type { ExclusionRefusal } from '../../rules/exclusions.ts';
import type { Words } from './words.ts';

export const exclusionsWords: Words<ExclusionRefusal> = {};
