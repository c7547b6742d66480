/** Pages of the agreement and the set-up. */
import type { Route } from '../../platform/http.ts';
import { agreementPages } from './agreement-pages.ts';
import { employmentPages } from './checks/employment-pages.ts';
import { checksPages } from './checks/pages.ts';
import { contractPages } from './contract/pages.ts';
import { secondCardPages } from './second-card-pages.ts';
import { setUpPages } from './set-up-pages.ts';
import { wagePages } from './wages/pages.ts';

export const pages: readonly Route[] = [
  ...agreementPages,
  ...setUpPages,
  ...secondCardPages,
  ...wagePages,
  ...checksPages,
  ...employmentPages,
  ...contractPages,
];
