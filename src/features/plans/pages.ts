/** Pages of the care plan. */
import type { Route } from '../../platform/http.ts';
import { approvalPages } from './approval-pages.ts';
import { entryPages } from './entry-pages.ts';
import { itemPages } from './item-pages.ts';
import { planPages } from './plan-pages.ts';
import { planningPages } from './planning-pages.ts';
import { sectionPages } from './section-pages.ts';
import { signingPages } from './signing-pages.ts';
import { versionPages } from './version-pages.ts';

export const pages: readonly Route[] = [
  ...planningPages,
  ...planPages,
  ...itemPages,
  ...sectionPages,
  ...entryPages,
  ...versionPages,
  ...signingPages,
  ...approvalPages,
];
