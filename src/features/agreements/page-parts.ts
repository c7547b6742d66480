/** What the pages of agreement and set-up share. */
import { type Html, html } from '../../platform/html.ts';
import type { Budget } from '../requests/store.ts';

/** The heading of a page about one case: whose it is, small, above what is asked. */
export function caseHeading(budget: Budget, title: string): Html {
  return html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.personName}, ${budget.reference}</span> ${title}</h1>`;
}

/** A sort code as people write it: 08-99-99. */
export function showSortCode(sortCode: string): string {
  return sortCode.replace(/(\d\d)(?=\d)/g, '$1-');
}
