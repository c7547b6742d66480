/** Pages of who decides, who acts and who is paid. */
import type { Route } from '../../platform/http.ts';
import { authorityPages } from './authorities/authority-pages.ts';
import { findingPages } from './findings/finding-pages.ts';
import { nomineePages } from './nominees/nominee-pages.ts';
import { taskPages } from './tasks/task-pages.ts';
import { whoActsPages } from './who-acts-page.ts';

export const pages: readonly Route[] = [
  ...whoActsPages,
  ...authorityPages,
  ...findingPages,
  ...nomineePages,
  ...taskPages,
];
