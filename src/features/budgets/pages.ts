/** Pages of the figures of a budget. */
import type { Route } from '../../platform/http.ts';
import { draftEntryPages } from './draft-entry-pages.ts';
import { finalPages } from './final-pages.ts';
import { indicativePages } from './indicative-pages.ts';

export const pages: readonly Route[] = [...indicativePages, ...draftEntryPages, ...finalPages];
