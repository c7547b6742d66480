/** The pages of what becomes owed besides the instalments. */
import type { Route } from '../../platform/http.ts';
import { amountChangePages } from './changes/pages.ts';
import { changesPages } from './changes-page.ts';
import { healthPages } from './health/pages.ts';
import { hospitalPages } from './hospital/pages.ts';
import { requestPages } from './requests/pages.ts';
import { suspensionPages } from './suspensions/pages.ts';

export const pages: readonly Route[] = [
  ...changesPages,
  ...suspensionPages,
  ...requestPages,
  ...amountChangePages,
  ...healthPages,
  ...hospitalPages,
];
