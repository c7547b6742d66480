/** Pages of payments. */
import type { Route } from '../../platform/http.ts';
import { heldPages } from './held-pages.ts';
import { personPages } from './person-pages.ts';
import { returnPages } from './return-pages.ts';
import { runPages } from './run-pages.ts';

export const pages: readonly Route[] = [...runPages, ...heldPages, ...returnPages, ...personPages];
