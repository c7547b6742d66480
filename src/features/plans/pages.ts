/** Pages of the care plan. */
import type { Route } from '../../platform/http.ts';
import { approvalPages } from './approval/approval-pages.ts';
import { planPages } from './plan-pages.ts';
import { signingPages } from './signing/signing-pages.ts';
import { versionPages } from './versions/version-pages.ts';
import { entryPages } from './writing/entry-pages.ts';
import { itemPages } from './writing/item-pages.ts';
import { planningPages } from './writing/planning-pages.ts';
import { sectionPages } from './writing/section-pages.ts';
import { sharePages } from './writing/share-pages.ts';

export const pages: readonly Route[] = [
  ...planningPages,
  ...planPages,
  ...itemPages,
  ...sharePages,
  ...sectionPages,
  ...entryPages,
  ...versionPages,
  ...signingPages,
  ...approvalPages,
];
