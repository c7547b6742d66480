/** The pages of spending: my money, bank lines, bank statements. */
import type { Route } from '../../platform/http.ts';
import { pages as answers } from './answers/pages.ts';
import { pages as holders } from './holders/pages.ts';
import { pages as lines } from './line-pages.ts';
import { pages as layouts } from './mapping/layout-pages.ts';
import { pages as mapping } from './mapping/pages.ts';
import { pages as money } from './money-pages.ts';
import { pages as receipts } from './receipts/pages.ts';
import { pages as statements } from './statement-pages.ts';

export const pages: readonly Route[] = [
  ...money,
  ...answers,
  ...lines,
  ...receipts,
  ...statements,
  ...mapping,
  ...layouts,
  ...holders,
];
