/** Pages of payments. */
import type { Route } from '../../platform/http.ts';
import { heldPages } from './held/held-pages.ts';
import { personPages } from './person-pages.ts';
import { reportPages } from './reports/pages.ts';
import { returnPages } from './reports/return-pages.ts';
import { returnedPages } from './reports/returned-pages.ts';
import { runPages } from './runs/run-pages.ts';
import { noWayPages } from './standby/cards/no-way-pages.ts';
import { standbyPages } from './standby/pages.ts';

export const pages: readonly Route[] = [
  ...runPages,
  ...heldPages,
  ...returnPages,
  ...returnedPages,
  ...standbyPages,
  ...noWayPages,
  ...reportPages,
  ...personPages,
];
