/** Pages of the figures of a budget. */
import type { Route } from '../../platform/http.ts';
import { challengePages } from './challenge-pages.ts';
import { draftEntryPages } from './draft-entry-pages.ts';
import { finalPages } from './final-pages.ts';
import { indicativePages } from './indicative-pages.ts';
import { rateCardPages } from './rate-card-pages.ts';
import { whatIfPages } from './what-if-pages.ts';
import { workingPages } from './working-pages.ts';

export const pages: readonly Route[] = [
  ...indicativePages,
  ...draftEntryPages,
  ...finalPages,
  ...workingPages,
  ...challengePages,
  ...whatIfPages,
  ...rateCardPages,
];
