/** Pages of the figures of a budget. */
import type { Route } from '../../platform/http.ts';
import { finalPages } from './final/final-pages.ts';
import { draftEntryPages } from './indicative/draft-entry-pages.ts';
import { indicativePages } from './indicative/indicative-pages.ts';
import { rateCardPages } from './rate-cards/rate-card-pages.ts';
import { challengePages } from './working/challenge-pages.ts';
import { whatIfPages } from './working/what-if-pages.ts';
import { workingPages } from './working/working-pages.ts';

export const pages: readonly Route[] = [
  ...indicativePages,
  ...draftEntryPages,
  ...finalPages,
  ...workingPages,
  ...challengePages,
  ...whatIfPages,
  ...rateCardPages,
];
