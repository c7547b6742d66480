/** The pages of reviews. */
import type { Route } from '../../platform/http.ts';
import { pages as acts } from './act-pages.ts';
import { pages as lists } from './list-pages.ts';
import { pages as monthEnd } from './month-end/pages.ts';
import { pages as together } from './portfolio-pages.ts';

export const pages: readonly Route[] = [...lists, ...acts, ...together, ...monthEnd];
