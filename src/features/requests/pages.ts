/** The pages of requests, cases and assessments. */
import type { Route } from '../../platform/http.ts';
import { assessmentPages } from './assessment-pages.ts';
import { carePages } from './care-pages.ts';
import { casePages } from './case-pages.ts';
import { handOverPages } from './hand-over-pages.ts';
import { needTagPages } from './need-tag-pages.ts';
import { registerPages } from './register-pages.ts';
import { withdrawalPages } from './withdrawal-pages.ts';

export const pages: readonly Route[] = [
  ...handOverPages,
  ...registerPages,
  ...casePages,
  ...assessmentPages,
  ...needTagPages,
  ...withdrawalPages,
  ...carePages,
];
